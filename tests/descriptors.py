"""What this process holds open, and which processes are its own."""

import os
from contextlib import suppress
from pathlib import Path


def descriptors() -> int:
    """The number of open descriptors, the one that counts them included."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def children() -> set[str]:
    """The process ids of the children of this process, of those too that have ended and were not waited for."""
    found: set[str] = set()
    for task in Path(f"/proc/{os.getpid()}/task").iterdir():
        with suppress(OSError):  # the thread, one of a test's servers, has ended meanwhile
            found.update((task / "children").read_text().split())
    return found
