"""Up to four releases side by side: verdicts, parts, licenses, and only then the questions they answer differently."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openassay.reports.document import Document
from openassay.vocabulary.components import Component
from openassay.web.matrix import COLUMNS, FAMILY_TITLES, Cell, Row, row_of
from openassay.web.shelf import Grade, grades_of
from openassay.web.shelf import Row as Listed

MOST = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison: what stands at each side."""

    id: str
    title: str
    sides: tuple[Row | None, ...]

    @property
    def same(self) -> bool:
        """Whether all sides say the same."""
        return len({(side.state, side.licenses) if side else None for side in self.sides}) == 1


@dataclass(frozen=True, slots=True)
class Difference:
    """A question about a part that the releases answer differently."""

    title: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of it."""

    rows: tuple[Listed, ...]
    documents: tuple[Document, ...]
    grades: tuple[tuple[str, str, tuple[Grade | None, ...]], ...]
    """Id and title of a standard, and the grade of each side."""
    families: tuple[tuple[str, tuple[Line, ...]], ...]
    differences: tuple[tuple[str, tuple[Difference, ...]], ...]
    """By part, those that are here at two sides at least."""
    contradicted: tuple[int, ...]


def compare(sides: Sequence[tuple[Listed, Document]]) -> Comparison:
    """Hold releases against each other. `sides` are their rows and assessment documents."""
    tables = [_table(document) for _, document in sides]
    lines = [
        Line(component.value, component.value.replace("-", " ").capitalize(), tuple(table.get(component) for table in tables))
        for component in Component
        if any(component in table for table in tables)
    ]
    families = tuple(
        (title, tuple(line for line in lines if Component(line.id).family == family)) for family, title in FAMILY_TITLES.items()
    )
    return Comparison(
        tuple(row for row, _ in sides),
        tuple(document for _, document in sides),
        tuple(_grades([row for row, _ in sides])),
        tuple(family for family in families if family[1]),
        tuple(_differences(lines)),
        tuple(sum(claim["standing"] == "contradicted" for claim in document["claims"]) for _, document in sides),
    )


def _table(document: Document) -> dict[str, Row]:
    facts = {fact["key"]: fact for fact in document["facts"]}
    return {held["component"]: row_of(held, facts) for held in document["components"]}


def _grades(rows: Sequence[Listed]) -> list[tuple[str, str, tuple[Grade | None, ...]]]:
    held = [{grade.id: grade for grade in grades_of(row)} for row in rows]
    titles = {grade.id: grade.title for grades in held for grade in grades.values()}
    return [(id_, title, tuple(grades.get(id_) for grades in held)) for id_, title in titles.items()]


def _differences(lines: Sequence[Line]) -> Iterator[tuple[str, tuple[Difference, ...]]]:
    """Differences in what is here at two sides at least: that a part is not here was told already."""
    for line in lines:
        if sum(bool(side and side.here) for side in line.sides) < 2:
            continue
        found = []
        for place, column in enumerate(COLUMNS[1:], 1):
            cells = tuple(side.cells[place] if side and side.here else None for side in line.sides)
            if len({cell.answer for cell in cells if cell}) > 1:
                found.append(Difference(column.title, cells))
        if found:
            yield line.title, tuple(found)
