"""What license a text is, how we know, and what was changed in it.

In this order: the known texts laid beside it word by word, an SPDX tag, its title, names in a short notice, and else the terms
that can be read in it. A score alone never decides, and where two answers fit, none is given.
"""

import re
from collections.abc import Sequence
from types import MappingProxyType

from openassay.licenses.edits import is_preamble, residual
from openassay.licenses.expressions import conjoin, normalise
from openassay.licenses.identification import Identification, Passage, Places, Span
from openassay.licenses.matching import Match, find_matches, stretches_left
from openassay.licenses.names import find_names
from openassay.licenses.naming import expression_of, has_text, is_disclaimer, modified, span_of
from openassay.licenses.table import row_of
from openassay.licenses.term_reading import LIMIT_OF, read_terms
from openassay.licenses.terms import known_terms, strictest, with_quotes, without_freedoms
from openassay.licenses.titles import title_id, titles_of
from openassay.licenses.words import Words, read_words
from openassay.vocabulary.findings import Remark, Unreadable
from openassay.vocabulary.licenses import How, Term, TermName
from openassay.vocabulary.limits import LICENSE_TEXT

SPARE_WORDS = 60
"""Words outside of a license that a file may hold, for each license in it, and still be that license and no more."""
SPARE_SHARE = 0.02
NOTICE_WORDS = 160
"""A text without a license in it is a notice, and may name one, up to this length."""
_TAG = re.compile(
    r"(?:SPDX-License-Identifier|License-Expression):[ \t]*([^\r\n]{1,300}?)[ \t]*(?:\*/|-->|#\})?[ \t]*$", re.MULTILINE
)
_LICENSE_TEXT = re.compile(
    r"permission is hereby granted|redistribution and use|you (?:may|are granted)|hereby grants?|without warranty of "
    r"any kind|subject to the following",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|no longer|isn't|never|neither|previously|formerly)\b[^.;]{0,40}$", re.IGNORECASE)


def identify(text: str, filename: str = "") -> Identification:
    """Say what license a text is.

    `filename` is for what calls this: a name of a file never names a license, since so many lie.
    """
    del filename
    remarks: list[Remark] = []
    if len(text) > LICENSE_TEXT.value:
        remarks.append(Remark(LICENSE_TEXT.code, f"Only the first {LICENSE_TEXT.value} characters were read."))
        text = text[: LICENSE_TEXT.value]
    words = read_words(text)
    if not len(words):
        return Identification(None, None, remarks=tuple(remarks))
    places = Places(words)
    titles = titles_of(text)
    matches = find_matches(words)
    if any(not is_disclaimer(words, match) for match in matches):
        return _of_texts(places, matches, titles, remarks)
    return _of_tag(places, titles, remarks) or _of_title(places, titles, remarks) or _of_notice(places, titles, remarks)


def _of_texts(places: Places, matches: list[Match], titles: Sequence[str], remarks: list[Remark]) -> Identification:
    """A file in which known texts stand."""
    words = places.words
    spans = [span_of(places, match, titles) for match in matches if not is_disclaimer(words, match)]
    left = stretches_left(matches, len(words))
    spare = max(SPARE_WORDS * len(matches), int(SPARE_SHARE * len(words)))
    residual_words = sum(residual(words, first, end) for first, end in left)
    limiting = [(first, end) for first, end in left if not is_preamble(words, first, end)]
    outside = [places.passage(first, end) for first, end in (left if residual_words > spare else limiting)]
    added = (*(passage for span in spans for passage in span.added), *outside)
    changed = [span for span in spans if span.how is How.MODIFIED_TEXT]
    if added or changed:
        remarks.append(Remark("finding:modified-license", _changes(added, spans), added[0].lines if added else changed[0].lines))
    expression = expression_of(spans, outside)
    if expression is None:
        candidates = sorted({candidate for span in spans for candidate in span.candidates})
        because = f"The text is like {', '.join(candidates)}, and is none of them for certain."
        remarks.append(Remark("unknown:license-unsure", because, spans[0].lines))
    return Identification(
        expression,
        How.MODIFIED_TEXT if added or changed else How.TEXT,
        tuple(spans),
        added,
        sum(span.removed_words for span in spans),
        residual_words,
        titles[0] if titles else None,
        tuple(remarks),
        MappingProxyType(_terms(words.body, spans, added, expression)),
    )


def _terms(body: str, spans: Sequence[Span], added: Sequence[Passage], expression: str | None) -> dict[TermName, Term]:
    """The terms of a file with known texts in it.

    Words added to a license of the SPDX list leave none of its freedoms certain.
    """
    named = [span.id for span in spans if span.id and not span.exception]
    known = strictest(*map(known_terms, named))
    if expression is None:
        return strictest(without_freedoms(known), read_terms(body))
    if any(row_of(id_) is not None for id_ in named):
        read = read_terms(body)
        return strictest(with_quotes(known, read), read) if added else with_quotes(known, read)
    if added:
        lines = [(passage.lines.first, passage.lines.last) for passage in added]
        return strictest(without_freedoms(known), read_terms(body, only=lines))
    return known


def _changes(added: Sequence[Passage], spans: Sequence[Span]) -> str:
    count, removed = sum(passage.words for passage in added), sum(span.removed_words for span in spans)
    named = ", ".join(dict.fromkeys(span.id for span in spans if span.id)) or "a license like a known one"
    parts = [f"{count} words added" if count else "", f"{removed} words missing" if removed else ""]
    quote = f": “{added[0].quote[:160]}”" if added else ""
    return f"It is {named} with {' and '.join(part for part in parts if part) or 'changes'}{quote}."


def _of_tag(places: Places, titles: Sequence[str], remarks: list[Remark]) -> Identification | None:
    """A file without a license in it whose tag names one."""
    read = []
    for tag in dict.fromkeys(match[1].strip("\"'` ") for match in _TAG.finditer(places.words.body)):
        try:
            read.append(normalise(tag))
        except Unreadable as bad:
            remarks.append(Remark(bad.code, f"The license tag cannot be read: {bad.because}."))
    return _named(conjoin(read), How.SPDX_TAG, places, titles, remarks, {}) if read else None


def _of_title(places: Places, titles: Sequence[str], remarks: list[Remark]) -> Identification | None:
    """A text that nobody has shown us, with the title of a license that we know by name only."""
    words = places.words
    titled = next((id_ for id_ in map(title_id, titles) if id_), None)
    if titled is None or len(words) <= NOTICE_WORDS or has_text(titled):
        return None
    return _named(titled, How.TITLE, places, titles, remarks, read_terms(words.body), residual_words=len(words))


def _of_notice(places: Places, titles: Sequence[str], remarks: list[Remark]) -> Identification:
    """A short text that names licenses, or one of which only the terms can be read."""
    words = places.words
    read = read_terms(words.body)
    named = _names(words)
    if named:
        limited = any(term.answer in LIMIT_OF[name.is_permission] for name, term in read.items())
        everything = places.passage(0, len(words))
        ids = [modified(id_, [everything]) if limited and row_of(id_) is None else id_ for id_ in named]
        return _named(conjoin(ids), How.NOTICE, places, titles, remarks, read)
    how = How.UNSEEN if titles or read else None
    because = "It is no license that is known, and its terms were read." if how else "No license is recognised in it."
    remarks.append(Remark("unknown:license-unsure", because))
    terms = strictest(read) if how else {}
    title = titles[0] if titles else None
    return Identification(None, how, (), (), 0, len(words), title, tuple(remarks), MappingProxyType(terms))


def _names(words: Words) -> list[str]:
    """The licenses that a notice names. A text that gives a license in its own words is no notice."""
    if len(words) > NOTICE_WORDS or _LICENSE_TEXT.search(
        words.body.replace("you may not use this file", "").replace("You may obtain", "")
    ):
        return []
    return list(dict.fromkeys(name.id for name in find_names(words.body) if not _DENIES.search(words.body[: name.start])))


def _named(
    expression: str,
    how: How,
    places: Places,
    titles: Sequence[str],
    remarks: list[Remark],
    read: dict[TermName, Term],
    residual_words: int = 0,
) -> Identification:
    span = Span(expression, how, places.lines(0, len(places.words)))
    known = known_terms(expression)
    terms = strictest(known, read) if read else known
    title = titles[0] if titles else None
    return Identification(expression, how, (span,), (), 0, residual_words, title, tuple(remarks), MappingProxyType(terms))
