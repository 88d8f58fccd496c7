"""How the claims that the truth quotes are held against an assessment document."""

from collections import Counter
from collections.abc import Iterator

from tools.release_scores import Document, Row, Score, scores


@scores("claims_open")
def score_claims(row: Row, document: Document) -> Score | None:
    """Each quoted claim stands on its line (or one beside it, since quotes are cut), and is about the same."""
    if not row.get("claims_open"):
        return None
    found = list(_compared(row, document))
    missed = [at for at, kind in found if kind == "missed"]
    other = [at for at, kind in found if kind == "false"]
    verdict = "wrong" if other else "abstained" if missed else "right"
    said = "; ".join([f"missed {at}" for at in missed] + [f"about another {at}" for at in other]) or "all"
    return Score(verdict, f"{len(found)} claims", said, "")


def count_claims(row: Row, document: Document) -> Counter[str]:
    """How many of the quoted claims are `found`, `missed`, or `false` (taken for a claim about somebody else).

    `further` counts claims of releases about themselves that the truth does not quote: it is no complete list.
    """
    counted = Counter(kind for _, kind in _compared(row, document))
    quoted = {(path, int(line)) for path, _, line in (claim["at"].rpartition(":") for claim in row.get("claims_open") or [])}
    counted["further"] = sum(
        found["about"] == "self" and not any((found["path"], line) in quoted for line in _lines_near(found))
        for found in document["claims"]
    )
    return counted


def _compared(row: Row, document: Document) -> Iterator[tuple[str, str]]:
    """The place of each quoted claim, and what came of it."""
    for claim in row.get("claims_open") or []:
        path, _, line = claim["at"].rpartition(":")
        near = [found for found in document["claims"] if found["path"] == path and int(line) in _lines_near(found)]
        kinds = {found["about"] for found in near}
        yield claim["at"], "missed" if not near else "found" if claim["kind"] in kinds else "false"


def _lines_near(found: Document) -> range:
    return range(found["lines"][0] - 1, found["lines"][1] + 2)
