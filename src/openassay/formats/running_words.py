"""The words of a block on their way to a passage: lines joined, white space made single, and the way back kept."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from openassay.formats.hidden_text import BLANK
from openassay.formats.passages import Cell, Form, Mark, Shown

SPACE = re.compile(r"[\s\0\xa0]+")


@dataclass
class Block:
    """A block of a document, as the reader of its format cut it out: lines with the offsets that they begin at."""

    form: Form
    kind: Shown
    pieces: list[tuple[int, str]]
    level: int = 0
    cell: Cell | None = None


@dataclass
class Words:
    """A passage while it is being read."""

    parts: list[str] = field(default_factory=list)
    runs: list[tuple[int, int]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0
    start: int = -1
    end: int = -1

    def add(self, said: str, offset: int, width: int) -> None:
        """Add words that stand at `offset` and take up `width` characters there."""
        if not said:
            return
        self.parts.append(said)
        self.runs.append((self.length, offset))
        self.length += len(said)
        self.start = offset if self.start < 0 else self.start
        self.end = offset + width


class Joined:
    """The lines of a block as one string, with the way back."""

    def __init__(self, block: Block) -> None:
        self._pieces = block.pieces
        self.text = "\n".join(line for _, line in block.pieces)
        self._starts, at = [], 0
        for _, line in block.pieces:
            self._starts.append(at)
            at += len(line) + 1

    def offset(self, at: int) -> int:
        """The offset in the document of a character of the string."""
        index = bisect_right(self._starts, at) - 1
        return self._pieces[index][0] + at - self._starts[index]

    def add(self, words: Words, start: int, end: int) -> None:
        """Add a stretch to the words, line by line, so that every run lies on one line."""
        if start >= end:
            return
        index = bisect_right(self._starts, start) - 1
        while start < end:
            begins = self._starts[index]
            stop = min(end, begins + len(self._pieces[index][1]) + 1)
            if start < stop:
                words.add(self.text[start:stop], self._pieces[index][0] + start - begins, stop - start)
            start, index = stop, index + 1


_LOOSE = re.compile(r"[^\S ]|\0|\xa0|  ")


def tidy(words: Words) -> tuple[str, tuple[tuple[int, int], ...], tuple[Mark, ...]]:
    """Make white space single and take the blanks out; carry the runs and marks along."""
    raw = "".join(words.parts)
    if not _LOOSE.search(raw) and raw == raw.strip(" "):
        return raw, tuple(words.runs), tuple(words.marks)
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    moved: list[tuple[int, int]] = []
    length, at = 0, 0
    ends = [run[0] for run in words.runs] + [len(raw)]
    spaced = True
    for (begin, offset), stop in zip(words.runs, ends[1:], strict=True):
        at = begin
        for gap in [*SPACE.finditer(raw, begin, stop), None]:
            cut = stop if gap is None else gap.start()
            if cut > at:
                moved.append((at, length))
                runs.append((length, offset + at - begin))
                parts.append(raw[at:cut])
                length += cut - at
                spaced = False
            if gap is None:
                break
            if not spaced and gap[0].strip(BLANK):
                parts.append(" ")
                length += 1
                spaced = True
            at = gap.end()
    said = "".join(parts)
    kept = said.rstrip(" ")
    marks = []
    for mark in words.marks:
        start, end = min(_moved(moved, mark.start), len(kept)), min(_moved(moved, mark.end), len(kept))
        while end > start and kept[end - 1] == " ":
            end -= 1
        if end > start:
            marks.append(Mark(mark.kind, start, end, mark.target))
    return kept, tuple(runs), tuple(marks)


def _moved(moved: list[tuple[int, int]], at: int) -> int:
    """Where a character of the raw words came to stand; one that was dropped gives the place it was dropped from."""
    index = bisect_right(moved, (at, 1 << 62)) - 1
    if index < 0:
        return 0
    raw_at, said_at = moved[index]
    limit = moved[index + 1][1] if index + 1 < len(moved) else 1 << 62
    return min(said_at + at - raw_at, limit)
