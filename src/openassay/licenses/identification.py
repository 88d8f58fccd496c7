"""What was recognised in a text: which licenses, where, how, and what was changed in them."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from openassay.licenses.words import Words
from openassay.vocabulary.findings import Lines, Remark
from openassay.vocabulary.licenses import How, Term, TermName

SHOWN = 600
"""Characters of added words that are shown."""


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

    `expression` is None where no license can be named; `how` is None where the text is no license at all. `added` shows the words
    that no known license explains, within known texts and outside of them; `residual_words` counts those outside.
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


class Places:
    """Turns positions of words into lines and quotes."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._breaks = [match.start() for match in re.finditer("\n", words.body)]

    def lines(self, first: int, end: int) -> Lines:
        """The lines that hold the words from `first` up to `end`."""
        start, stop = self.words.starts[first], self.words.ends[max(first, end - 1)]
        return Lines(bisect_left(self._breaks, start) + 1, bisect_left(self._breaks, stop - 1) + 1)

    def passage(self, first: int, end: int) -> Passage:
        """The words from `first` up to `end` as they stand."""
        return Passage(self.words.passage(first, end)[:SHOWN], self.lines(first, end), end - first)
