"""The blocks of a Markdown text: headings, paragraphs, list items, quotations, tables, code, front matter, BibTeX entries."""

import re
from collections.abc import Iterator
from itertools import pairwise

from openassay.formats.hidden_text import BLANK
from openassay.formats.passages import Cell, Form, Shown
from openassay.formats.running_words import Block

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r"[ \t]{0,12}(`{3,}|~{3,})")
_QUOTE = re.compile(r" {0,3}>[> \t]*")
_ITEM = re.compile(r"[ \t]{0,40}(?:[-*+\u2022\u00b7]|\(?\d{1,4}[.)])(?:[ \t]+|$)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_DELIMITER = re.compile(r"[ \t]{0,12}\|?[ \t:|+-]{3,}$")
_PIPE = re.compile(r"(?<!\\)\|")
_REFERENCE = re.compile(r" {0,3}\[([^\]\n]{1,500})\]:[ \t]*<?([^\s>]*)>?")
_ENTRY = re.compile(r"[ \t]{0,8}@[A-Za-z]{3,20}[ \t]*[{(]")
_ADMONITION = re.compile(r"\[!\w{2,20}\]")
_LABEL = re.compile(
    r"(?:\*\*|__|\*|_)[^*_\n]{2,80}?(?::(?:\*\*|__|\*|_)|(?:\*\*|__|\*|_)\s{0,3}:)|(?:note|tip|news|update|warning|important)\b[^.]{0,20}:",
    re.IGNORECASE,
)
_PLAIN_SIGNS = frozenset("\"'([*_`!<~#-\u201c\u2018\u00ab\u300c")


def references(masked: str) -> dict[str, str]:
    """The link targets that the text defines apart from its links, by key in lower case."""
    if "]:" not in masked:
        return {}
    found: dict[str, str] = {}
    for line in masked.split("\n"):
        if line.lstrip(" ").startswith("[") and (match := _REFERENCE.match(line)):
            found.setdefault(" ".join(match[1].lower().split()), match[2])
    return found


def is_comment(line: str) -> bool:
    """Whether a line is a link definition that leads nowhere, which serves as a comment."""
    match = _REFERENCE.match(line)
    return match is not None and (match[2] in ("#", "", "<>") or match[1].strip().lower() in ("//", "comment"))


class MarkdownBlocks:
    """Cuts a text, in which what is hidden was blanked, into blocks."""

    def __init__(self, masked: str) -> None:
        self.lines = masked.split("\n")
        self.starts, at = [], 0
        for line in self.lines:
            self.starts.append(at)
            at += len(line) + 1
        self.at = 0
        self._open: list[tuple[int, str]] = []
        self._form = Form.PARAGRAPH
        self._quoted = self._own_voice = self._listed = False
        self._tables = 0

    def __iter__(self) -> Iterator[Block]:
        """The blocks, in order."""
        if self.lines[0].rstrip() == "---":
            yield from self._front_matter()
        while self.at < len(self.lines):
            yield from self._step()
        yield from self._close()

    def _step(self) -> Iterator[Block]:
        line, start = self.lines[self.at], self.starts[self.at]
        if quote := _QUOTE.match(line):
            if not self._quoted:
                yield from self._close()
                self._own_voice = _is_own_voice(line[quote.end() :])
            self._quoted = True
            line, start = line[quote.end() :], start + quote.end()
        elif self._quoted and (not self._open or _begins_block(line)):
            yield from self._close()
            self._quoted = False
        if not line.strip(" \t" + BLANK):
            yield from self._close()
            if not quote:
                self._quoted = False
            self.at += 1
        elif fence := _FENCE.match(line):
            yield from self._close()
            yield self._fenced(fence[1], quoted=bool(quote))
        elif _ENTRY.match(line):
            yield from self._close()
            yield self._entry()
        else:
            yield from self._text_line(line, start)

    def _text_line(self, line: str, start: int) -> Iterator[Block]:
        """A line of running text, a heading, a table, an item, or a line of indented code."""
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        if heading := _HEADING.match(line):
            yield from self._close()
            title = line[heading.end() :].rstrip(" \t#")
            yield self._block(Form.HEADING, [(start + heading.end(), title)], level=len(heading[1]))
            self._listed = False
        elif (
            not self._quoted
            and "|" in line
            and ("|" in following or line.lstrip().startswith("|"))
            and self._is_table(line, following)
        ):
            yield from self._close()
            yield from self._table()
            return
        elif self._open and not self._quoted and self._form is Form.PARAGRAPH and (under := _UNDERLINE.match(line)):
            pieces, self._open = self._open, []
            yield self._block(Form.HEADING, pieces, level=1 if under[1][0] == "=" else 2)
        elif _RULE.match(line):
            yield from self._close()
        elif _REFERENCE.match(line) and not self._open:
            pass
        elif item := _ITEM.match(line):
            yield from self._close()
            self._form, self._listed = Form.ITEM, True
            self._open.append((start + item.end(), line[item.end() :]))
        elif not self._open and not self._listed and line.startswith(("    ", "\t")):
            yield from self._indented()
            return
        else:
            if not self._open:
                self._form = Form.PARAGRAPH
                self._listed = self._listed and line[0] in " \t"
            indent = len(line) - len(line.lstrip(" \t"))
            self._open.append((start + indent, line[indent:]))
        self.at += 1

    def _block(self, form: Form, pieces: list[tuple[int, str]], level: int = 0, cell: Cell | None = None) -> Block:
        kind = Shown.QUOTED if self._quoted and not self._own_voice else Shown.HEADING if level else Shown.VISIBLE
        return Block(form, kind, pieces, level, cell)

    def _close(self) -> Iterator[Block]:
        if self._open:
            pieces, self._open = self._open, []
            yield self._block(self._form, pieces)
            self._form = Form.PARAGRAPH

    def _front_matter(self) -> Iterator[Block]:
        for end in range(1, len(self.lines)):
            if self.lines[end].rstrip() in ("---", "..."):
                self.at = end + 1
                yield Block(Form.PARAGRAPH, Shown.FRONT_MATTER, self._whole_lines(0, self.at))
                return

    def _whole_lines(self, first: int, end: int) -> list[tuple[int, str]]:
        return list(zip(self.starts[first:end], self.lines[first:end], strict=True))

    def _fenced(self, run: str, *, quoted: bool) -> Block:
        first = self.at
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            line = line.lstrip(" \t>") if quoted else line.strip(" \t")
            if line.startswith(run) and not line.strip(run[0] + " \t"):
                break
        pieces = self._whole_lines(first, self.at)
        inside = next((line for _, line in pieces[1:] if line.strip()), "")
        bibliography = "bib" in pieces[0][1].lower() or _ENTRY.match(inside)
        return Block(Form.PARAGRAPH, Shown.BIBLIOGRAPHY if bibliography else Shown.CODE, pieces)

    def _entry(self) -> Block:
        """A BibTeX entry that stands in the open: up to its closing brace, or the next blank line after 60 lines."""
        first, depth = self.at, 0
        while self.at < len(self.lines) and self.at - first < 60:
            line = self.lines[self.at]
            depth += line.count("{") + line.count("(") - line.count("}") - line.count(")")
            self.at += 1
            if depth <= 0:
                break
        return Block(Form.PARAGRAPH, Shown.BIBLIOGRAPHY, self._whole_lines(first, self.at))

    def _indented(self) -> Iterator[Block]:
        first = self.at
        while self.at < len(self.lines) and (self.lines[self.at].startswith(("    ", "\t")) or not self.lines[self.at].strip()):
            self.at += 1
        pieces = self._whole_lines(first, self.at)
        bibliography = _ENTRY.match(pieces[0][1].lstrip())
        # Tags that are indented are markup, whatever Markdown says: pages are written so.
        if pieces[0][1].lstrip().startswith("<"):
            yield Block(
                Form.PARAGRAPH, Shown.VISIBLE, [(at + len(line) - len(line.lstrip()), line.lstrip()) for at, line in pieces]
            )
        else:
            yield Block(Form.PARAGRAPH, Shown.BIBLIOGRAPHY if bibliography else Shown.CODE, pieces)

    def _is_table(self, line: str, following: str) -> bool:
        if _DELIMITER.match(following) and "-" in following and "|" in following:
            return True
        stripped = line.strip()
        return stripped.startswith("|") and stripped.endswith("|") and stripped.count("|") > 2

    def _table(self) -> Iterator[Block]:
        first, row = self.at, 0
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if "|" not in line or not line.strip(" \t" + BLANK):
                break
            if not (_DELIMITER.match(line) and "-" in line):
                head = self.at == first and self.at + 1 < len(self.lines) and _DELIMITER.match(self.lines[self.at + 1])
                yield from self._row(line, self.starts[self.at], row, Form.LABEL if head else Form.CELL)
                row += 1
            self.at += 1
        self._tables += 1

    def _row(self, line: str, start: int, row: int, form: Form) -> Iterator[Block]:
        cuts = [match.start() for match in _PIPE.finditer(line)]
        edges = [-1, *cuts, len(line)]
        cells = [(left + 1, right) for left, right in pairwise(edges)]
        if not line[: edges[1]].strip():
            cells = cells[1:]
        for column, (left, right) in enumerate(cells):
            if words := line[left:right].strip():
                at = left + line[left:right].index(words[0])
                yield self._block(form, [(start + at, words)], cell=Cell(1_000 + self._tables, row, column))


def _begins_block(line: str) -> bool:
    return not line.strip() or bool(_HEADING.match(line) or _ITEM.match(line) or _FENCE.match(line))


def _is_own_voice(line: str) -> bool:
    """Whether a block quote is a box of the writer's own: it opens with a sign such as an emoji, a label, or `[!NOTE]`."""
    words = line.strip(" \t>")
    if not words:
        return False
    if _ADMONITION.match(words) or _LABEL.match(words):
        return True
    sign = words[0]
    return not sign.isalnum() and not sign.isascii() and sign not in _PLAIN_SIGNS
