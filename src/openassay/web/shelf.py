"""What the site reads of an index. Pages, badges and API all come through here, so that they tell the same."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from openassay.application.known import known
from openassay.application.shelves import shelved
from openassay.application.standards import listed
from openassay.index.distribution import Distribution
from openassay.index.history import Event, Standing
from openassay.index.store import Damaged, Index, Page, Row, Search, Unusable
from openassay.reports.document import Document
from openassay.reports.grades import points, say_verdict
from openassay.standards.catalogue import NoStandard, find
from openassay.standards.document import Refused
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.standard import Standard
from openassay.web.verdicts import FIRST, ends_of

__all__ = ["Damaged", "Grade", "Page", "Row", "Search", "Shelf", "Unusable"]

FILES = ("index.sqlite", "index.sqlite-wal")
"""The files of an index that change when anything in it does."""


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade of a release under one standard, as the row of the release has it."""

    standard: str
    """Full name: `mof@1.0+r1`."""
    id: str
    title: str
    said: str
    """The verdict in a few words."""
    tone: str
    """`reached`, `possible` or `none`."""
    rungs: tuple[str, ...]
    """Of a ladder, the state of each rung, lowest first: `proven`, `possible`, `closed`."""
    low: int
    high: int
    level: str | None
    ceiling: str | None
    score: tuple[str, str] | None


class Shelf:
    """An index that is open for reading."""

    def __init__(self, folder: str | Path) -> None:
        """Open the index in a folder. Raises `Unusable` where there is none."""
        self.folder = Path(folder)
        self._index = Index.open(self.folder)

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()

    def mark(self) -> str:
        """A text that changes whenever the index does."""
        found = []
        for name in FILES:
            try:
                seen = (self.folder / name).stat()
                found.append(f"{seen.st_mtime_ns:x}-{seen.st_size:x}")
            except OSError:
                found.append("")
        return ".".join(found)

    def mark_of(self, name: str) -> str:
        """A text that changes whenever the release of this name does; empty where there is none."""
        row = self._index.row(name)
        if row is None:
            return ""
        graded = " ".join(f"{grade.standard} {grade.graded_at}" for grade in row.grades)
        return f"{row.seen_at} {row.digest} {graded}"

    def releases(self, search: Search) -> Page[Row]:
        """Find releases. Raises `Unusable` where the search names something that is not there."""
        return self._index.releases(search)

    def every(self, search: Search) -> Iterator[Row]:
        """All releases that a search finds, from its cursor on."""
        cursor = search.cursor
        while True:
            page = self._index.releases(Search(**{**_fields(search), "cursor": cursor, "limit": 500}))
            yield from page.items
            if not page.next:
                return
            cursor = page.next

    def row(self, name: str) -> Row | None:
        """The release of this name as it was seen last."""
        return self._index.row(name)

    def document(self, name: str, revision: str = "") -> bytes | None:
        """The assessment document of a release, or of one of its revisions."""
        return self._index.document(name, revision)

    def lookup(self, key: str) -> tuple[str, ...]:
        """The names of the releases that a Hub id, a page, a package URL or a digest belongs to."""
        return self._index.lookup(key)

    def history(self, name: str) -> tuple[Event, ...]:
        """All that became of a release, the oldest first."""
        return self._index.history(name)

    def distribution(self, standard: str) -> Distribution:
        """How the releases stand under a standard. Raises `Unusable` where nothing is graded under it."""
        return self._index.distribution(standard)

    def today(self) -> date:
        """The day by which badges turn stale."""
        return datetime.now(UTC).date()


def _fields(search: Search) -> dict[str, Any]:
    return {name: getattr(search, name) for name in search.__dataclass_fields__}


def grades_of(row: Row) -> tuple[Grade, ...]:
    """The grades of a row: those of the first three standards first, then the others by name."""
    order = {name: place for place, name in enumerate(FIRST)}
    found = [_grade(line.standard, line.level, line.ceiling, line.low, line.high) for line in row.grades]
    return tuple(sorted(found, key=lambda grade: (order.get(grade.id, len(FIRST)), grade.standard)))


def grade_of(standing: Standing) -> Grade:
    """The grade that a release had at some time."""
    return _grade(*standing)


@lru_cache(maxsize=4096)
def _grade(name: str, level: str | None, ceiling: str | None, low: str | None, high: str | None) -> Grade:
    """Say what a grade comes to, with the titles and rungs of our catalogue; where it is not there, ids stand for themselves."""
    standard = standard_of(name)
    rungs = [(rung.id, rung.title) for rung in standard.rungs] if standard else [(one, one) for one in (level, ceiling) if one]
    document: Document = {
        "standard": name,
        "rungs": [{"id": id_, "title": title} for id_, title in dict(rungs).items()],
        "scheme": standard.scheme.value if standard else "ladder" if low is None else "dimensions",
        "level": level,
        "ceiling": ceiling,
        "score": None if low is None or high is None else [low, high],
        "out_of": str(_out_of(standard)),
    }
    ids = [rung["id"] for rung in document["rungs"]]
    at, top = (ids.index(end) if end in ids else -1 for end in (level, ceiling))
    climbs = document["scheme"] != "gradient"
    states = [
        "proven" if (place <= at if climbs else place == at) else "possible" if at < place <= top else "closed"
        for place in range(len(ids))
    ]
    ends = ends_of(document)
    return Grade(
        standard=name,
        id=name.partition("@")[0],
        title=standard.title if standard else name,
        said=_say(document),
        tone="reached" if ends[0] else "possible" if ends[1] else "none",
        rungs=tuple(states),
        low=ends[0],
        high=ends[1],
        level=level,
        ceiling=ceiling,
        score=None if low is None or high is None else (low, high),
    )


def _say(document: Document) -> str:
    """Say a verdict. What a tally is out of depends on what applies to a release; a row does not hold it, so it is left out."""
    if document["scheme"] != "tally" or document["score"] is None:
        return say_verdict(document)
    low, high = (points(Fraction(end)) for end in document["score"])
    return f"{low} points" if low == high else f"{low} to {high} points"


def _out_of(standard: Standard | None) -> Fraction:
    return sum((dimension.best for dimension in standard.dimensions), Fraction(0)) if standard else Fraction(1)


@lru_cache(maxsize=256)
def standard_of(name: str) -> Standard | None:
    """The standard on a shelf of the operator that has this name; None where none does. No name is taken for a file."""
    try:
        return find(name, known(), shelved())
    except (NoStandard, Refused, Unreadable):
        return None


@cache
def catalogue() -> tuple[Standard, ...]:
    """Every edition on every shelf that can be read."""
    return tuple(listed()[0])


def parsed(data: bytes) -> Document:
    """An assessment document as plain values. Documents of before links and lineage were written get empty ones."""
    document: Document = json.loads(data)
    for part in ("links", "lineage", "ignored"):
        document.setdefault(part, [])
    for claim in document["claims"]:
        claim.setdefault("standing", "unsupported")
        claim.setdefault("facts", [])
    return document
