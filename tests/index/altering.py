"""Altering one byte of an index, anywhere, for the tests and the bench of verifying it."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

_TABLES = ("ledger", "segment", "release", "assessment", "failure", "document", "grade", "standard", "gap", "name", "page")


def alter(folder: Path, copy: Path, chance: random.Random) -> str:
    """Copy an index and alter one byte of a segment, of the manifest, or of a row of the ledger; say what was altered."""
    shutil.copytree(folder, copy)
    ways: list[Callable[[Path, random.Random], str]] = [_segment, _manifest, _row]
    return chance.choice(ways)(copy, chance)


def _segment(folder: Path, chance: random.Random) -> str:
    return _byte_of(chance.choice(sorted(folder.glob("*/*.parquet"))), chance)


def _manifest(folder: Path, chance: random.Random) -> str:
    return _byte_of(folder / "manifest.jsonl", chance)


def _byte_of(path: Path, chance: random.Random) -> str:
    data = bytearray(path.read_bytes())
    place, bit = chance.randrange(len(data)), chance.randrange(8)
    data[place] ^= 1 << bit
    path.write_bytes(data)
    return f"{path.name}: bit {bit} of byte {place}"


def _row(folder: Path, chance: random.Random) -> str:
    with closing(sqlite3.connect(folder / "index.sqlite", isolation_level=None)) as ledger:
        table = chance.choice([one for one in _TABLES if ledger.execute(f"SELECT count(*) FROM {one}").fetchone()[0]])
        columns = [name for _, name, *_ in ledger.execute(f"PRAGMA table_info({table})")]
        rows = ledger.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {columns[0]}").fetchall()
        row, place = chance.choice(rows), chance.randrange(len(columns))
        where = " AND ".join(f"{name} IS ?" for name in columns)
        changed = _altered(row[place], chance)
        try:
            ledger.execute(f"UPDATE {table} SET {columns[place]} = ? WHERE {where}", (changed, *row))
        except sqlite3.IntegrityError:  # another row has that key: then the row goes instead
            ledger.execute(f"DELETE FROM {table} WHERE {where}", row)
    return f"{table}.{columns[place]}: {row[place]!r} -> {changed!r}"


def _altered(value: object, chance: random.Random) -> object:
    """A value that differs in one byte from another."""
    if value is None or value == "":
        return "x"
    if isinstance(value, str):
        place = chance.randrange(len(value))
        return value[:place] + chr(ord(value[place]) ^ (1 << chance.randrange(5))) + value[place + 1 :]
    return (value + 1 if isinstance(value, int) else -float(str(value)) - 1) if not isinstance(value, bytes) else value[:-1]
