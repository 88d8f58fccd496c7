"""Fetched commits of repositories, kept as bare repositories of one pack each, and looked over before they are used again.

A pack ends with the digest of all that stands before it, and git names its file after that digest; so does its index. A commit
whose pack or index is another than it was is removed and said so.
"""

import hashlib
import re
import shutil
from pathlib import Path

from openassay.sources.access import Access
from openassay.sources.disk import DiskFile
from openassay.sources.fetch_cache import FetchCache, cache_folder, is_private
from openassay.sources.target_error import TargetError
from openassay.vocabulary.content import CHUNK
from openassay.vocabulary.findings import Finding, Unreadable

COMMIT = re.compile("[0-9a-f]{40}")
_DIGEST = 20
_KINDS = (".pack", ".idx")


class Shelf:
    """The fetched commits of one repository, one folder each."""

    def __init__(self, access: Access, url: str) -> None:
        """Find the place, or make it. Raises `TargetError` where none can be had that others cannot write to."""
        folder = cache_folder(access.environment, "git")
        if folder is None or not is_private(folder):
            said = "A repository is fetched into a cache folder of your own, and none can be had; set XDG_CACHE_HOME."
            raise TargetError(said)
        self.folder = folder / hashlib.sha256(url.encode()).hexdigest()[:32]
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.findings: list[Finding] = []
        """What was found wrong with the cache, each with `finding:cache-corrupt`."""
        self._notes = FetchCache(access.environment, "git-refs")
        self._url = url

    def find(self, ref: str, *, offline: bool) -> Path | None:
        """The folder of a commit that is here; offline also of the one that a branch stood at when it was last asked for."""
        if offline and not COMMIT.fullmatch(ref):
            ref = (self._notes.find(f"{self._url} {ref}") or b"").decode("ascii", "replace")
        place = self.folder / ref
        if not COMMIT.fullmatch(ref) or not place.is_dir():
            return None
        if is_whole(place):
            return place
        because = "A repository in the cache was altered on disk; it was removed and is fetched anew."
        self.findings.append(Finding("finding:cache-corrupt", "", "", because))
        shutil.rmtree(place, ignore_errors=True)
        return None

    def note(self, ref: str, commit: str) -> None:
        """Remember at which commit a branch or tag stands."""
        self._notes.keep(f"{self._url} {ref}", commit.encode())


def is_whole(place: Path) -> bool:
    """Whether a fetched repository holds what it did: nothing but packs and their indexes, each with the digest it ends with."""
    objects = place / "objects"
    packs = objects / "pack"
    try:
        beside = {entry.name for entry in objects.iterdir()} - {"pack", "info"}
        lent = list((objects / "info").iterdir()) if (objects / "info").is_dir() else []
        files = [path for path in packs.iterdir() if path.suffix in _KINDS]
        return bool(files) and not beside and not lent and all(_ends_with_its_digest(path) for path in files)
    except (OSError, Unreadable):
        return False


def _ends_with_its_digest(path: Path) -> bool:
    file = DiskFile(bytes(path))
    try:
        digest, left = hashlib.sha1(usedforsecurity=False), file.size - _DIGEST
        for at in range(0, max(left, 0), CHUNK):
            digest.update(file.read_at(at, min(CHUNK, left - at)))
        ends = left > 0 and file.read_at(left, _DIGEST) == digest.digest()
        return ends and (path.suffix != ".pack" or path.stem == f"pack-{digest.hexdigest()}")
    finally:
        file.close()
