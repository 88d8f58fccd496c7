"""NumPy's .npy and .npz: the header of each array (NEP 1, format versions 1 to 3), parsed as text, never evaluated."""

import re
from dataclasses import dataclass
from math import prod

from openassay.formats import pickles
from openassay.formats.ranges import Range
from openassay.formats.sampling import look_empty
from openassay.formats.shown import brief
from openassay.formats.zips import Zip
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

_MAGIC = b"\x93NUMPY"
_DESCR = re.compile(r"'descr':\s*(?:'([^']{1,64})'|(\[))")
_ORDER = re.compile(r"'fortran_order':\s*(?:True|False)\b")
_SHAPE = re.compile(r"'shape':\s{0,9}\(\s{0,9}((?:\d{1,19}L?\s{0,9},\s{0,9}){0,64}(?:\d{1,19}L?\s{0,9})?)\)", re.ASCII)
_PLAIN = re.compile(r"[<>|=]?([a-zA-Z?])(\d{0,6})(?:\[\w{1,8}\])?")
_LARGEST = 1 << 63
_TYPES = {"f2": "F16", "f4": "F32", "f8": "F64", "i1": "I8", "i2": "I16", "i4": "I32", "i8": "I64", "b1": "BOOL"}
_TYPES |= {"u1": "U8", "u2": "U16", "u4": "U32", "u8": "U64", "c8": "C64", "c16": "C128"}
_ARRAYS_LOOKED_AT = 1000


@dataclass(frozen=True, slots=True)
class Array:
    """One array: the name of its member without `.npy` (empty in a .npy file), its type as safetensors spells it, its shape."""

    name: str
    dtype: str
    shape: tuple[int, ...]

    @property
    def values(self) -> int:
        """Values in the array."""
        return prod(self.shape)


@dataclass(frozen=True, slots=True)
class ArraysHeader:
    """What a .npy or .npz file holds."""

    arrays: tuple[Array, ...]
    parameters: int
    """Values in all arrays that are not of Python objects."""
    remarks: tuple[Remark, ...] = ()


def read_npy(content: Content) -> ArraysHeader:
    """Read one array's header. An array of Python objects is a pickle, and is told like one.

    Raises `Unreadable`: `error:empty`, `error:truncated`, `error:bad-header`, `error:overflow`.
    """
    if not content.size:
        raise Unreadable("error:empty", "the file has no content")
    array, remarks = _read_array("", content)
    return ArraysHeader((array,), 0 if array.dtype == "OBJECT" else array.values, remarks)


def read_npz(content: Content) -> ArraysHeader:
    """Read the header of every array in the zip. Raises `Unreadable`: what `Zip` raises."""
    archive = Zip(content)
    arrays: list[Array] = []
    remarks = list(archive.remarks)
    named = [member for member in archive.members if member.name.endswith(".npy") and member.readable]
    if len(named) > _ARRAYS_LOOKED_AT:
        remarks.append(
            Remark(limits.ARCHIVE_MEMBERS.code, f"only the first {_ARRAYS_LOOKED_AT} of {len(named)} arrays were looked at")
        )
    for member in named[:_ARRAYS_LOOKED_AT]:
        name = member.name.removesuffix(".npy")
        try:
            array, said = _read_array(name, archive.open(member))
        except Unreadable as error:
            remarks.append(Remark(error.code, f"{brief(name)}: {error.because}"))
            continue
        arrays.append(array)
        remarks += [Remark(remark.code, f"{brief(name)}: {remark.because}") for remark in said]
    parameters = sum(array.values for array in arrays if array.dtype != "OBJECT")
    return ArraysHeader(tuple(arrays), parameters, tuple(remarks))


def _read_array(name: str, content: Content) -> tuple[Array, tuple[Remark, ...]]:
    text, start = _header_text(content)
    descr, order, shape = _DESCR.search(text), _ORDER.search(text), _SHAPE.search(text)
    if not (text.startswith("{") and descr and order and shape):
        raise Unreadable("error:bad-header", "the array's header lacks its type, order or shape")
    sides = tuple(int(side.strip().rstrip("L")) for side in shape[1].split(",") if side.strip())
    dtype, width = _dtype(descr[1])
    array = Array(name, dtype, sides)
    if array.values >= _LARGEST or array.values * max(width, 1) >= _LARGEST:
        raise Unreadable("error:overflow", "the array has more values than 64 bits can count")
    if dtype == "OBJECT":
        return array, _told_as_pickle(Range(content, start, content.size - start))
    return array, _judge_values(content, start, array.values * width)


def _header_text(content: Content) -> tuple[str, int]:
    head = content.read_at(0, 12)
    if not head.startswith(_MAGIC):
        raise Unreadable("error:bad-header", "it does not begin as an array does")
    major = head[6] if len(head) == 12 else 0
    if major not in (1, 2, 3):
        raise Unreadable("error:truncated" if len(head) < 12 else "error:bad-header", f"there is no array format {major}")
    width = 2 if major == 1 else 4
    length = int.from_bytes(head[8 : 8 + width], "little")
    if length > limits.NPY_HEADER.value:
        raise Unreadable("error:header-too-long", f"the array's header is said to be {length} bytes long")
    data = content.read_at(8 + width, length)
    if len(data) < length:
        raise Unreadable("error:truncated", "the file ends inside the array's header")
    return data.decode("utf-8", "backslashreplace"), 8 + width + length


def _dtype(descr: str | None) -> tuple[str, int]:
    """The type's name and the bytes of a value; bytes are 0 where the type is a structure."""
    if descr is None:
        return "STRUCTURE", 0
    match = _PLAIN.fullmatch(descr)
    if match is None:
        raise Unreadable("error:bad-header", f"{brief(descr)} is no type of an array")
    letter, digits = match[1], match[2]
    if letter == "O":
        return "OBJECT", 0
    width = int(digits or "1") * (4 if letter == "U" else 1)
    return _TYPES.get(letter + digits, "OTHER"), width


def _told_as_pickle(content: Content) -> tuple[Remark, ...]:
    try:
        return pickles.read(content).remarks or (Remark("finding:pickled-array", "the array is a pickle of Python objects"),)
    except Unreadable as error:
        return (Remark(error.code, error.because),)


def _judge_values(content: Content, start: int, needed: int) -> tuple[Remark, ...]:
    there = content.size - start
    if there < needed:
        return (Remark("finding:truncated-weights", f"the array needs {needed} bytes and has {there}"),)
    try:
        empty = look_empty(content, start, needed)
    except Unreadable:
        return ()
    return (empty,) if empty else ()
