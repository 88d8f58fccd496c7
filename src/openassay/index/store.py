"""The index: a folder of segments, a manifest and a ledger.

    segments/<sha256>.parquet   assessments: facts, licenses, documents    (openassay.index.segments)
    gradings/<sha256>.parquet   grades that were given later               (openassay.index.gradings)
    manifest.jsonl              what was done, line by line                (openassay.index.manifest)
    index.sqlite                where to look things up                    (openassay.index.ledger)

Many may read while one writes. What was added is on the disk when `add` returns; a crash before that leaves the index as it was.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from openassay.index import compaction, gradings, ledger, manifest, naming, segments
from openassay.index.damage import Damaged, Unusable
from openassay.index.distribution import Distribution, distribution_of
from openassay.index.gradings import Grading
from openassay.index.history import Event, history_of
from openassay.index.search import Page, Row, Search, families, find, row_of
from openassay.index.seeing import check_time
from openassay.index.segments import Assessed, Segment
from openassay.index.writing import Lock

__all__ = ["Added", "Damaged", "Distribution", "Event", "Index", "Page", "Row", "Search", "Unusable"]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding came to."""

    added: int
    known: int
    """Assessments that the index had already, seen at the same time."""
    segments: tuple[str, ...]
    """The names of the segments that were written."""


class Index:
    """An index that is open. Use `Index.open`, and `close` it, or let `with` do so."""

    def __init__(self, folder: Path, lock: Lock | None) -> None:
        self.folder = folder
        self._lock = lock
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._last: manifest.Line | None = None
        if lock is not None:
            self._writer = ledger.Writer(self._connection, folder)

    @classmethod
    def open(cls, folder: str | Path, create: bool = False, writing: bool = False) -> "Index":
        """Open the index in a folder. Raises `Unusable` where there is none, or where another process writes to it.

        With `create` an empty one is made where there is none. Opening it for `writing` mends what a crash left half done.
        """
        folder = Path(folder)
        if not (folder / manifest.FILE).exists() and not ledger.has_ledger(folder):
            if not create:
                raise Unusable(f"there is no index in {folder}; make one with 'openassay index add'")
            with cls._locked(folder):
                pass
        if writing:
            return cls._locked(folder)
        if not ledger.has_ledger(folder):
            raise Unusable(f"the index in {folder} has no {ledger.NAME}; 'openassay index add' makes it again")
        return cls(folder, None)

    @classmethod
    def _locked(cls, folder: Path) -> "Index":
        try:
            for part in (folder, folder / ledger.SEGMENTS, folder / ledger.GRADINGS):
                part.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unusable(f"no index can be made in {folder}: {error.strerror}") from None
        lock = Lock(folder)
        index = None
        try:
            index = cls(folder, lock)
            index.refresh()
        except BaseException:
            index.close() if index else lock.release()
            raise
        return index

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        for connection in self._opened:
            with suppress(sqlite3.Error):
                connection.close()
        self._opened.clear()
        if self._lock is not None:
            self._lock.release()

    @property
    def _connection(self) -> sqlite3.Connection:
        """The connection of this thread."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = ledger.connect(self.folder, writing=self._lock is not None)
            self._local.connection = found
            self._opened.append(found)
        return found

    # Writing

    def refresh(self) -> None:
        """Bring the ledger up to the manifest. Whoever writes does so on opening."""
        lines = manifest.read_manifest(self.folder)
        self._writer.catch_up(lines)
        manifest.drop_torn_line(self.folder)
        for line in lines:
            for name in line.said.get("replaces", ()):  # a crash may have left the files
                segments.path_of(self.folder / ledger.SEGMENTS, name).unlink(missing_ok=True)
        self._last = lines[-1] if lines else None

    def add(self, documents: Iterable[tuple[str, bytes]], seen_at: str) -> Added:
        """Add assessment documents, each with the name of its release. `seen_at` is a day or second in UTC.

        What the index has already, seen at the same time, is not added again. Raises `Unusable` where something is no assessment,
        or the time is none; nothing of its lot is added then.
        """
        self._must_write()
        when = check_time(seen_at)
        known = 0
        written: list[Segment] = []
        for lot in segments.batches(self._rows(documents, when)):
            fresh = self._without_known(lot)
            known += len(lot) - len(fresh)
            if fresh:
                written.append(segments.write_segment(self.folder / ledger.SEGMENTS, fresh))
                self.commit(written[-1], {"seen_at": when})
        return Added(sum(segment.rows for segment in written), known, tuple(segment.name for segment in written))

    def commit(self, segment: Segment, said: Mapping[str, Any] | None = None, action: str = "assess") -> bool:
        """Enter a segment that lies in its folder. One that is in the index already is left alone, and False returned.

        A chunk of an audit is entered in any case, also one without a segment: where no release of it could be assessed.
        """
        self._must_write()
        body = {**(said or {}), "segment": segment.name, "rows": segment.rows}
        there = self._connection.execute("SELECT 1 FROM segment WHERE name = ?", (segment.name,)).fetchone()
        if there and "audit" not in body:
            return False
        self._last = manifest.append(self.folder, self._last, action, body)
        self._writer.apply(self._last)
        return True

    def add_grades(self, grades: Iterable[Grading], graded_at: str) -> Added:
        """Add grades that assessments were given later, under other standards. What stands there already is left alone."""
        self._must_write()
        when = check_time(graded_at)
        given = list(grades)
        fresh = [one for one in given if not self._is_graded(one)]
        written = []
        if fresh:
            written.append(gradings.write_gradings(self.folder / ledger.GRADINGS, fresh, when))
            self.commit(written[0], {"graded_at": when}, "grade")
        return Added(len(fresh), len(given) - len(fresh), tuple(segment.name for segment in written))

    def _is_graded(self, one: Grading) -> bool:
        low, high = one.grade["score"] or (None, None)
        found = self._connection.execute(
            "SELECT 1 FROM grade JOIN assessment ON assessment.id = assessment JOIN release ON release.id = release "
            "WHERE release.name = ? AND seen_at = ? AND digest = ? AND grade.current AND standard = ? "
            "AND level IS ? AND ceiling IS ? AND low IS ? AND high IS ?",
            (one.release, one.seen_at, one.digest, one.grade["standard"], one.grade["level"], one.grade["ceiling"], low, high),
        )
        return found.fetchone() is not None

    def current(self) -> Iterator[tuple[str, str, str]]:
        """Name, time and digest of the current assessment of every release, by name."""
        yield from self._connection.execute(
            "SELECT name, seen_at, digest FROM release JOIN assessment ON assessment.id = current ORDER BY name"
        ).fetchall()

    def compact(self, most: int = compaction.ROWS) -> int:
        """Put small segments together, to at most so many rows each. Return how many files fewer there are."""
        self._must_write()
        found = self._connection.execute("SELECT name, rows FROM segment WHERE action = 'assess' ORDER BY id").fetchall()
        fewer = 0
        for names in compaction.runs(found, most):
            segment = compaction.put_together(self.folder, names)
            self.commit(segment, {"replaces": names}, "compact")
            for name in names:
                segments.path_of(self.folder / ledger.SEGMENTS, name).unlink(missing_ok=True)
            fewer += len(names) - 1
        return fewer

    def audited(self, audit: str) -> list[tuple[int, str, int, tuple[tuple[str, str, str], ...]]]:
        """The chunks of an audit that are in the index, in order: number, segment, rows, and what failed with code and why."""
        found = self._connection.execute("SELECT text FROM ledger WHERE json_extract(text, '$.audit') = ? ORDER BY seq", (audit,))
        lines = [json.loads(text) for (text,) in found]
        return [(one["chunk"], one["segment"], one["rows"], tuple(tuple(failed) for failed in one["failed"])) for one in lines]

    def _must_write(self) -> None:
        if self._lock is None:
            raise Unusable(f"the index in {self.folder} is open only for reading")

    def _rows(self, documents: Iterable[tuple[str, bytes]], seen_at: str) -> Iterator[Assessed]:
        for name, document in documents:
            try:
                yield segments.assessed(name, document, seen_at)
            except ValueError as error:
                raise Unusable(str(error)) from None

    def _without_known(self, rows: Iterable[Assessed]) -> list[Assessed]:
        """The rows that are new, each document once."""
        fresh: dict[tuple[str, str], Assessed] = {}
        documents: set[str] = set()
        for row in rows:
            key = (row.release, row.digest)
            if key in fresh or self._has(row):
                continue
            held = row.digest in documents or self._place_of(row.digest) is not None
            fresh[key] = segments.without_document(row) if held else row
            documents.add(row.digest)
        return list(fresh.values())

    def _has(self, row: Assessed) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM assessment JOIN release ON release.id = release WHERE name = ? AND seen_at = ? AND digest = ?",
            (row.release, row.seen_at, row.digest),
        )
        return found.fetchone() is not None

    # Reading

    def releases(self, search: Search | None = None) -> Page[Row]:
        """Find releases. Raises `Unusable` where the search names something that is not there."""
        return find(self._connection, search or Search())

    def row(self, name: str) -> Row | None:
        """The release of just this name, as it was seen last; None where there is none."""
        return row_of(self._connection, name)

    def lookup(self, asked: str) -> tuple[str, ...]:
        """The names of the releases that a hub id, a page, a package URL, a digest or a commit belongs to, in order."""
        for spelling in naming.spellings(asked):
            found = self._connection.execute(
                "SELECT release.name FROM name JOIN release ON release.id = release WHERE spelling = ? ORDER BY release.name",
                (spelling,),
            ).fetchall()
            if found:
                return tuple(name for (name,) in found)
        return ()

    def document(self, name: str, revision: str = "") -> bytes | None:
        """The assessment document of a release as it was seen last, or as it was seen last at a revision (or a part of it)."""
        found = self._connection.execute(
            "SELECT digest FROM assessment JOIN release ON release.id = release WHERE name = :name "
            "AND (:revision = '' OR revision = :revision OR instr(' ' || revision || ' ', ' ' || :revision || ' ')) "
            "ORDER BY seen_at DESC, assessment.id DESC LIMIT 1",
            {"name": name, "revision": revision},
        ).fetchone()
        return self.document_of(found[0]) if found else None

    def document_of(self, digest: str) -> bytes | None:
        """The assessment document with this SHA-256."""
        for last in (False, True):
            place = self._place_of(digest)
            if place is None:
                return None
            with suppress(Damaged):
                data = segments.read_document(self.folder / ledger.SEGMENTS, *place)
                if hashlib.sha256(data).hexdigest() == digest:
                    return data
            if last:
                break  # else the segment may have been put together with others just now
        raise Damaged(f"the document {digest[:16]}... is not as it was written; see 'openassay index verify'")

    def _place_of(self, digest: str) -> tuple[str, int, int] | None:
        found = self._connection.execute(
            "SELECT name, start, length FROM document JOIN segment ON segment.id = segment WHERE digest = ?", (digest,)
        ).fetchone()
        return (found[0], found[1], found[2]) if found else None

    def history(self, name: str) -> tuple[Event, ...]:
        """All that became of a release, the oldest first; nothing where it is not in the index."""
        return history_of(self._connection, name, self.document_of)

    def standards(self) -> tuple[str, ...]:
        """The families of the standards that anything in the index is graded under, such as `mof@1.0`."""
        return tuple(families(self._connection))

    def distribution(self, standard: str) -> Distribution:
        """How the releases stand under a standard. Raises `Unusable` where nothing is graded under it."""
        return distribution_of(self._connection, standard)

    def facts(self, wanted: Sequence[str]) -> Iterator[Any]:
        """Yield an Arrow table for each segment: `release`, `revision` and the wanted columns of the current assessments.

        A fact that a segment does not have is 0, a license that it does not have is null. The order is that of adding.
        """
        for name, rows in self.live_rows():
            yield segments.read_live(self.folder / ledger.SEGMENTS, name, ("release", "revision", *wanted), rows)

    def live_rows(self) -> list[tuple[str, list[int] | None]]:
        """The segments that hold current assessments, and which of their rows these are; None where it is all of them."""
        return [(name, rows) for name, _, rows in self.live_segments()]

    def live_segments(self) -> list[tuple[str, int, list[int] | None]]:
        """The same, with how many rows these are."""
        found = self._connection.execute(
            "SELECT id, name, rows, live FROM segment WHERE action = 'assess' AND live > 0 ORDER BY id"
        ).fetchall()
        return [(name, live, None if live == rows else self._live_in(id_)) for id_, name, rows, live in found]

    def live_names(self) -> Iterator[tuple[str, str]]:
        """Yield the name and publisher of each release, in the order of `live_rows`."""
        yield from self._connection.execute(
            "SELECT release.name, publisher FROM assessment JOIN release ON release.current = assessment.id ORDER BY segment, row"
        )

    @property
    def mark(self) -> str:
        """What stands for the index as it is: the hash of the last line of the manifest that the ledger has."""
        found = self._connection.execute("SELECT hash FROM ledger ORDER BY seq DESC LIMIT 1").fetchone()
        return str(found[0]) if found else manifest.START

    def _live_in(self, segment: int) -> list[int]:
        found = self._connection.execute(
            "SELECT row FROM assessment JOIN release ON release.current = assessment.id WHERE segment = ? ORDER BY row",
            (segment,),
        )
        return [row for (row,) in found]
