"""What this process holds open, and which processes are its own."""

import os
from pathlib import Path


def descriptors() -> int:
    """The number of open descriptors, the one that counts them included."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def children() -> set[str]:
    """The process ids of the children of this process, of those too that have ended and were not waited for."""
    return {pid for task in Path(f"/proc/{os.getpid()}/task").iterdir() for pid in (task / "children").read_text().split()}
