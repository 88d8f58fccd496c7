"""The index of license texts that we know: ordered word hashes, made by tools/build_license_index.py.

The texts themselves are not here. A known text is a row of tokens, 16 bits each: the number of a word, with the top bit set where
the text may also stand without it; or a gap, which stands for up to so many words of anybody's choosing (a name, a year).
"""

import json
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from openassay.licenses.words import Words, word_hash

MAGIC = b"OPENASSAY-TEXTS-1\n"
OPTIONAL = 0x8000
"""Set on a token whose word may be missing."""
GAP = 0x7F00
"""A token of this and above (without `OPTIONAL`) is a gap; its low 7 bits say how many words it takes."""
GAP_OF_ANY = 0x80
"""Set on a gap that may also take words that limit, because the known text has such words there."""
UNKNOWN = -1
"""The number of a word that no known text has."""
GRAM = 4
"""Words in a fingerprint."""
SAMPLE = 4
"""One in so many fingerprints is kept."""

_SPREAD = 0x9E3779B97F4A7C15
_BITS_64 = 0xFFFF_FFFF_FFFF_FFFF

Kind = Literal["text", "header", "exception", "policy"]


@dataclass(frozen=True, slots=True)
class KnownText:
    """One known text. `required` counts the words that must stand in it; `title` is how it names itself, as far as known."""

    number: int
    id: str
    kind: Kind
    offset: int
    length: int
    required: int
    fingerprints: int


class Index:
    """All known texts. One instance serves a process; about 6 MB."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC):
            raise ValueError("not an index of license texts")
        at = len(MAGIC)
        head = json.loads(data[at + 4 : (at := at + 4 + int.from_bytes(data[at : at + 4], "little"))])
        self.dotted = frozenset(head["dotted"])
        """The numbers of the words that are themselves dotted numbers, such as 2.1."""
        self.texts = [KnownText(number, *row) for number, row in enumerate(head["texts"])]
        vocabulary, at = _numbers("Q", data, at, head["words"])
        self._fingerprints, at = _numbers("I", data, at, head["fingerprints"])
        self._holders, at = _numbers("H", data, at, head["fingerprints"])
        self._tokens, at = _numbers("H", data, at, head["tokens"])
        self.vocabulary = {value: number for number, value in enumerate(vocabulary)}

    def numbers(self, words: Words) -> list[int]:
        """The number of each word, `UNKNOWN` where no known text has it."""
        known: dict[str, int] = {}
        numbers = []
        for word in words.words:
            number = known.get(word)
            if number is None:
                number = known[word] = self.vocabulary.get(word_hash(word), UNKNOWN)
            numbers.append(number)
        return numbers

    def tokens(self, text: KnownText) -> "array[int]":
        """The tokens of a known text."""
        return self._tokens[text.offset : text.offset + text.length]

    @lru_cache(maxsize=48)  # noqa: B019 - the index lives as long as the process
    def places(self, number: int) -> dict[int, int]:
        """Where in a known text each run of `GRAM` words stands, for the runs that stand there once."""
        found: dict[int, int] = {}
        for at, gram in enumerate(grams([token & ~OPTIONAL for token in self.tokens(self.texts[number])], GAP)):
            if gram >= 0:
                found[gram] = -1 if gram in found else at
        return {gram: at for gram, at in found.items() if at >= 0}

    def candidates(self, runs: list[int]) -> dict[int, int]:
        """How many of the given runs (from `grams`) each known text shares, by its number; only sampled runs count."""
        shared = array("H")
        fingerprints, holders = self._fingerprints, self._holders
        for print_ in {((gram * _SPREAD) & _BITS_64) >> 32 for gram in set(runs) if gram >= 0}:
            if print_ % SAMPLE:
                continue
            at = bisect_left(fingerprints, print_)
            if at < len(fingerprints) and fingerprints[at] == print_:
                shared += holders[at : bisect_right(fingerprints, print_, at)]
        return Counter(shared)


def grams(numbers: list[int], bound: int = GAP) -> list[int]:
    """Each run of `GRAM` words as one number; -1 where it holds a word that is unknown or a gap."""
    runs = []
    run, good = 0, 0
    for number in numbers:
        if 0 <= number < bound:
            run, good = ((run << 15) | number) & 0xFFF_FFFF_FFFF_FFFF, good + 1
        else:
            good = 0
        runs.append(run if good >= GRAM else -1)
    return runs[GRAM - 1 :]


def fingerprint(gram: int) -> int:
    """32 bits that stand for a run of words; -1 for no run gives a number that is never kept."""
    if gram < 0:
        return 1
    return ((gram * _SPREAD) & _BITS_64) >> 32


def _numbers(code: str, data: bytes, at: int, count: int) -> "tuple[array[int], int]":
    numbers = array(code)
    end = at + count * numbers.itemsize
    numbers.frombytes(data[at:end])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers, end


@cache
def index() -> Index:
    """The index that ships with openassay."""
    return Index(files(__package__).joinpath("data/known_texts.bin").read_bytes())
