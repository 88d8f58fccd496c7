"""Objects of a git repository, by way of git itself: `rev-parse`, `ls-tree` and `cat-file`, and nothing else."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from openassay.sources.git_process import Child, GitEnded, GitProcesses, end, output_of
from openassay.sources.git_repository import Repository
from openassay.vocabulary.content import CHUNK
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import MIB

ASKED_AT_ONCE = 90
"""Objects asked for in one write: 41 bytes each fit into the smallest pipe there is, so neither side ever waits for the other."""

_DEATHS = 3
"""Times that git may end on a broken object before no more are read."""
_PASSED_OVER = 16 * MIB
"""Bytes of a stream that are read to their end when something else is asked for; where more is left, git is started anew."""


class Found(NamedTuple):
    """What the repository says of an object before it is read."""

    kind: str
    size: int


class Listing(NamedTuple):
    r"""The tree of a commit as `ls-tree` prints it: `<mode> <kind> <object>\t<path>\0` for each entry."""

    data: bytearray
    over: bool
    """More entries or bytes than were allowed; `data` is then cut anywhere."""
    broken: bool
    """git could not list all of it."""


class GitObjects:
    """One repository, and the git processes that read it. They start when first needed, one for each kind of question."""

    def __init__(self, repository: Repository) -> None:
        """Prepare to read. Raises `TargetError`."""
        self._head = repository.head()
        self._git = GitProcesses(repository)
        self._checker: Child | None = None
        self._reader: Child | None = None
        self._left = 0
        """Bytes that the reader has still to give of the object that it was asked for last, and the line end after it."""
        self._turn = 0
        self._deaths = 0

    def commit_of(self, ref: str) -> str | None:
        """The commit that a branch, tag, abbreviated name or expression such as `HEAD~1` names, or None."""
        if self._head and not self._head.startswith("refs/"):
            ref = re.sub(r"^(?:HEAD|@)(?=$|[~^])", self._head, ref)
        child = self._git.start("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        said = child.communicate()[0].decode("ascii", "replace").strip()
        return said if re.fullmatch("[0-9a-f]{40}", said) else None

    def listing(self, commit: str, most_entries: int, most_bytes: int) -> Listing:
        """Everything in the tree of a commit, folders themselves left out, sorted by the bytes of the path."""
        child = self._git.start("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit)
        data, entries, over = bytearray(), 0, False
        try:
            while not over and (chunk := output_of(child).read1(CHUNK)):
                data += chunk
                entries += chunk.count(0)
                over = entries > most_entries or len(data) > most_bytes
        finally:
            status = end(child, kill=over)
        return Listing(data, over, not over and status != 0)

    def find(self, objects: Sequence[str]) -> list[Found | None]:
        """Kind and size of each object, without reading it; None for what is not in this copy. At most `ASKED_AT_ONCE`."""
        if self._checker is None:
            self._checker = self._git.start("cat-file", "--batch-check=%(objecttype) %(objectsize)")
        try:
            _ask(self._checker, objects)
            return [_answer(self._checker) for _ in objects]
        except (GitEnded, OSError):
            end(self._checker, kill=True)
            self._checker = None
            raise Unreadable("error:unreadable", "git ended when it was asked about an object.") from None

    def is_difference(self, name: str) -> bool:
        """Whether an object is stored as a difference from another, so that git must hold it whole to give any of it."""
        child = self._git.start("cat-file", "--batch-check=%(deltabase)")
        said = child.communicate(f"{name}\n".encode())[0]
        return said.strip(b"0\n") != b""

    def load(self, name: str, size: int) -> bytes:
        """A whole object of a known size. Raises `Unreadable`."""
        self._open(name, size)
        data = self._take(size)
        self._take_end()
        return data

    def stream(self, name: str, size: int) -> Iterator[bytes]:
        """An object of a known size, a chunk at a time, until another one is asked for. Raises `Unreadable`."""
        self._open(name, size)
        turn = self._turn
        while self._left > 1:
            yield self._take(min(CHUNK, self._left - 1))
            if self._turn != turn:
                raise Unreadable("error:unreadable", "Something else was read before this content had ended.")
        self._take_end()

    def close(self) -> None:
        """End the git processes and remove the temporary folder."""
        for child in (self._checker, self._reader):
            if child is not None:
                end(child, kill=True)
        self._checker = self._reader = None
        self._git.close()

    def _open(self, name: str, size: int) -> None:
        """Ask the reader for an object, and read up to its first byte."""
        self._turn += 1
        self._finish_last()
        if self._deaths >= _DEATHS:
            raise Unreadable("error:unreadable", "git ended too often on broken objects, so no more of them are read.")
        if self._reader is None:
            self._reader = self._git.start("cat-file", "--batch=%(objecttype) %(objectsize)")
        try:
            _ask(self._reader, [name])
            found = _answer(self._reader)
        except (GitEnded, OSError):
            raise self._died() from None
        if found is None:
            raise Unreadable("error:unreadable", "git does not find the object any more.")
        self._left = found.size + 1
        if found.size != size:
            raise Unreadable("error:unreadable", "git gives the object another size than before.")

    def _take(self, length: int) -> bytes:
        """Read the next bytes of the object that was opened."""
        if self._reader is None:
            raise Unreadable("error:unreadable", "git has ended.")
        data = output_of(self._reader).read(length)
        if len(data) < length:
            raise self._died()
        self._left -= length
        return data

    def _take_end(self) -> None:
        """Read the line end that follows every object."""
        if self._take(1) != b"\n":
            raise self._died()

    def _finish_last(self) -> None:
        """Pass over what is left of the last object, or start anew where that is too much."""
        if self._left > _PASSED_OVER and self._reader is not None:
            end(self._reader, kill=True)
            self._reader, self._left = None, 0
        while self._left and self._reader is not None:
            try:
                self._take(min(CHUNK, self._left))
            except Unreadable:
                return

    def _died(self) -> Unreadable:
        """Let go of a reader that ended, and say so."""
        self._deaths += 1
        self._left = 0
        if self._reader is not None:
            end(self._reader, kill=True)
            self._reader = None
        return Unreadable(
            "error:unreadable", "git could not give the object: it is broken, or needs more memory than is allowed."
        )


def _ask(child: Child, objects: Sequence[str]) -> None:
    if child.stdin is None:
        raise GitEnded
    child.stdin.write("".join(f"{name}\n" for name in objects).encode("ascii"))
    child.stdin.flush()


def _answer(child: Child) -> Found | None:
    """Read `<kind> <size>` or `<object> missing`."""
    first, _, second = output_of(child).readline().decode("ascii", "replace").strip().partition(" ")
    if not second:
        raise GitEnded
    return None if second == "missing" else Found(first, int(second))
