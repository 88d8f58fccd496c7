"""JSON read forward in bounded memory: what is not wanted is passed over, however long it is."""

import json
import re
from collections.abc import Iterator

from openassay.vocabulary.content import CHUNK, Content
from openassay.vocabulary.findings import Unreadable

_SPACE = re.compile(rb"[ \t\r\n]*")
_MARK = re.compile(rb'["{}\[\]]')
_BODY = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_SCALAR = re.compile(rb"[-+.\w]{1,400}")
_SCALAR_LONGEST = 400


class Broken(Exception):  # noqa: N818 - it names the state of the text
    """The text is no JSON where it was looked at."""


class JsonStream:
    """A pull reader. After each key of `members` and each step of `items`, exactly one value must be taken or passed over.

    Raises `Broken`, and `Unreadable` with the code `over` when more than `longest` bytes or `marks` texts and brackets were read.
    """

    def __init__(self, content: Content, *, longest: int, marks: int, over: str) -> None:
        self._content = content
        self._window = b""
        self._base = 0
        self._at = 0
        self._counted = 0
        self._line = 1
        self._end = min(content.size, longest)
        self._cut = content.size > longest
        self._marks_left = marks
        self._over = over

    @property
    def line(self) -> int:
        """The line (from 1) that was reached."""
        self._line += self._window.count(b"\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def peek(self) -> bytes:
        """The first byte of the next value or bracket; empty at the end."""
        while True:
            space = _SPACE.match(self._window, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._window):
                return self._window[self._at : self._at + 1]
            if not self._more():
                return b""

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here; a key over 4 KiB is given as empty."""
        self._take(b"{")
        if self.peek() == b"}":
            self._at += 1
            return
        while True:
            key = self.text(4096) or ""
            self._take(b":")
            yield key
            if self._take(b",}") == b"}":
                return

    def items(self) -> Iterator[int]:
        """The items of the array that begins here, by number."""
        self._take(b"[")
        if self.peek() == b"]":
            self._at += 1
            return
        number = 0
        while True:
            yield number
            number += 1
            if self._take(b",]") == b"]":
                return

    def text(self, longest: int) -> str | None:
        """The text that begins here; None where it is longer than `longest` bytes, which are passed over."""
        self._take(b'"')
        pieces: list[bytes] = []
        kept, escaped = 0, False
        while True:
            stop, escaped, done = self._text_stop(escaped=escaped)
            piece = self._window[self._at : stop]
            kept += len(piece)
            if kept <= longest:
                pieces.append(piece)
            self._at = stop
            if done:
                self._at += 1
                break
            if not self._more():
                raise self._ended()
        if kept > longest:
            return None
        try:
            return str(json.loads(b'"' + b"".join(pieces) + b'"', strict=False))
        except ValueError:
            raise Broken("a text is not as JSON has it") from None

    def scalar(self) -> object:
        """The number, truth value or null that begins here; None also for a number that is too long to matter."""
        self.peek()
        while self._at + _SCALAR_LONGEST > len(self._window) and self._more(keep=True):
            pass
        match = _SCALAR.match(self._window, self._at)
        if match is None:
            raise Broken("a value is missing")
        self._at = match.end()
        try:
            return json.loads(match[0])
        except ValueError:
            raise Broken("a value is not as JSON has it") from None

    def skip(self) -> None:
        """Pass over the value that begins here."""
        first = self.peek()
        if first == b'"':
            self.text(0)
            return
        if first not in (b"{", b"["):
            self.scalar()
            return
        depth = 0
        while True:
            mark = _MARK.search(self._window, self._at)
            if mark is None:
                self._at = len(self._window)
                if not self._more():
                    raise self._ended()
                continue
            self._at = mark.start()
            if mark[0] == b'"':
                self.text(0)
                continue
            self._count()
            self._at += 1
            depth += 1 if mark[0] in b"{[" else -1
            if not depth:
                return

    def _text_stop(self, *, escaped: bool) -> tuple[int, bool, bool]:
        """Where the text ends in this window, whether the window ends after a lone backslash, whether the quote was found."""
        at = self._at + (1 if escaped else 0)
        quote = self._window.find(b'"', at)
        end = quote if quote >= 0 else len(self._window)
        if self._window.find(b"\\", at, end) >= 0:
            body = _BODY.match(self._window, at)
            end = body.end() if body else at
        done = self._window[end : end + 1] == b'"'
        lone = not done and end < len(self._window)
        return len(self._window) if lone else end, lone, done

    def _take(self, wanted: bytes) -> bytes:
        found = self.peek()
        if not found:
            raise self._ended()
        if found not in wanted:
            raise Broken(f"one of {wanted.decode()} is missing near line {self.line}")
        self._count()
        self._at += 1
        return found

    def _count(self) -> None:
        self._marks_left -= 1
        if self._marks_left < 0:
            raise Unreadable(self._over, "it holds more texts and brackets than are passed over")

    def _more(self, *, keep: bool = False) -> bool:
        """Read on; with `keep` what was not taken yet stays in the window."""
        rest = self._window[self._at :] if keep else b""
        _ = self.line
        next_at = self._base + len(self._window)
        chunk = self._content.read_at(next_at, min(CHUNK, self._end - next_at)) if next_at < self._end else b""
        self._base = next_at - len(rest)
        self._window = rest + chunk
        self._at = self._counted = 0
        return bool(chunk)

    def _ended(self) -> Exception:
        if self._cut:
            return Unreadable(self._over, "it is longer than what is read of it")
        return Broken("it ends before it is whole")
