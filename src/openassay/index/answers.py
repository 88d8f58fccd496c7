"""The answers of all releases, column by column, as segments hold them (`openassay.index.columns`)."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from openassay.index.columns import LICENSE

Bytes = npt.NDArray[np.uint8]

AT_ONCE = 16
"""Columns that are read from a part in one go: of 2.5 million releases 40 MB."""


class Part(Protocol):
    """A part of the index: so many rows, and columns that can be read by name."""

    @property
    def rows(self) -> int:
        """How many rows it has."""

    @property
    def columns(self) -> frozenset[str]:
        """The names of its columns."""

    def read(self, columns: Sequence[str]) -> Any:
        """Return some of its columns, all of which it has, as an Arrow table."""


class Licenses(NamedTuple):
    """The licenses of one component: for each release the place of its text among the distinct ones."""

    places: npt.NDArray[np.uint32]
    texts: tuple[str, ...]
    """Expressions, one a line; the first text is the empty one, of a component without a license."""


class Answers:
    """Parts one after the other, as if they were one. Where a part has no such column, nobody asked."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = tuple(parts)
        self.rows = sum(part.rows for part in self._parts)
        """How many releases there are."""

    def codes(self, keys: Iterable[str]) -> Iterator[tuple[str, Bytes]]:
        """Yield each key with the code of each row."""
        wanted = sorted(set(keys))
        lots = [wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)]
        with ThreadPoolExecutor(1) as reader:  # the next lot is read while what was read is used
            ahead = deque([reader.submit(self._codes, lots[0])] if lots else [])
            for place in range(len(lots)):
                ahead += [reader.submit(self._codes, lot) for lot in lots[place + 1 : place + 2]]
                yield from ahead.popleft().result().items()

    def _codes(self, keys: Sequence[str]) -> dict[str, Bytes]:
        found = {key: np.zeros(self.rows, np.uint8) for key in keys}
        for first, part, here in self._having(keys):
            table = part.read(here)
            for key in here:
                at = first
                for chunk in table.column(key).chunks:
                    found[key][at : at + len(chunk)] = (chunk.fill_null(0) if chunk.null_count else chunk).to_numpy()
                    at += len(chunk)
        return found

    def licenses(self, component: str) -> Licenses:
        """Return the licenses of a component."""
        column = f"{LICENSE}{component}"
        texts = {"": 0}
        places = np.zeros(self.rows, np.uint32)
        for first, part, here in self._having([column]):
            at = first
            for chunk in part.read(here).column(column).chunks:
                coded = chunk if hasattr(chunk, "dictionary") else chunk.dictionary_encode()
                into = [texts.setdefault(text or "", len(texts)) for text in coded.dictionary.to_pylist()]
                indices = coded.indices.fill_null(len(into)).to_numpy()
                np.take(np.array([*into, 0], np.uint32), indices, out=places[at : at + len(chunk)], mode="clip")
                at += len(chunk)
        return Licenses(places, tuple(texts))

    def _having(self, wanted: Sequence[str]) -> Iterator[tuple[int, Part, list[str]]]:
        """Yield the parts that have some of these columns, with the row at which they begin."""
        first = 0
        for part in self._parts:
            if here := [column for column in wanted if column in part.columns]:
                yield first, part, here
            first += part.rows
