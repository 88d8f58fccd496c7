"""Content that a source has to fetch as a whole, such as a blob from git."""

from collections.abc import Callable, Iterator

from openassay.vocabulary.content import CHUNK


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
