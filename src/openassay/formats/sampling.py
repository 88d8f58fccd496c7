"""Whether a stretch of weights holds anything, from a few blocks of it."""

from openassay.vocabulary.content import Content, Distant
from openassay.vocabulary.findings import Remark

_BLOCKS = 16
_BLOCK = 4096
_LEAST = 1024
"""Bytes below which a constant says nothing: a single bias may well be all zeros."""


def look_empty(content: Content, start: int, length: int) -> Remark | None:
    """`finding:weights-look-empty` where evenly spread blocks of the `length` bytes from `start` all repeat one byte; else None.

    Reads at most 64 KiB, and nothing of what lies elsewhere. The first and the last block are always among those read.
    """
    length = min(length, content.size - start)
    if length < _LEAST or isinstance(content, Distant):
        return None
    last = max(0, length - _BLOCK)
    seen: set[int] = set()
    for number in range(_BLOCKS):
        block = content.read_at(start + last * number // (_BLOCKS - 1), min(_BLOCK, length))
        seen.update(block[:1])
        if len(seen) > 1 or block.count(block[:1]) != len(block):
            return None
    return Remark("finding:weights-look-empty", f"{_BLOCKS} samples of {length} bytes of values hold one byte, repeated")
