"""Standards for the page: what each rung or dimension asks for, how the text was read, and how the index stands under it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from openassay.application.standard_page import say_condition
from openassay.vocabulary.standard import Standard
from openassay.web.charts import Bar, bars
from openassay.web.shelf import Grade, Shelf, Unusable


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement or level, said in words."""

    title: str
    should: bool
    condition: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Asks:
    """One rung or dimension."""

    id: str
    title: str
    clause: str
    group: str
    requirements: tuple[Requirement, ...]


def asks_of(standard: Standard) -> Iterator[Asks]:
    """What a standard asks for, the lowest rung first."""
    for rung in standard.rungs:
        yield Asks(
            rung.id,
            rung.title,
            rung.clause,
            "",
            tuple(
                Requirement(_title(one.id), one.should, "\n".join(say_condition(one.that)), one.remedy) for one in rung.require
            ),
        )
    for dimension in standard.dimensions:
        levels = tuple(
            Requirement(
                _title(level.id),
                False,
                "what is left" if level.that is None else "\n".join(say_condition(level.that)),
                level.remedy,
            )
            for level in dimension.levels
        )
        yield Asks(dimension.id, dimension.title, dimension.clause, dimension.group, levels)


def _title(id_: str) -> str:
    return id_.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the page that tells what of a text was read, and the plain text below it."""

    title: str
    blocks: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """A table, the head first; empty where there is none."""


def sections_of(markdown: str) -> list[Section]:
    """Lay a SOURCE.md out: headings, paragraphs and tables. It is ours, and shown as text; its marks of emphasis are dropped."""
    found: list[Section] = []
    for part in re.split(r"(?m)^## ", "\n".join(line for line in markdown.split("\n") if not line.startswith(("<!--", "# ")))):
        title, _, body = part.partition("\n") if found or not part.startswith("\n") else ("", "", part)
        rows = [line for line in body.split("\n") if line.startswith("|") and not re.fullmatch(r"[|\s:-]+", line)]
        text = "\n".join(line for line in body.split("\n") if not line.startswith("|"))
        blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n|\n(?=- )", text)]
        cells = tuple(tuple(_plain(cell.strip()) for cell in row.strip("|").split("|")) for row in rows)
        found.append(Section(_plain(title), tuple(_plain(block) for block in blocks if block), cells))
    return [section for section in found if section.blocks or section.rows]


def _plain(text: str) -> str:
    return re.sub(r"\*\*|`", "", text).removeprefix("- ")


def distribution(shelf: Shelf, standard: Standard) -> tuple[Markup, int] | None:
    """A chart of how the index stands under a standard, and of how many releases; None where none is graded under it."""
    try:
        found = shelf.distribution(standard.name.partition("+r")[0])
    except Unusable:
        return None
    rows = [Bar(bin_.title, bin_.proven, bin_.possible, not bin_.id) for bin_ in reversed(found.bins)]
    return bars(f"{found.graded} releases under {found.standard}", rows), found.graded


@dataclass(frozen=True, slots=True)
class Tally:
    """How some releases stand under a standard: for each verdict, how many."""

    id: str
    counts: tuple[tuple[str, int], ...]


def summary(id_: str, grades: Iterable[Grade | None]) -> Tally:
    """Count verdicts, the highest first."""
    held = sorted((grade for grade in grades if grade), key=lambda grade: (-grade.low, -grade.high))
    counts: dict[str, int] = {}
    for grade in held:
        counts[grade.said] = counts.get(grade.said, 0) + 1
    return Tally(id_, tuple(counts.items()))
