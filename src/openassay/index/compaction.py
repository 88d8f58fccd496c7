"""Putting small segments together. What they hold stays, in its order; only the files become fewer."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openassay.index import columns, ledger, segments

ROWS = 10_000
"""Most rows of one segment that is put together."""
_FIRST = (*columns.NAMES, columns.PAGE)


def runs(found: Sequence[tuple[str, int]], most: int = ROWS) -> Iterator[list[str]]:
    """The segments to put together, given all of them in order with their rows: neighbours that make no more than `most`."""
    run: list[str] = []
    rows = 0
    for name, count in found:
        if rows + count > most:
            if len(run) > 1:
                yield run
            run, rows = [], 0
        run.append(name)
        rows += count
    if len(run) > 1:
        yield run


def put_together(index: Path, names: Sequence[str]) -> segments.Segment:
    """Write one segment with the rows of several, in their order, each document once. Raises `Damaged`."""
    import pyarrow as pa

    folder = index / ledger.SEGMENTS
    tables = [segments.read_columns(folder, name, segments.column_names(folder, name)) for name in names]
    every = {column for table in tables for column in table.column_names}
    last = [*columns.license_columns(), columns.DOCUMENT]
    wanted = [*_FIRST, *sorted(every.difference(_FIRST, last)), *last]
    whole = pa.concat_tables([segments.with_columns(table, wanted) for table in tables])
    whole = whole.unify_dictionaries().combine_chunks()
    documents = pa.array(_each_once(whole.column("digest"), whole.column(columns.DOCUMENT)), pa.binary())
    whole = whole.set_column(wanted.index(columns.DOCUMENT), columns.DOCUMENT, documents)
    return segments.write_table(folder, whole)


def _each_once(digests: Any, documents: Any) -> Iterator[bytes | None]:
    seen: set[str] = set()
    for digest, document in zip(digests.to_pylist(), documents.to_pylist(), strict=True):
        yield None if digest in seen else document
        if document is not None:
            seen.add(digest)
