"""What this process holds open."""

from pathlib import Path


def descriptors() -> int:
    """The number of open descriptors, the one that counts them included."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
