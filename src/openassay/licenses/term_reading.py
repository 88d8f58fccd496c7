"""Reading terms in the words of a text, for licenses that nobody has listed and for words added to those that are."""

import re
from collections.abc import Sequence

from openassay.licenses.sentences import Sentence, read_sentences
from openassay.licenses.term_patterns import compiled, wording
from openassay.vocabulary.licenses import Term, TermAnswer, TermName
from openassay.vocabulary.text import QUOTE

LIMIT_OF = {True: (TermAnswer.NO, TermAnswer.CONDITIONAL), False: (TermAnswer.YES, TermAnswer.CONDITIONAL)}
"""The answers by which a permission (True) or a limit (False) takes something away."""
_STRICT_FIRST = {
    True: (TermAnswer.NO, TermAnswer.CONDITIONAL, TermAnswer.YES),
    False: (TermAnswer.YES, TermAnswer.CONDITIONAL, TermAnswer.NO),
}
_SAYS = re.compile(
    r"\b(?:may|shall|must|can|cannot|not|no|only|is|are|be|will|solely|exclusively|for|granted|permitted|prohibited)\b|[\u4e00-\u9fff]|-only"
)
"""A short line without one of these is a heading."""
_BOILERPLATE = re.compile(
    r"\b(?:in no event|liable|merchantability|\"as is\"|warrant(?:y|ies)|indemnif|governing law|jurisdiction)\b"
)


def read_terms(body: str, only: Sequence[tuple[int, int]] | None = None) -> dict[TermName, Term]:
    """The terms that a text states, each with its line and words; a term of which nothing is said is missing.

    With `only` (ranges of lines) just the sentences that touch them count.
    """
    found: dict[TermName, Term] = {}
    for sentence in read_sentences(body):
        if only is not None and not any(sentence.lines.first <= last and sentence.lines.last >= first for first, last in only):
            continue
        for name, answer in _read(sentence):
            order = _STRICT_FIRST[name.is_permission]
            if name not in found or order.index(answer) < order.index(found[name].answer):
                found[name] = Term(answer, sentence.quote[:QUOTE], sentence.lines)
    _follow(found)
    return found


def _read(sentence: Sentence) -> list[tuple[TermName, TermAnswer]]:
    """What one sentence says, in the order of the patterns."""
    plain = sentence.plain
    known = wording()
    is_heading = not sentence.lead and plain.count(" ") < 8 and not _SAYS.search(plain)
    if is_heading or _BOILERPLATE.search(plain) or known.defines.match(plain):
        return []
    whole = f"{sentence.lead} {plain}" if sentence.lead else plain
    spoken = {name for name, hints in known.hints.items() if any(hint in whole for hint in hints)}
    said = []
    for pattern in known.patterns:
        if pattern.term not in spoken:
            continue
        text = whole if pattern.lead else plain
        match = compiled(pattern.wording).search(text)
        if match is None:
            continue
        near = text[max(0, match.start() - 60) : match.end() + 160]
        if pattern.unless and compiled(pattern.unless).search(near):
            continue
        if pattern.answer in LIMIT_OF[pattern.term.is_permission] and _is_lifted(text, match):
            continue
        said.append((pattern.term, pattern.answer))
    return said


def _is_lifted(text: str, match: re.Match[str]) -> bool:
    """Whether the words before a limit take it away: "does not restrict ..."."""
    lifted = wording().lifted.search(text)
    return lifted is not None and lifted.start() <= match.end() and match.start() - lifted.end() < 80


def _follow(found: dict[TermName, Term]) -> None:
    """What follows from what was read: a license for research only forbids commerce, and both restrict the field of use."""
    research, commerce, users = (
        found.get(name) for name in (TermName.RESEARCH_ONLY, TermName.COMMERCIAL_USE, TermName.USER_LIMITS)
    )
    if research and research.answer is TermAnswer.YES and (commerce is None or commerce.answer is TermAnswer.YES):
        commerce = found[TermName.COMMERCIAL_USE] = Term(TermAnswer.NO, research.quote, research.lines)
    if users and users.answer is TermAnswer.YES and (commerce is None or commerce.answer is TermAnswer.YES):
        found[TermName.COMMERCIAL_USE] = Term(TermAnswer.CONDITIONAL, users.quote, users.lines)
    if commerce and commerce.answer is TermAnswer.NO and TermName.USE_RESTRICTIONS not in found:
        found[TermName.USE_RESTRICTIONS] = Term(TermAnswer.YES, commerce.quote, commerce.lines)
