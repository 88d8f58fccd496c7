"""The blocks of a reStructuredText document: headings, paragraphs, list items, literal blocks, directives and comments."""

import re
from collections.abc import Iterator

from openassay.formats.passages import Form, Shown
from openassay.formats.running_words import Block

_UNDERLINE = re.compile(r"([=\-`:.'\"~^_*+#<>])\1{2,}[ \t]*$")
_ITEM = re.compile(r"[ \t]{0,40}(?:[-*+\u2022]|\(?(?:\d{1,4}|#)[.)])[ \t]+")
_DIRECTIVE = re.compile(r"[ \t]{0,40}\.\.[ \t]+(?:\|[^|\n]{1,80}\|[ \t]*)?([A-Za-z][\w-]{0,40})::")
_COMMENT = re.compile(r"[ \t]{0,40}\.\.(?:[ \t]|$)")
_TARGET = re.compile(r"[ \t]{0,40}\.\.[ \t]+_[^:\n]{1,200}:")
_CODE = frozenset(
    ("code", "code-block", "sourcecode", "highlight", "parsed-literal", "literalinclude", "doctest", "math", "prompt")
)
_UNSEEN = frozenset(
    ("toctree", "include", "raw", "meta", "index", "currentmodule", "autosummary", "image", "figure", "role", "only")
)


def hidden_comments(body: str) -> list[tuple[int, int]]:
    """The comments of the text, by offsets."""
    found = []
    lines = body.split("\n")
    at = index = 0
    while index < len(lines):
        line = lines[index]
        if _COMMENT.match(line) and not _DIRECTIVE.match(line) and not _TARGET.match(line) and "_`" not in line:
            start, indent = at, len(line) - len(line.lstrip())
            at, index = at + len(line) + 1, index + 1
            while index < len(lines) and (not lines[index].strip() or _indent(lines[index]) > indent):
                at, index = at + len(lines[index]) + 1, index + 1
            if body[start : at - 1].strip(" \t.\n"):
                found.append((start, min(at - 1, len(body))))
        else:
            at, index = at + len(line) + 1, index + 1
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


class RstBlocks:
    """Cuts a text, in which comments were blanked, into blocks."""

    def __init__(self, masked: str) -> None:
        self.lines = masked.split("\n")
        self.starts, at = [], 0
        for line in self.lines:
            self.starts.append(at)
            at += len(line) + 1
        self.at = 0
        self._styles: list[tuple[str, bool]] = []
        self._open: list[tuple[int, str]] = []
        self._form = Form.PARAGRAPH

    def __iter__(self) -> Iterator[Block]:
        """The blocks, in order."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip(" \t\0"):
                yield from self._close()
                self.at += 1
            elif directive := _DIRECTIVE.match(line):
                yield from self._close()
                yield from self._directive(directive[1].lower(), _indent(line))
            elif _COMMENT.match(line):
                yield from self._close()
                self.at += 1
            elif self._heads(self.at):
                yield from self._close()
                yield self._heading(self.at, over=False)
            elif _UNDERLINE.match(line) and self.at + 2 < len(self.lines) and self.lines[self.at + 2].rstrip() == line.rstrip():
                yield from self._close()
                self.at += 1
                yield self._heading(self.at, over=True)
            else:
                yield from self._text_line(line)
        yield from self._close()

    def _heads(self, at: int) -> bool:
        """Whether the line at `at` is a title: text, at least as wide an underline below, and no open paragraph above."""
        if self._open or at + 1 >= len(self.lines) or self.lines[at][:1] in " \t":
            return False
        under = self.lines[at + 1]
        return (
            bool(_UNDERLINE.match(under))
            and len(under.rstrip()) >= len(self.lines[at].rstrip()) * 3 // 4
            and not _UNDERLINE.match(self.lines[at])
        )

    def _heading(self, at: int, *, over: bool) -> Block:
        style = (self.lines[at + 1][:1], over)
        if style not in self._styles:
            self._styles.append(style)
        self.at = at + 2
        level = min(self._styles.index(style) + 1, 6)
        return Block(Form.HEADING, Shown.HEADING, [(self.starts[at], self.lines[at])], level)

    def _text_line(self, line: str) -> Iterator[Block]:
        """A line of a paragraph or item. A double colon at its end announces a literal block."""
        literal = line.rstrip().endswith("::")
        words = line.rstrip().removesuffix("::") if literal else line
        if item := _ITEM.match(line):
            yield from self._close()
            self._form = Form.ITEM
            self._open.append((self.starts[self.at] + item.end(), words[item.end() :]))
        elif words.strip():
            indent = _indent(line)
            self._open.append((self.starts[self.at] + indent, words[indent:]))
        self.at += 1
        if literal:
            yield from self._close()
            yield from self._literal(_indent(line), Shown.CODE)

    def _close(self) -> Iterator[Block]:
        if self._open:
            pieces, self._open = self._open, []
            yield Block(self._form, Shown.VISIBLE, pieces)
        self._form = Form.PARAGRAPH

    def _directive(self, name: str, indent: int) -> Iterator[Block]:
        """Code is code; a note is text like any other; what leads elsewhere is not read."""
        self.at += 1
        if name in _CODE or name in _UNSEEN:
            yield from self._literal(indent, Shown.CODE)

    def _literal(self, indent: int, kind: Shown) -> Iterator[Block]:
        first = self.at
        while self.at < len(self.lines) and (not self.lines[self.at].strip() or _indent(self.lines[self.at]) > indent):
            self.at += 1
        pieces = list(zip(self.starts[first : self.at], self.lines[first : self.at], strict=True))
        if any(line.strip() for _, line in pieces):
            yield Block(Form.PARAGRAPH, kind, pieces)
