"""Small things that were fetched, kept under what they are, and never believed without looking again.

An entry is one file: the SHA-256 of the rest on its first line, then the rest. Files are written beside their place and moved
there whole, so a run that is killed leaves no broken entry. A folder that others can write to is not used at all.
"""

import hashlib
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from openassay.sources.disk import DiskFile
from openassay.vocabulary.findings import Finding, Unreadable


class FetchCache:
    """`XDG_CACHE_HOME/openassay/<kind>`; without a home, or where it cannot be written to, nothing is kept."""

    def __init__(self, environment: Mapping[str, str], kind: str) -> None:
        self.findings: list[Finding] = []
        """What was found wrong with the cache, each with `finding:cache-corrupt`."""
        self.folder = cache_folder(environment, kind)
        if self.folder is not None and not is_private(self.folder):
            self._find("Others can write to the cache folder, so it is not used.")
            self.folder = None

    def find(self, key: str) -> bytes | None:
        """What is kept under a key, or None. An entry that was altered is removed, and said so."""
        path = self._path(key)
        if path is None:
            return None
        try:
            file = DiskFile(bytes(path))
            whole = file.read_at(0, file.size)
            file.close()
        except (OSError, Unreadable):
            return None
        digest, _, data = whole.partition(b"\n")
        if digest.decode("ascii", "replace") == hashlib.sha256(data).hexdigest():
            return data
        self._find("An entry of the cache was altered on disk; it was removed and fetched anew.")
        path.unlink(missing_ok=True)
        return None

    def keep(self, key: str, data: bytes) -> None:
        """Keep data under a key. Where the disk does not let it, it is not kept."""
        path = self._path(key)
        if path is None:
            return
        partial = None
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix="partial-", dir=path.parent)
            partial = Path(name)
            with open(descriptor, "wb") as file:  # noqa: PTH123 - it is open already
                file.write(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
            partial.replace(path)
        except OSError:
            if partial is not None:
                partial.unlink(missing_ok=True)

    def _path(self, key: str) -> Path | None:
        if self.folder is None:
            return None
        name = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
        return self.folder / name[:2] / name[2:]

    def _find(self, because: str) -> None:
        self.findings.append(Finding("finding:cache-corrupt", "", "", because))


def cache_folder(environment: Mapping[str, str], kind: str) -> Path | None:
    """The folder of one kind of fetched things, made where it is not there yet; None where none can be had."""
    base, home = environment.get("XDG_CACHE_HOME", ""), environment.get("HOME", "")
    if not Path(base).is_absolute():
        if not Path(home).is_absolute():
            return None
        base = str(Path(home, ".cache"))
    folder = Path(base, "openassay", kind)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK | os.X_OK) else None


def is_private(folder: Path) -> bool:
    """Whether nobody but its owner, who is us, can write to a folder."""
    try:
        found = folder.stat()
    except OSError:
        return False
    mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return mine and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
