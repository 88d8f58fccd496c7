"""Facts about the license of a component: what the license probes share.

A component's grants are put together first. Where they conflict, each is one reading: a no needs every reading to say so, and a
yes is never given.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from openassay.licenses.composition import Composed, Composition, compose
from openassay.licenses.expressions import parse
from openassay.licenses.free_names import UNNAMED
from openassay.licenses.license_files import may_license
from openassay.licenses.lists import beyond, members
from openassay.licenses.phrases import quoted, said, short
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.expression import LicenseId, holds
from openassay.vocabulary.facts import Answer, Basis, Evidence, Fact, no, not_applicable, unknown, yes
from openassay.vocabulary.licenses import Grant, How, Term, TermAnswer, TermName

CITED = 6
"""Grants cited for one fact."""
_HERE = (State.PUBLISHED, State.PARTIAL)
_UNSEEN = (State.POINTER, State.UNKNOWN)
"""States in which nobody has seen that there is anything: a license of it proves nothing yet."""


@dataclass(frozen=True)
class Licensed:
    """A component of a dossier with its licenses."""

    dossier: Dossier
    component: Component
    composed: Composed

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The places that give the licenses, texts before words."""
        return tuple(evidence_of_grant(self.dossier, grant) for grant in self.composed.grants[:CITED])

    @property
    def basis(self) -> Basis:
        """Declared where only metadata name a license, observed where a text, a tag in a file or a sentence gives it."""
        return Basis.DECLARED if all(grant.how is How.METADATA for grant in self.composed.grants) else Basis.OBSERVED

    @property
    def expression(self) -> str:
        """The licenses as a reader takes them in, for a sentence."""
        joint = " or, as it says elsewhere, " if self.composed.disputed else " AND "
        return joint.join(short(expression) for expression, _ in self.composed.entries)

    def fact(self, answer: Answer, because: str) -> Fact:
        """A fact on the evidence of the grants. Where another source holds some of the component without any license, no yes."""
        if answer is Answer.YES and self.composed.bare:
            bare = self.composed.bare[0]
            because = f"{because.rstrip('.')}; what of it lies in {bare} is under no license."
            return no(self.component, because, search=self.dossier.search(f"a license for the {self.component} in {bare}"))
        match answer:
            case Answer.YES:
                return yes(self.component, because, *self.evidence, basis=self.basis)
            case Answer.NO:
                return no(self.component, because, *self.evidence, basis=self.basis)
            case _:
                return unknown(self.component, because, *self.evidence)


def each_component(dossier: Dossier) -> Iterator[tuple[Component, Licensed | Fact]]:
    """Every component with its licenses, or with the fact that answers any question about them where it has none."""
    composition = _composition(dossier)
    for component in Component:
        composed = composition.components.get(component)
        if dossier.holding(component).state is State.NOT_APPLICABLE:
            yield component, not_applicable(component, dossier.holding(component).because)
        elif composed is None:
            yield component, unlicensed(dossier, component)
        elif dossier.holding(component).state in _UNSEEN:
            why = dossier.holding(component).because
            because = f"A license is given for it, and whether it is there could not be seen: {why}"
            yield component, unknown(component, because, *Licensed(dossier, component, composed).evidence)
        else:
            yield component, Licensed(dossier, component, composed)


@lru_cache(maxsize=1)
def _composition(dossier: Dossier) -> Composition:
    """The licenses of all components. Many questions are asked of one release in a row, so the last answer is kept."""
    return compose(dossier.holdings, dossier.grants)


def unlicensed(dossier: Dossier, component: Component) -> Fact:
    """The fact where no grant covers a component: a no where it is here and all was searched, else unknown."""
    holding = dossier.holding(component)
    search = dossier.search(f"a license for the {component}")
    if holding.state in _HERE and not holding.artifacts:
        because = f"No file of it lies here that a license could reach: {holding.because}"
        return unknown(component, because, search=search)
    if holding.state in _HERE:
        unread = next((artifact.path for artifact in dossier.release.artifacts if may_license(artifact)), None)
        if unread:
            because = f"Nothing that was read gives a license for it, but {unread} was not read."
            return unknown(component, because, search=search)
        return no(component, "Nothing gives a license for it.", search=search)
    if holding.state is State.ABSENT:
        return unknown(component, "Nothing of it is here, and nothing gives a license for it.", search=search)
    because = f"No license for it was found here, and it lies elsewhere or was not read: {holding.because}"
    return unknown(component, because, search=search)


def evidence_of_grant(dossier: Dossier, grant: Grant) -> Evidence:
    """The place of a grant, quoted as it stands there."""
    artifact = next((a for a in dossier.release.artifacts if a.source == grant.source and a.path == grant.path), None)
    text = dossier.text(artifact) if artifact else None
    if text is None or grant.lines is None:
        return Evidence(grant.source, grant.path, grant.sha256, grant.lines)
    return text.evidence(grant.lines.first, grant.lines.last)


def in_list(name: str) -> Callable[[Dossier], Iterator[Fact]]:
    """The answers to whether the license of each component stands on a list."""

    def answer(dossier: Dossier) -> Iterator[Fact]:
        for _, licensed in each_component(dossier):
            yield licensed if isinstance(licensed, Fact) else _membership(licensed, name)

    return answer


def _membership(licensed: Licensed, name: str) -> Fact:
    listed = members(name)
    against = beyond(name, licensed.composed.terms)

    def is_member(license_id: LicenseId) -> bool | None:
        known = license_id.id.lower()
        return True if known in listed else None if known.startswith(UNNAMED) else False

    readings = [holds(parse(expression), is_member) for expression, _ in licensed.composed.entries]
    given = licensed.expression
    if licensed.composed.disputed:
        if all(reading is False for reading in readings):
            return licensed.fact(Answer.NO, f"{given} is not on the list {name} in any reading.")
        return licensed.fact(Answer.UNKNOWN, f"Different licenses are given: {given}.")
    term = licensed.composed.terms[against] if against else None
    if False in readings:
        why = f": it {said(against, term.answer)}{quoted(term)}" if against and term and term.quote else "."
        return licensed.fact(Answer.NO, f"{given} is not on the list {name}{why}")
    if None in readings and against and term:
        because = f"{given} cannot be named, and no license on the list {name} {said(against, term.answer)}{quoted(term)}"
        return licensed.fact(Answer.NO, because)
    if None in readings:
        return licensed.fact(Answer.UNKNOWN, f"{given} cannot be named for certain.")
    return licensed.fact(Answer.YES, f"{given} is on the list {name}.")


def of_terms(says: Callable[[dict[TermName, TermAnswer]], tuple[Answer, TermName]]) -> Callable[[Dossier], Iterator[Fact]]:
    """The answers to a question about terms. `says` gives the answer of one reading, and the term that decides it."""

    def answer(dossier: Dossier) -> Iterator[Fact]:
        for _, licensed in each_component(dossier):
            yield licensed if isinstance(licensed, Fact) else _of_reading(licensed, says)

    return answer


def _of_reading(licensed: Licensed, says: Callable[[dict[TermName, TermAnswer]], tuple[Answer, TermName]]) -> Fact:
    composed = licensed.composed
    if composed.disputed:
        answers = {says({name: term.answer for name, term in grant.terms.items()})[0] for grant in composed.grants}
        if answers == {Answer.NO}:
            return licensed.fact(Answer.NO, f"No reading allows it: {licensed.expression}.")
        return licensed.fact(Answer.UNKNOWN, f"Different licenses are given: {licensed.expression}.")
    answer, name = says({name: term.answer for name, term in composed.terms.items()})
    term = composed.terms.get(name, Term(TermAnswer.UNKNOWN))
    if term.answer is TermAnswer.UNKNOWN:
        because = f"Nothing that was read settles whether {licensed.expression} {said(name, TermAnswer.YES)}."
        return licensed.fact(answer, because)
    return licensed.fact(answer, f"{licensed.expression} {said(name, term.answer)}{quoted(term)}")


def permits(name: TermName) -> Callable[[dict[TermName, TermAnswer]], tuple[Answer, TermName]]:
    """Yes where a permission is granted, no where it is not or only under conditions."""
    return lambda terms: ({TermAnswer.YES: Answer.YES, TermAnswer.UNKNOWN: Answer.UNKNOWN}.get(_of(terms, name), Answer.NO), name)


def unlimited(*names: TermName) -> Callable[[dict[TermName, TermAnswer]], tuple[Answer, TermName]]:
    """Yes where none of some limits is there, no where one is."""

    def says(terms: dict[TermName, TermAnswer]) -> tuple[Answer, TermName]:
        for wanted, answer in (
            (TermAnswer.YES, Answer.NO),
            (TermAnswer.CONDITIONAL, Answer.UNKNOWN),
            (TermAnswer.UNKNOWN, Answer.UNKNOWN),
        ):
            if found := next((name for name in names if _of(terms, name) is wanted), None):
                return answer, found
        return Answer.YES, names[0]

    return says


def _of(terms: dict[TermName, TermAnswer], name: TermName) -> TermAnswer:
    return terms.get(name, TermAnswer.UNKNOWN)


def places(grants: Iterable[Grant]) -> str:
    """Where some grants stand, for a sentence."""
    return ", ".join(f"{grant.path}:{grant.lines.first}" if grant.lines else grant.path for grant in grants)


def by_place_alone(composed: Composed) -> bool:
    """Whether nothing gives the license but the place of the files."""
    return all(grant.how is How.LOCATION for grant in composed.grants)
