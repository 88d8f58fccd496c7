"""Giving an index away: its releases as they were seen last, for spreadsheets and for programs."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from openassay.index.search import MOST, Row, Search
from openassay.index.store import Index

PLAIN = ("name", "revision", "version", "seen_at", "digest", "publisher", "domain", "license")
_OF_GRADE = ("standard", "level", "ceiling", "low", "high")


def every_row(index: Index, search: Search | None = None) -> Iterator[Row]:
    """Every release that a search finds, a page at a time."""
    asked = search or Search()
    cursor = asked.cursor
    while True:
        page = index.releases(Search(**{**_fields(asked), "cursor": cursor, "limit": MOST}))
        yield from page.items
        cursor = page.next
        if not cursor:
            return


def to_csv(index: Index) -> Iterator[str]:
    """The releases as comma-separated values: a line each, with columns for the grade under each standard."""
    columns = _columns(index)
    yield _line(columns)
    for row in every_row(index):
        flat = _flat(row)
        yield _line([flat.get(column, "") for column in columns])


def to_json_lines(index: Index) -> Iterator[str]:
    """The releases as JSON, an object a line."""
    for row in every_row(index):
        yield json.dumps(asdict(row), sort_keys=True) + "\n"


def to_documents(index: Index) -> Iterator[str]:
    """The assessment documents themselves, an object a line: `{"name", "seen_at", "document"}`."""
    for name, seen_at, digest in index.current():
        document = json.loads(index.document_of(digest) or b"null")
        yield json.dumps({"name": name, "seen_at": seen_at, "document": document}, sort_keys=True) + "\n"


def write_parquet(index: Index, path: Path) -> None:
    """The releases as Parquet, with the columns of `to_csv`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [_flat(row) for row in every_row(index)]
    table = {column: pa.array([row.get(column) for row in rows], pa.string()) for column in _columns(index)}
    pq.write_table(pa.table(table), path, compression="zstd")


def _columns(index: Index) -> list[str]:
    return [*PLAIN, "gaps", *(f"{family} {part}" for family in index.standards() for part in _OF_GRADE)]


def _flat(row: Row) -> dict[str, str]:
    flat: dict[str, str] = {name: getattr(row, name) for name in PLAIN}
    flat["gaps"] = " ".join(row.gaps)
    for grade in row.grades:
        for part in _OF_GRADE:
            if (value := getattr(grade, part)) is not None:
                flat[f"{grade.family} {part}"] = value
    return flat


def _line(values: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()


def _fields(search: Search) -> dict[str, Any]:
    return {name: getattr(search, name) for name in search.__slots__}
