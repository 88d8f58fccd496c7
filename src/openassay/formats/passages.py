"""The passages of a document: what a person reads in one go, freed of markup, with the way back to the place it stands at."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple


class Shown(StrEnum):
    """How a stretch of a document stands before its reader."""

    VISIBLE = "visible"
    HEADING = "heading"
    QUOTED = "quoted"
    """The words of somebody else: a block quote, a passage in quotation marks."""
    CODE = "code"
    BADGE = "badge"
    """An image; what it shows is not read."""
    LINK = "link-title"
    """The words of a link that leads elsewhere."""
    BIBLIOGRAPHY = "bibliography"
    HIDDEN = "hidden"
    STRUCK = "struck"
    """Crossed out."""
    STRONG = "strong"
    """Set in bold."""
    FRONT_MATTER = "front-matter"
    MARKUP = "markup"


class Form(StrEnum):
    """The form that a passage has."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    LABEL = "label"
    """A cell of a table's head."""


class Cell(NamedTuple):
    """Where in a table a passage stands; all count from 0 and the head is row 0 where there is one."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a passage that is more than plain words, by offsets in `said`."""

    kind: Shown
    start: int
    end: int
    target: str = ""
    """Where a link leads."""


LINK_SIGN = "\u2197"
"""Stands in `said` for an address that is written out."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, a paragraph, a list item or a table cell, as it reads."""

    form: Form
    kind: Shown
    """VISIBLE, HEADING, QUOTED, CODE or BIBLIOGRAPHY."""
    said: str
    """The words, without markup; white space is single."""
    start: int
    """Offset in the text where it begins."""
    end: int
    """Offset in the text where it ends (not included)."""
    runs: tuple[tuple[int, int], ...]
    """Pairs (offset in `said`, offset in the text) where stretches of unbroken text begin."""
    marks: tuple[Mark, ...] = ()
    level: int = 0
    """1 to 6 for a heading."""
    path: tuple[str, ...] = ()
    """The headings above it, outermost first."""
    cell: Cell | None = None

    def offset(self, at: int) -> int:
        """The offset in the text of a character of `said`."""
        index = bisect_right(self.runs, (at, 1 << 62)) - 1
        if index < 0:
            return self.start
        said_at, text_at = self.runs[index]
        return text_at + at - said_at

    def marked(self, start: int, end: int, *kinds: Shown) -> Mark | None:
        """The first mark of one of these kinds that touches a stretch of `said`."""
        for mark in self.marks:
            if mark.kind in kinds and mark.start < end and start < mark.end:
                return mark
        return None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage, or the whole of a fragment."""

    passage: Passage
    said: str
    start: int
    """Offset of `said` in the passage's words."""
    whole: bool
    """False for a heading, a cell, or an item that ends without a full stop."""


_ENDS = ".!?"
_WIDE_ENDS = "\u3002\uff01\uff1f\uff1b"
_ABBREVIATIONS = frozenset(
    ("e.g", "i.e", "etc", "et al", "al", "vs", "fig", "figs", "eq", "sec", "no", "cf", "approx", "dr", "mr", "ms", "st")
)


def sentences(passage: Passage) -> list[Sentence]:
    """The sentences of a passage, in order."""
    said = passage.said
    cuts = [0]
    for at, sign in enumerate(said):
        if sign in _WIDE_ENDS or (sign in _ENDS and _ends_here(said, at)):
            cuts.append(at + 1)
    cuts.append(len(said))
    found = []
    for start, end in pairwise(cuts):
        words = said[start:end]
        stripped = words.strip()
        if stripped:
            whole = stripped[-1] in _ENDS + _WIDE_ENDS or passage.form is Form.PARAGRAPH
            found.append(Sentence(passage, stripped, start + len(words) - len(words.lstrip()), whole))
    return found


def _ends_here(said: str, at: int) -> bool:
    """Whether the full stop at `at` ends a sentence: a space and no small letter follow, and it is no abbreviation."""
    if at + 2 >= len(said):
        return at + 1 == len(said)
    if said[at + 1] in "\"'\u201d\u2019)":
        return said[at + 2] == " "
    if said[at + 1] != " " or said[at + 2].islower():
        return False
    word = said[max(0, at - 12) : at].rpartition(" ")[2].lstrip("(").lower()
    return said[at] != "." or not (word in _ABBREVIATIONS or (word.isdigit() and at < 4))
