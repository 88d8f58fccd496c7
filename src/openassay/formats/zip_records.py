"""The records of a zip file: end records, central directory, local headers (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5)."""

import struct
from dataclasses import dataclass

from openassay.formats.members import too_many
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Unreadable

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL_MARK = b"PK\1\2"
_FULL = 0xFFFFFFFF
_UNICODE_PATH = 0x7075


@dataclass(frozen=True, slots=True)
class EndRecord:
    """Where the central directory lies, and what is odd about the end of the file."""

    directory: int
    directory_size: int
    entries: int
    ends: int
    """Where the central directory must end: at the first of the end records."""
    comment: bytes
    odd: str
    """Why two readers may find another end; empty where they cannot."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the central directory."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    mode: int
    """The Unix mode, or 0."""
    loose: bool
    """Whether it holds what some readers read and others do not: a comment, or 64-bit values that nothing asks for."""
    alias: bytes
    """The name that the Unicode path field gives instead; empty where there is none."""


def bad(because: str) -> Unreadable:
    """The refusal of a file that does not follow the format."""
    return Unreadable("error:bad-zip", because)


def find_end(content: Content) -> EndRecord:
    """Find the end record as most readers do: the last one whose comment reaches the end of the file."""
    if not content.size:
        raise Unreadable("error:empty", "the archive has no content")
    tail_at = max(0, content.size - _END.size - 0xFFFF)
    tail = content.read_at(tail_at, content.size - tail_at)
    at, odd = tail.rfind(b"PK\5\6"), ""
    while at >= 0 and at + _END.size + _comment_size(tail, at) != len(tail):
        odd = "its last end record is not at the end of the file"
        at = tail.rfind(b"PK\5\6", 0, at + 3)
    if at < 0:
        at = tail.rfind(b"PK\5\6")
    if at < 0 or at + _END.size > len(tail):
        raise bad("it has no end record; it may be cut short")
    _, disk, first_disk, here, entries, size, offset, _ = _END.unpack_from(tail, at)
    comment = tail[at + _END.size :]
    if b"PK\5\6" in comment or b"PK\1\2" in comment or b"PK\3\4" in comment:
        odd = odd or "its comment holds records of the format"
    if disk or first_disk or here != entries:
        raise bad("it is one part of several")
    found = EndRecord(offset, size, entries, tail_at + at, comment, odd)
    return _find_end64(content, found)


def _comment_size(tail: bytes, at: int) -> int:
    return int.from_bytes(tail[at + 20 : at + 22], "little")


def _find_end64(content: Content, end: EndRecord) -> EndRecord:
    locator_at = end.ends - _LOCATOR.size
    raw = content.read_at(locator_at, _LOCATOR.size) if locator_at >= 0 else b""
    full = end.entries == 0xFFFF or _FULL in (end.directory, end.directory_size)
    if raw[:4] != b"PK\6\7":
        if full:
            raise bad("it says that it has a 64-bit end record, and has none")
        return end
    _, disk, at, disks = _LOCATOR.unpack(raw)
    record = content.read_at(at, _END64.size) if at + _END64.size <= locator_at else b""
    if disk or disks > 1 or record[:4] != b"PK\6\6":
        raise bad("the 64-bit end record is not where its locator says")
    _, length, _, _, disk, first_disk, here, entries, size, offset = _END64.unpack(record)
    if disk or first_disk or here != entries:
        raise bad("it is one part of several")
    odd = end.odd
    if at + 12 + length != locator_at or length != _END64.size - 12:
        odd = odd or "the 64-bit end record and its locator are not side by side"
    pairs = ((end.entries, entries, 0xFFFF), (end.directory_size, size, _FULL), (end.directory, offset, _FULL))
    if any(short not in (long, full) for short, long, full in pairs):
        odd = odd or "its two end records disagree"
    return EndRecord(offset, size, entries, at, end.comment, odd)


def read_directory(content: Content, end: EndRecord) -> tuple[list[Entry], str]:
    """The entries of the central directory, and what is odd about its place (empty where nothing is)."""
    if end.entries > limits.ARCHIVE_MEMBERS.value:
        raise too_many()
    if end.directory_size > limits.ZIP_DIRECTORY.value:
        raise Unreadable(limits.ZIP_DIRECTORY.code, f"its directory is {end.directory_size} bytes long")
    if end.directory + end.directory_size > end.ends:
        raise bad("its directory lies past its end record")
    at, odd, shift = end.directory, "", 0
    gap = end.ends - end.directory_size - end.directory
    if gap:
        odd = "its directory does not end at its end record"
        if end.entries and content.read_at(at, 4) != _CENTRAL_MARK and content.read_at(at + gap, 4) == _CENTRAL_MARK:
            at, odd, shift = at + gap, "bytes stand before the archive", gap
    entries, rest = _entries(content.read_at(at, end.directory_size), shift)
    if rest[:2] == b"PK":
        odd = "another record stands in its directory"
    elif rest:
        raise bad("its directory is broken")
    if len(entries) != end.entries:
        odd = odd or "its directory lists another number of members than its end record says"
    return entries, odd


def _entries(data: bytes, shift: int) -> tuple[list[Entry], bytes]:
    """The entries at the start of `data`, and the first bytes of what follows them."""
    entries, at = [], 0
    while data[at : at + 4] == _CENTRAL_MARK:
        entry, at = _entry(data, at, shift)
        entries.append(entry)
        if len(entries) > limits.ARCHIVE_MEMBERS.value:
            raise too_many()
    return entries, data[at : at + 4]


def _entry(data: bytes, at: int, shift: int) -> tuple[Entry, int]:
    if at + _CENTRAL.size > len(data):
        raise bad("its directory is broken")
    fields = _CENTRAL.unpack_from(data, at)
    made, flags, method, crc, packed, size = fields[1], fields[3], fields[4], fields[7], fields[8], fields[9]
    name_size, extra_size, comment_size, disk, external, offset = (*fields[10:14], fields[15], fields[16])
    name_at = at + _CENTRAL.size
    stop = name_at + name_size + extra_size + comment_size
    if stop > len(data):
        raise bad("its directory is broken")
    name = data[name_at : name_at + name_size]
    extra = _extra(data[name_at + name_size : name_at + name_size + extra_size])
    (size, packed, offset, disk), spare = _widen(extra, [size, packed, offset, disk])
    if disk:
        raise bad("it is one part of several")
    mode = external >> 16 if made >> 8 == 3 or external >> 16 else 0
    loose = bool(comment_size or spare)
    return Entry(name, flags, method, crc, packed, size, offset + shift, mode, loose, _alias(extra)), stop


def _extra(data: bytes) -> dict[int, bytes]:
    fields: dict[int, bytes] = {}
    at = 0
    while at < len(data):
        identity, length = struct.unpack_from("<HH", data, at) if at + 4 <= len(data) else (0, len(data))
        if at + 4 + length > len(data):
            raise bad("an extra field is longer than its place")
        if identity in fields and identity in (1, _UNICODE_PATH):
            raise bad("an extra field stands twice")
        fields[identity] = data[at + 4 : at + 4 + length]
        at += 4 + length
    return fields


def _widen(extra: dict[int, bytes], values: list[int]) -> tuple[list[int], bool]:
    """Put the 64-bit values of field 1 where the short ones are full: size, packed size, offset, disk in this order.

    The second value says whether some were used and others are left over.
    """
    wide = extra.get(1)
    if wide is None:
        return values, False
    marks, widths = (_FULL, _FULL, _FULL, 0xFFFF), (8, 8, 8, 4)
    at, result = 0, []
    for value, mark, width in zip(values, marks, widths, strict=False):
        if value == mark:
            if at + width > len(wide):
                raise bad("a 64-bit field is too short")
            result.append(int.from_bytes(wide[at : at + width], "little"))
            at += width
        else:
            result.append(value)
    return result, 0 < at < len(wide)


def _alias(extra: dict[int, bytes]) -> bytes:
    return extra.get(_UNICODE_PATH, b"")[5:]


@dataclass(frozen=True, slots=True)
class Local:
    """What stands before a member's data."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    data: int
    """Where the data begins."""
    alias: bytes


def read_local(content: Content, offset: int) -> Local:
    """The local header at `offset`."""
    head = content.read_at(offset, _LOCAL.size + 512)
    if head[:4] != b"PK\3\4" or len(head) < _LOCAL.size:
        raise bad("a member is not where the directory says")
    _, _, flags, method, _, _, crc, packed, size, name_size, extra_size = _LOCAL.unpack_from(head)
    stop = _LOCAL.size + name_size + extra_size
    if stop > len(head):
        head = content.read_at(offset, stop)
        if len(head) < stop:
            raise bad("a member's header is cut short")
    extra = _extra(head[_LOCAL.size + name_size : stop])
    (size, packed), _ = _widen(extra, [size, packed])
    return Local(head[_LOCAL.size : _LOCAL.size + name_size], flags, method, crc, packed, size, offset + stop, _alias(extra))


def descriptor_matches(data: bytes, entry: Entry) -> bool:
    """Whether `data`, what lies between a member's data and the next member, is the descriptor that its entry calls for."""
    if len(data) in (16, 24):
        if data[:4] != b"PK\7\x08":
            return False
        data = data[4:]
    match len(data):
        case 12:
            form = "<3L"
        case 20:
            form = "<LQQ"
        case _:
            return False
    return struct.unpack(form, data) == (entry.crc, entry.packed, entry.size)
