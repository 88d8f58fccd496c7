"""The segments of an index as parts to read answers from: only the rows that are current."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openassay.index.answers import Answers
from openassay.index.columns import LICENSE
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
            metadata = pq.read_metadata(path)
            names = frozenset(metadata.schema.names)
            coded = [name for name in names if name.startswith(LICENSE)]
            self._file = pq.ParquetFile(path, memory_map=True, metadata=metadata, read_dictionary=coded)
        except FileNotFoundError:
            raise Damaged(f"segment {path.stem[:16]}... is missing") from None
        except (OSError, pa.ArrowException) as error:
            raise self._damaged(error) from None
        self.rows: int = metadata.num_rows if live is None else len(live)
        self.columns = names

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

    def answers(self) -> Answers:
        """The answers of every release, as it was seen last. Raises `Damaged`."""
        folder = self.folder / SEGMENTS
        return Answers(StoredPart(path_of(folder, name), live) for name, live in self._index.live_rows())

    def names(self) -> Iterator[tuple[str, str]]:
        """Name and publisher of every release, in the same order."""
        return self._index.live_names()
