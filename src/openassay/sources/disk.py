"""Files on this disk, opened without following links and without waiting for a pipe, and read by position."""

import errno
import os
import stat
from collections.abc import Iterator

from openassay.vocabulary.content import CHUNK
from openassay.vocabulary.findings import Unreadable

_SAFE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | os.O_CLOEXEC | getattr(os, "O_NOCTTY", 0)
FOLDER = _SAFE | os.O_DIRECTORY
"""Flags that open a folder, and nothing else."""


class NotRegular(OSError):  # noqa: N818
    """What was opened is no regular file."""


class DiskFile:
    """The bytes of one regular file. Closed when it is closed or let go of."""

    __slots__ = ("_fd", "_holes", "_size")

    def __init__(self, name: bytes | str, folder: int | None = None) -> None:
        """Open `name`, in the folder with the descriptor `folder` where one is given. Raises `OSError`."""
        self._fd = -1
        fd = os.open(name, _SAFE, dir_fd=folder)
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode):
            os.close(fd)
            raise NotRegular(kind_of(found.st_mode))
        self._fd = fd
        self._size = found.st_size
        self._holes = found.st_size > CHUNK and getattr(found, "st_blocks", 0) * 512 < found.st_size

    @property
    def size(self) -> int:
        """Length in bytes when the file was opened."""
        return self._size

    def read_at(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`. Raises `Unreadable` where the disk or the file fails."""
        length = min(length, self._size - offset)
        if length <= 0:
            return b""
        data = self._read(offset, length)
        if len(data) == length:
            return data
        parts, have = [data], len(data)
        while data and have < length:  # one read gives at most 2 GiB
            data = self._read(offset + have, length - have)
            parts.append(data)
            have += len(data)
        return b"".join(parts)

    def chunks(self) -> Iterator[bytes]:
        """All bytes once, in order. Raises `Unreadable` where the file became shorter meanwhile."""
        at, size = 0, self._size
        while at < size:
            length = min(CHUNK, size - at)
            data = bytes(length) if self._holes and self._is_hole(at, length) else self._read(at, length)
            if not data:
                raise Unreadable("error:unreadable", "The file became shorter while it was read.")
            at += len(data)
            yield data

    def close(self) -> None:
        """Let go of the descriptor."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _is_hole(self, offset: int, length: int) -> bool:
        """Whether nothing was ever written there. Asking is a hundred times cheaper than to have the system make zeros."""
        try:
            return os.lseek(self._fd, offset, os.SEEK_DATA) >= offset + length
        except OSError as error:
            return error.errno == errno.ENXIO and os.fstat(self._fd).st_size >= offset + length
        except AttributeError:
            return False  # a system that cannot say

    def _read(self, offset: int, length: int) -> bytes:
        try:
            return os.pread(self._fd, length, offset)
        except OSError as error:
            raise Unreadable("error:unreadable", f"The disk gave no content: {reason(error)}.") from None

    def __del__(self) -> None:
        self.close()


def kind_of(mode: int) -> str:
    """Say what a thing that is no regular file is."""
    for test, kind in (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISLNK, "a symbolic link"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a character device"),
        (stat.S_ISBLK, "a block device"),
    ):
        if test(mode):
            return kind
    return "no regular file"


def reason(error: OSError) -> str:
    """Say in lower-case words why the system refused, without the path that it names."""
    text = os.strerror(error.errno) if error.errno else str(error)
    return text[:1].lower() + text[1:]
