"""Content that is a part of other content, and a cursor that reads numbers from any content."""

import struct
from collections.abc import Iterator

from openassay.vocabulary.content import CHUNK, Content
from openassay.vocabulary.findings import Unreadable


class Range:
    """The bytes of `content` from `start`, `length` of them: random access, nothing copied."""

    __slots__ = ("_content", "_start", "size")

    def __init__(self, content: Content, start: int, length: int) -> None:
        self._content = content
        self._start = start
        self.size = max(0, min(length, content.size - start))

    def read_at(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset` of this range."""
        if offset >= self.size:
            return b""
        return self._content.read_at(self._start + offset, min(length, self.size - offset))

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the range in order, `CHUNK` at a time."""
        for offset in range(0, self.size, CHUNK):
            yield self.read_at(offset, CHUNK)


class Cursor:
    """Reads forward through content by way of one window, so that many small reads cost few large ones.

    Every read past the end raises `Unreadable` with `code`.
    """

    __slots__ = ("_base", "_content", "_window", "code", "position", "size", "window")

    def __init__(self, content: Content, position: int = 0, *, window: int = 1 << 16, code: str = "error:truncated") -> None:
        self._content = content
        self._base = 0
        self._window = b""
        self.code = code
        self.position = position
        self.size = content.size
        self.window = window

    def take(self, length: int) -> bytes:
        """Exactly `length` bytes, and step over them."""
        start = self.position - self._base
        if start < 0 or start + length > len(self._window):
            self._fill(length)
            start = 0
        self.position += length
        return self._window[start : start + length]

    def skip(self, length: int) -> None:
        """Step over `length` bytes without reading them."""
        if length < 0 or self.position + length > self.size:
            raise Unreadable(self.code, f"{length} bytes are announced at offset {self.position}, and fewer are there")
        self.position += length

    def number(self, form: str) -> int:
        """One integer in the notation of `struct`, such as `<Q`, and step over it."""
        return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])

    def skip_texts(self, count: int, form: str) -> None:
        """Step over `count` texts, each after its length in the notation of `struct`, without keeping any."""
        unpack, width = struct.Struct(form).unpack_from, struct.calcsize(form)
        window, at, base = self._window, self.position - self._base, self._base
        for _ in range(count):
            if at < 0 or at + width > len(window):
                self.position = base + at
                self._fill(width)
                window, at, base = self._window, 0, self._base
            at += width + unpack(window, at)[0]
        self.position = base + at
        self.skip(0)

    def _fill(self, length: int) -> None:
        left = self.size - self.position
        if length > left:
            raise Unreadable(self.code, f"{length} bytes are announced at offset {self.position}, and fewer are there")
        self._base = self.position
        self._window = self._content.read_at(self.position, max(length, min(self.window, left)))
        if len(self._window) < length:
            raise Unreadable(self.code, f"the content ends at offset {self._base + len(self._window)}, before its size")
