"""The segments of an index as parts to read answers from: only the rows that are current."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openassay.index.columns import LICENSE
from openassay.index.damage import Damaged
from openassay.index.ledger import SEGMENTS
from openassay.index.segments import path_of
from openassay.index.store import Index

_MANY = 100_000
"""Rows from which on several threads read one segment."""


class StoredPart:
    """One segment, or some of its rows."""

    def __init__(self, path: Path, rows: int, live: Sequence[int] | None = None) -> None:
        self.rows = rows
        self._path = path
        self._live = live

    @contextmanager
    def open(self) -> "Iterator[StoredReader]":
        """Open it. Raises `Damaged` where it is missing or cannot be read, here or later."""
        import pyarrow as pa

        name = f"segment {self._path.stem[:16]}..."
        try:
            yield StoredReader(self._path, self._live)
        except FileNotFoundError:
            raise Damaged(f"{name} is missing") from None
        except (OSError, pa.ArrowException) as error:
            raise Damaged(f"{name} cannot be read ({type(error).__name__})") from None


class StoredReader:
    """One segment that is open."""

    def __init__(self, path: Path, live: Sequence[int] | None) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        metadata = pq.read_metadata(path)
        self.columns = frozenset(metadata.schema.names)
        coded = [name for name in self.columns if name.startswith(LICENSE)]
        self._file = pq.ParquetFile(path, memory_map=True, metadata=metadata, read_dictionary=coded)
        self._live = live if live is None else pa.array(live, pa.int64())
        self._threads = metadata.num_rows >= _MANY

    def read(self, columns: Sequence[str]) -> Any:
        """Return some columns of the current rows."""
        table = self._file.read(list(columns), use_threads=self._threads)
        return table if self._live is None else table.take(self._live)


class Stored:
    """An index as what planes are made from."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @property
    def folder(self) -> Path:
        """Where the index lies."""
        return self._index.folder

    @property
    def mark(self) -> str:
        """What changes whenever anything is done to the index."""
        return self._index.mark

    def parts(self) -> Iterator[StoredPart]:
        """The answers about every release, as it was seen last."""
        folder = self.folder / SEGMENTS
        for name, rows, live in self._index.live_segments():
            yield StoredPart(path_of(folder, name), rows, live)

    def names(self) -> Iterator[tuple[str, str]]:
        """Name and publisher of every release, in the same order."""
        return self._index.live_names()
