"""The text of one artifact, with lines that can be cited."""

from bisect import bisect_right
from functools import cached_property

from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.findings import Lines

QUOTE = 240
"""The longest quote in characters; what is cut can be looked up by its lines."""


def decode(data: bytes) -> str:
    """Bytes as text. Bytes that are not UTF-8 become U+FFFD, so that the same file always gives the same lines."""
    return data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def shown(text: str, most: int = 60) -> str:
    """Text from a release, safe and short enough to print: what does not print or turns writing about is shown by code point."""
    short = text if len(text) <= most else text[: most - 3] + "..."
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in short)


class Text:
    """A decoded text file. Lines are counted from 1 and end at a line feed, carriage return, or both."""

    def __init__(self, source: str, path: str, sha256: str, body: str, *, whole: bool = True) -> None:
        self.source = source
        self.path = path
        self.sha256 = sha256
        self.body = body
        self.whole = whole
        """False where a limit cut the text short: what is not here may still be in the file."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; `lines[0]` is line 1."""
        return self.body.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for line in self.lines:
            starts.append(at)
            at += len(line) + 1
        return starts

    def line_at(self, offset: int) -> int:
        """The line number (from 1) of a character offset in `body`."""
        return bisect_right(self._starts, offset)

    def evidence(self, first: int, last: int | None = None) -> Evidence:
        """Lines `first` to `last` as evidence, quoted as they stand (shortened to `QUOTE` characters)."""
        last = first if last is None else last
        quote = "\n".join(self.lines[first - 1 : last]).strip()[:QUOTE].strip()
        return Evidence(self.source, self.path, self.sha256, Lines(first, last), quote or None)

    def evidence_at(self, start: int, end: int) -> Evidence:
        """The lines that hold the characters from `start` up to `end` of `body`, as evidence."""
        return self.evidence(self.line_at(start), self.line_at(max(start, end - 1)))
