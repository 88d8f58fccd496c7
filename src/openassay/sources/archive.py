"""An archive on this disk as a source: a zip, a wheel, a tar or a compressed tar, read member by member and never unpacked.

Paths are those that stand in the archive, a single folder at the top included. An archive within it is a file like any other.
"""

import posixpath
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from openassay.formats.archives import FORMATS, Archive, inner_format, open_archive
from openassay.formats.members import Member, MemberKind, refuse_name
from openassay.formats.recognise import HEAD, recognise
from openassay.formats.zips import AMBIGUOUS, Zip
from openassay.sources import disk, names
from openassay.sources.address import ArchiveAddress
from openassay.sources.digest import digest_of
from openassay.sources.disk import DiskFile
from openassay.sources.oddities import TOO_DEEP, Oddities
from openassay.sources.target_error import TargetError
from openassay.vocabulary.content import Content, Held
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import MEMBER_KEPT, TREE_DEPTH
from openassay.vocabulary.release import Entry, EntryKind

_Step = tuple[Entry, Content | None]

_NOT_LISTED = ("finding:path-escape", "error:bad-name", "finding:name-collision")
"""Codes for which a member's name cannot stand in a listing."""
_LONGEST = 240
"""Characters of a refused name that are shown."""


def open_archive_file(address: ArchiveAddress) -> "ArchiveSnapshot":
    """Open the archive at a path. Raises `TargetError`."""
    shown = names.brief(str(address.path))
    try:
        file = DiskFile(bytes(address.path.resolve()))
        return ArchiveSnapshot(file, address.locator, digest_of(file))
    except OSError as error:
        raise TargetError(f"{shown} could not be opened: {disk.reason(error)}.", undecidable=True) from None
    except Unreadable as error:
        raise TargetError(f"{shown} could not be read: {error.because}", undecidable=True) from None


class ArchiveSnapshot:
    """An archive file. What it is, its content says; its name is not looked at.

    An archive that is broken still opens: what can be read of it is given, `findings` say the rest, and `complete` is false.
    """

    def __init__(self, file: DiskFile, locator: str, sha256: str) -> None:
        """Read an open file; `sha256` is its digest. Raises `TargetError` where it is no archive at all, or the disk fails."""
        self.locator = locator
        self._file = file
        self._sha256 = sha256
        self._oddities = Oddities()
        self.findings = self._oddities.findings
        self._complete = True
        self._places: dict[str, Callable[[], Content]] | None = None
        try:
            self._form = recognise("", file.read_at(0, HEAD), file.size)
        except Unreadable as error:
            raise TargetError(f"{names.brief(locator)} could not be read: {error.because}", undecidable=True) from None
        if self._form not in FORMATS or self._holds_no_tar():
            raise TargetError(f"{names.brief(locator)} is a single file and no archive; give the folder that it lies in.")

    @property
    def revision(self) -> str:
        """`sha256:` and the digest of the archive file."""
        return f"sha256:{self._sha256}"

    @property
    def complete(self) -> bool:
        """False once anything in the archive was left out of the listing."""
        return self._complete

    def walk(self) -> Iterator[_Step]:
        """Every member once, in the archive's own order. A content is valid until the next step."""
        listed: list[tuple[bytes, bool]] = []
        archive: Archive | None = None
        try:
            archive = open_archive(self._file, self._form)
            for member, content in archive.walk():
                if entry := self._entry(member, listed):
                    yield entry, content if entry.kind is EntryKind.FILE else None
            self._complete &= archive.complete
        except Unreadable as error:
            self._cut(error.code, "", f"The archive can be read only up to here: {error.because.rstrip('.')}.")
        for raw_path, folder in sorted(listed):
            self._oddities.see(raw_path, folder=folder)
        if archive is not None:
            self._remark(archive)
        self._oddities.finish()

    def reopen(self, path: str) -> Content:
        """The content of one file again. Of a compressed tar this passes over all that stands before it. Raises `Unreadable`."""
        if self._form in ("zip", "tar"):
            if self._places is None:
                self._places = self._find_places()
            if place := self._places.get(path):
                return place()
        else:
            for member, content in open_archive(self._file, self._form).walk():
                if content is not None and _shown(member.name) == path:
                    return _held(content)
        raise Unreadable("error:unreadable", "No such file can be read in the archive.")

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _holds_no_tar(self) -> bool:
        """Whether this is a compressed file that can be read and holds something else than a tar."""
        if self._form in ("zip", "tar"):
            return False
        try:
            return inner_format(self._file, self._form) != "tar"
        except Unreadable:
            return False  # the walk says what is broken

    def _find_places(self) -> dict[str, Callable[[], Content]]:
        """How to come to the content of each file, where the archive can be read at random."""
        archive = open_archive(self._file, self._form)
        places: dict[str, Callable[[], Content]] = {}
        with suppress(Unreadable):
            for member, content in archive.walk():
                if content is not None:
                    place = partial(archive.open, member) if isinstance(archive, Zip) else partial(_same, content)
                    places.setdefault(_shown(member.name), place)
        return places

    def _entry(self, member: Member, listed: list[tuple[bytes, bool]]) -> Entry | None:
        """What to list for a member, or None. Names that may be listed are added to `listed`, to be looked at in order later."""
        path = _shown(member.name)
        if member.code == AMBIGUOUS:
            self._complete = False  # told once, as a remark about the archive
        elif member.code:
            self._oddities.note(member.code, path[:_LONGEST], f"The member is not read: {member.because}.")
        if refuse_name(member.name) or (member.code in _NOT_LISTED and member.kind is not MemberKind.LINK):
            self._complete = False
            return None
        if path.count("/") > TREE_DEPTH.value:
            self._cut(TREE_DEPTH.code, path[:_LONGEST], TOO_DEEP)
            return None
        listed.append((_raw(member.name), member.kind is MemberKind.FOLDER))
        match member.kind:
            case MemberKind.FOLDER:
                return None
            case MemberKind.LINK:
                return Entry(path, EntryKind.LINK, target=_shown(member.target))
            case MemberKind.HARD_LINK:
                target = posixpath.relpath(f"/{member.target}", f"/{posixpath.dirname(member.name)}")
                return Entry(path, EntryKind.LINK, target=_shown(target))
            case MemberKind.FILE | MemberKind.SPECIAL:
                return _file_entry(path, member)

    def _remark(self, archive: Archive) -> None:
        """Keep the remarks about the archive as a whole; those about members are findings already."""
        said = {finding.code for finding in self._oddities.findings}
        for remark in archive.remarks:
            if remark.code not in said:
                self._oddities.note(remark.code, "", f"In the archive, {remark.because}.")

    def _cut(self, code: str, path: str, because: str) -> None:
        self._complete = False
        self._oddities.note(code, path, because)


def _file_entry(path: str, member: Member) -> Entry:
    """The entry of a file that is read or refused."""
    if not member.code and member.kind is MemberKind.FILE:
        return Entry(path, EntryKind.FILE, member.size)
    because = f"The member is not read: {member.because}."
    if member.kind is MemberKind.SPECIAL or member.code == "finding:special-file":
        return Entry(path, EntryKind.SPECIAL, because=because)
    return Entry(path, EntryKind.UNREADABLE, member.size, because=because)


def _held(content: Content) -> Content:
    """A content that stays when the walk that gave it has ended."""
    if content.size > MEMBER_KEPT.value:
        raise Unreadable(MEMBER_KEPT.code, f"In a compressed tar, a file over {MEMBER_KEPT.value >> 20} MiB is read only once.")
    return Held(b"".join(content.chunks()))


def _same(content: Content) -> Content:
    return content


def _raw(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


def _shown(name: str) -> str:
    return names.shown(_raw(name))
