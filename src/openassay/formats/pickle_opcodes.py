"""The opcodes of Python's pickle format (Python 3.11, `pickletools.opcodes`), read with bounds; nothing is built or called."""

import re
from collections.abc import Iterator
from enum import Enum, auto

from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Unreadable

_WINDOW = 1 << 18
_LINE = 1 << 16
_DIGITS = 4300
"""What Python itself refuses to turn into an integer, and the longest line that is looked for."""


class Lost(Enum):
    """Stands for an argument whose bytes were stepped over."""

    TEXT = auto()
    BYTES = auto()
    NUMBER = auto()


_FLOAT = re.compile(r"[-+]?(\d{0,400}\.?\d{0,400}(e[-+]?\d{1,4})?|inf|nan|infinity)", re.IGNORECASE)

Argument = str | int | tuple[str, str] | Lost | None

_PLAIN = b"(.012N)]}ldteQasub\x81\x85\x86\x87\x88\x89\x8f\x90\x91\x92\x93\x94\x97\x98oR"
_FIXED = {b"K"[0]: 1, b"M"[0]: 2, b"J"[0]: 4, b"G"[0]: 8, b"q"[0]: 1, b"r"[0]: 4, b"h"[0]: 1, b"j"[0]: 4}
_FIXED |= {0x80: 1, 0x82: 1, 0x83: 2, 0x84: 4, 0x95: 8}
_COUNTED_TEXT = {b"X"[0]: 4, 0x8C: 1, 0x8D: 8}
_COUNTED_BYTES = {b"B"[0]: 4, b"C"[0]: 1, 0x8E: 8, 0x96: 8}
_COUNTED_LATIN = {b"T"[0]: 4, b"U"[0]: 1}
_COUNTED_NUMBER = {0x8A: 1, 0x8B: 4}
_LINES = b"SVPFILgp"
_PAIRS = b"ci"

_NONE, _FIX, _TEXT, _BYTES, _LATIN, _LONG, _ONE_LINE, _TWO_LINES, _BAD = range(9)
_HOW = [_BAD] * 256
_WIDTH = [0] * 256
for _code in _PLAIN:
    _HOW[_code] = _NONE
_TABLES = ((_FIX, _FIXED), (_TEXT, _COUNTED_TEXT), (_BYTES, _COUNTED_BYTES), (_LATIN, _COUNTED_LATIN), (_LONG, _COUNTED_NUMBER))
for _how, _table in _TABLES:
    for _code, _width in _table.items():
        _HOW[_code], _WIDTH[_code] = _how, _width
for _code in _LINES:
    _HOW[_code] = _ONE_LINE
for _code in _PAIRS:
    _HOW[_code] = _TWO_LINES


class Opcodes:
    """Walks the opcodes of content from `position` on. `position` is where the next opcode begins; `count` how many were seen."""

    def __init__(self, content: Content, position: int = 0) -> None:
        self._content = content
        self._base = position
        self._window = b""
        self._at = 0
        self._text_left = limits.PICKLE_TEXT.value
        self.count = 0

    @property
    def position(self) -> int:
        """Offset in the content of what was not read yet."""
        return self._base + self._at

    def __iter__(self) -> Iterator[tuple[int, Argument]]:
        """Each opcode as its byte and its argument, up to the end of the content. Raises `Unreadable` where there is none.

        `error:bad-pickle` for a byte that is no opcode or an argument that is none, `error:truncated` where the content ends
        inside an argument or without STOP, `limit:pickle-opcodes`.
        """
        how, width = _HOW, _WIDTH
        while True:
            if self._at + 10 > len(self._window):
                self._refill(10)
                if self._at >= len(self._window):
                    raise Unreadable("error:truncated", "the pickle ends without its last opcode")
            code = self._window[self._at]
            self._at += 1
            self.count += 1
            if self.count > limits.PICKLE_OPCODES.value:
                raise Unreadable(limits.PICKLE_OPCODES.code, f"it has more than {limits.PICKLE_OPCODES.value} opcodes")
            kind = how[code]
            if kind == _NONE:
                yield code, None
            elif kind == _FIX:
                yield code, self._number(width[code])
            else:
                yield code, self._argument(code, kind)

    def _argument(self, code: int, kind: int) -> Argument:
        if kind in (_TEXT, _LATIN):
            return self._counted(self._number(_WIDTH[code]), "utf-8" if kind == _TEXT else "latin-1")
        if kind == _BYTES:
            self._skip(self._number(_WIDTH[code]))
            return Lost.BYTES
        if kind == _LONG:
            return self._long(self._number(_WIDTH[code]))
        if kind == _ONE_LINE:
            return self._line_argument(code)
        if kind == _TWO_LINES:
            return self._line(), self._line()
        raise Unreadable("error:bad-pickle", f"byte {code:#04x} at offset {self.position - 1} is no opcode")

    def _number(self, width: int) -> int:
        data = self._window[self._at : self._at + width]
        if len(data) < width:
            raise self._ends()
        self._at += width
        return int.from_bytes(data, "little")

    def _counted(self, length: int, encoding: str) -> str | Lost:
        kept = length <= limits.STRING_KEPT.value and length < self._text_left
        if not kept:
            self._skip(length)
            return Lost.TEXT
        if self._at + length > len(self._window):
            self._refill(length)
        data = self._window[self._at : self._at + length]
        if len(data) < length:
            raise self._ends()
        self._at += length
        self._text_left -= length + 50
        try:
            return data.decode(encoding, "surrogatepass" if encoding == "utf-8" else "strict")
        except UnicodeDecodeError:
            raise Unreadable("error:bad-pickle", "a text in the pickle is not UTF-8") from None

    def _long(self, length: int) -> int | Lost:
        if length <= 16 and self._at + length <= len(self._window):
            data = self._window[self._at : self._at + length]
            self._at += length
            return int.from_bytes(data, "little", signed=True)
        self._skip(length)
        return Lost.NUMBER

    def _skip(self, length: int) -> None:
        if self.position + length > self._content.size:
            raise Unreadable("error:bad-pickle", f"an argument of {length} bytes is announced, and fewer are there")
        if self._at + length <= len(self._window):
            self._at += length
        else:
            self._base, self._window, self._at = self.position + length, b"", 0

    def _line_argument(self, code: int) -> Argument:
        line = self._line()
        if code in b"ILgp":
            text = line.removesuffix("L") if code == b"L"[0] else line
            if len(text) > _DIGITS or not (text.isascii() and text.lstrip("-").isdigit()):
                raise Unreadable("error:bad-pickle", "a number in the pickle is none")
            return int(text)
        if code == b"F"[0]:
            if not _FLOAT.fullmatch(line):
                raise Unreadable("error:bad-pickle", "a number in the pickle is none")
            return Lost.NUMBER
        if code == b"S"[0]:
            if len(line) < 2 or line[0] not in "'\"" or line[-1] != line[0]:
                raise Unreadable("error:bad-pickle", "a text in the pickle has no quotes")
            line = line[1:-1]
        return line if len(line) <= limits.STRING_KEPT.value else Lost.TEXT

    def _line(self) -> str:
        end = self._window.find(b"\n", self._at)
        if end < 0:
            self._refill(_LINE)
            end = self._window.find(b"\n", self._at)
        if end < 0 or end - self._at > _LINE:
            if self._base + len(self._window) >= self._content.size and end < 0:
                raise self._ends()
            raise Unreadable("error:bad-pickle", "a line in the pickle does not end")
        data = self._window[self._at : end]
        self._at = end + 1
        self.count += 1  # a line costs more than a number
        return data.decode("utf-8", "backslashreplace")

    def _refill(self, need: int) -> None:
        self._base += self._at
        self._window = self._content.read_at(self._base, max(_WINDOW, need))
        self._at = 0

    def _ends(self) -> Unreadable:
        return Unreadable("error:truncated", "the pickle ends inside an argument")
