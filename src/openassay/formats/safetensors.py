"""Safetensors: an 8-byte length, a JSON header, the values (https://github.com/huggingface/safetensors, README "Format").

The header is read entry by entry, so that a million tensors cost little more memory than their header is long.
"""

import json
import re
from dataclasses import dataclass, field
from math import prod

from openassay.formats.sampling import look_empty
from openassay.formats.shown import brief, keep
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

DTYPE_BITS = {
    **dict.fromkeys(("BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ"), 8),
    **dict.fromkeys(("U16", "I16", "F16", "BF16"), 16),
    **dict.fromkeys(("U32", "I32", "F32"), 32),
    **dict.fromkeys(("U64", "I64", "F64", "C64"), 64),
    **dict.fromkeys(("F6_E2M3", "F6_E3M2"), 6),
    "F4": 4,
}
"""Bits of one value of each type."""

_ENTRY_LONGEST = 4096
_METADATA_PAIRS = 1000
_KEY = re.compile(r'[ \t\r\n]*"((?:[^"\\\x00-\x1f]|\\.)*+)"[ \t\r\n]*:[ \t\r\n]*', re.DOTALL)
_NUMBER = r"(?:0|[1-9][0-9]{0,19})"
_USUAL = re.compile(
    rf'\{{"dtype":"([A-Z0-9_]{{1,12}})","shape":\[((?:{_NUMBER}(?:,{_NUMBER}){{0,31}})?)\],'
    rf'"data_offsets":\[({_NUMBER}),({_NUMBER})\]\}}'
)
"""An entry as the library writes it; anything else is read more slowly."""
_NEXT = re.compile(r"[ \t\r\n]*([,}])")
_LARGEST = 1 << 63


@dataclass(frozen=True, slots=True)
class SafetensorsHeader:
    """What a safetensors file holds."""

    tensors: int
    parameters: int
    """Values in all tensors; packed types such as those of quantised weights are counted as they are stored."""
    dtypes: tuple[tuple[str, int], ...]
    """Values by type, sorted."""
    metadata: tuple[tuple[str, str], ...]
    """The texts under `__metadata__`, sorted, each cut to what is kept."""
    data_start: int
    """Where the values begin, in bytes."""
    data_size: int
    """Bytes that the header gives to the tensors."""
    remarks: tuple[Remark, ...] = ()


def read(content: Content) -> SafetensorsHeader:
    """Read and check the header; of the values only a few blocks are looked at.

    Raises `Unreadable`: `error:empty`, `error:truncated`, `error:header-too-long`, `error:bad-header`, `error:offset-mismatch`,
    `error:hole`, `error:overlap`, `error:overflow`, `limit:safetensors-tensors`.
    """
    if not content.size:
        raise Unreadable("error:empty", "the file has no content")
    text = _header_text(content)
    tally = _Tally()
    _read_entries(text, tally)
    start = 8 + _length(content)
    size, remarks = tally.judge(content.size - start)
    if not remarks:
        empty = look_empty(content, start, size)
        remarks = (empty,) if empty else ()
    return SafetensorsHeader(
        tensors=len(tally.names),
        parameters=sum(tally.dtypes.values()),
        dtypes=tuple(sorted(tally.dtypes.items())),
        metadata=tally.metadata,
        data_start=start,
        data_size=size,
        remarks=remarks,
    )


def _length(content: Content) -> int:
    head = content.read_at(0, 8)
    if len(head) < 8:
        raise Unreadable("error:truncated", "the file is shorter than the length of its header")
    return int.from_bytes(head, "little")


def _header_text(content: Content) -> str:
    length = _length(content)
    if length > limits.SAFETENSORS_HEADER.value:
        raise Unreadable("error:header-too-long", f"the header is said to be {length} bytes long")
    if length + 8 > content.size:
        raise Unreadable("error:truncated", f"the header is said to be {length} bytes long, and the file ends before")
    try:
        text = content.read_at(8, length).decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("error:bad-header", "the header is not UTF-8") from None
    if not text.startswith("{"):
        raise Unreadable("error:bad-header", "the header is no JSON object")
    return text


@dataclass
class _Tally:
    """What the entries add up to."""

    names: set[str] = field(default_factory=set)
    dtypes: dict[str, int] = field(default_factory=dict)
    spans: list[int] = field(default_factory=list)
    """Begin and end of each tensor as one number, `begin << 64 | end`: a million of them must not cost 100 MiB."""
    metadata: tuple[tuple[str, str], ...] = ()
    described: bool = False

    def add(self, name: str, dtype: str, shape: list[int], begin: int, end: int) -> None:
        """Take in one tensor. Raises `Unreadable` where its numbers do not fit together."""
        bits = DTYPE_BITS.get(dtype)
        if bits is None:
            raise Unreadable("error:bad-header", f"{brief(name)} has the unknown type {brief(dtype)}")
        values = prod(shape)
        if values >= _LARGEST or end >= _LARGEST or values * bits >= _LARGEST:
            raise Unreadable("error:overflow", f"{brief(name)} has more values than 64 bits can count")
        if begin > end or (end - begin) * 8 != values * bits:
            raise Unreadable("error:offset-mismatch", f"{brief(name)} needs {values * bits // 8} bytes and has {end - begin}")
        if name in self.names:
            raise Unreadable("error:duplicate-tensor", f"{brief(name)} stands twice in the header")
        if len(self.names) >= limits.SAFETENSORS_TENSORS.value:
            raise Unreadable(limits.SAFETENSORS_TENSORS.code, f"it holds more than {limits.SAFETENSORS_TENSORS.value} tensors")
        self.names.add(name)
        self.dtypes[dtype] = self.dtypes.get(dtype, 0) + values
        self.spans.append(begin << 64 | end)

    def judge(self, available: int) -> tuple[int, tuple[Remark, ...]]:
        """Check that the tensors lie side by side; return the bytes they need, and what is wrong with the bytes there are."""
        self.spans.sort()
        at = 0
        for span in self.spans:
            begin, end = span >> 64, span & 0xFFFFFFFFFFFFFFFF
            if begin > at:
                raise Unreadable("error:hole", f"no tensor owns bytes {at} to {begin} of the values")
            if begin < at:
                raise Unreadable("error:overlap", f"two tensors share bytes from {begin} on")
            at = end
        if at < available:
            raise Unreadable("error:hole", f"no tensor owns the last {available - at} bytes of the file")
        if at > available:
            return at, (Remark("finding:truncated-weights", f"the tensors need {at} bytes and the file holds {available}"),)
        return at, ()


def _read_entries(text: str, tally: _Tally) -> None:
    at = _NEXT.match(text, 1)
    if at is not None and at[1] == "}":
        _end(text, at.end())
        return
    position = 1
    while True:
        key = _KEY.match(text, position)
        if key is None:
            raise Unreadable("error:bad-header", "the header is no JSON object of tensors")
        name = _unescape(key[1]) if "\\" in key[1] else key[1]
        usual = _USUAL.match(text, key.end())
        if usual is not None and name != "__metadata__":
            shape = [int(side) for side in usual[2].split(",")] if usual[2] else []
            tally.add(name, usual[1], shape, int(usual[3]), int(usual[4]))
            position = usual.end()
        else:
            position = _read_unusual(text, key.end(), name, tally)
        follows = _NEXT.match(text, position)
        if follows is None:
            raise Unreadable("error:bad-header", "the header is no JSON object of tensors")
        position = follows.end()
        if follows[1] == "}":
            break
    _end(text, position)


def _end(text: str, position: int) -> None:
    if text[position:].strip(" \t\r\n\0"):
        raise Unreadable("error:bad-header", "text follows the header's object")


def _unescape(written: str) -> str:
    try:
        return str(json.loads(f'"{written}"'))
    except ValueError:
        raise Unreadable("error:bad-header", "a name in the header is no JSON text") from None


def _read_unusual(text: str, position: int, name: str, tally: _Tally) -> int:
    """An entry that is not spelt as the library spells it, or the metadata; return where it ends."""
    longest = limits.JSON_FILE.value if name == "__metadata__" else _ENTRY_LONGEST
    part = text[position : position + longest]
    try:
        value, length = json.JSONDecoder(object_pairs_hook=_unique).raw_decode(part)
    except (ValueError, RecursionError):
        raise Unreadable("error:bad-header", f"the value of {brief(name)} in the header cannot be read") from None
    if name == "__metadata__":
        if tally.described:
            raise Unreadable("error:bad-header", "the metadata stand twice")
        tally.described, tally.metadata = True, _metadata(value)
    else:
        tally.add(name, *_fields(name, value))
    return position + length


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key stands twice")
    return table


def _metadata(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise Unreadable("error:bad-header", "the metadata are not texts")
    return tuple(sorted((keep(key), keep(text)) for key, text in value.items())[:_METADATA_PAIRS])


def _fields(name: str, value: object) -> tuple[str, list[int], int, int]:
    match value:
        case {"dtype": str() as dtype, "shape": list() as shape, "data_offsets": [int() as begin, int() as end], **rest}:
            numbers = [*shape, begin, end]
            if not rest and all(type(number) is int and number >= 0 for number in numbers):
                return dtype, shape, begin, end
        case _:
            pass
    raise Unreadable("error:bad-header", f"{brief(name)} lacks its type, shape or offsets")
