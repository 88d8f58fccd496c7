"""Git LFS pointers (git-lfs, docs/spec.md): what stands in a tree where a large file should be."""

import re
from dataclasses import dataclass

from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

_VERSION = re.compile(rb"version https://(git-lfs|hawser)[\w./-]{1,200}\n")
_OID = re.compile(rb"^oid sha256:([0-9a-f]{64})\r?$", re.MULTILINE)
_SIZE = re.compile(rb"^size (\d{1,19})\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LfsPointer:
    """A pointer. Both values are claims: the content that they describe is not here, so `size` is a claimed size."""

    sha256: str
    size: int
    """Bytes."""
    remarks: tuple[Remark, ...] = ()


def read(content: Content) -> LfsPointer:
    """Read a pointer. Raises `Unreadable`: `error:empty`, `error:bad-header`."""
    if not content.size:
        raise Unreadable("error:empty", "the file has no content")
    data = content.read_at(0, limits.LFS_POINTER.value + 1)
    oid, size = _OID.search(data), _SIZE.search(data)
    if len(data) > limits.LFS_POINTER.value or not _VERSION.match(data) or not (oid and size):
        raise Unreadable("error:bad-header", "it begins as an LFS pointer does and is none")
    return LfsPointer(oid[1].decode("ascii"), int(size[1]))
