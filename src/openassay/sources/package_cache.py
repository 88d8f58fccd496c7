"""Files that were fetched, kept under the digest of their content, and never believed without computing it again."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from openassay.sources.digest import digest_of
from openassay.sources.disk import DiskFile
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import PACKAGE_BYTES


class PackageCache:
    """A folder of fetched files: `XDG_CACHE_HOME/openassay/packages/<sha256>`.

    Where there is no home, or it cannot be written to, files are kept in a temporary folder that is gone once they are open.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._folder = _folder(environment)

    def find(self, sha256: str) -> DiskFile | None:
        """The file with this digest, or None. One whose content is no longer its own is passed over."""
        if self._folder is None:
            return None
        try:
            file = DiskFile(bytes(self._folder / sha256))
            return file if digest_of(file) == sha256 else None
        except (OSError, Unreadable):
            return None

    def keep(self, sha256: str, chunks: Iterable[bytes]) -> DiskFile:
        """Store content and open it. Raises `Unreadable` where it is too long or not what was promised, `OSError` of the disk."""
        if self._folder is not None:
            return _store(self._folder, sha256, chunks)
        folder = Path(tempfile.mkdtemp(prefix="openassay-package-"))
        try:
            return _store(folder, sha256, chunks)
        finally:
            shutil.rmtree(folder, ignore_errors=True)  # what is open stays readable

    def find_named(self, name: str) -> tuple[DiskFile, str] | None:
        """The file that goes by another name than its digest, and its digest, or None."""
        if self._folder is None:
            return None
        try:
            sha256 = (self._folder / _note(name)).read_text("ascii").strip()
        except (OSError, ValueError):
            return None
        file = self.find(sha256) if len(sha256) == 64 and sha256.isalnum() else None
        return None if file is None else (file, sha256)

    def keep_named(self, name: str, sha256: str, chunks: Iterable[bytes]) -> DiskFile:
        """Store content as `keep` does, and note that it goes by another name as well, whose truth the caller has checked."""
        file = self.keep(sha256, chunks)
        if self._folder is not None:
            descriptor, partial = tempfile.mkstemp(prefix="partial-", dir=self._folder)
            with open(descriptor, "w", encoding="ascii") as note:  # noqa: PTH123 - it is open already
                note.write(f"{sha256}\n")
            Path(partial).replace(self._folder / _note(name))
        return file


def _note(name: str) -> str:
    return f"name-{hashlib.sha256(name.encode()).hexdigest()}"


def _folder(environment: Mapping[str, str]) -> Path | None:
    """The cache folder, made where it is not there yet; None where none can be had."""
    base, home = environment.get("XDG_CACHE_HOME", ""), environment.get("HOME", "")
    if not Path(base).is_absolute():
        if not Path(home).is_absolute():
            return None
        base = str(Path(home, ".cache"))
    folder = Path(base, "openassay", "packages")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK | os.X_OK) else None


def _store(folder: Path, sha256: str, chunks: Iterable[bytes]) -> DiskFile:
    descriptor, name = tempfile.mkstemp(prefix="partial-", dir=folder)
    partial = Path(name)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - it is open already
            _write(file.write, sha256, chunks)
        partial.replace(folder / sha256)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return DiskFile(bytes(folder / sha256))


def _write(write: Callable[[bytes], int], sha256: str, chunks: Iterable[bytes]) -> None:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > PACKAGE_BYTES.value:
            raise Unreadable(PACKAGE_BYTES.code, f"it is longer than {PACKAGE_BYTES.value:,} bytes")
        digest.update(chunk)
        write(chunk)
    if digest.hexdigest() != sha256:
        raise Unreadable("error:unreadable", "its content is not what the index promised: the SHA-256 differs")
