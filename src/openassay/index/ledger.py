"""The ledger: one SQLite file in which everything in an index can be looked up. It is made from manifest and segments."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

from openassay.index import columns, segments
from openassay.index.damage import Damaged, Unusable
from openassay.index.families import family_of
from openassay.index.manifest import FILE, Line

NAME = "index.sqlite"
SEGMENTS, GRADINGS = "segments", "gradings"
_READ = (*columns.NAMES, columns.PAGE)
_WAIT = 30.0
"""Seconds that a reader waits while the writer commits."""
_NONE = -1
"""The rank of a level below the lowest rung."""


def connect(folder: Path, *, writing: bool) -> sqlite3.Connection:
    """Open the ledger of an index. Whoever writes makes it where there is none, and waits until the disk has each commit."""
    if not writing:
        uri = f"{(folder / NAME).absolute().as_uri()}?mode=ro"
        return sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    connection = sqlite3.connect(folder / NAME, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    make_tables(connection)
    return connection


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables where there are none, all or none of them."""
    if connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'ledger'").fetchone()[0]:
        return
    script = files(__package__).joinpath("schema.sql").read_text("utf-8")
    try:
        connection.executescript(f"BEGIN;{script};COMMIT;")
    except sqlite3.OperationalError as error:
        raise Unusable(f"this SQLite cannot keep an index: {error}") from None


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is done within is committed at its end, or none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


class Writer:
    """Brings a ledger up to the manifest."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder

    def last(self) -> tuple[int, str]:
        """The number and hash of the last line that the ledger has."""
        found = self._connection.execute("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1").fetchone()
        return (found[0], found[1]) if found else (0, "")

    def catch_up(self, lines: Sequence[Line]) -> None:
        """Apply the lines that the ledger has not seen; `lines` are all of the manifest. Raises `Damaged`."""
        seq, mark = self.last()
        if seq > len(lines) or (seq and lines[seq - 1].hash != mark):
            raise Damaged(f"{FILE} and {NAME} do not tell the same; see 'openassay index verify'")
        if seq == 0:
            self._make_anew(lines)
            return
        for line in lines[seq:]:
            self.apply(line)

    def apply(self, line: Line) -> None:
        """Enter what one line says, in one transaction."""
        with transaction(self._connection):
            self._keep(line)
            if line.action == "compact":
                self._compact(line.seq, line.said)
            else:
                self._enter(line.seq, line.action, line.said)

    def _make_anew(self, lines: Sequence[Line]) -> None:
        """Enter all lines in one transaction, those of segments that were put together since as what they became."""
        with transaction(self._connection):
            for line in lines:
                self._keep(line)
            for place, action, said in in_use(lines):
                self._enter(place, action, said)

    def _keep(self, line: Line) -> None:
        """Enter the line itself, and what it says of releases that could not be assessed."""
        self._connection.execute("INSERT INTO ledger VALUES (?, ?, ?, ?)", (line.seq, line.text, line.prev, line.hash))
        failed = [(name, line.said["seen_at"], code, because) for name, code, because in line.said.get("failed", ())]
        self._connection.executemany("INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?)", failed)

    def _enter(self, place: int, action: str, said: Mapping[str, Any]) -> None:
        name, rows = said["segment"], said["rows"]
        if not name or self._connection.execute("SELECT 1 FROM segment WHERE name = ?", (name,)).fetchone():
            return
        self._connection.execute("INSERT INTO segment VALUES (?, ?, ?, ?, 0)", (place, name, action, rows))
        if action == "assess":
            self._assess(place, name)
        else:
            self._grade(name)

    def _assess(self, place: int, segment: str) -> None:
        read, places = segments.read_with_places(self._folder / SEGMENTS, segment, _READ)
        touched: dict[int, str] = {}
        self._hold(place, read.column("digest").to_pylist(), places)
        values = zip(*(read.column(name).to_pylist() for name in _READ), strict=True)
        for row, (name, revision, version, seen_at, digest, kept) in enumerate(values):
            release = self._release(name)
            page = json.loads(kept)
            assessment = self._connection.execute(
                "INSERT OR IGNORE INTO assessment VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (
                    release, seen_at, revision, version, digest, place, row,
                    page["publisher"], page["domain"], page["license"], " ".join(page["gaps"]),
                ),
            ).fetchone()  # fmt: skip
            if assessment is None:
                continue
            names = [(spelling, release) for spelling in page["names"]]
            self._connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", names)
            for grade in page["grades"]:
                self._put_grade(assessment[0], seen_at, grade)
            touched[release] = name
        for release, name in touched.items():
            self._settle(release, name)

    def _hold(self, place: int, digests: Sequence[str], places: Sequence[tuple[int, int] | None]) -> None:
        """Note where the documents of a segment lie, those that no segment before it has."""
        held = [(digest, place, row, *found) for row, (digest, found) in enumerate(zip(digests, places, strict=True)) if found]
        self._connection.executemany("INSERT OR IGNORE INTO document VALUES (?, ?, ?, ?, ?)", held)

    def _release(self, name: str) -> int:
        found = self._connection.execute("SELECT id FROM release WHERE name = ?", (name,)).fetchone()
        if found is None:
            found = self._connection.execute("INSERT INTO release VALUES (NULL, ?, 0) RETURNING id", (name,)).fetchone()
        return int(found[0])

    def _grade(self, segment: str) -> None:
        read = segments.read_columns(self._folder / GRADINGS, segment, ("release", "seen_at", "digest", "graded_at", "grade"))
        touched: dict[int, str] = {}
        for name, seen_at, digest, graded_at, grade in zip(*(column.to_pylist() for column in read.columns), strict=True):
            found = self._connection.execute(
                "SELECT release.id, assessment.id FROM release JOIN assessment ON assessment.release = release.id "
                "WHERE name = ? AND seen_at = ? AND digest = ?",
                (name, seen_at, digest),
            ).fetchone()
            if found is None:
                raise Damaged(f"{GRADINGS}/{segment[:16]}... grades an assessment of {name} that is not in the index")
            self._put_grade(found[1], graded_at, json.loads(grade))
            touched[found[0]] = name
        for release, name in touched.items():
            self._settle(release, name)

    def _put_grade(self, assessment: int, at: str, grade: Mapping[str, Any]) -> None:
        ranks = {rung["id"]: place for place, rung in enumerate(grade["rungs"])}
        low, high = grade["score"] or (None, None)
        family = family_of(grade["standard"])
        self._connection.execute(
            "INSERT OR REPLACE INTO grade VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (
                assessment, grade["standard"], at, family, grade["level"], grade["ceiling"],
                ranks.get(grade["level"], _NONE), ranks.get(grade["ceiling"], _NONE), low, high, _value(low), _value(high),
            ),
        )  # fmt: skip
        about = (grade["standard"], family, grade["title"], grade["scheme"], json.dumps(grade["rungs"]), grade["out_of"])
        self._connection.execute("INSERT OR REPLACE INTO standard VALUES (?, ?, ?, ?, ?, ?)", about)

    def _settle(self, release: int, name: str) -> None:
        """Find the current assessment and grades of a release, and what is shown and searched of it."""
        run = self._connection.execute
        (before,) = run("SELECT current FROM release WHERE id = ?", (release,)).fetchone()
        current, publisher, domain, license_, gaps = run(
            "SELECT id, publisher, domain, license, gaps FROM assessment WHERE release = ? "
            "ORDER BY seen_at DESC, id DESC LIMIT 1",
            (release,),
        ).fetchone()
        if current != before:
            run("UPDATE release SET current = ? WHERE id = ?", (current, release))
            run("UPDATE segment SET live = live - 1 WHERE id = (SELECT segment FROM assessment WHERE id = ?)", (before,))
            run("UPDATE segment SET live = live + 1 WHERE id = (SELECT segment FROM assessment WHERE id = ?)", (current,))
            run("UPDATE grade SET current = 0 WHERE assessment = ?", (before,))
            run("DELETE FROM gap WHERE release = ?", (release,))
            self._connection.executemany("INSERT INTO gap VALUES (?, ?)", [(gap, release) for gap in gaps.split()])
            text = "\n".join((name, publisher, domain, license_))
            run("INSERT INTO page VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET text = excluded.text", (release, text))
        newest = dict(
            run(
                "SELECT family, standard || ' ' || graded_at FROM grade WHERE assessment = ? ORDER BY graded_at, standard",
                (current,),
            ).fetchall()
        )
        for family, standard in newest.items():
            run(
                "UPDATE grade SET current = (standard || ' ' || graded_at = ?) WHERE assessment = ? AND family = ?",
                (standard, current, family),
            )

    def _compact(self, seq: int, said: Mapping[str, Any]) -> None:
        run = self._connection.execute
        old = [run("SELECT id, rows, live, action FROM segment WHERE name = ?", (name,)).fetchone() for name in said["replaces"]]
        if None in old:
            raise Damaged(f"{FILE}:{seq} puts segments together that are not in use")
        place = old[0][0]
        start = 0
        for id_, rows, _, _ in old:
            run("UPDATE assessment SET segment = ?, row = row + ? WHERE segment = ?", (-seq, start, id_))
            run("DELETE FROM document WHERE segment = ?", (id_,))
            run("DELETE FROM segment WHERE id = ?", (id_,))
            start += rows
        run("UPDATE assessment SET segment = ? WHERE segment = ?", (place, -seq))
        live = sum(one[2] for one in old)
        run("INSERT INTO segment VALUES (?, ?, 'assess', ?, ?)", (place, said["segment"], said["rows"], live))
        read, places = segments.read_with_places(self._folder / SEGMENTS, said["segment"], ("digest",))
        self._hold(place, read.column(0).to_pylist(), places)


def in_use(lines: Iterable[Line]) -> list[tuple[int, str, Mapping[str, Any]]]:
    """The segments that some lines leave in use: place, action, and what the line says of it. Places are in order."""
    used: dict[str, tuple[int, str, Mapping[str, Any]]] = {}
    for line in lines:
        place, action = line.seq, line.action
        if action == "compact":
            place, action = min(used.pop(name)[0] for name in line.said["replaces"]), "assess"
        if name := line.said["segment"]:
            used.setdefault(name, (place, action, line.said))
    return sorted(used.values(), key=lambda one: one[0])


def folder_of(action: str) -> str:
    """The folder, within the index, of the segments that an action writes."""
    return GRADINGS if action == "grade" else SEGMENTS


def has_ledger(folder: Path) -> bool:
    """Whether a folder holds an index that was opened for writing once."""
    path = folder / NAME
    if not path.is_file():
        return False
    try:
        with closing(connect(folder, writing=False)) as connection:
            return bool(connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'ledger'").fetchone()[0])
    except sqlite3.Error as error:
        raise Damaged(f"{path} cannot be read: {error}; see 'openassay index verify'") from None


def _value(score: str | None) -> float:
    """A score for ordering and comparing. The same fraction gives the same number."""
    return -1.0 if score is None else float(Fraction(score))
