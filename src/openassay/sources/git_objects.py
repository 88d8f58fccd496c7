"""Objects of a git repository, by way of git itself: `rev-parse`, `ls-tree` and `cat-file`, and nothing else.

The repository was made by whoever made the release, its configuration included, and configuration can name programs. So git never
sees it: git is given an empty folder of our own as its `GIT_DIR`, in which links stand for the repository's references, and the
repository's object folder on its own. No hook, filter, monitor or promised remote exists there, and no protocol is allowed.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from openassay.sources.address import TargetError
from openassay.sources.git_repository import Repository
from openassay.vocabulary.content import CHUNK
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import MIB, RELEASE_MEMORY

ASKED_AT_ONCE = 90
"""Objects asked for in one write: 41 bytes each stay below the smallest pipe there is, so neither side ever waits for the other."""

_DIED = 3
"""Times that git may end on a broken object before the rest is given up."""
_SKIPPED = 16 * MIB
"""Bytes of a stream that are read to their end when something else is asked for; where more is left, git is started anew."""
_SETTINGS = (
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never"),
    *("-c", "core.bigFileThreshold=16m", "-c", "core.deltaBaseCacheLimit=32m"),  # blobs pass through; they are not held
)


class Found(NamedTuple):
    """What the repository says of an object before it is read."""

    kind: str
    size: int


class Listing(NamedTuple):
    """The tree of a commit as `ls-tree` prints it: `<mode> <kind> <object>\\t<path>\\0` for each entry."""

    data: bytearray
    over: bool
    """More entries or bytes than were allowed; `data` is then cut anywhere."""
    broken: bool
    """git could not list all of it."""


class GitObjects:
    """One repository, and the git processes that read it. They start when they are first needed."""

    def __init__(self, repository: Repository) -> None:
        """Prepare to read. Raises `TargetError` where git is not installed, or there is no room for a temporary folder."""
        program = _program()
        self._head = repository.head()
        try:
            self._place = Path(tempfile.mkdtemp(prefix="openassay-git-"))
            _lay_out(self._place, repository, self._head)
        except OSError:
            said = "No temporary folder could be made, which reading a git repository needs; set TMPDIR to one that can be written to."
            raise TargetError(said, undecidable=True) from None
        self._command = [program, "--no-pager", *_SETTINGS]
        self._environment = _environment(self._place, repository)
        self._checker: subprocess.Popen[bytes] | None = None
        self._reader: subprocess.Popen[bytes] | None = None
        self._left = 0
        """Bytes that the reader has still to give of the object that it was asked for last, and the line end after it."""
        self._turn = 0
        self._deaths = 0

    def commit_of(self, ref: str) -> str | None:
        """The commit that a branch, tag, abbreviated name or expression such as `HEAD~1` names, or None."""
        if self._head and not self._head.startswith("refs/"):
            ref = re.sub(r"^(?:HEAD|@)(?=$|[~^])", self._head, ref)
        child = self._start("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        said = child.communicate()[0].decode("ascii", "replace").strip()
        return said if re.fullmatch("[0-9a-f]{40}", said) else None

    def listing(self, commit: str, most_entries: int, most_bytes: int) -> Listing:
        """Everything in the tree of a commit, folders themselves left out, sorted by the bytes of the path."""
        child = self._start("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit)
        data, entries, over = bytearray(), 0, False
        try:
            while not over and (chunk := _out(child).read1(CHUNK)):
                data += chunk
                entries += chunk.count(0)
                over = entries > most_entries or len(data) > most_bytes
        finally:
            _end(child, kill=over)
        return Listing(data, over, not over and child.returncode != 0)

    def find(self, objects: Sequence[str]) -> list[Found | None]:
        """Kind and size of each object, without reading it; None for what is not in this copy. At most `ASKED_AT_ONCE`."""
        if self._checker is None:
            self._checker = self._start("cat-file", "--batch-check=%(objecttype) %(objectsize)")
        try:
            _ask(self._checker, objects)
            return [_found(_out(self._checker).readline()) for _ in objects]
        except (_Died, OSError):
            _end(self._checker, kill=True)
            self._checker = None
            raise Unreadable("error:unreadable", "git ended when it was asked about an object.") from None

    def is_difference(self, name: str) -> bool:
        """Whether an object is stored as a difference from another, so that git must hold it whole to give any of it."""
        child = self._start("cat-file", "--batch-check=%(deltabase)")
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
                _end(child, kill=True)
        self._checker = self._reader = None
        shutil.rmtree(self._place, ignore_errors=True)

    def _open(self, name: str, size: int) -> None:
        """Ask the reader for an object, and read up to its first byte."""
        self._turn += 1
        self._finish_last()
        if self._deaths >= _DIED:
            raise Unreadable("error:unreadable", "git ended too often on broken objects, so no more of them are read.")
        if self._reader is None:
            self._reader = self._start("cat-file", "--batch=%(objecttype) %(objectsize)")
        try:
            _ask(self._reader, [name])
            found = _found(_out(self._reader).readline())
        except (_Died, OSError):
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
        data = _out(self._reader).read(length)
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
        if self._left > _SKIPPED and self._reader is not None:
            _end(self._reader, kill=True)
            self._reader, self._left = None, 0
        while self._left and self._reader is not None:
            try:
                self._take(min(CHUNK, self._left))
            except Unreadable:
                return

    def _died(self) -> Unreadable:
        self._deaths += 1
        self._left = 0
        if self._reader is not None:
            _end(self._reader, kill=True)
            self._reader = None
        return Unreadable(
            "error:unreadable", "git could not give the object: it is broken, or needs more memory than it may have."
        )

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(  # noqa: S603 - the program is git by its full path, and no argument comes from the release
            [*self._command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=self._environment,
            bufsize=1 << 16,
            pipesize=CHUNK,
        )
        _limit(child.pid)
        return child


class _Died(Exception):  # noqa: N818
    """A git process ended before its answer did."""


def _program() -> str:
    """The full path of git. Folders of PATH that are not full paths are passed over: one could be the release's."""
    folders = os.pathsep.join(part for part in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(part).is_absolute())
    if program := shutil.which("git", path=folders):
        return program
    raise TargetError("git is not installed, and reading a git repository needs it.", undecidable=True)


def _lay_out(place: Path, repository: Repository, head: str | None) -> None:
    """Make the folder that git takes for its own: links to the references, and a `HEAD` that is a link as in early git."""
    (place / "HEAD").symlink_to(head if head and head.startswith("refs/") else "refs/heads/none")
    for name in ("refs", "packed-refs"):
        if (there := repository.shared / name).exists():
            (place / name).symlink_to(there)
    if not (place / "refs").exists():
        (place / "refs").mkdir()


def _environment(place: Path, repository: Repository) -> dict[str, str]:
    """All of git's environment; nothing is inherited."""
    return {
        "PATH": os.defpath,
        "HOME": str(place),
        "LC_ALL": "C",
        "GIT_DIR": str(place),
        "GIT_OBJECT_DIRECTORY": str(repository.shared / "objects"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
    }


def _limit(pid: int) -> None:
    """Bound what a git process may hold in memory, and let it write no file, where the system can do that."""
    try:
        import resource

        for kind, most in ((resource.RLIMIT_DATA, RELEASE_MEMORY.value), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
            hard = resource.prlimit(pid, kind)[1]
            allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(pid, kind, (allowed, allowed))
    except (ImportError, AttributeError, OSError):
        return  # not Linux, or the process has ended already


def _ask(child: subprocess.Popen[bytes], objects: Sequence[str]) -> None:
    if child.stdin is None:
        raise _Died
    child.stdin.write("".join(f"{name}\n" for name in objects).encode("ascii"))
    child.stdin.flush()


def _out(child: subprocess.Popen[bytes]) -> IO[bytes]:
    if child.stdout is None:
        raise _Died
    return child.stdout


def _found(line: bytes) -> Found | None:
    """Read `<kind> <size>` or `<object> missing`."""
    first, _, second = line.decode("ascii", "replace").strip().partition(" ")
    if not second:
        raise _Died
    return None if second == "missing" else Found(first, int(second))


def _end(child: subprocess.Popen[bytes], *, kill: bool) -> None:
    if kill:
        child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue  # the process was gone before it read all
    child.wait()
