"""How the terms of what was made stand to those of what it was made from.

It compares what licenses grant and limit, term by term, and knows nothing of what people agreed besides: an indicator, never
legal advice.
"""

from collections.abc import Mapping

from openassay.vocabulary.licenses import Term, TermAnswer, TermName

_PASSED_ON = (
    TermName.COMMERCIAL_USE,
    TermName.REDISTRIBUTION,
    TermName.MODIFICATION,
    TermName.USE_RESTRICTIONS,
    TermName.USER_LIMITS,
    TermName.OUTPUT_LIMITS,
    TermName.TERRITORY_LIMITS,
    TermName.RESEARCH_ONLY,
)
"""Terms that bind whoever gets the model from whom; a duty to name the maker or to accept terms is another matter."""


def compare_terms(
    mine: Mapping[TermName, Term], theirs: Mapping[TermName, Term]
) -> tuple[list[TermName], list[TermName], list[TermName]]:
    """The terms on which mine are looser than theirs, those on which they are tighter, and those that are not known of both."""
    looser, tighter, unknown = [], [], []
    for name in _PASSED_ON:
        one, other = (_tightness(name, terms) for terms in (mine, theirs))
        if other == 0:
            continue  # nothing that could be passed on
        if one is None or other is None:
            unknown.append(name)
        elif one < other:
            looser.append(name)
    for name in _PASSED_ON:
        one, other = (_tightness(name, terms) for terms in (mine, theirs))
        if one is not None and other is not None and one > other:
            tighter.append(name)
    return looser, tighter, unknown


def _tightness(name: TermName, terms: Mapping[TermName, Term]) -> int | None:
    """0 where a term leaves free, 1 where it limits under conditions, 2 where it limits; None where it is not known."""
    answer = terms[name].answer if name in terms else TermAnswer.UNKNOWN
    if answer is TermAnswer.UNKNOWN:
        return None
    if answer is TermAnswer.CONDITIONAL:
        return 1
    return 0 if (answer is TermAnswer.YES) == name.is_permission else 2
