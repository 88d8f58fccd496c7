"""HDF5: only the superblock (HDF5 File Format Specification, section II.A). It tells whether the file is whole."""

from dataclasses import dataclass

from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

_MAGIC = b"\x89HDF\r\n\x1a\n"
_END_AT = {0: 24 + 2 * 8, 1: 24 + 4 + 2 * 8, 2: 12 + 2 * 8, 3: 12 + 2 * 8}
"""Where the end-of-file address stands for each version, with 8-byte addresses."""


@dataclass(frozen=True, slots=True)
class Hdf5Header:
    """What the superblock says."""

    version: int
    size: int | None
    """Bytes that the file must have; None where addresses are not 8 bytes wide."""
    remarks: tuple[Remark, ...] = ()


def read(content: Content) -> Hdf5Header:
    """Read the superblock. Raises `Unreadable`: `error:empty`, `error:truncated`, `error:bad-header`."""
    if not content.size:
        raise Unreadable("error:empty", "the file has no content")
    head = content.read_at(0, 96)
    if not head.startswith(_MAGIC):
        raise Unreadable("error:bad-header", "it does not begin as an HDF5 file does")
    if len(head) < 48:
        raise Unreadable("error:truncated", "the file ends inside its superblock")
    version = head[8]
    if version not in _END_AT:
        raise Unreadable("error:bad-header", f"there is no superblock version {version}")
    if head[13 if version < 2 else 9] != 8:
        return Hdf5Header(version, None)
    at = _END_AT[version]
    size = int.from_bytes(head[at : at + 8], "little")
    if size <= content.size:
        return Hdf5Header(version, size)
    return Hdf5Header(version, size, (Remark("finding:truncated-weights", f"it needs {size} bytes and has {content.size}"),))
