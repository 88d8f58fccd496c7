"""Verifying an index: that no byte of it was altered since it was written.

The manifest is a chain of hashes; each segment is named by the hash of its bytes; and the ledger is made anew from both and held
against the one that is there, row by row. Who can write to the whole folder can write a whole new index: only a hash of the last
line that was kept elsewhere tells then, which is why it is shown.
"""

import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from openassay.index import ledger, manifest
from openassay.index.damage import Damaged, Unusable
from openassay.index.segments import path_of

_TABLES = (
    "ledger", "segment", "release", "assessment", "failure", "document", "grade", "standard", "gap", "name", "page",
)  # fmt: skip
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying an index came to."""

    problems: tuple[str, ...]
    """One sentence for each part that is not as it was written; none where all is well."""
    remarks: tuple[str, ...]
    """What does no harm and is no part of the index, such as what a crash left."""
    lines: int
    segments: int
    head: str
    """The hash of the last line of the manifest: keep it elsewhere, to know later that nothing before it was changed."""


def verify(folder: Path, head: str = "") -> Verified:
    """Verify the index in a folder, and that its manifest has a line with the hash `head`, where one is given."""
    problems: list[str] = []
    remarks: list[str] = []
    try:
        lines = manifest.read_manifest(folder)
    except Damaged as error:
        return Verified((f"{error}.",), (), 0, 0, "")
    if head and head not in {line.hash for line in lines}:
        problems.append(f"{manifest.FILE} has no line with the hash {head}: it was cut or written anew.")
    if _is_torn(folder):
        remarks.append("A line of the manifest was never finished; the next writer takes it away.")
    used = ledger.in_use(lines)
    named = {(ledger.folder_of(action), said["segment"]) for _, action, said in used}
    problems += _of_segments(folder, named)
    remarks += _of_strangers(folder, named)
    if not problems:
        problems += _of_ledger(folder, lines)
    if (behind := _behind(folder, len(lines))) and not problems:
        remarks.append(f"The ledger lacks the last {behind} lines of the manifest; the next writer enters them.")
    return Verified(tuple(problems), tuple(remarks), len(lines), len(used), lines[-1].hash if lines else manifest.START)


def _is_torn(folder: Path) -> bool:
    path = folder / manifest.FILE
    return path.exists() and path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")


def _behind(folder: Path, lines: int) -> int:
    """How many lines of the manifest a crash kept from the ledger."""
    try:
        with closing(ledger.connect(folder, writing=False)) as connection:
            return lines - int(connection.execute("SELECT count(*) FROM ledger").fetchone()[0])
    except sqlite3.Error:
        return 0


def _of_segments(folder: Path, named: set[tuple[str, str]]) -> Iterator[str]:
    """Say of every segment that is not what its name promises."""
    for part, name in sorted(named):
        try:
            with path_of(folder / part, name).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            yield f"{part}/{name} cannot be read: {error.strerror}."
            continue
        if digest != name:
            yield f"{part}/{name} was altered: its SHA-256 is {digest[:16]}..., and it is named by it."


def _of_strangers(folder: Path, named: set[tuple[str, str]]) -> Iterator[str]:
    for part in (ledger.SEGMENTS, ledger.GRADINGS):
        strangers = [path.name for path in sorted((folder / part).glob("*")) if (part, path.name.partition(".")[0]) not in named]
        if strangers:
            yield f"{len(strangers)} in {part}/ belong to no line of the manifest, such as {strangers[0]}."


def _of_ledger(folder: Path, lines: list[manifest.Line]) -> Iterator[str]:
    """Say what the ledger tells otherwise than one that is made anew."""
    try:
        with tempfile.TemporaryDirectory(prefix="openassay-") as place:
            copy = Path(place) / "kept.sqlite"
            with closing(ledger.connect(folder, writing=False)) as kept, closing(sqlite3.connect(copy)) as target:
                kept.backup(target)
            with closing(sqlite3.connect(Path(place) / "anew.sqlite", isolation_level=None)) as connection:
                connection.execute("PRAGMA synchronous = OFF")
                ledger.make_tables(connection)
                connection.execute("ATTACH ? AS kept", (str(copy),))
                (known,) = connection.execute("SELECT count(*) FROM kept.ledger").fetchone()
                ledger.Writer(connection, folder).catch_up(lines[:known])
                yield from _differences(connection)
    except sqlite3.Error as error:
        yield f"{ledger.NAME} cannot be read: {error}."
    except Unusable as error:
        yield f"{error}."


def _differences(connection: sqlite3.Connection) -> Iterator[str]:
    for table in _TABLES:
        for first, second, what in (("kept", "main", "has a row too many or altered"), ("main", "kept", "lacks a row")):
            query = f"SELECT * FROM {first}.{table} EXCEPT SELECT * FROM {second}.{table} LIMIT {_SHOWN}"  # noqa: S608
            for row in connection.execute(query):
                yield f"{ledger.NAME}: the table {table} {what}: {_shown(row)}."
    schema = "SELECT type, name, sql FROM {}.sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    if set(connection.execute(schema.format("kept"))) != set(connection.execute(schema.format("main"))):
        yield f"{ledger.NAME}: the tables are not made as they should be."
    try:
        connection.execute("INSERT INTO kept.search (search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.Error as error:
        yield f"{ledger.NAME}: the index of texts is not that of its pages: {error}."


def _shown(row: tuple[object, ...]) -> str:
    text = ", ".join(str(value) for value in row)
    return text if len(text) <= 120 else f"{text[:117]}..."
