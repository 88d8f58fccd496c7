"""The bytes of one artifact, wherever they live."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Protocol

CHUNK = 1 << 20
"""Bytes read at a time when a whole artifact is passed over."""


class Content(Protocol):
    """Random access to the bytes of one artifact. Readers of formats see nothing else of a release."""

    @property
    def size(self) -> int:
        """Length in bytes."""

    def read_at(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`; fewer only at the end. Raises `Unreadable` where the bytes cannot be had."""

    def chunks(self) -> Iterator[bytes]:
        """All bytes once, in order, a chunk at a time."""


class Distant(ABC):
    """Content that lies elsewhere and of which only the start is fetched: it is not sampled, and not read whole to be hashed.

    A class, not a protocol: every file is asked whether it is one, and a protocol takes longer to answer than the file to hash.
    """

    @property
    @abstractmethod
    def stated_sha256(self) -> str | None:
        """The digest of the whole, as its host states it; None where it does not."""


class Listed(Distant):
    """Distant content of which nothing is fetched: its host states size and digest, and many like it were looked into."""


class Held:
    """Content that is already in memory."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def size(self) -> int:
        """Length in bytes."""
        return len(self._data)

    def read_at(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`."""
        return self._data[offset : offset + length]

    def chunks(self) -> Iterator[bytes]:
        """The bytes as one chunk."""
        yield self._data
