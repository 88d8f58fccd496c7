"""The command line, run under watch: everything that it does to files, processes and the network is told to the test.

    python -m tests.hostile.watched PIPE [LIMIT=VALUE ...] -- ARGUMENT...

Each event of interest is a line of JSON on the descriptor PIPE, from this process and from every one that it forks. Privileges
are given up first. A limit may be set lower than it is, so that reaching it takes little time.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

CHANGES = {
    "os.mkdir": (0, 2), "os.remove": (0, 1), "os.rmdir": (0, 1), "os.rename": (1, 3), "os.link": (1, 3), "os.symlink": (1, 2),
    "os.chmod": (0, 2), "os.chown": (0, 3), "os.utime": (0, 3), "os.truncate": (0, None), "os.setxattr": (0, None),
    "os.removexattr": (0, None), "shutil.rmtree": (0, 1), "shutil.move": (1, None), "shutil.copyfile": (1, None),
    "shutil.unpack_archive": (1, None),
}  # fmt: skip
"""Events of a change to the disk: which argument names the place, and which the folder that it is told from, as a descriptor."""

RUNS = frozenset({
    "subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "os.forkpty", "pty.spawn",
    "os.fork",
})  # fmt: skip
"""Events of a new process or program."""

LOADS = frozenset({"pickle.find_class", "marshal.load", "ctypes.dlopen"})
"""Events that no reading of a release needs."""


PEAK = "peak"
"""The last event: bytes of memory."""


def told(event: str, arguments: tuple[Any, ...]) -> str | None:
    """What an event is about, where a test wants to hear of it; else None."""
    if event == "open":
        place, _, flags = arguments
        if isinstance(place, int) or not flags & WRITING:
            return None  # how a descriptor came to be is told by itself
        return _place(place, None)
    if event in CHANGES:
        return _place(*(arguments[at] if at is not None else -1 for at in CHANGES[event]))
    if event in RUNS or event in LOADS or event.startswith("socket."):
        return str(arguments[0]) if arguments else ""
    return None


def _place(path: str | bytes | int, folder: int | None) -> str:
    """The full path of what is changed; a descriptor stands for what it is open on."""
    if isinstance(path, int):
        return str(Path(f"/proc/self/fd/{path}").readlink())
    above = Path(f"/proc/self/fd/{folder}").readlink() if folder is not None and folder >= 0 else Path.cwd()
    return str(above / os.fsdecode(path))


def watch(pipe: int) -> None:
    """Tell of every event of interest from now on, for as long as this process and its children live."""

    def tell(event: str, arguments: tuple[Any, ...]) -> None:
        what = told(event, arguments)
        if what is not None:
            os.write(pipe, json.dumps([event, what[:1000]]).encode("ascii") + b"\n")

    sys.addaudithook(tell)


def lower(name: str, value: int) -> None:
    """Lower a limit, before any module that reads it is imported."""
    from openassay.vocabulary import limits

    found = [key for key, limit in vars(limits).items() if isinstance(limit, limits.Limit) and limit.name == name]
    setattr(limits, found[0], getattr(limits, found[0])._replace(value=value))


def peak() -> int:
    """The largest part of memory that this process or one of its children held, in bytes."""
    status = Path("/proc/self/status").read_text("ascii")
    mine = int(status.partition("VmHWM:")[2].split()[0])
    return max(mine, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024


def main() -> None:
    """Watch, then be the command line."""
    end = sys.argv.index("--")
    pipe, *lowered = sys.argv[1:end]
    for one in lowered:
        name, _, value = one.partition("=")
        lower(name, int(value))
    from openassay.__main__ import main as command
    from tests.hostile.privileges import give_up_privileges

    give_up_privileges()
    sys.argv[1:] = sys.argv[end + 1 :]
    watch(int(pipe))
    try:
        command()
    finally:
        os.write(int(pipe), json.dumps([PEAK, str(peak())]).encode("ascii") + b"\n")


if __name__ == "__main__":
    main()
