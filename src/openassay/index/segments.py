"""Segments: files of assessments, named by their content, that nobody ever changes.

A segment is Parquet: one row an assessment, in the order they were added (`openassay.index.columns` says what the columns hold).
The same rows give the same bytes, so that writing a segment again only writes the same file again.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from openassay.index import columns, page
from openassay.index.damage import Damaged

ROWS = 2_000
"""Most rows of one segment that is written here."""
_ENDING = ".parquet"
_ZSTD_LEVEL = 3
_COMPRESSION = {columns.PAGE: "zstd", columns.DOCUMENT: "none", "grade": "zstd"}
"""How each column is compressed; LZ4 else, which for hundreds of columns of bytes begins ten times faster and ends as small."""
_DOCUMENTS_AT_ONCE = 256
_MANY = 10_000
"""Rows from which on a list of the values of a fact costs less than it saves."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment on its way into a segment."""

    release: str
    revision: str
    version: str
    seen_at: str
    digest: str
    """SHA-256 of the document, in hex."""
    page: bytes
    codes: Mapping[str, int]
    licenses: Mapping[str, str]
    document: bytes | None
    """As the segment keeps it: zstd; None where an earlier row has the same document."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment that is on the disk."""

    name: str
    """SHA-256 of the file, in hex; the file is named so."""
    rows: int


def assessed(name: str, document: bytes, seen_at: str) -> Assessed:
    """Make a row of an assessment document. Raises `ValueError` in a sentence where it is none."""
    try:
        found = json.loads(document)
        return Assessed(
            release=name,
            revision=revision_of(found),
            version=found["openassay"],
            seen_at=seen_at,
            digest=hashlib.sha256(document).hexdigest(),
            page=page.to_json(page.page_of(name, found)),
            codes=columns.codes_in(found),
            licenses=columns.licenses_in(found),
            document=compress(document),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"what is given for {name} is no assessment document ({type(error).__name__})") from None


def revision_of(document: Mapping[str, Any]) -> str:
    """The revisions of a document's sources, in their order."""
    return " ".join(source["revision"] for source in document["release"]["sources"])


def without_document(row: Assessed) -> Assessed:
    """The row of an assessment whose document lies elsewhere already."""
    return replace(row, document=None)


def compress(data: bytes) -> bytes:
    """Bytes as a segment keeps a document."""
    import pyarrow as pa

    compressed: bytes = pa.Codec("zstd", compression_level=_ZSTD_LEVEL).compress(data, asbytes=True)
    return compressed


def decompress(data: bytes) -> bytes:
    """A document as it was given."""
    import pyarrow as pa

    with pa.input_stream(pa.BufferReader(data), compression="zstd") as stream:
        whole: bytes = stream.read()
    return whole


def write_segment(folder: Path, rows: Sequence[Assessed]) -> Segment:
    """Write rows to a segment in `folder`, and let the disk have it before this returns."""
    return write_table(folder, _table(rows))


def write_table(folder: Path, table: Any) -> Segment:
    """Write an Arrow table to a file of a folder that is named by its content, and let the disk have it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(
        table.cast(pa.schema([_field(field) for field in table.schema])),
        sink,
        compression={name: _COMPRESSION.get(name, "lz4") for name in table.column_names},
        use_dictionary=[name for name in table.column_names if _has_dictionary(name, table.num_rows)],
        write_statistics=False,
        store_schema=False,  # it is as large as the rest where the rows are few
        row_group_size=max(table.num_rows, 1),
    )
    data = memoryview(sink.getvalue())
    name = hashlib.sha256(data).hexdigest()
    write_durably(folder / f"{name}{_ENDING}", data)
    return Segment(name, table.num_rows)


def _field(field: Any) -> Any:
    """A column as a segment has it. A fact is never null, and is faster to read where that is said."""
    fact = "/" in field.name and not field.name.startswith(columns.LICENSE)
    return field.with_nullable(False) if fact else field


def _has_dictionary(column: str, rows: int) -> bool:
    """Whether a column is kept as places in a list of its values. Of many rows that makes facts smaller, and faster to read."""
    return column.startswith(columns.LICENSE) or (rows >= _MANY and "/" in column)


def write_durably(path: Path, data: bytes | memoryview) -> None:
    """Write a file so that, whatever happens, it is either whole or not there. One that is there is left as it is."""
    if path.exists():
        return
    spare = path.with_name(f"{path.name}.{secrets.token_hex(8)}.tmp")
    with spare.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    spare.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let the disk have the names in a folder; where the system cannot (Windows), it does so by itself."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def path_of(folder: Path, name: str) -> Path:
    """The path of a segment in a folder."""
    return folder / f"{name}{_ENDING}"


def read_columns(folder: Path, name: str, wanted: Iterable[str]) -> Any:
    """Read some columns of a segment, those that it has, as an Arrow table. Raises `Damaged`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        path = path_of(folder, name)
        metadata = pq.read_metadata(path)
        there = set(metadata.schema.names)
        read = [column for column in dict.fromkeys(wanted) if column in there]
        texts = [column for column in read if column.startswith(columns.LICENSE)]
        with pq.ParquetFile(path, metadata=metadata, read_dictionary=texts) as file:
            return file.read(read, use_threads=False)
    except FileNotFoundError:
        raise Damaged(f"segment {name[:16]}... is missing") from None
    except (OSError, pa.ArrowException) as error:
        raise Damaged(f"segment {name[:16]}... cannot be read ({type(error).__name__})") from None


def read_live(folder: Path, name: str, wanted: Sequence[str], rows: Sequence[int] | None) -> Any:
    """Read columns of some rows of a segment, or of all where `rows` is None. What the segment lacks is 0, a license null."""
    import pyarrow as pa

    table = read_columns(folder, name, wanted)
    return with_columns(table if rows is None else table.take(pa.array(rows, pa.int64())), wanted)


def with_columns(table: Any, wanted: Sequence[str]) -> Any:
    """An Arrow table of just these columns, in this order. What it lacks is 0, a license null."""
    import pyarrow as pa

    arrays = []
    for column in wanted:
        if column in table.column_names:
            arrays.append(table.column(column))
        elif column.startswith(columns.LICENSE):
            arrays.append(pa.nulls(table.num_rows, pa.dictionary(pa.int32(), pa.string())))
        else:
            arrays.append(pa.repeat(pa.scalar(0, pa.uint8()), table.num_rows))
    return pa.table(arrays, names=list(wanted))


def read_with_places(folder: Path, name: str, wanted: Sequence[str]) -> tuple[Any, list[tuple[int, int] | None]]:
    """Read some columns of a segment as an Arrow table, and where the bytes of each row's document are in its file.

    Start and length; None where a row has none. The bytes stand there as they are: the column is not compressed again, and
    Parquet does not divide a value. Raises `Damaged`.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = path_of(folder, name)
    try:
        with pq.ParquetFile(path) as file, path.open("rb") as raw, mmap(raw.fileno(), 0, access=ACCESS_READ) as data:
            table = file.read(list(wanted), use_threads=False)
            return table, list(_places(file, data)) or [None] * table.num_rows
    except FileNotFoundError:
        raise Damaged(f"segment {name[:16]}... is missing") from None
    except (OSError, pa.ArrowException) as error:
        raise Damaged(f"segment {name[:16]}... cannot be read ({type(error).__name__})") from None


def _places(file: Any, data: mmap) -> Iterator[tuple[int, int] | None]:
    if columns.DOCUMENT not in file.schema_arrow.names:
        return
    end = 0
    for batch in file.iter_batches(_DOCUMENTS_AT_ONCE, columns=[columns.DOCUMENT], use_threads=False):
        for value in batch.column(0).to_pylist():
            if value is None:
                yield None
                continue
            start = data.find(value, end)
            if start < 0:
                raise Damaged("a segment does not hold its documents as they were written")
            end = start + len(value)
            yield start, len(value)


def read_document(folder: Path, name: str, start: int, length: int) -> bytes:
    """Read one document of a segment by its place. Raises `Damaged`."""
    import pyarrow as pa

    try:
        with path_of(folder, name).open("rb") as file:
            file.seek(start)
            return decompress(file.read(length))
    except (OSError, pa.ArrowException) as error:
        raise Damaged(f"a document of segment {name[:16]}... cannot be read ({type(error).__name__})") from None


def column_names(folder: Path, name: str) -> tuple[str, ...]:
    """The names of a segment's columns. Raises `Damaged`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return tuple(pq.read_schema(path_of(folder, name)).names)
    except FileNotFoundError:
        raise Damaged(f"segment {name[:16]}... is missing") from None
    except (OSError, pa.ArrowException) as error:
        raise Damaged(f"segment {name[:16]}... cannot be read ({type(error).__name__})") from None


def batches(rows: Iterable[Assessed], most: int = ROWS) -> Iterator[list[Assessed]]:
    """Rows in lots of at most so many."""
    lot: list[Assessed] = []
    for row in rows:
        lot.append(row)
        if len(lot) == most:
            yield lot
            lot = []
    if lot:
        yield lot


def _table(rows: Sequence[Assessed]) -> Any:
    import pyarrow as pa

    arrays: dict[str, Any] = {name: pa.array([getattr(row, name) for row in rows], pa.string()) for name in columns.NAMES}
    arrays[columns.PAGE] = pa.array([row.page for row in rows], pa.binary())
    keys = sorted({key for row in rows for key in row.codes})
    values = {key: bytearray(len(rows)) for key in keys}
    for place, row in enumerate(rows):
        for key, code in row.codes.items():
            values[key][place] = code
    for key in keys:
        arrays[key] = pa.UInt8Array.from_buffers(pa.uint8(), len(rows), [None, pa.py_buffer(bytes(values[key]))])
    for name in columns.license_columns():
        texts = pa.array([row.licenses.get(name) for row in rows], pa.string())
        arrays[name] = texts.dictionary_encode()
    arrays[columns.DOCUMENT] = pa.array([row.document for row in rows], pa.binary())
    return pa.table(arrays)
