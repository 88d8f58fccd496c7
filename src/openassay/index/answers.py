"""The answers of all releases, as the parts of an index hold them (`openassay.index.columns`)."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]


class Reader(Protocol):
    """A part that is open for reading."""

    @property
    def columns(self) -> frozenset[str]:
        """The names of its columns."""

    def read(self, columns: Sequence[str]) -> Any:
        """Return some of its columns, all of which it has, as an Arrow table."""


class Part(Protocol):
    """A part of an index. What is read of it is read by one thread."""

    @property
    def rows(self) -> int:
        """How many releases it tells of."""

    def open(self) -> AbstractContextManager[Reader]:
        """Open it for reading."""


def codes_of(table: Any, key: str, rows: int) -> Bytes:
    """Return the code of each row for one fact; where the table has no such column, nobody asked."""
    if key not in table.column_names:
        return np.zeros(rows, np.uint8)
    column = table.column(key)
    codes: Bytes = (column.fill_null(0) if column.null_count else column).to_numpy()
    return codes


def flags_of(table: Any, column: str, rows: int, flags: Callable[[str], int]) -> Bytes:
    """Return for each row the flags of its text in a column; 0 where it has none."""
    found = np.zeros(rows, np.uint8)
    first = 0
    for chunk in table.column(column).chunks if column in table.column_names else ():
        coded = chunk if hasattr(chunk, "dictionary") else chunk.dictionary_encode()
        texts = coded.dictionary.to_pylist()
        lookup = np.array([*map(flags, texts), 0], np.uint8)
        places = coded.indices.fill_null(len(texts)).to_numpy()
        np.take(lookup, places, out=found[first : first + len(chunk)], mode="clip")
        first += len(chunk)
    return found
