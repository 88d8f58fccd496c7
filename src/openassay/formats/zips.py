"""Zip archives: members by their central directory, checked against the local headers, never extracted.

Two readers must not see two archives. Where they could (two end records, a gap, a header that disagrees with the directory), each
member is refused with `finding:zip-ambiguous`.
"""

import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from openassay.formats.members import Member, MemberKind, Names, Notes, refuse_link, refuse_name, tidy
from openassay.formats.ranges import Range
from openassay.formats.streams import Inflated, Meter, compressed, inflate
from openassay.formats.zip_records import Entry, Local, bad, descriptor_matches, find_end, read_directory, read_local
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

AMBIGUOUS = "finding:zip-ambiguous"
_STORED, _DEFLATED, _BZIP2 = 0, 8, 12
_STREAMED, _UTF8, _ENCRYPTED = 1 << 3, 1 << 11, 1 | 1 << 6 | 1 << 13


@dataclass(frozen=True, slots=True)
class ZipMember(Member):
    """A member of a zip archive, and where its bytes lie."""

    packed: int = 0
    """Bytes in the archive."""
    method: int = 0
    crc: int = 0
    start: int = 0


class Zip:
    """A zip archive. Making one reads and checks its directory; no member is inflated.

        archive = Zip(content)
        for member, inner in archive.walk():
            ...                # inner is None unless member.readable
        archive.open(member)   # the content of one member; raises `Unreadable` where it is refused
        archive.remarks

    `strict` refuses besides what package indexes refuse: data descriptors, comments on members, spare sizes. Raises `Unreadable`
    (`error:bad-zip`, `error:empty`, `limit:archive-members`, `limit:zip-directory`) where there is no directory to read.
    Stored members are read at random without a copy; of compressed ones the first `MEMBER_KEPT` bytes are kept when asked for,
    and `chunks` may be started again.
    """

    def __init__(self, content: Content, *, strict: bool = False, meter: Meter | None = None) -> None:
        self._content = content
        self._meter = meter or Meter()
        self._notes = Notes()
        end = find_end(content)
        entries, odd = read_directory(content, end)
        locals_ = [read_local(content, entry.offset) for entry in entries]
        gaps = _gaps(content, entries, locals_, end.directory)
        self.ambiguous = end.odd or odd or _disagreement(entries, locals_, strict) or gaps
        """Why two readers may see two archives; empty where they cannot."""
        if self.ambiguous:
            self._notes.add(AMBIGUOUS, self.ambiguous)
        names = Names()
        members = [self._judge(entry, local, names) for entry, local in zip(entries, locals_, strict=True)]
        self.members = tuple(self._judge_place(member, names) for member in members)
        """In the order of the directory."""
        self.remarks: tuple[Remark, ...] = self._notes.remarks()
        self.complete = True

    def walk(self) -> Iterator[tuple[Member, Content | None]]:
        """Every member once, with its content where it is a file that may be read."""
        for member in self.members:
            yield member, self.open(member) if member.readable else None

    def open(self, member: Member) -> Content:
        """The content of one of `members`. Raises `Unreadable` where it is no file or is refused."""
        if not isinstance(member, ZipMember) or not member.readable:
            raise Unreadable("error:unreadable", member.because or "it is no file")
        return self._bytes_of(member)

    def find(self, name: str) -> Content | None:
        """The content of the member of this name, or None where there is none or it is refused."""
        for member in self.members:
            if member.name == name and member.readable:
                return self.open(member)
        return None

    def _bytes_of(self, member: ZipMember) -> Content:
        packed = Range(self._content, member.start, member.packed)
        if member.method == _STORED:
            return packed
        name = "deflate" if member.method == _DEFLATED else "bzip2"
        return Inflated(member.size, lambda: _checked(inflate(compressed(packed), name, self._meter), member), again=True)

    def _judge(self, entry: Entry, local: Local, names: Names) -> ZipMember:
        written, refusal = _decode(entry)
        name, mode = tidy(written), entry.mode
        kind, target = MemberKind.FILE, ""
        refusal = refuse_name(written) or refusal
        if written.endswith("/"):
            kind = MemberKind.FOLDER
        elif stat.S_ISLNK(mode):
            kind = MemberKind.LINK
            target, refusal = self._target(entry, local, name, refusal)
            names.add_link(name)
        elif stat.S_IFMT(mode) not in (0, stat.S_IFREG) or mode & 0o6000:
            kind = MemberKind.SPECIAL
            refusal = refusal or ("finding:special-file", "it is no plain file")
        else:
            refusal = refusal or _refuse_content(entry)
        if self.ambiguous:
            refusal = AMBIGUOUS, self.ambiguous
        code, because = refusal or ("", "")
        if code and code != AMBIGUOUS:
            self._notes.add(code, because, written or "(no name)")
        place = (entry.packed, entry.method, entry.crc, local.data)
        return ZipMember(name or written, kind, entry.size, target, code, because, *place)

    def _judge_place(self, member: ZipMember, names: Names) -> ZipMember:
        """What can only be said when every link is known: names that collide, and folders that are links."""
        if member.kind is MemberKind.FOLDER or member.code:
            return member
        if names.under_link(member.name):
            self._notes.add("finding:path-escape", "a folder in its name is a link", member.name)
            return _refused(member, "finding:path-escape", "a folder in its name is a link")
        if names.add(member.name):
            self._notes.add("finding:name-collision", "the names differ only by case or by how a letter is composed", member.name)
        return member

    def _target(
        self, entry: Entry, local: Local, name: str, refusal: tuple[str, str] | None
    ) -> tuple[str, tuple[str, str] | None]:
        refusal = refusal or _refuse_content(entry)
        if refusal or entry.size > limits.PATH_BYTES.value:
            return "", refusal or ("error:bad-name", "the link's target is too long")
        member = ZipMember(name, MemberKind.FILE, entry.size, "", "", "", entry.packed, entry.method, entry.crc, local.data)
        try:
            target = self._bytes_of(member).read_at(0, entry.size).decode("utf-8", "replace")
        except Unreadable as error:
            return "", (error.code, error.because)
        return target, refuse_link(name, target)


def _refused(member: ZipMember, code: str, because: str) -> ZipMember:
    place = (member.packed, member.method, member.crc, member.start)
    return ZipMember(member.name, member.kind, member.size, member.target, code, because, *place)


def _decode(entry: Entry) -> tuple[str, tuple[str, str] | None]:
    """The name as text. Without the UTF-8 flag it is UTF-8 where it can be, else code page 437."""
    try:
        return entry.name.decode("utf-8"), None
    except UnicodeDecodeError:
        if entry.flags & _UTF8:
            return entry.name.decode("latin-1"), ("error:bad-name", "its name is not the UTF-8 that it says")
        return entry.name.decode("cp437"), None


def _refuse_content(entry: Entry) -> tuple[str, str] | None:
    if entry.flags & _ENCRYPTED or entry.method == 99:
        return "unknown:encrypted", "it is encrypted"
    if entry.method not in (_STORED, _DEFLATED, _BZIP2):
        return "unknown:compression", f"its compression method {entry.method} is not read"
    if entry.size > limits.RATIO_FROM.value and entry.size > entry.packed * limits.ARCHIVE_RATIO.value:
        return limits.ARCHIVE_RATIO.code, f"{entry.packed} bytes inflate to {entry.size}"
    return None


def _disagreement(entries: list[Entry], locals_: list[Local], strict: bool) -> str:
    """Why the directory and the local headers may be read as two archives; empty where they agree."""
    names: set[bytes] = set()
    for entry, local in zip(entries, locals_, strict=True):
        streamed = bool(entry.flags & _STREAMED)
        if entry.name != local.name or entry.name in names:
            return "a name stands twice, or its local header has another name"
        if entry.method != local.method or (entry.flags ^ local.flags) & (_ENCRYPTED | _STREAMED | _UTF8):
            return "a local header has another method or other flags than the directory"
        expected, found = (entry.crc, entry.packed, entry.size), (local.crc, local.packed, local.size)
        if found != expected and not (streamed and set(found) <= {0, *expected}):
            return "a local header has other sizes than the directory"
        if (entry.alias and entry.alias != entry.name) or (local.alias and local.alias != local.name):
            return "a member has a second name"
        if entry.method == _STORED and entry.packed != entry.size and not entry.flags & _ENCRYPTED:
            return "a member that is not compressed has two sizes"
        if strict and (streamed or entry.loose):
            return "a member has a data descriptor, a comment or spare sizes, which some readers read and others do not"
        names.add(entry.name)
    return ""


def _gaps(content: Content, entries: list[Entry], locals_: list[Local], directory: int) -> str:
    """Why members and the bytes between them may be read as two archives; raises where members overlap."""
    spans = sorted(
        (entry.offset, local.data + entry.packed, index)
        for index, (entry, local) in enumerate(zip(entries, locals_, strict=True))
    )
    if (spans[0][0] if spans else directory) != 0:
        return "bytes stand before the first member"
    if not spans:
        return ""
    for (_, end, index), follows in zip(spans, [*(span[0] for span in spans[1:]), directory], strict=True):
        if end > follows:
            raise bad("its members overlap")
        between = content.read_at(end, follows - end) if follows - end <= 24 else b""
        streamed = bool(entries[index].flags & _STREAMED)
        if (follows > end or streamed) and not (streamed and descriptor_matches(between, entries[index])):
            return "bytes stand between the members that no member owns"
    return ""


def _checked(stream: Iterator[bytes], member: ZipMember) -> Iterator[bytes]:
    """Pass a member's bytes on, and raise where they are not as many or not those that the directory says."""
    size, crc = 0, 0
    for chunk in stream:
        size += len(chunk)
        if size > member.size:
            raise bad("a member inflates to more than the directory says")
        crc = zlib.crc32(chunk, crc)
        yield chunk
    if size != member.size or crc != member.crc:
        raise bad("a member's size or checksum is not what the directory says")
