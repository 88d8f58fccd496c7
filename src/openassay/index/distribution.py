"""How the releases of an index stand under one standard."""

import json
import sqlite3
from dataclasses import dataclass
from fractions import Fraction

from openassay.index.families import family_named
from openassay.index.search import families

_TENTHS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """One rung, or one tenth of the scale of scores."""

    id: str
    """The id of the rung, empty below the lowest; or the lower end of the tenth, as a fraction of the best score."""
    title: str
    proven: int
    """Releases whose proven level or score lies here."""
    possible: int
    """Releases whose ceiling or highest possible score lies here."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many releases stand where under a standard, lowest first."""

    standard: str
    """The newest revision that anything is graded under."""
    family: str
    title: str
    scheme: str
    graded: int
    bins: tuple[Bin, ...]


def distribution_of(connection: sqlite3.Connection, asked: str) -> Distribution:
    """Count where the releases stand under a standard. Raises `Unusable` where nothing is graded under it."""
    family = family_named(asked, families(connection))
    standard, title, scheme, rungs, out_of = connection.execute(
        "SELECT name, title, scheme, rungs, out_of FROM standard WHERE family = ? ORDER BY length(name) DESC, name DESC LIMIT 1",
        (family,),
    ).fetchone()
    ladder = json.loads(rungs)
    bins = _of_rungs(connection, family, ladder) if ladder else _of_scores(connection, family, Fraction(out_of or 1))
    return Distribution(standard, family, title, scheme, sum(one.proven for one in bins), bins)


def _of_rungs(connection: sqlite3.Connection, family: str, ladder: list[dict[str, str]]) -> tuple[Bin, ...]:
    proven, possible = (
        dict(
            connection.execute(
                f"SELECT coalesce({column}, ''), count(*) FROM grade WHERE family = ? AND current GROUP BY 1",  # noqa: S608
                (family,),
            )
        )
        for column in ("level", "ceiling")
    )
    rows = [{"id": "", "title": "below the lowest"}, *ladder]
    return tuple(Bin(row["id"], row["title"], proven.get(row["id"], 0), possible.get(row["id"], 0)) for row in rows)


def _of_scores(connection: sqlite3.Connection, family: str, out_of: Fraction) -> tuple[Bin, ...]:
    counts = [[0] * _TENTHS, [0] * _TENTHS]
    for ends in connection.execute("SELECT low, high FROM grade WHERE family = ? AND current AND low IS NOT NULL", (family,)):
        for column, end in zip(counts, ends, strict=True):
            column[max(0, min(int(Fraction(end) / out_of * _TENTHS), _TENTHS - 1))] += 1
    return tuple(
        Bin(str(Fraction(place, _TENTHS)), f"{place * 10} to {place * 10 + 10} %", proven, possible)
        for place, (proven, possible) in enumerate(zip(*counts, strict=True))
    )
