"""The one door to all sources: what a user typed becomes an open snapshot."""

from openassay.sources import disk, names, selection
from openassay.sources.access import Access
from openassay.sources.address import Address, ArchiveAddress, FolderAddress, GitAddress, parse
from openassay.sources.folder import FolderSnapshot
from openassay.sources.hub_record import HubRecord
from openassay.sources.remote_address import HubAddress, NpmAddress, PackageAddress, RemoteGitAddress
from openassay.sources.target_error import TargetError
from openassay.vocabulary.release import Snapshot

__all__ = ["Access", "TargetError", "open_target", "record_of"]


def open_target(text: str, access: Access | None = None, select: tuple[str, ...] = ()) -> Snapshot:
    """Open what `text` names; the caller closes it. Raises `TargetError` with one sentence for the user.

    `select` are patterns of the files that are kept, beside those that stand behind `#select=`. Of the content only what tells an
    archive from another file is read yet. What lies elsewhere is looked up here, and packages and repositories are fetched, so
    this is for the parent of a worker, which may write no file.
    """
    access = access or Access()
    plain, patterns = selection.split(text)
    address = parse(plain, access.environment.get("HF_ENDPOINT", ""))
    snapshot = _open(address, plain, access)
    patterns = (*patterns, *selection.checked(select))
    if patterns:
        return selection.SelectedSnapshot(snapshot, patterns)
    return snapshot


def _open(address: Address, text: str, access: Access) -> Snapshot:
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
    return _open_elsewhere(address, access)


def _open_elsewhere(address: HubAddress | RemoteGitAddress | PackageAddress | NpmAddress, access: Access) -> Snapshot:
    if isinstance(address, HubAddress):
        from openassay.sources.hub import open_hub

        return open_hub(address, access)
    if isinstance(address, RemoteGitAddress):
        from openassay.sources.remote_git import open_remote_git

        return open_remote_git(address, access)
    if isinstance(address, NpmAddress):
        from openassay.sources.npm import open_npm

        return open_npm(address, access)
    from openassay.sources.pypi import open_package

    return open_package(address, access.environment, offline=access.is_offline)


def record_of(snapshot: Snapshot) -> HubRecord | None:
    """What the Hub says of a repository as a whole, where the source is one of the Hub."""
    inner = snapshot.inner if isinstance(snapshot, selection.SelectedSnapshot) else snapshot
    record = getattr(inner, "record", None)
    return record if isinstance(record, HubRecord) else None
