"""The contents of objects from one long-lived `git cat-file --batch`, with an end that content cannot forge.

git copies a loose object out without comparing its length to the one that it has announced. So each question is followed by a
second one, for git's own empty tree, with a random mark that git repeats: where the mark comes too early or too late, the object
has lied.
"""

import os
from collections.abc import Iterator

from openassay.sources.git_process import Child, GitEnded, GitProcesses, end, receive, send
from openassay.vocabulary.content import CHUNK
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import MIB

_EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_HEADER = 256
"""Bytes that the line before an object never reaches."""
_PASSED_OVER = 16 * MIB
"""Bytes of an object that are read to their end when another one is asked for; where more is left, git is started anew."""


class ObjectStream:
    """One git process that gives objects one after the other."""

    def __init__(self, git: GitProcesses) -> None:
        self._git = git
        self._child: Child | None = None
        self._buffer = bytearray()
        self._mark = b""
        self._tail = b""
        """The last bytes that came in, as many as the mark has."""
        self._left = 0
        """Bytes of content that are still to come of the object that was asked for last."""
        self._turn = 0

    def read(self, name: str, size: int) -> Iterator[bytes]:
        """An object of a known size, a chunk at a time, until another one is asked for.

        Raises `GitEnded` where git fails or the object is not as long as it says; the stream is of no use then. Raises
        `Unreadable` where the object is gone, or another one was asked for meanwhile.
        """
        self._finish()
        self._ask(name)
        if self._header() != size:
            raise GitEnded
        self._left, self._turn = size, self._turn + 1
        turn = self._turn
        while self._left:
            chunk = self._take(min(CHUNK, self._left))
            self._left -= len(chunk)
            if not self._left:
                self._take_mark()  # before the last bytes are given: what follows them is part of their truth
            yield chunk
            if self._turn != turn:
                raise Unreadable("error:unreadable", "Something else was read before this content had ended.")
        if not size:
            self._take_mark()

    def close(self) -> None:
        """End the git process."""
        if self._child is not None:
            end(self._child, kill=True)
        self._child, self._left = None, 0
        self._buffer.clear()

    def _ask(self, name: str) -> None:
        if self._child is None:
            self._child = self._git.start("cat-file", "--batch=%(objecttype) %(objectsize) %(rest)")
        mark = os.urandom(12).hex()
        self._mark = f"\ntree 0 {mark}\n\n".encode()
        self._tail = b""
        send(self._child, f"{name} x\n{_EMPTY_TREE} {mark}\n")

    def _header(self) -> int:
        """Read the line before an object, and return the size that it tells."""
        while (at := self._buffer.find(b"\n")) < 0:
            if len(self._buffer) > _HEADER:
                raise GitEnded
            self._receive()
        line = bytes(self._buffer[:at]).split(b" ")
        if line[-1] == b"missing":
            del self._buffer[:at]
            self._take_mark()
            raise Unreadable("error:unreadable", "git does not find the object any more.")
        del self._buffer[: at + 1]
        if len(line) != 3 or not line[1].isdigit():
            raise GitEnded
        return int(line[1])

    def _take(self, length: int) -> bytes:
        """Read exactly so many bytes, or find that they will never come."""
        while len(self._buffer) < length:
            if self._tail == self._mark:
                raise GitEnded
            self._receive()
        data = bytes(self._buffer[:length])
        del self._buffer[:length]
        return data

    def _take_mark(self) -> None:
        """Read what must follow an object, and nothing else."""
        while len(self._buffer) < len(self._mark):
            if self._tail == self._mark:
                raise GitEnded
            self._receive()
        if self._buffer != self._mark:
            raise GitEnded
        self._buffer.clear()

    def _receive(self) -> None:
        if self._child is None:
            raise GitEnded
        data = receive(self._child)
        if not data:
            raise GitEnded
        self._buffer += data
        self._tail = (self._tail + data[-len(self._mark) :])[-len(self._mark) :]

    def _finish(self) -> None:
        """Pass over what is left of the last object, or start anew where that is too much."""
        if self._left > _PASSED_OVER:
            self.close()
        while self._left:
            self._left -= len(self._take(min(CHUNK, self._left)))
            if not self._left:
                self._take_mark()
