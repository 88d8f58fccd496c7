"""The wire format of Protocol Buffers (protobuf.dev, "Encoding"), walked field by field without a schema."""

from collections.abc import Iterator
from typing import NamedTuple

from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Unreadable

_FIXED = {1: 8, 5: 4}
_BYTES = 2
_VARINT_LONGEST = 10
_HEAD = 2 * _VARINT_LONGEST


class Field(NamedTuple):
    """One field: its number, its value where it is a number, and where its bytes lie where it is not."""

    number: int
    value: int
    """The number; for bytes their length."""
    start: int
    """Offset of the bytes in the content; -1 for a number."""

    @property
    def is_bytes(self) -> bool:
        """Whether it holds bytes: a text, a message, packed numbers."""
        return self.start >= 0


class Fields:
    """Walks messages in content and counts what it walks, so that no file costs more than `PROTOBUF_FIELDS`."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._base = 0
        self._window = b""
        self._left = limits.PROTOBUF_FIELDS.value

    def walk(self, start: int, length: int) -> Iterator[Field]:
        """The fields of the message at `start`. The caller may walk inner messages between two steps.

        Raises `Unreadable` `error:bad-protobuf`, `error:truncated`, `limit:protobuf-fields`.
        """
        at, end = start, start + length
        while at < end:
            self._left -= 1
            if self._left < 0:
                limit = limits.PROTOBUF_FIELDS
                raise Unreadable(limit.code, f"it holds more than {limit.value} fields")
            field, at = self._field(at)
            if at > end:
                raise Unreadable("error:bad-protobuf", f"the field before byte {at} is longer than its message")
            yield field

    def _field(self, at: int) -> tuple[Field, int]:
        """The field at `at`, and where the next one begins."""
        here = at - self._base
        if here < 0 or here + _HEAD > len(self._window):
            self._base, here = at, 0
            self._window = self._content.read_at(at, 1 << 16)
        key, here = _unpack(self._window, here)
        number, wire = key >> 3, key & 7
        if not number:
            raise Unreadable("error:bad-protobuf", f"there is no field 0, and one at byte {at}")
        if wire in (0, _BYTES):
            value, here = _unpack(self._window, here)
            begin = self._base + here
            if wire == 0:
                return Field(number, value, -1), begin
            if begin + value > self._content.size:
                raise Unreadable("error:truncated", f"{value} bytes are announced at byte {at}, and fewer are there")
            return Field(number, value, begin), begin + value
        width = _FIXED.get(wire, 0)
        if not width:
            raise Unreadable("error:bad-protobuf", f"the field at byte {at} has no type that is in use")
        value = int.from_bytes(self._window[here : here + width], "little")
        return Field(number, value, -1), self._base + here + width

    def data(self, field: Field, longest: int = limits.STRING_KEPT.value) -> bytes:
        """The bytes of a field, at most `longest` of them."""
        return self._content.read_at(field.start, min(field.value, longest))

    def text(self, field: Field) -> str:
        """The text of a field, cut to what is kept."""
        return self.data(field).decode("utf-8", "ignore" if field.value > limits.STRING_KEPT.value else "backslashreplace")

    def refuse_nesting(self, field: Field) -> None:
        """Raise `error:too-deep` where the bytes of a field are messages in messages, each filling the one around it.

        A chain like this passes the limit without a schema that would allow it; no text and no tensor looks so.
        """
        at, end = field.start, field.start + field.value
        for _ in range(limits.PROTOBUF_DEPTH.value):
            head = self._content.read_at(at, 24)
            step = _chain_step(head, end - at)
            if not step:
                return
            at += step
        raise Unreadable("error:too-deep", f"its messages are nested more than {limits.PROTOBUF_DEPTH.value} deep")

    def numbers(self, field: Field) -> Iterator[int]:
        """The numbers that are packed into a field's bytes; only the first 64."""
        data, at = self.data(field, 640), 0
        for _ in range(64):
            if at >= len(data):
                return
            value, at = _unpack(data, at)
            yield value


def _unpack(data: bytes, at: int) -> tuple[int, int]:
    """The number at `at`, and where it ends."""
    value = shift = 0
    for byte in data[at : at + _VARINT_LONGEST]:
        at += 1
        if byte < 0x80:
            return value | byte << shift, at
        value |= (byte & 0x7F) << shift
        shift += 7
    raise Unreadable("error:bad-protobuf", "a number does not end")


def _chain_step(head: bytes, room: int) -> int:
    """How many bytes of key and length stand before a field of bytes that fills its message to the end; 0 where it does not."""
    try:
        key, at = _unpack(head, 0)
        size, after = _unpack(head, at)
    except Unreadable:
        return 0
    if key & 7 != _BYTES or not key >> 3:
        return 0
    return after if size and after + size == room else 0
