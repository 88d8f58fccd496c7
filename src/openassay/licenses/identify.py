"""What license a text is, how we know, and what was changed in it.

In this order: an SPDX tag, the known texts laid beside it word by word, its title, names in a short notice, and else the terms that
can be read in it. A score alone never decides, and where two answers fit, none is given.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from openassay.licenses.edits import is_preamble, residual
from openassay.licenses.expressions import conjoin, exception_spelling, normalise, spelling
from openassay.licenses.matching import OURS, Match, find_matches, stretches_left
from openassay.licenses.names import find_names
from openassay.licenses.table import row_of
from openassay.licenses.term_reading import LIMIT_OF, read_terms
from openassay.licenses.terms import known_terms, strictest, with_quotes, without_freedoms
from openassay.licenses.titles import title_id, title_of
from openassay.licenses.words import Words, read_words
from openassay.vocabulary.findings import Lines, Remark, Unreadable
from openassay.vocabulary.licenses import How, Term, TermName
from openassay.vocabulary.limits import LICENSE_TEXT

SPARE_WORDS = 60
"""Words outside of a license that a file may hold, for each license in it, and still be that license and no more."""
SPARE_SHARE = 0.02
NOTICE_WORDS = 160
"""A text without a license in it is a notice, and may name one, up to this length."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that a known text has not, as they stand."""

    quote: str
    lines: Lines
    words: int


@dataclass(frozen=True, slots=True)
class Span:
    """One license in a text. `id` is None where two or more fit equally and `candidates` names them."""

    id: str | None
    how: How
    lines: Lines
    added: tuple[Passage, ...] = ()
    removed_words: int = 0
    candidates: tuple[str, ...] = ()
    exception: bool = False
    """True where it is an exception, which adds to the license before it."""


@dataclass(frozen=True, slots=True)
class Identification:
    """What was recognised in a text.

    `expression` is None where no license can be named; `how` is None where the text is no license at all. `residual_words` are the
    words that no known license explains; `added` shows them, and the changes within known texts.
    """

    expression: str | None
    how: How | None
    spans: tuple[Span, ...] = ()
    added: tuple[Passage, ...] = ()
    removed_words: int = 0
    residual_words: int = 0
    title: str | None = None
    remarks: tuple[Remark, ...] = ()
    terms: Mapping[TermName, Term] = field(default_factory=lambda: MappingProxyType({}))


class _Lined:
    """Turns word positions into line numbers."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._breaks = [match.start() for match in re.finditer("\n", words.body)]

    def lines(self, first: int, end: int) -> Lines:
        from bisect import bisect_left

        start, stop = self.words.starts[first], self.words.ends[max(first, end - 1)]
        return Lines(bisect_left(self._breaks, start) + 1, bisect_left(self._breaks, stop - 1) + 1)

    def passage(self, first: int, end: int) -> Passage:
        return Passage(self.words.passage(first, end)[:600], self.lines(first, end), end - first)


_TAG = re.compile(
    r"(?:SPDX-License-Identifier|License-Expression):[ \t]*([^\r\n]{1,300}?)[ \t]*(?:\*/|-->|#})?[ \t]*$", re.MULTILINE
)


def identify(text: str, filename: str = "") -> Identification:
    """Say what license a text is. `filename` helps only to tell a license file from other text; it never names a license."""
    remarks: list[Remark] = []
    if len(text) > LICENSE_TEXT.value:
        remarks.append(Remark(LICENSE_TEXT.code, f"only the first {LICENSE_TEXT.value} characters were read"))
        text = text[: LICENSE_TEXT.value]
    words = read_words(text)
    if not len(words):
        return Identification(None, None, remarks=tuple(remarks))
    lined = _Lined(words)
    matches = find_matches(words)
    title = title_of(text)
    tag = _read_tag(text, remarks)
    if not matches:
        return _without_text(words, lined, title, tag, remarks)
    return _with_texts(words, lined, matches, title, remarks)


def _read_tag(text: str, remarks: list[Remark]) -> str | None:
    tags = dict.fromkeys(match[1].strip("\"'` ") for match in _TAG.finditer(text))
    read = []
    for tag in tags:
        try:
            read.append(normalise(tag))
        except Unreadable as bad:
            remarks.append(Remark(bad.code, bad.because))
    return conjoin(read) if read else None


def _with_texts(words: Words, lined: _Lined, matches: list[Match], title: str | None, remarks: list[Remark]) -> Identification:
    titled = title_id(title) if title else None
    spans = [_span(lined, match, titled if match is matches[0] else None, remarks) for match in matches]
    left = stretches_left(matches, len(words))
    spare = max(SPARE_WORDS * len(matches), int(SPARE_SHARE * len(words)))
    residual_words = sum(residual(words, first, end) for first, end in left)
    limiting = [(first, end) for first, end in left if not is_preamble(words, first, end)]
    outside = [lined.passage(first, end) for first, end in (left if residual_words > spare else limiting)]
    added = tuple(passage for span in spans for passage in span.added) + tuple(outside)
    changed = [span for span in spans if span.how is How.MODIFIED_TEXT]
    if added or changed:
        first_place = added[0].lines if added else changed[0].lines
        remarks.append(Remark("finding:modified-license", _changes(added, spans), first_place))
    expression = _expression(spans, outside)
    if expression is None:
        candidates = sorted({candidate for span in spans for candidate in span.candidates})
        remarks.append(
            Remark("unknown:license-unsure", f"the text fits {_listed(candidates)} equally well or its title says otherwise")
        )
    how = How.MODIFIED_TEXT if added or changed else How.TEXT
    whole = _terms(words.body, spans, added, expression)
    return Identification(
        expression,
        how,
        tuple(spans),
        added,
        sum(span.removed_words for span in spans),
        residual_words,
        title,
        tuple(remarks),
        MappingProxyType(whole),
    )


def _terms(body: str, spans: list[Span], added: tuple[Passage, ...], expression: str | None) -> dict[TermName, Term]:
    """The terms of a file with known texts in it. Words added to a license of the SPDX list leave none of its freedoms certain."""
    named = [span.id for span in spans if span.id and not span.exception]
    ours = [id_ for id_ in named if row_of(id_) is not None]
    known = strictest(*(known_terms(id_) for id_ in named))
    if expression is None:
        return strictest(without_freedoms(known), read_terms(body))
    if ours:
        read = read_terms(body)
        return strictest(with_quotes(known, read), read) if added else with_quotes(known, read)
    if added:
        return strictest(
            without_freedoms(known), read_terms(body, only=[(passage.lines.first, passage.lines.last) for passage in added])
        )
    return known


def _span(lined: _Lined, match: Match, titled: str | None, remarks: list[Remark]) -> Span:
    """One match as a span: which id it is, or that this is unsure."""
    lines = lined.lines(match.alignment.first, match.alignment.end)
    added = tuple(lined.passage(run.first, run.end) for run in match.edits if run.end > run.first)
    how = How.TEXT if match.exact else How.MODIFIED_TEXT
    if match.text.kind == "exception":
        exception = exception_spelling(match.text.id)
        return Span(exception if match.exact else None, how, lines, added, match.removed, (exception,), exception=True)
    id_ = spelling(OURS.get(match.text.id, match.text.id))
    names = {id_, *(spelling(rival) for rival in match.rivals)}
    if match.exact:
        return Span(id_, how, lines, added, match.removed)
    if titled and titled in names:
        return Span(titled, how, lines, added, match.removed)
    if (titled and titled not in names) or len(names) > 1:
        return Span(None, how, lines, added, match.removed, tuple(sorted(names | ({titled} if titled else set()))))
    return Span(id_, how, lines, added, match.removed)


def _expression(spans: list[Span], outside: Sequence[Passage]) -> str | None:
    """AND over the spans; a text of the SPDX list with words added is no longer that license."""
    parts: list[str] = []
    for span in spans:
        if span.id is None:
            return None
        if span.exception:
            if not parts:
                return None
            parts[-1] = f"{parts[-1]} WITH {span.id}"
            continue
        passages = [*span.added, *outside]
        parts.append(modified(span.id, passages) if passages and row_of(span.id) is None else span.id)
    # LGPL-3.0 is written as additions to GPL-3.0, so the two texts together are LGPL-3.0.
    if any(part.startswith("LGPL-3.0") for part in parts):
        parts = [part for part in parts if not part.startswith("GPL-3.0")]
    return conjoin(parts)


def modified(id_: str, added: Sequence[Passage]) -> str:
    """The id for a known license with words added, which is on no list: `LicenseRef-<id>-modified` where they limit something.

    Where no limit is read in them it begins with `LicenseRef-unknown-`, since it may yet mean the same.
    """
    limits = any(
        name
        for passage in added
        for name, term in read_terms(passage.quote).items()
        if term.answer in LIMIT_OF[name.is_permission]
    )
    return f"LicenseRef-{'' if limits else 'unknown-'}{id_.removeprefix('LicenseRef-')}-modified"


def _changes(added: tuple[Passage, ...], spans: list[Span]) -> str:
    count, removed = sum(passage.words for passage in added), sum(span.removed_words for span in spans)
    named = _listed([span.id for span in spans if span.id]) or "a known license"
    parts = [f"{count} words added" if count else "", f"{removed} words missing" if removed else ""]
    quote = f": “{added[0].quote[:160]}”" if added else ""
    return f"{named} with {' and '.join(part for part in parts if part) or 'changes'}{quote}"


def _listed(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _without_text(words: Words, lined: _Lined, title: str | None, tag: str | None, remarks: list[Remark]) -> Identification:
    everything = lined.lines(0, len(words))
    if tag:
        terms = known_terms(tag)
        return Identification(
            tag,
            How.SPDX_TAG,
            (Span(tag, How.SPDX_TAG, everything),),
            title=title,
            remarks=tuple(remarks),
            terms=MappingProxyType(terms),
        )
    titled = title_id(title) if title else None
    read = read_terms(words.body)
    if titled and len(words) > NOTICE_WORDS:
        terms = strictest(known_terms(titled), read)
        span = Span(titled, How.TITLE, everything)
        return Identification(titled, How.TITLE, (span,), (), 0, len(words), title, tuple(remarks), MappingProxyType(terms))
    named = list(dict.fromkeys(name.id for name in find_names(words.body))) if len(words) <= NOTICE_WORDS else []
    if named:
        expression = conjoin(named)
        span = Span(expression, How.NOTICE, everything)
        terms = strictest(known_terms(expression), read)
        return Identification(expression, How.NOTICE, (span,), (), 0, 0, title, tuple(remarks), MappingProxyType(terms))
    how = How.UNSEEN if title or any(term.quote for term in read.values()) else None
    remarks.append(
        Remark("unknown:license-unsure", "no license that is known; its terms were read" if how else "no license is recognised")
    )
    return Identification(
        None, how, (), (), 0, len(words), title, tuple(remarks), MappingProxyType(strictest(read) if how else {})
    )
