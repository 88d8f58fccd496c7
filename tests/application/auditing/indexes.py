"""Comparing indexes, and ordering audits, for the tests and the bench."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from openassay.application.auditing.audit import Summary
from openassay.application.auditing.chunk import Read
from openassay.application.auditing.ordering import Asked, carry_out
from tests.application.auditing.readers import read_made_up

AT = "2026-11-01"


def write_list(path: Path, addresses: list[str]) -> Path:
    """Write a list of releases, each named by its place in it."""
    lines = [f'{{"address": "{address}", "name": "model-{place:04}"}}' for place, address in enumerate(addresses)]
    path.write_text("\n".join(lines))
    return path


def audit_into(folder: Path, list_: Path, read: Read = read_made_up, **asked: object) -> Summary:
    """Audit a list with two workers."""
    given = {"at": AT, "workers": 2, **asked}
    return carry_out(Asked(list_, folder, ("mof",), **given), lambda _: None, read)  # type: ignore[arg-type]


def content_of(folder: Path) -> dict[str, str]:
    """All that an index says: the digest of each file, and of the ledger what it holds. Nothing of an audit may be left over."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_file() and not name.startswith(("index.sqlite", "writer.lock")):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    with closing(sqlite3.connect(folder / "index.sqlite")) as connection:
        lines = [line for line in connection.iterdump() if not line.startswith('INSERT INTO "search_')]
        found["ledger"] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return found
