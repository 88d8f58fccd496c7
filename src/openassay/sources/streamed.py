"""Content that can only be had from its start on, such as a blob from git or a member of a compressed archive."""

from collections.abc import Callable, Iterator

from openassay.vocabulary.content import CHUNK
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import MEMBER_KEPT


class Streamed:
    """Keeps what has passed, up to `MEMBER_KEPT`, so that a reader may jump about in it; begins again to pass over everything twice."""

    __slots__ = ("_begin", "_kept", "_size", "_stream")

    def __init__(self, size: int, begin: Callable[[], Iterator[bytes]]) -> None:
        """`begin` gives all bytes in order each time it is called. It may raise `Unreadable` at any point."""
        self._size = size
        self._begin = begin
        self._kept: bytes | bytearray = b""
        self._stream: Iterator[bytes] | None = None

    @property
    def size(self) -> int:
        """Length in bytes, as the source states it."""
        return self._size

    def read_at(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`. Raises `Unreadable` with `limit:member-kept` beyond what is kept."""
        end = min(offset + length, self._size)
        if end <= offset:
            return b""
        if end > MEMBER_KEPT.value:
            because = f"The content cannot be had by position beyond its first {MEMBER_KEPT.value >> 20} MiB."
            raise Unreadable(MEMBER_KEPT.code, because)
        if len(self._kept) < end:
            for chunk in self._advance():
                self._keep(chunk)
                if len(self._kept) >= end:
                    break
        return bytes(self._kept[offset:end])

    def chunks(self) -> Iterator[bytes]:
        """All bytes once, in order."""
        if len(self._kept) < min(self._size, MEMBER_KEPT.value):
            yield from self._slices()
            for chunk in self._advance():
                self._keep(chunk)
                yield chunk
        elif self._size <= MEMBER_KEPT.value:
            yield from self._slices()
        else:
            self._stream = None
            yield from self._begin()

    def _advance(self) -> Iterator[bytes]:
        """Go on where the last reader stopped, which is at the end of what is kept."""
        if self._stream is None:
            self._stream = self._begin()
        return self._stream

    def _keep(self, chunk: bytes) -> None:
        if not isinstance(self._kept, bytearray):
            self._kept = bytearray(self._kept)
        self._kept += chunk[: MEMBER_KEPT.value - len(self._kept)]

    def _slices(self) -> Iterator[bytes]:
        for at in range(0, len(self._kept), CHUNK):
            yield bytes(self._kept[at : at + CHUNK])


class Loaded:
    """Content that is loaded whole when it is first used: for what is at most `MEMBER_KEPT` long."""

    __slots__ = ("_data", "_load", "_size")

    def __init__(self, size: int, load: Callable[[], bytes]) -> None:
        """`load` gives all `size` bytes, or raises `Unreadable`."""
        self._size = size
        self._load = load
        self._data: bytes | None = None

    @property
    def size(self) -> int:
        """Length in bytes, as the source states it."""
        return self._size

    def read_at(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`."""
        return self._all()[offset : offset + length]

    def chunks(self) -> Iterator[bytes]:
        """All bytes once, in order."""
        data = self._all()
        if len(data) <= CHUNK:
            if data:
                yield data
            return
        for at in range(0, len(data), CHUNK):
            yield data[at : at + CHUNK]

    def _all(self) -> bytes:
        if self._data is None:
            self._data = self._load()
        return self._data
