"""Archives of every kind behind one door: opened for a walk, or surveyed for what they hold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from openassay.formats.members import Member, MemberKind, Notes
from openassay.formats.recognise import HEAD, recognise
from openassay.formats.streams import Inflated, Meter, compressed, inflate
from openassay.formats.tars import COMPRESSIONS, Tar
from openassay.formats.zips import Zip
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

FORMATS = frozenset({"zip", "tar", "gzip", "bzip2", "xz"})
"""The formats (as `recognise` names them) that `open_archive` and `survey` take. A compressed file need not hold a tar."""

NESTED = "!/"
"""Stands between the name of an archive and the name of a member inside it."""

_LISTED = 10_000


class Archive(Protocol):
    """What `Zip` and `Tar` have in common. `remarks` and `complete` are final when the walk has ended."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was noticed."""

    @property
    def complete(self) -> bool:
        """Whether every member was seen."""

    def walk(self) -> Iterator[tuple[Member, Content | None]]:
        """Every member once, with its content where it may be read; a content is valid until the next step."""


def open_archive(content: Content, form: str, *, strict: bool = False) -> Archive:
    """Open a zip, a tar or a compressed tar. `strict`: see `Zip`. Raises `Unreadable`, also for what is no archive.

    A compressed file that holds no tar raises `unknown:no-archive`.
    """
    if form == "zip":
        return Zip(content, strict=strict)
    if form in ("gzip", "bzip2", "xz") and inner_format(content, form) != "tar":
        raise Unreadable("unknown:no-archive", "the compressed file holds no tar archive")
    if form not in COMPRESSIONS:
        raise Unreadable("unknown:compression", f"archives of the kind {form} are not read")
    return Tar(content, form)


def inner_format(content: Content, form: str) -> str:
    """What a `gzip`, `bzip2` or `xz` file holds, from its first bytes."""
    inner = _inside(content, form, Meter(limits.ARCHIVE_SURVEYED))
    head = inner.read_at(0, HEAD)
    return recognise("", head, len(head))


def _inside(content: Content, form: str, meter: Meter) -> Inflated:
    """The content of a compressed file, whose size is not known before it has passed."""
    return Inflated(limits.ARCHIVE_SURVEYED.value, lambda: inflate(compressed(content), form, meter), again=False)


@dataclass(frozen=True, slots=True)
class ArchiveHeader:
    """What an archive inside a release holds."""

    format: str
    members: tuple[Member, ...]
    """At most 10,000, those of archives inside it as `outer.zip!/name`. For a compressed file that is no archive: none."""
    count: int
    """Members seen, those of archives inside not counted."""
    size: int
    """Bytes of all plain files seen, inflated, as the archive says."""
    inner: str
    """What a compressed file holds, as `recognise` names it; empty for an archive."""
    complete: bool
    """Whether everything was listed."""
    remarks: tuple[Remark, ...] = ()


def survey(content: Content, form: str) -> ArchiveHeader:
    """List what an archive holds, archives inside it included down to `ARCHIVE_DEPTH`.

    Inflates at most `ARCHIVE_SURVEYED` bytes in all; what lies behind is told as a remark. Raises `Unreadable` where not even the
    beginning could be read.
    """
    return _Survey().look(content, form, 1)


class _Survey:
    """One survey, with one meter for everything that is inflated."""

    def __init__(self) -> None:
        self._meter = Meter(limits.ARCHIVE_SURVEYED)

    def look(self, content: Content, form: str, depth: int) -> ArchiveHeader:
        if form in ("gzip", "bzip2", "xz"):
            inner = _inside(content, form, self._meter)
            head = inner.read_at(0, HEAD)
            held = recognise("", head, len(head))
            if held != "tar":
                return self._look_inside(inner, form, held, depth)
        archive = Zip(content, meter=self._meter) if form == "zip" else Tar(content, form, self._meter)
        return self._list(archive, form, depth)

    def _look_inside(self, inner: Content, form: str, held: str, depth: int) -> ArchiveHeader:
        """A compressed file that is no tar: look on where it holds another archive."""
        plain = ArchiveHeader(form, (), 0, 0, held, complete=held not in FORMATS)
        if held not in FORMATS:
            return plain
        if depth >= limits.ARCHIVE_DEPTH.value:
            return replace(plain, remarks=(_too_deep(),))
        try:
            below = self.look(_Window(inner), held, depth + 1)
        except Unreadable as error:
            return replace(plain, remarks=(Remark(error.code, error.because),))
        return replace(below, format=form, inner=held)

    def _list(self, archive: Archive, form: str, depth: int) -> ArchiveHeader:
        members: list[Member] = []
        notes = Notes()
        count, size, broken = 0, 0, False
        try:
            for member, inner in archive.walk():
                count += 1
                size += member.size if member.kind is MemberKind.FILE else 0
                members.append(member)
                if inner is not None:
                    members.extend(self._nested(member, inner, depth, notes))
                del members[_LISTED:]
        except Unreadable as error:
            if not count:
                raise
            broken = True
            notes.add(error.code, error.because)
        remarks = (*archive.remarks, *notes.remarks())
        return ArchiveHeader(form, tuple(members), count, size, "", archive.complete and not broken, remarks)

    def _nested(self, member: Member, inner: Content, depth: int, notes: Notes) -> list[Member]:
        """The members of an archive inside an archive, under its name."""
        if not _may_be_archive(member.name):
            return []
        try:
            head = inner.read_at(0, HEAD)
            form = recognise(member.name, head, member.size)
            if form not in FORMATS:
                return []
            if depth >= limits.ARCHIVE_DEPTH.value:
                notes.add(*_too_deep()[:2], member.name)
                return []
            below = self.look(inner, form, depth + 1)
        except Unreadable as error:
            notes.add(error.code, error.because, member.name)
            return []
        for remark in below.remarks:
            notes.add(remark.code, remark.because, member.name)
        return [_within(member.name, each) for each in below.members]


def _within(outer: str, member: Member) -> Member:
    """A member of an inner archive, named from the outer one; its place in the inner one is dropped."""
    return Member(f"{outer}{NESTED}{member.name}", member.kind, member.size, member.target, member.code, member.because)


def _may_be_archive(name: str) -> bool:
    return name.lower().endswith((".zip", ".tar", ".tgz", ".gz", ".bz2", ".tbz2", ".xz", ".txz", ".whl"))


def _too_deep() -> Remark:
    limit = limits.ARCHIVE_DEPTH
    return Remark(limit.code, f"archives lie within archives more than {limit.value} deep; what is deeper was not looked at")


class _Window:
    """What could be kept of a stream whose length is not known, as content with a size."""

    def __init__(self, inner: Content) -> None:
        self._inner = inner
        data = inner.read_at(0, limits.MEMBER_KEPT.value)
        self.size = len(data)

    def read_at(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`."""
        return self._inner.read_at(offset, min(length, max(0, self.size - offset)))

    def chunks(self) -> Iterator[bytes]:
        """The bytes, a chunk at a time."""
        for offset in range(0, self.size, 1 << 20):
            yield self.read_at(offset, 1 << 20)
