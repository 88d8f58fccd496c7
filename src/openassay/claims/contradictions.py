"""Where a release contradicts itself: one of its documents claims what another one denies."""

from collections.abc import Iterator

from openassay.claims.reading import Said
from openassay.vocabulary.claims import About, Claim
from openassay.vocabulary.findings import Finding

DENIED_WITH = {"fully-open": frozenset({"fully-open", "open-source", "open-weights"})}
"""What a claim is denied with beside its own words: what is not open source is not fully open."""


def find_contradictions(said: Said) -> Iterator[Finding]:
    """One finding for each document that denies what another one claims of the same release, at the denial.

    Within one document a denial after a claim takes it back, and is read as such.
    """
    claims = [claim for claim in said.claims if claim.about is About.SELF and claim.hedge is None]
    for denial in said.denials:
        against = next((claim for claim in claims if _denies(denial, claim)), None)
        if denial.about is About.SELF and against:
            there, here = against.evidence, denial.evidence
            line = f"{there.path}:{there.lines.first}" if there.lines else there.path
            because = f"It says “{_short(here.quote)}”, and {line} says “{_short(there.quote)}”."
            yield Finding("finding:contradiction", here.source, here.path, because, here.lines)


def _denies(denial: Claim, claim: Claim) -> bool:
    one, other = denial.evidence, claim.evidence
    return denial.says in DENIED_WITH.get(claim.says, {claim.says}) and (one.source, one.path) != (other.source, other.path)


def _short(quote: str | None) -> str:
    return " ".join((quote or "").split())[:120]
