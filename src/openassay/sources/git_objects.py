"""Objects of a git repository, by way of git itself: `rev-parse`, `ls-tree` and `cat-file`, and nothing else."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from openassay.sources.git_process import Child, GitEnded, GitProcesses, end, receive, send
from openassay.sources.git_repository import Repository
from openassay.sources.git_stream import ObjectStream
from openassay.vocabulary.findings import Unreadable

ASKED_AT_ONCE = 90
"""Objects asked for in one write: 41 bytes each fit into the smallest pipe there is, so neither side ever waits for the other."""

_DEATHS = 3
"""Times that git may fail on a broken object before no more are read."""
_TOO_OFTEN = "git failed too often on broken objects, so no more of them are read."


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
        self._reader: ObjectStream | None = None
        self._deaths = 0

    def commit_of(self, ref: str) -> str | None:
        """The commit that a branch, tag, abbreviated name or expression such as `HEAD~1` names, or None."""
        if self._head and not self._head.startswith("refs/"):
            ref = re.sub(r"^(?:HEAD|@)(?=$|[~^])", self._head, ref)
        child = self._git.start("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        said = _all_of(child).decode("ascii", "replace").strip()
        return said if re.fullmatch("[0-9a-f]{40}", said) else None

    def listing(self, commit: str, most_entries: int, most_bytes: int) -> Listing:
        """Everything in the tree of a commit, folders themselves left out, sorted by the bytes of the path."""
        child = self._git.start("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit)
        data, entries, over, stuck = bytearray(), 0, False, False
        try:
            while not over and (chunk := receive(child)):
                data += chunk
                entries += chunk.count(0)
                over = entries > most_entries or len(data) > most_bytes
        except GitEnded:
            stuck = True
        finally:
            status = end(child, kill=over or stuck)
        return Listing(data, over, not over and status != 0)

    def find(self, objects: Sequence[str]) -> list[Found | None]:
        """Kind and size of each object, without reading it; None for what is not in this copy. At most `ASKED_AT_ONCE`."""
        if self._deaths >= _DEATHS:
            raise Unreadable("error:unreadable", _TOO_OFTEN)
        if self._checker is None:
            self._checker = self._git.start("cat-file", "--batch-check=%(objecttype) %(objectsize)")
        try:
            send(self._checker, "".join(f"{name}\n" for name in objects))
            lines = b""
            while lines.count(b"\n") < len(objects):
                if not (said := receive(self._checker)):
                    raise GitEnded
                lines += said
            return [_found(line) for line in lines.splitlines()]
        except GitEnded:
            end(self._checker, kill=True)
            self._checker = None
            self._deaths += 1
            raise Unreadable("error:unreadable", "git ended when it was asked about an object.") from None

    def is_difference(self, name: str) -> bool:
        """Whether an object is stored as a difference from another, so that git must hold it whole to give any of it."""
        child = self._git.start("cat-file", "--batch-check=%(deltabase)")
        return _all_of(child, f"{name}\n").strip() != b"0" * 40

    def load(self, name: str, size: int) -> bytes:
        """A whole object of a known size. Raises `Unreadable`."""
        return b"".join(self.stream(name, size))

    def stream(self, name: str, size: int) -> Iterator[bytes]:
        """An object of a known size, a chunk at a time, until another one is asked for. Raises `Unreadable`."""
        if self._deaths >= _DEATHS:
            raise Unreadable("error:unreadable", _TOO_OFTEN)
        if self._reader is None:
            self._reader = ObjectStream(self._git)
        reader = self._reader
        try:
            yield from reader.read(name, size)
        except GitEnded:
            reader.close()
            self._deaths += 1
            if self._reader is reader:
                self._reader = None
            because = "git could not give the object: it is broken, or needs more memory than is allowed."
            raise Unreadable("error:unreadable", because) from None

    def close(self) -> None:
        """End the git processes and remove the temporary folder."""
        if self._checker is not None:
            end(self._checker, kill=True)
        if self._reader is not None:
            self._reader.close()
        self._checker = self._reader = None
        self._git.close()


def _all_of(child: Child, question: str = "") -> bytes:
    """All that a git process says to one question, or to none; nothing where it fails."""
    said = bytearray()
    stuck = False
    try:
        send(child, question)
        if child.stdin is not None:
            child.stdin.close()
        while part := receive(child):
            said += part
    except (GitEnded, OSError):
        stuck = True
    return b"" if end(child, kill=stuck) else bytes(said)


def _found(line: bytes) -> Found | None:
    """Read `<kind> <size>` or `<object> missing`."""
    first, _, second = line.decode("ascii", "replace").partition(" ")
    if second == "missing":
        return None
    if not second.isdigit():
        raise GitEnded
    return Found(first, int(second))
