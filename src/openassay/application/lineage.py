"""The models that a release was made from: what is known of their weights, and how their terms stand to what came of them.

What is said of terms is an indicator, never legal advice: it compares what licenses grant and limit, word by word of a table, and
knows nothing of what people agreed besides.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from openassay.application.gathering import Descent
from openassay.application.hub_statements import apply_statements
from openassay.inventory.holdings import take_inventory
from openassay.inventory.survey import combine, survey
from openassay.licenses.composition import Composed, compose
from openassay.licenses.flow import compare_terms
from openassay.licenses.grants import read_grants
from openassay.licenses.phrases import short
from openassay.sources.opening import record_of
from openassay.vocabulary.assessment import Ancestor
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Dossier, Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.findings import Finding
from openassay.vocabulary.grades import Interval
from openassay.vocabulary.licenses import Grant

WEIGHTS = Component.FINAL_WEIGHTS
_STATES = {State.GATED: "gated"}
_FINDINGS = {
    "conflict-of-terms": "finding:conflict-of-terms",
    "undeclared": "finding:terms-undeclared",
    "unreachable": "finding:base-unreachable",
}


@dataclass(frozen=True)
class Read:
    """A model of the lineage, read."""

    descent: Descent
    locator: str
    revision: str
    held: Holding
    """What it holds of its own final weights."""
    grants: tuple[Grant, ...]
    """Those that cover its final weights."""
    license: Composed | None
    dossier: Dossier
    """All of it, as a release of its own."""


def read_ancestors(lineage: Iterable[Descent], progress: Callable[[int, int], None]) -> dict[str, Read]:
    """Read every model of the lineage that could be opened, by its id."""
    found = {}
    for descent in lineage:
        if descent.snapshot is None:
            continue
        surveyed = survey(descent.snapshot, descent.id, progress)
        release, read_text = combine(descent.name, [surveyed])
        inventory = take_inventory(release, read_text)
        record = record_of(descent.snapshot)
        holdings = apply_statements(inventory.holdings, {descent.id: record} if record else {})
        every, remarks = read_grants(release, holdings, read_text)
        grants = tuple(grant for grant in every if WEIGHTS in grant.covers)
        license_ = compose(holdings, grants).components.get(WEIGHTS)
        dossier = Dossier(
            release=release,
            domain=inventory.domain,
            holdings=holdings,
            grants=every,
            findings=(*surveyed.findings, *inventory.findings, *remarks),
            read_text=read_text,
        )
        source = surveyed.source
        found[descent.id] = Read(descent, source.locator, source.revision, holdings[WEIGHTS], grants, license_, dossier)
    return found


def apply_base(
    holdings: Mapping[Component, Holding], grants: tuple[Grant, ...], read: Mapping[str, Read]
) -> tuple[dict[Component, Holding], tuple[Grant, ...]]:
    """The holdings with the base weights as their own place shows them, and the grants with those that cover them there."""
    found = dict(holdings)
    direct = [one for one in read.values() if one.descent.child == "release"]
    held = found[Component.BASE_WEIGHTS]
    if not direct or held.state is State.PUBLISHED:
        return found, grants
    worst = max(direct, key=lambda one: (_ORDER.index(one.held.state), one.descent.id))
    because = f"{worst.descent.name}: {worst.held.because}"
    artifacts = tuple(artifact for one in direct for artifact in one.held.artifacts)
    evidence = tuple(sorted({*held.evidence, *(cited for one in direct for cited in one.held.evidence)}))
    found[Component.BASE_WEIGHTS] = replace(held, state=worst.held.state, because=because, artifacts=artifacts, evidence=evidence)
    of_base = (replace(grant, covers=(Component.BASE_WEIGHTS,)) for one in direct for grant in one.grants)
    return found, (*grants, *of_base)


_ORDER = (
    State.PUBLISHED,
    State.PARTIAL,
    State.GATED,
    State.REFERENCED,
    State.POINTER,
    State.UNKNOWN,
    State.ABSENT,
    State.NOT_APPLICABLE,
)


def describe(
    lineage: Iterable[Descent],
    read: Mapping[str, Read],
    own: Composed | None,
    cards: Mapping[str, Evidence],
    scores: Mapping[str, Mapping[str, Mapping[str, Interval]]],
) -> tuple[tuple[Ancestor, ...], list[Finding]]:
    """Every edge of the lineage, and what is to be said of its terms.

    `cards` is where the release names a base, by its name; `scores` what each base came to, by its id, standard and dimension.
    """
    ancestors: list[Ancestor] = []
    findings: list[Finding] = []
    for descent in lineage:
        one = read.get(descent.id)
        parent = read.get(descent.child)
        theirs = one.license if one else None
        mine = own if descent.child == "release" else parent.license if parent else None
        flow, because = _flow(descent, one, theirs, mine)
        state = descent.stopped or (_STATES.get(one.held.state, "read") if one else "unreached")
        ancestors.append(
            Ancestor(
                descent.id, descent.name, descent.child, descent.relation, state,
                descent.because or (one.held.because if one else ""),
                one.locator if one else "", one.revision if one else "",
                tuple(expression for expression, _ in theirs.entries) if theirs else (), flow, because,
                scores.get(descent.id, {}),
            )
        )  # fmt: skip
        code = "finding:lineage-cycle" if descent.stopped == "cycle" else _FINDINGS.get(flow)
        if code:
            at = cards.get(descent.name.lower())
            place = (at.source, at.path, at.lines) if at and descent.child == "release" else (descent.child, "", None)
            child = "The release" if descent.child == "release" else _name_of(descent.child, read)
            findings.append(Finding(code, place[0], place[1], f"{child}, made from {descent.name}: {because}", place[2]))
    return tuple(ancestors), findings


def _names_of(composed: Composed) -> str:
    return short(" AND ".join(expression for expression, _ in composed.entries))


def _name_of(id_: str, read: Mapping[str, Read]) -> str:
    return read[id_].descent.name if id_ in read else id_


def _flow(descent: Descent, one: Read | None, theirs: Composed | None, mine: Composed | None) -> tuple[str, str]:
    """How the terms of what was made stand to those of what it was made from, and why."""
    if descent.stopped or one is None:
        return "unreachable", descent.because or "It could not be read."
    if theirs is None or mine is None:
        return "undeclared", f"No license was found for {'it' if theirs is None else 'what was made from it'}."
    names = f"{_names_of(mine)} on {_names_of(theirs)}"
    looser, tighter, open_ = compare_terms(mine.terms, theirs.terms)
    if looser:
        told = ", ".join(name.value.replace("_", " ") for name in looser)
        caution = _caution(descent.relation)
        return "conflict-of-terms", f"{names}; the base is stricter on {told}. An indicator, no legal advice{caution}"
    if open_:
        told = ", ".join(name.value.replace("_", " ") for name in open_)
        return "not-settled", f"{names}; not known of both: {told}."
    if tighter:
        told = ", ".join(name.value.replace("_", " ") for name in tighter)
        return "narrowed", f"{names}; what was made from it is stricter on {told}."
    return "kept", f"{names}."


def _caution(relation: str) -> str:
    """What could make it a false alarm, by how the model was made."""
    if relation == "adapter":
        return ": an adapter holds none of the base's weights, and its license may be for itself alone."
    if relation == "merge":
        return ": of a merge each part may have been given under other terms to whoever made it."
    return ": the publisher may hold other rights, and a license may be meant for the code or the changes alone."
