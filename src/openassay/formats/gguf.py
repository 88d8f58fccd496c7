"""GGUF, versions 2 and 3: key-value pairs, tensor descriptions, values (ggml, docs/gguf.md). Version 1 is known and not read."""

import struct
from dataclasses import dataclass, field
from math import prod

from openassay.formats.ranges import Cursor
from openassay.formats.sampling import look_empty
from openassay.formats.shown import brief, keep
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

Value = str | int | float | bool | tuple[str, ...] | tuple[int, ...] | None
"""A value that is kept. Arrays are kept where they are short and hold texts or integers; all others are None."""

_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "B", 10: "Q", 11: "q", 12: "d"}
_BOOL, _TEXT, _ARRAY = 7, 8, 9
_ARRAY_KEPT = 64
_NAME_LONGEST = 1024
_LARGEST = 1 << 63
_PAIRS_KEPT = 2000

_BLOCKS: dict[int, tuple[str, int, int]] = {
    0: ("F32", 1, 4), 1: ("F16", 1, 2), 2: ("Q4_0", 32, 18), 3: ("Q4_1", 32, 20), 6: ("Q5_0", 32, 22), 7: ("Q5_1", 32, 24),
    8: ("Q8_0", 32, 34), 9: ("Q8_1", 32, 36), 10: ("Q2_K", 256, 84), 11: ("Q3_K", 256, 110), 12: ("Q4_K", 256, 144),
    13: ("Q5_K", 256, 176), 14: ("Q6_K", 256, 210), 15: ("Q8_K", 256, 292), 16: ("IQ2_XXS", 256, 66), 17: ("IQ2_XS", 256, 74),
    18: ("IQ3_XXS", 256, 98), 19: ("IQ1_S", 256, 50), 20: ("IQ4_NL", 32, 18), 21: ("IQ3_S", 256, 110), 22: ("IQ2_S", 256, 82),
    23: ("IQ4_XS", 256, 136), 24: ("I8", 1, 1), 25: ("I16", 1, 2), 26: ("I32", 1, 4), 27: ("I64", 1, 8), 28: ("F64", 1, 8),
    29: ("IQ1_M", 256, 56), 30: ("BF16", 1, 2), 34: ("TQ1_0", 256, 54), 35: ("TQ2_0", 256, 66), 39: ("MXFP4", 32, 17),
}  # fmt: skip
"""Each tensor type of ggml: its name, the values in a block, the bytes of a block (ggml.c, `type_traits`)."""


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What a GGUF file holds."""

    version: int
    metadata: tuple[tuple[str, Value], ...]
    """The pairs, sorted by key; texts cut to what is kept; keys that stand twice are left out."""
    tensors: int
    parameters: int
    dtypes: tuple[tuple[str, int], ...]
    """Values by type, sorted."""
    alignment: int
    data_start: int
    remarks: tuple[Remark, ...] = ()

    def text(self, key: str) -> str | None:
        """The text under a key such as `general.license`, or None where there is none."""
        return next((value for name, value in self.metadata if name == key and isinstance(value, str)), None)


def read(content: Content) -> GgufHeader:
    """Read the pairs and the tensor descriptions; of the values only a few blocks are looked at.

    Raises `Unreadable`: `error:empty`, `error:not-gguf`, `unknown:old-version`, `error:unsupported-version`,
    `error:count-too-big`, `error:too-deep`, `error:too-many-values`, `error:bad-alignment`, `error:bad-header`, `error:overflow`,
    `error:duplicate-tensor`, `error:truncated`.
    """
    if not content.size:
        raise Unreadable("error:empty", "the file has no content")
    if content.read_at(0, 4) != b"GGUF":
        raise Unreadable("error:not-gguf", "the file does not begin with the letters GGUF")
    reader = _Reader(content)
    tensors, pairs = reader.counts()
    metadata, repeated = _read_pairs(reader, pairs)
    alignment = _alignment(metadata)
    tally = _Tally(alignment)
    for _ in range(tensors):
        tally.add(*reader.tensor())
    start = reader.position + -reader.position % alignment
    remarks = [Remark("finding:duplicate-key", f"{brief(key)} stands twice in the header") for key in repeated]
    if tally.end and start + tally.end > content.size:
        remarks.append(Remark("finding:truncated-weights", f"the tensors end at byte {start + tally.end} of {content.size}"))
    else:
        empty = look_empty(content, start, tally.end)
        remarks.extend([empty] if empty else [])
    kept = sorted((keep(key), value) for key, value in metadata.items() if key not in repeated)
    return GgufHeader(
        version=reader.version,
        metadata=tuple(kept[:_PAIRS_KEPT]),
        tensors=tensors,
        parameters=sum(tally.dtypes.values()),
        dtypes=tuple(sorted(tally.dtypes.items())),
        alignment=alignment,
        data_start=start,
        remarks=tuple(remarks),
    )


class _Reader:
    """Reads the header's fields in order."""

    def __init__(self, content: Content) -> None:
        self._cursor = Cursor(content, 4, window=1 << 20)
        raw = self._cursor.take(4)
        little, big = int.from_bytes(raw, "little"), int.from_bytes(raw, "big")
        self._order = ">" if little > 0xFFFF and big <= 0xFFFF else "<"
        self.version = big if self._order == ">" else little
        self._values = 0
        if self.version == 1:
            raise Unreadable("unknown:old-version", "GGUF version 1 is not read")
        if self.version not in (2, 3):
            raise Unreadable("error:unsupported-version", f"there is no GGUF version {self.version}")

    @property
    def position(self) -> int:
        """Offset of what was not read yet."""
        return self._cursor.position

    def counts(self) -> tuple[int, int]:
        """The number of tensors and of pairs."""
        tensors, pairs = self.number("Q"), self.number("Q")
        for count, limit in ((tensors, limits.GGUF_TENSORS), (pairs, limits.GGUF_PAIRS)):
            if count > limit.value:
                raise Unreadable("error:count-too-big", f"it announces {count} {limit.unit}, and at most {limit.value} are read")
        return tensors, pairs

    def number(self, form: str) -> int:
        """One integer."""
        return self._cursor.number(self._order + form)

    def name(self) -> str:
        """A key or the name of a tensor."""
        length = self.number("Q")
        if length > 1 << 16:
            raise Unreadable("error:bad-header", f"a name in the header is {length} bytes long")
        return self._cursor.take(length).decode("utf-8", "backslashreplace")[:_NAME_LONGEST]

    def value(self) -> Value:
        """One value of any type."""
        kind = self.number("I")
        if kind == _TEXT:
            return self._text()
        if kind == _ARRAY:
            return self._array()
        return self._scalar(kind)

    def _scalar(self, kind: int) -> int | float | bool:
        form = _SCALARS.get(kind)
        if form is None:
            raise Unreadable("error:bad-header", f"there is no value type {kind}")
        (value,) = struct.unpack(self._order + form, self._cursor.take(struct.calcsize(form)))
        return bool(value) if kind == _BOOL else value

    def _text(self) -> str:
        length = self.number("Q")
        kept = min(length, limits.STRING_KEPT.value)
        data = self._cursor.take(kept)
        self._cursor.skip(length - kept)
        text = data.decode("utf-8", "ignore" if kept < length else "backslashreplace")
        return keep(text)

    def _array(self) -> Value:
        kind, count = self.number("I"), self.number("Q")
        if kind == _ARRAY:
            raise Unreadable("error:too-deep", f"its arrays are nested more than {limits.GGUF_NESTING.value} deep")
        self._values += count
        if self._values > limits.GGUF_VALUES.value:
            raise Unreadable("error:too-many-values", f"its arrays hold more than {limits.GGUF_VALUES.value} values")
        if kind == _TEXT:
            if count <= _ARRAY_KEPT:
                return tuple(self._text() for _ in range(count))
            self._cursor.skip_texts(count, self._order + "Q")
            return None
        form = _SCALARS.get(kind)
        if form is None:
            raise Unreadable("error:bad-header", f"there is no value type {kind}")
        if count <= _ARRAY_KEPT and form not in "fd":
            return tuple(int(self._scalar(kind)) for _ in range(count))
        self._cursor.skip(count * struct.calcsize(form))
        return None

    def tensor(self) -> tuple[str, list[int], int, int]:
        """Name, shape, type and offset of one tensor."""
        name, dimensions = self.name(), self.number("I")
        if dimensions > limits.GGUF_DIMENSIONS.value:
            raise Unreadable("error:bad-header", f"{brief(name)} has {dimensions} dimensions")
        return name, [self.number("Q") for _ in range(dimensions)], self.number("I"), self.number("Q")


def _read_pairs(reader: _Reader, pairs: int) -> tuple[dict[str, Value], list[str]]:
    """The pairs, and the keys that stand twice."""
    metadata: dict[str, Value] = {}
    repeated: list[str] = []
    for _ in range(pairs):
        key = reader.name()
        value = reader.value()
        if key in metadata and key not in repeated:
            repeated.append(key)
        metadata[key] = value
    return metadata, repeated


def _alignment(metadata: dict[str, Value]) -> int:
    value = metadata.get("general.alignment", 32)
    if not isinstance(value, int) or not 0 < value <= 1 << 20 or value & (value - 1):
        raise Unreadable("error:bad-alignment", f"the alignment {brief(str(value))} is no power of two")
    return value


@dataclass
class _Tally:
    """What the tensors add up to."""

    alignment: int
    names: set[str] = field(default_factory=set)
    dtypes: dict[str, int] = field(default_factory=dict)
    end: int = 0
    total: int = 0

    def add(self, name: str, shape: list[int], kind: int, offset: int) -> None:
        """Take in one tensor. Raises `Unreadable` where its numbers do not fit together."""
        if name in self.names:
            raise Unreadable("error:duplicate-tensor", f"{brief(name)} stands twice in the header")
        self.names.add(name)
        values = prod(shape)
        label, per_block, block = _BLOCKS.get(kind, (f"type-{kind}", 1, 0))
        size = -(-values // per_block) * block
        self.total += values
        if values >= _LARGEST or self.total >= _LARGEST or offset + size >= _LARGEST:
            raise Unreadable("error:overflow", f"the values up to {brief(name)} are more than 64 bits can count")
        if offset % self.alignment:
            raise Unreadable("error:bad-alignment", f"the values of {brief(name)} do not begin at a multiple of {self.alignment}")
        self.dtypes[label] = self.dtypes.get(label, 0) + values
        self.end = max(self.end, offset + size)
