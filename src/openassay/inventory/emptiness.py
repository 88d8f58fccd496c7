"""Whether weights look empty: blocks of them, taken at even distances, hold one byte value each.

Trained numbers differ. A file of the right size whose blocks are all zeros holds nothing, whatever its header says.
"""

BLOCK = 512
"""Bytes looked at in each place."""

PLACES = 8
"""Places looked at in each mebibyte."""

SHARE = 0.9
"""Files with at least this share of constant blocks look empty. Real weights stay far below: even sparse ones mix values."""

SMALLEST = 1024
"""Bytes; below this a constant stretch says little."""


class Sampling:
    """Collects blocks of one file while its chunks pass by for the digest."""

    __slots__ = ("_skip", "constant", "taken")

    def __init__(self, start: int) -> None:
        """`start` is where the header ends: what stands before it is not looked at."""
        self.taken = 0
        self.constant = 0
        self._skip = start

    def take(self, chunk: bytes) -> None:
        """Look at blocks of the next chunk."""
        at, self._skip = self._skip, max(0, self._skip - len(chunk))
        step = max(BLOCK, len(chunk) // PLACES)
        for place in range(at, len(chunk), step):
            block = chunk[place : place + BLOCK]
            self.taken += 1
            self.constant += block.count(block[:1]) == len(block)

    @property
    def looks_empty(self) -> bool:
        """Whether nearly all blocks were constant."""
        return self.taken > 0 and self.constant >= SHARE * self.taken


def looks_empty(data: bytes, start: int) -> bool:
    """Whether the bytes of a whole small file from `start` (the end of its header) look empty."""
    if len(data) - start < SMALLEST:
        return False
    sampling = Sampling(0)
    rest = data[start:]
    step = max(SMALLEST, len(rest) // 8)
    for at in range(0, len(rest), step):
        sampling.take(rest[at : at + step])
    return sampling.looks_empty
