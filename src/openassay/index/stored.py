"""The segments of an index as parts to read answers from: only the rows that are current."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openassay.index.answers import Answers
from openassay.index.damage import Damaged
from openassay.index.ledger import SEGMENTS
from openassay.index.segments import path_of
from openassay.index.store import Index


class StoredPart:
    """One segment, open for reading. Raises `Damaged` where it is missing or cannot be read."""

    def __init__(self, path: Path, live: Sequence[int] | None) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._path = path
        self._live = live if live is None else pa.array(live, pa.int64())
        try:
            self._file = pq.ParquetFile(path, memory_map=True)
        except FileNotFoundError:
            raise Damaged(f"segment {path.stem[:16]}... is missing") from None
        except (OSError, pa.ArrowException) as error:
            raise self._damaged(error) from None
        self.rows: int = self._file.metadata.num_rows if live is None else len(live)
        self.columns = frozenset(self._file.schema_arrow.names)

    def read(self, columns: Sequence[str]) -> Any:
        """Return some columns of the current rows."""
        import pyarrow as pa

        try:
            table = self._file.read(list(columns))
        except (OSError, pa.ArrowException) as error:
            raise self._damaged(error) from None
        return table if self._live is None else table.take(self._live)

    def _damaged(self, error: Exception) -> Damaged:
        return Damaged(f"segment {self._path.stem[:16]}... cannot be read ({type(error).__name__})")


def answers_in(index: Index) -> Answers:
    """The current answers of every release of an index, in the order of `Index.live_names`. Raises `Damaged`."""
    return Answers(_parts(index))


def _parts(index: Index) -> Iterator[StoredPart]:
    for name, live in index.live_rows():
        yield StoredPart(path_of(index.folder / SEGMENTS, name), live)
