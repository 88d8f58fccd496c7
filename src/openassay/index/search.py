"""Searching the ledger: what may be asked, and a page of what was found."""

import base64
import binascii
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Generic, TypeVar

from openassay.index.damage import Unusable
from openassay.index.families import family_named
from openassay.vocabulary.components import Component, nearest

MOST = 1_000
"""Most rows of one page."""
_SHORTEST = 3
"""Characters of the shortest text that the index is made for; a shorter one is looked for in every row."""
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked. Every part that is given must hold; nothing given finds everything."""

    text: str = ""
    """Stands in the name, publisher, domain or license, in any case."""
    levels: Mapping[str, str] = field(default_factory=dict)
    """By standard (`mof`, `mof@1.0`, `mof@1.0/strict`), the rung that is proven at least, or the score as a fraction."""
    license: str = ""
    """The license of the weights, as an id of it or the whole expression."""
    domain: str = ""
    publisher: str = ""
    gap: str = ""
    """A component that is not shown to be published."""
    sort: str = "name"
    """`name`, `seen` (the latest first), or a standard (the best first)."""
    cursor: str = ""
    """Where the page before ended: its `next`."""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class GradeLine:
    """One current grade of a release."""

    standard: str
    """Full name: `mof@1.0+r1`."""
    family: str
    """Without the revision: `mof@1.0`."""
    level: str | None
    ceiling: str | None
    low: str | None
    """The ends of the score as fractions; None where the standard has rungs."""
    high: str | None
    graded_at: str


@dataclass(frozen=True, slots=True)
class Row:
    """A release as it stands in the index: its latest assessment."""

    name: str
    revision: str
    version: str
    seen_at: str
    digest: str
    """SHA-256 of the assessment document."""
    publisher: str
    domain: str
    license: str
    gaps: tuple[str, ...]
    grades: tuple[GradeLine, ...]
    """By standard."""


@dataclass(frozen=True, slots=True)
class Page(Generic[_Item]):
    """Some of what was found."""

    items: tuple[_Item, ...]
    next: str
    """The cursor of the next page; empty where this is the last."""
    total: int
    """How many were found in all."""


_CURRENT = "release JOIN assessment ON assessment.id = release.current"
_ROW = (
    "release.name, assessment.revision, version, seen_at, digest, publisher, domain, license, gaps, assessment.id "
    f"FROM {_CURRENT}"
)


def find(connection: sqlite3.Connection, search: Search) -> Page[Row]:
    """Find releases. Raises `Unusable` where the search names something that is not there."""
    where, values = _conditions(connection, search)
    joined, keys = _order(connection, search.sort)
    limit = max(1, min(search.limit, MOST))
    counted = _from("", where) if where else "FROM release"
    total = connection.execute(f"SELECT count(*) {counted}", values).fetchone()[0]
    if search.cursor:
        place = _place(search.cursor, search.sort, len(keys))
        where, values = [*where, f"({', '.join(keys)}) > ({', '.join('?' * len(keys))})"], [*values, *place]
    listed = ", ".join(keys)
    found = connection.execute(
        f"SELECT release.name, {listed} {_from(joined, where)} ORDER BY {listed} LIMIT ?",
        (*values, limit + 1),
    ).fetchall()
    rows = [row_of(connection, name) for name, *_ in found[:limit]]
    last = found[limit - 1][1:] if len(found) > limit else None
    return Page(tuple(row for row in rows if row), _cursor(search.sort, last) if last else "", total)


def row_of(connection: sqlite3.Connection, name: str) -> Row | None:
    """The release of just this name."""
    found = connection.execute(f"SELECT {_ROW} WHERE release.name = ?", (name,)).fetchone()
    return _row(connection, found) if found else None


def grades_of(connection: sqlite3.Connection, assessment: int) -> tuple[GradeLine, ...]:
    """The current grades of an assessment, by standard."""
    return tuple(
        GradeLine(*one)
        for one in connection.execute(
            "SELECT standard, family, level, ceiling, low, high, graded_at FROM grade WHERE assessment = ? AND current "
            "ORDER BY standard",
            (assessment,),
        )
    )


def families(connection: sqlite3.Connection) -> list[str]:
    """The families of standards that anything in the index is graded under."""
    return [one for (one,) in connection.execute("SELECT DISTINCT family FROM standard ORDER BY family")]


def _from(joined: str, where: Iterable[str]) -> str:
    conditions = " AND ".join(where)
    return f"FROM {_CURRENT} {joined}" + (f" WHERE {conditions}" if conditions else "")


def _row(connection: sqlite3.Connection, found: tuple[Any, ...]) -> Row:
    name, revision, version, seen_at, digest, publisher, domain, license_, gaps, id_ = found
    shown = (name, revision, version, seen_at, digest, publisher, domain, license_)
    return Row(*shown, tuple(gaps.split()), grades_of(connection, id_))


def _conditions(connection: sqlite3.Connection, search: Search) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    if text := search.text.strip():
        if len(text) >= _SHORTEST:
            where.append("release.id IN (SELECT rowid FROM search WHERE search MATCH ?)")
            values.append('"' + text.replace('"', '""') + '"')
        else:
            where.append("release.id IN (SELECT id FROM page WHERE instr(lower(text), lower(?)))")
            values.append(text)
    for column, wanted in (("domain", search.domain), ("publisher", search.publisher)):
        if wanted:
            where.append(f"{column} = ? COLLATE NOCASE")
            values.append(wanted)
    if search.license:
        spaced = "replace(replace(' ' || license || ' ', '(', ' '), ')', ' ')"
        where.append(f"(license = ? COLLATE NOCASE OR instr(lower({spaced}), lower(?)))")
        values += [search.license, f" {search.license} "]
    if search.gap:
        where.append("release.id IN (SELECT release FROM gap WHERE component = ?)")
        values.append(_component(search.gap))
    for standard, level in search.levels.items():
        condition, least = _level(connection, standard, level)
        where.append(condition)
        values += least
    return where, values


def _component(name: str) -> str:
    known = [component.value for component in Component]
    if name in known:
        return name
    close = nearest(name, known)
    raise Unusable(f"there is no component '{name}'; " + (f"did you mean '{close}'?" if close else "see 'openassay explain'"))


def _level(connection: sqlite3.Connection, standard: str, level: str) -> tuple[str, list[Any]]:
    """The condition that the grade under a standard is at least a rung or score."""
    family = family_named(standard, families(connection))
    rungs = [
        rung["id"]
        for (text,) in connection.execute("SELECT rungs FROM standard WHERE family = ? ORDER BY name DESC LIMIT 1", (family,))
        for rung in json.loads(text)
    ]
    column, least = ("level_rank", rungs.index(level)) if level in rungs else ("low_value", _score(standard, level, rungs))
    held = f"SELECT grade.assessment FROM grade WHERE family = ? AND current AND {column} >= ?"  # noqa: S608
    return f"assessment.id IN ({held})", [family, least]  # not EXISTS, which looks through the whole family for each release


def _score(standard: str, level: str, rungs: list[str]) -> float:
    if rungs:
        close = nearest(level, rungs)
        hint = f"did you mean '{close}'?" if close else f"it has {', '.join(rungs)}"
        raise Unusable(f"{standard} has no rung '{level}'; {hint}")
    try:
        return float(Fraction(level))
    except (ValueError, ZeroDivisionError, OverflowError):
        raise Unusable(f"{standard} scores; write the least score as a fraction, such as 1/2") from None


def _order(connection: sqlite3.Connection, sort: str) -> tuple[str, list[str]]:
    """What to join, and the keys to order by: all ascending, the name last."""
    if sort == "name":
        return "", ["release.name"]
    if sort == "seen":
        return "", ["-CAST(strftime('%s', seen_at) AS INTEGER)", "release.name"]
    family = family_named(sort, families(connection))
    quoted = family.replace("'", "''")
    joined = f"LEFT JOIN grade AS best ON best.assessment = assessment.id AND best.current AND best.family = '{quoted}'"
    keys = ["-coalesce(max(level_rank, low_value), -2)", "-coalesce(max(ceiling_rank, high_value), -2)", "release.name"]
    return joined, keys


def _cursor(sort: str, place: Iterable[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps([sort, *place]).encode()).decode().rstrip("=")


def _place(cursor: str, sort: str, keys: int) -> list[Any]:
    """The place that a cursor keeps. Raises `Unusable` where it was made for another order, or not here."""
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        made_for, *numbers, name = found
        fits = made_for == sort and len(numbers) == keys - 1 and isinstance(name, str)
        if fits and all(isinstance(one, int | float) for one in numbers):
            return [*numbers, name]
    except (ValueError, TypeError, binascii.Error):
        pass
    raise Unusable("the cursor is not one of this list; begin again without it")
