"""Answers about the license of each component, for the probes that ask about licenses.

Each answer cites the grants that it rests on. Where grants for one thing differ, only what every one of them says is said.
"""

from collections.abc import Callable, Iterable, Iterator

from openassay.licenses.composition import Composed, compose
from openassay.licenses.expressions import parse
from openassay.licenses.lists import members
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import MOST_CITED, Dossier, Holding, evidence_of
from openassay.vocabulary.expression import LicenseId, holds
from openassay.vocabulary.facts import Answer, Basis, Evidence, Fact, Search, no, not_applicable, unknown, yes
from openassay.vocabulary.licenses import Grant, How, TermAnswer, TermName

SEARCHED = "license files, license tags, sentences that give a license, and package metadata"
UNNAMED = "LicenseRef-unknown"
"""The ids of licenses that were found and could not be named begin so."""

_HERE = (State.PUBLISHED, State.PARTIAL, State.POINTER)
_FREE = {True: TermAnswer.YES, False: TermAnswer.NO}
_BOUND = {True: (TermAnswer.NO, TermAnswer.CONDITIONAL), False: (TermAnswer.YES, TermAnswer.CONDITIONAL)}


def licensed_components(dossier: Dossier) -> Iterator[tuple[Component, Holding, Composed]]:
    """Every component with what the release holds of it and the grants that cover it."""
    composition = compose(dossier.holdings, dossier.grants)
    for component, holding in dossier.holdings.items():
        yield component, holding, composition.components.get(component, Composed(component))


def answer_licensed(dossier: Dossier, component: Component, holding: Holding, composed: Composed) -> Fact:
    """Whether somebody gives a license for all of the component."""
    if holding.state is State.NOT_APPLICABLE:
        return not_applicable(component, holding.because)
    if not composed.grants:
        if holding.state in _HERE:
            return no(component, "nothing in the release gives a license for it", search=_search(dossier))
        return unknown(component, "it is not here, and nothing says under which license it would be")
    if composed.unlicensed:
        files = [artifact for artifact in holding.artifacts if artifact.path in composed.unlicensed]
        cited = [evidence for artifact in files[:MOST_CITED] if (evidence := evidence_of(artifact))]
        return no(component, f"no license covers {composed.unlicensed[0]}", *cited, search=_search(dossier))
    names = " and ".join(expression for expression, _ in composed.entries)
    return yes(component, f"it is under {names}", *_places(composed.grants), basis=_basis(composed.grants))


def answer_consistent(dossier: Dossier, component: Component, holding: Holding, composed: Composed) -> Fact:
    """Whether all that gives a license for the component gives the same one."""
    if composed.conflicts:
        one, other = composed.conflicts[0]
        because = f"{one.path} says {one.expression}, {other.path} says {other.expression}"
        return no(component, because, *_places(grant for pair in composed.conflicts for grant in pair))
    return _when_licensed(dossier, component, holding, composed) or yes(
        component, "all that gives a license for it agrees", *_places(composed.grants), basis=_basis(composed.grants)
    )


def answer_listed(name: str, title: str) -> "Callable[[Dossier, Component, Holding, Composed], Fact]":
    """Make the answer to whether a component's license stands on the list `name`, which people call `title`."""

    def is_member(license_id: LicenseId) -> bool | None:
        if license_id.id.lower() in members(name):
            return True
        return None if license_id.id.startswith(UNNAMED) else False

    def answer(dossier: Dossier, component: Component, holding: Holding, composed: Composed) -> Fact:
        readings = [(grant, holds(parse(grant.expression), is_member)) for grant in composed.grants]
        outside = [grant for grant, member in readings if member is False]
        doubtful = [grant for grant, member in readings if member is None]
        return _weigh(
            dossier,
            component,
            holding,
            composed,
            against=outside,
            unread=doubtful,
            closed=lambda grant: f"{grant.expression} is not {title}",
            open_="every license that covers it is " + title,
            unsure=lambda grant: f"the license in {grant.path} could not be named",
        )

    return answer


def answer_term(term: TermName) -> "Callable[[Dossier, Component, Holding, Composed], Fact]":
    """Make the answer to whether a permission is granted, or a limit is not there."""

    def answer(dossier: Dossier, component: Component, holding: Holding, composed: Composed) -> Fact:
        said = [(grant, grant.terms[term].answer if term in grant.terms else TermAnswer.UNKNOWN) for grant in composed.grants]
        against = [grant for grant, answer in said if answer in _BOUND[term.is_permission]]
        unread = [grant for grant, answer in said if answer is TermAnswer.UNKNOWN]
        words = term.replace("_", " ")
        return _weigh(
            dossier,
            component,
            holding,
            composed,
            against=against,
            unread=unread,
            closed=lambda grant: f"{grant.expression} " + (f"withholds {words}" if term.is_permission else f"sets {words}"),
            open_=f"every license that covers it grants {words}"
            if term.is_permission
            else f"no license that covers it sets {words}",
            unsure=lambda grant: f"what {grant.expression} says of {words} was not read",
            term=term,
        )

    return answer


def _weigh(
    dossier: Dossier,
    component: Component,
    holding: Holding,
    composed: Composed,
    *,
    against: list[Grant],
    unread: list[Grant],
    closed: Callable[[Grant], str],
    open_: str,
    unsure: Callable[[Grant], str],
    term: TermName | None = None,
) -> Fact:
    """Weigh the grants of one component: one that closes is enough, unless grants conflict; then all must."""
    if fact := _when_licensed(dossier, component, holding, composed):
        return fact
    if composed.conflicts and (against or unread) and len(against) < len(composed.grants):
        return unknown(component, "the licenses that are given for it differ on this", *_places(composed.grants, term))
    if against:
        return no(component, closed(against[0]), *_places(against, term), basis=_basis(against))
    if unread:
        return unknown(component, unsure(unread[0]), *_places(unread, term))
    return yes(component, open_, *_places(composed.grants, term), basis=_basis(composed.grants))


def _when_licensed(dossier: Dossier, component: Component, holding: Holding, composed: Composed) -> Fact | None:
    """The answer where there is no license to ask about, or None."""
    licensed = answer_licensed(dossier, component, holding, composed)
    return None if licensed.answer is Answer.YES else licensed


def _search(dossier: Dossier) -> Search:
    return dossier.search(SEARCHED)


def _basis(grants: Iterable[Grant]) -> Basis:
    """A text or a sentence that gives the license was read; a tag in metadata only declares it."""
    return Basis.OBSERVED if any(grant.how is not How.METADATA for grant in grants) else Basis.DECLARED


def _places(grants: Iterable[Grant], term: TermName | None = None) -> list[Evidence]:
    """Where the grants stand, or where they say what they say of a term."""
    found: dict[Evidence, None] = {}
    for grant in grants:
        said = grant.terms.get(term) if term else None
        lines, quote = (said.lines, said.quote) if said and said.lines else (grant.lines, grant.quote)
        found[Evidence(grant.source, grant.path, grant.sha256, lines, quote)] = None
    return list(found)[:MOST_CITED]
