"""Parts of an index in memory, for tests."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from tests.index.random_standards import Releases


class TablePart:
    """An Arrow table that stands for a part of an index, open or not."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self.rows: int = table.num_rows
        self.columns = frozenset(table.column_names)

    @contextmanager
    def open(self) -> "Iterator[TablePart]":
        yield self

    def read(self, columns: Sequence[str]) -> Any:
        return self._table.select(list(columns))


def table_of(columns: Mapping[str, Any]) -> pa.Table:
    """A table as a segment lays it out: codes as bytes, licenses as a dictionary in which no license is null."""
    arrays = {}
    for name, values in columns.items():
        if name.startswith("license/"):
            arrays[name] = pa.array([text or None for text in values], pa.string()).dictionary_encode()
        else:
            arrays[name] = pa.array(values, pa.uint8())
    return pa.table(arrays)


def parts_of(releases: Releases, cut: int = 0) -> list[TablePart]:
    """The answers about random releases, in one part, or in two that are cut before a row."""
    table = table_of({**releases.codes, **releases.texts})
    parts = [table.slice(0, cut), table.slice(cut)] if cut else [table]
    return [TablePart(part) for part in parts]
