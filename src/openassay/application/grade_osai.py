"""Grading entries of the European Open Source AI Index from their own cells, and two editions against each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from openassay.application.standards import Mistaken, named
from openassay.exchange.osai_entry import OLDER, OsaiEntry
from openassay.grading.declared import grade_levels
from openassay.grading.drift import Drift, drift
from openassay.standards.catalogue import entries
from openassay.vocabulary.grades import Grade
from openassay.vocabulary.standard import Standard

STANDARD = "osai"
NEWEST = "2026.04"


def edition(name: str) -> Standard:
    """Return an edition of the index's standard, by `osai`, `2026.04`, `osai-2026.04` or `osai@2026.04`. Raises `Mistaken`."""
    bare = name.removeprefix(STANDARD).lstrip("@-")
    try:
        return named(f"{STANDARD}@{bare}" if bare else STANDARD)
    except Mistaken as error:
        editions = ", ".join(f"{STANDARD}@{entry.edition}" for entry in entries() if entry.id == STANDARD)
        raise Mistaken(f"'{name}' is no edition of {STANDARD}; choose from {editions}") from error


def grade_osai(entry: OsaiEntry, standard: Standard) -> Grade:
    """Grade an entry by its cells as they stand: what it declares is taken for what is so."""
    return grade_levels(standard, {_dimension(cell, standard): one.grade for cell, one in entry.cells.items()})


def _dimension(cell: str, standard: Standard) -> str:
    """Name the dimension of an edition that a cell is about; cells have today's names, the oldest edition its own."""
    dimensions = {dimension.id for dimension in standard.dimensions}
    older = next((old for old, new in OLDER.items() if new == cell and old in dimensions), None)
    return older or cell.replace("_", "-")


@dataclass(frozen=True)
class EditionChange:
    """What a change from one edition to another does to many systems."""

    before: Standard
    after: Standard
    dropped: tuple[str, ...]
    """Dimensions of the edition before that the one after does not have."""
    added: tuple[str, ...]
    drift: Drift
    cells_changed: int
    """Cells of dimensions that both have, in which the level differs: none, as long as both take the cells as they stand."""


def compare_editions(systems: Iterable[OsaiEntry], before: Standard, after: Standard) -> EditionChange:
    """Grade each entry under both editions, from the same cells, and compare the two orders by what is proven."""
    rows = [(entry, grade_osai(entry, before), grade_osai(entry, after)) for entry in systems]
    scores = [(entry.name, one.score.low, two.score.low) for entry, one, two in rows if one.score and two.score]
    pairs = [(dict(_levels(one)), dict(_levels(two))) for _, one, two in rows]
    ids = [[_today(dimension.id) for dimension in standard.dimensions] for standard in (before, after)]
    return EditionChange(
        before=before,
        after=after,
        dropped=tuple(name for name in ids[0] if name not in ids[1]),
        added=tuple(name for name in ids[1] if name not in ids[0]),
        drift=drift(scores),
        cells_changed=sum(one[name] != two[name] for one, two in pairs for name in one.keys() & two.keys()),
    )


def _levels(grade: Grade) -> list[tuple[str, str | None]]:
    return [(_today(dimension.id), dimension.level) for dimension in grade.dimensions]


def _today(dimension: str) -> str:
    return OLDER.get(dimension, dimension.replace("-", "_"))
