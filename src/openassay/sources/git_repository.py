"""Where a git repository keeps its parts. Found by looking at files; git is not asked, and its configuration is not obeyed."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from openassay.sources.disk import DiskFile
from openassay.vocabulary.findings import Unreadable

_HEAD = re.compile(r"ref:\s*(refs/[^\x00-\x20\x7f]+)\s*|([0-9a-f]{40})\s*")
_POINTER = 4096
"""Bytes of a `.git`, `commondir` or `HEAD` file that are read."""
_CONFIG = 64 << 10


class Repository(NamedTuple):
    """The folders of one repository."""

    own: Path
    """Holds `HEAD`; of a linked work tree, its own part."""
    shared: Path
    """Holds `objects` and `refs`."""

    def head(self) -> str | None:
        """The name of the branch or the commit that `HEAD` stands for, or None where it says neither."""
        found = _HEAD.fullmatch(_start_of(self.own / "HEAD"))
        return (found.group(1) or found.group(2)) if found else None

    def unknown_format(self) -> str | None:
        """What the repository does that is not read, in words, or None."""
        if (self.shared / "reftable").is_dir():
            return "keeps its branches in a reftable"
        if re.search(r"(?i)objectformat\s*=\s*\"?sha256", _start_of(self.shared / "config", _CONFIG)):
            return "names its objects by SHA-256"
        return None


def is_bare(path: Path) -> bool:
    """Whether a folder is a git repository without a work tree: git's own parts lie in it, and no `.git`."""
    return not os.path.lexists(path / ".git") and _holds_parts(path, path)


def find_repository(path: Path) -> Repository | None:
    """The repository at a path: a bare one, a `.git` folder, or a work tree whose root the path is. None where there is none."""
    own = path
    inside = path / ".git"
    if inside.is_dir():
        own = inside
    elif inside.is_file():
        said = _start_of(inside)
        if not said.startswith("gitdir:") or "\0" in said:
            return None
        own = path / said.removeprefix("gitdir:").strip()
    common = _start_of(own / "commondir").strip()
    shared = own / common if common and "\0" not in common else own
    return Repository(own.absolute(), shared.absolute()) if _holds_parts(own, shared) else None


def _holds_parts(own: Path, shared: Path) -> bool:
    try:
        has_refs = (shared / "refs").is_dir() or (shared / "packed-refs").is_file()
        return has_refs and (shared / "objects").is_dir() and os.path.lexists(own / "HEAD")
    except OSError:
        return False


def _start_of(path: Path, length: int = _POINTER) -> str:
    """The start of a small file as text; empty where it cannot be read."""
    try:
        return DiskFile(os.fsencode(path)).read_at(0, length).decode("utf-8", "surrogateescape")
    except (OSError, Unreadable):
        return ""
