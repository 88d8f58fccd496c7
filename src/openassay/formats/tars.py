"""Tar archives, plain or compressed: members in order, never extracted, links never followed.

Formats: v7, ustar, pax, GNU long names (POSIX.1-2017 `pax`, GNU tar manual "Basic Tar Format"). The header reader is our own: the
standard library's takes negative sizes and then loops for ever.
"""

import re
from collections.abc import Iterator
from typing import Protocol

from openassay.formats.members import Member, MemberKind, Names, Notes, refuse_link, refuse_name, tidy, too_many
from openassay.formats.ranges import Range
from openassay.formats.streams import Inflated, Meter, compressed, inflate
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

BLOCK = 512
COMPRESSIONS = {"tar": "", "gzip": "gzip", "bzip2": "bzip2", "xz": "xz"}
"""The formats (as `recognise` names them) that a tar may come in, and the compression of each."""

_LARGEST = 1 << 53
"""No member is larger; a size above this is a lie, not a truncation."""
_NUMBER = re.compile(rb" *([0-7]*)[ \0]*\Z")
_PAX = re.compile(rb"(\d{1,7}) ([^=\n]{1,200})=")
_KINDS = {b"0": MemberKind.FILE, b"\0": MemberKind.FILE, b"7": MemberKind.FILE, b"1": MemberKind.HARD_LINK}
_KINDS |= {b"2": MemberKind.LINK, b"5": MemberKind.FOLDER}


class Tar:
    """A tar archive that is walked once, in order.

        tar = Tar(content, "gzip")
        for member, inner in tar.walk():
            ...                # inner is None unless member.readable; it is valid until the next step
        tar.remarks, tar.complete      # final when the walk has ended

    `walk` raises `Unreadable` (`error:bad-tar`, `error:truncated`, `limit:...`, and what `content` raises) at the place where no
    more can be read; what it gave before stands, and `complete` stays false. Of an uncompressed archive each inner content can be
    read at random. Of a compressed one the first `MEMBER_KEPT` bytes of each member can, and all of it once in order.
    """

    def __init__(self, content: Content, compression: str = "tar", meter: Meter | None = None) -> None:
        self._content = content
        self._compression = COMPRESSIONS[compression]
        self._meter = meter or Meter()
        self._notes = Notes()
        self._names = Names()
        self.complete = False
        """Whether the end of the archive was reached."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was noticed so far."""
        return self._notes.remarks()

    def walk(self) -> Iterator[tuple[Member, Content | None]]:
        """Every member once, with its content where it is a file that may be read."""
        if not self._content.size:
            raise Unreadable("error:empty", "the archive has no content")
        tape: _Tape = _Spool(self._content)
        if self._compression:
            tape = _Stream(inflate(compressed(self._content), self._compression, self._meter))
        count, general = 0, dict[str, str]()
        while (head := _next_head(tape, general)) is not None:
            count += 1
            if count > limits.ARCHIVE_MEMBERS.value:
                raise too_many()
            member = self._judge(head)
            content, finish = tape.member(head.size)
            yield member, content if member.readable else None
            finish()
        self.complete = True

    def _judge(self, head: "_Head") -> Member:
        name = tidy(head.name)
        refusal = refuse_name(head.name) or self._refuse_kind(head, name)
        if refusal is None and name and head.kind is not MemberKind.FOLDER:
            earlier = self._names.add(name)
            if earlier == name:
                refusal = "finding:name-collision", "the name stands in the archive already"
            elif earlier:
                self._notes.add("finding:name-collision", "the names differ only by case or by how a letter is composed", name)
        if head.kind is MemberKind.LINK:
            self._names.add_link(name)
        code, because = refusal or ("", "")
        if code:
            self._notes.add(code, because, head.name or "(no name)")
        return Member(name or head.name, head.kind, head.size, head.target, code, because)

    def _refuse_kind(self, head: "_Head", name: str) -> tuple[str, str] | None:
        if self._names.under_link(name):
            return "finding:path-escape", "a folder in its name is a link"
        match head.kind:
            case MemberKind.LINK:
                return refuse_link(name, head.target)
            case MemberKind.HARD_LINK:
                return refuse_name(head.target)
            case MemberKind.SPECIAL:
                return "finding:special-file", "it is a device, a pipe or of a kind that is not read"
            case MemberKind.FILE if head.mode & 0o6000:
                return "finding:special-file", "it would run with another user's rights"
            case _:
                return ("unknown:sparse-member", "its holes are not read") if head.sparse else None


class _Head:
    """One header with what its extensions say."""

    __slots__ = ("kind", "mode", "name", "size", "sparse", "target")

    def __init__(self, name: str, kind: MemberKind, size: int, target: str, mode: int, *, sparse: bool) -> None:
        self.name = name
        self.kind = kind
        self.size = size
        self.target = target
        self.mode = mode
        self.sparse = sparse


def _next_head(tape: "_Tape", general: dict[str, str]) -> _Head | None:
    """The next member's header, or None at the end. `general` holds the pax values for all that follows."""
    own: dict[str, str] = {}
    while True:
        block = tape.take(BLOCK)
        if not block or (block.count(0) == BLOCK):
            return None
        if len(block) < BLOCK:
            raise Unreadable("error:truncated", "the archive ends inside a header")
        size, flag = _checked_size(block), block[156:157]
        if flag not in (b"x", b"g", b"L", b"K", b"X"):
            return _head(block, flag, size, general | own)
        if size > limits.PAX_HEADER.value:
            raise Unreadable("error:bad-tar", f"a header's extension is {size} bytes long")
        data = tape.take(size + -size % BLOCK)
        if len(data) < size:
            raise Unreadable("error:truncated", "the archive ends inside a header")
        if flag in (b"L", b"K"):
            own["path" if flag == b"L" else "linkpath"] = _text(data[:size].rstrip(b"\0"))
        else:
            (general if flag == b"g" else own).update(_pax(data[:size]))


def _head(block: bytes, flag: bytes, size: int, values: dict[str, str]) -> _Head:
    name, prefix = block[:100].split(b"\0")[0], b""
    if block[257:263] == b"ustar\0":
        prefix = block[345:500].split(b"\0")[0]
    written = values.get("path", _text(prefix + b"/" + name if prefix else name))
    target = values.get("linkpath", _text(block[157:257].split(b"\0")[0]))
    kind = _KINDS.get(flag, MemberKind.SPECIAL)
    if flag == b"\0" and written.endswith("/"):
        kind = MemberKind.FOLDER
    if "size" in values:
        if not values["size"].isdecimal() or int(values["size"][:20]) > _LARGEST:
            raise Unreadable("error:bad-tar", "a member's size is no size")
        size = int(values["size"])
    sparse = flag == b"S" or any(key.startswith("GNU.sparse.") for key in values)
    if flag == b"S":
        kind = MemberKind.FILE
        if block[482:483] not in (b"\0", b""):
            raise Unreadable("unknown:sparse-member", "a sparse member continues in a way that is not read")
    if kind not in (MemberKind.FILE, MemberKind.SPECIAL):
        size = 0
    return _Head(written, kind, size, target, _number(block[100:108]), sparse=sparse)


def _checked_size(block: bytes) -> int:
    total = sum(block) - sum(block[148:156]) + 8 * 32
    if _number(block[148:156]) != total:
        raise Unreadable("error:bad-tar", "a header's checksum is wrong")
    return _number(block[124:136])


def _number(field: bytes) -> int:
    """A number in octal text or in GNU's base 256; negative or broken ones are refused."""
    if field[0] & 0x80:
        value = int.from_bytes(field, "big", signed=True) if field[0] == 0xFF else int.from_bytes(field[1:], "big")
        if field[0] not in (0x80, 0xFF) or not 0 <= value <= _LARGEST:
            raise Unreadable("error:bad-tar", "a number in a header is negative or too large")
        return value
    match = _NUMBER.match(field.split(b"\0")[0])
    if match is None:
        raise Unreadable("error:bad-tar", "a number in a header is no number")
    return int(match[1] or b"0", 8)


def _pax(data: bytes) -> dict[str, str]:
    values: dict[str, str] = {}
    at = 0
    while at < len(data):
        match = _PAX.match(data, at)
        end = at + int(match[1]) if match else 0
        if match is None or end > len(data) or end <= match.end() or data[end - 1 : end] != b"\n":
            raise Unreadable("error:bad-tar", "an extended header does not follow its format")
        values[_text(match[2])] = _text(data[match.end() : end - 1])
        at = end
    return values


def _text(data: bytes) -> str:
    """A name. What is not UTF-8 is taken for Latin-1: a wrong letter, but a letter, and the same on every machine."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


class _Tape(Protocol):
    """Blocks in order, from random access or from a stream."""

    def take(self, length: int) -> bytes:
        """The next bytes; fewer only at the end."""

    def member(self, size: int) -> "tuple[Content, _Finish]":
        """The next member's content, and what to call when it is done with."""


class _Finish(Protocol):
    def __call__(self) -> None: ...


class _Spool:
    """A tape over content that can be read at random."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._at = 0

    def take(self, length: int) -> bytes:
        data = self._content.read_at(self._at, length)
        self._at += length
        return data

    def member(self, size: int) -> tuple[Content, _Finish]:
        if self._at + size > self._content.size:
            raise Unreadable("error:truncated", "the archive ends inside a member")
        inner = Range(self._content, self._at, size)
        self._at += size + -size % BLOCK
        return inner, lambda: None


class _Stream:
    """A tape over a stream that passes once."""

    def __init__(self, stream: Iterator[bytes]) -> None:
        self._stream = stream
        self._rest = b""

    def take(self, length: int) -> bytes:
        pieces, missing = [], length
        while missing:
            if not self._rest:
                self._rest = next(self._stream, b"")
                if not self._rest:
                    break
            pieces.append(self._rest[:missing])
            self._rest = self._rest[missing:]
            missing -= len(pieces[-1])
        return b"".join(pieces)

    def member(self, size: int) -> tuple[Content, _Finish]:
        content = Inflated(size, lambda: self._pieces(size), again=False)

        def finish() -> None:
            content.exhaust()
            self.take(-size % BLOCK)

        return content, finish

    def _pieces(self, size: int) -> Iterator[bytes]:
        missing = size
        while missing:
            piece = self.take(min(missing, 1 << 20))
            if not piece:
                raise Unreadable("error:truncated", "the archive ends inside a member")
            missing -= len(piece)
            yield piece
