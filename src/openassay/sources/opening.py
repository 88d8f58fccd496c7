"""The one door to all sources: what a user typed becomes an open snapshot."""

from openassay.sources import disk, names
from openassay.sources.address import ArchiveAddress, FolderAddress, GitAddress, TargetError, parse
from openassay.sources.folder import FolderSnapshot
from openassay.vocabulary.release import Snapshot

__all__ = ["TargetError", "open_target"]


def open_target(text: str) -> Snapshot:
    """Open what `text` names; the caller closes it. Raises `TargetError` with one sentence for the user.

    Of the content only what tells an archive from another file is read yet. A package is fetched here, so this is for the parent
    of a worker, which may write no file.
    """
    address = parse(text)
    if isinstance(address, FolderAddress):
        try:
            return FolderSnapshot(bytes(address.path), address.locator)
        except OSError as error:
            raise TargetError(f"{names.brief(text)} could not be opened: {disk.reason(error)}.", undecidable=True) from None
    if isinstance(address, GitAddress):
        from openassay.sources.git import GitSnapshot

        return GitSnapshot(address)
    if isinstance(address, ArchiveAddress):
        from openassay.sources.archive import open_archive_file

        return open_archive_file(address)
    from openassay.sources.pypi import open_package

    return open_package(address)
