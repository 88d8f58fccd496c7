"""The shape of a recipe for something hostile."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Recipe:
    """How to build one hostile release, and what reading it must report."""

    id: str
    kind: str
    build: Callable[[Path], None]
    """Writes the release into an empty folder, which is then the target."""
    codes: frozenset[str] = frozenset()
    """Codes that must be reported by whoever reads it; others may be as well."""
