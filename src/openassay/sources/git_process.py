"""How git is started: on a repository whose configuration it never sees.

The repository was made by whoever made the release, its configuration included, and configuration can name programs. So git is
given an empty folder of our own as its `GIT_DIR`, in which links stand for the repository's references, and the repository's
object folder on its own. No hook, filter, monitor or promised remote exists there, and no protocol is allowed.
"""

import os
import select
import shutil
import subprocess
import tempfile
import weakref
from pathlib import Path

from openassay.sources.git_repository import Repository
from openassay.sources.target_error import TargetError
from openassay.vocabulary.content import CHUNK
from openassay.vocabulary.limits import GIT_SECONDS, RELEASE_MEMORY

_SETTINGS = (
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never"),
    *("-c", "core.bigFileThreshold=16m", "-c", "core.deltaBaseCacheLimit=32m"),  # blobs pass through; they are not held
)

Child = subprocess.Popen[bytes]


class GitEnded(Exception):  # noqa: N818 - it names what happened
    """A git process ended before its answer did."""


class GitProcesses:
    """Starts git on one repository. Holds the temporary folder that git takes for it, which goes when this is let go of."""

    def __init__(self, repository: Repository) -> None:
        """Prepare to start. Raises `TargetError` where git is not installed, or there is no room for a temporary folder."""
        git = program()
        try:
            self._place = Path(tempfile.mkdtemp(prefix="openassay-git-"))
            _lay_out(self._place, repository)
        except OSError:
            said = "Reading a git repository needs a temporary folder, and none could be made; set TMPDIR to another."
            raise TargetError(said, undecidable=True) from None
        self._remove = weakref.finalize(self, _remove, self._place, os.getpid())
        self._command = (git, "--no-pager", *_SETTINGS)
        self._environment = _environment(self._place, repository)

    def start(self, *arguments: str) -> Child:
        """Start one git command, with pipes to it and from it."""
        child = subprocess.Popen(  # noqa: S603 - the program is git by its full path, and no argument comes from the release
            [*self._command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=self._environment,
            pipesize=CHUNK,
        )
        _limit(child.pid)
        return child

    def close(self) -> None:
        """Remove the temporary folder."""
        self._remove()


def send(child: Child, line: str) -> None:
    """Ask a git process something. Raises `GitEnded`."""
    if child.stdin is None:
        raise GitEnded
    try:
        child.stdin.write(line.encode("ascii"))
        child.stdin.flush()
    except OSError:
        raise GitEnded from None


def receive(child: Child) -> bytes:
    """What a git process says next; nothing where it has ended. Raises `GitEnded` where it says nothing for `GIT_SECONDS`."""
    if child.stdout is None:
        raise GitEnded
    waiting = select.poll()
    waiting.register(child.stdout, select.POLLIN)
    if not waiting.poll(GIT_SECONDS.value * 1000):
        raise GitEnded
    return os.read(child.stdout.fileno(), CHUNK)


def end(child: Child, *, kill: bool) -> int:
    """End a git process, at once or by having nothing more to ask, and return how it ended."""
    if kill:
        child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue  # the process was gone before it had read all
    return child.wait()


def _remove(place: Path, maker: int) -> None:
    """Remove the temporary folder, in the process that made it and in no child of that."""
    if os.getpid() == maker:
        shutil.rmtree(place, ignore_errors=True)


def program() -> str:
    """The full path of git. Folders of PATH that are not full paths are passed over: one could be the release's."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if program := shutil.which("git", path=os.pathsep.join(part for part in folders if Path(part).is_absolute())):
        return program
    raise TargetError("git is not installed, and reading a git repository needs it.", undecidable=True)


def _lay_out(place: Path, repository: Repository) -> None:
    """Make the folder that git takes for its own: links to the references, and a `HEAD` that is a link as in early git."""
    head = repository.head()
    (place / "HEAD").symlink_to(head if head and head.startswith("refs/") else "refs/heads/none")
    refs, packed = repository.shared / "refs", repository.shared / "packed-refs"
    if refs.is_dir():
        (place / "refs").symlink_to(refs)
    else:
        (place / "refs").mkdir()
    if packed.is_file():  # and no pipe, which git would wait for
        (place / "packed-refs").symlink_to(packed)


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
