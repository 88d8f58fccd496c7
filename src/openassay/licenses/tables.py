"""Tables of a README with a column for licenses: what each row is, and under which license."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from openassay.licenses.prose import Prose
from openassay.vocabulary.findings import Lines

_COMPARES = re.compile(
    r"benchmark|compar|evaluation|results|related|baseline|leaderboard|third[- ]party|acknowledg", re.IGNORECASE
)
_RULE = re.compile(r"[\s|:+-]+$")


class Row(NamedTuple):
    """One row. `head` is the title of the column that says what the row is."""

    what: str
    head: str
    license: str
    lines: Lines
    quote: str


def read_rows(prose: Prose) -> Iterator[Row]:
    """The rows of Markdown tables that have a column for licenses; tables that compare with others are left out."""
    lines = prose.body.split("\n")
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if line.count("|") < 2:
            header = None
            continue
        if number < len(lines) and header is None and _RULE.match(lines[number]) and "-" in lines[number]:
            header = _cells(line)
            continue
        if header is None or _RULE.match(line):
            continue
        column = next((at for at, cell in enumerate(header) if re.fullmatch(r"\W*licen[cs]es?\W*", cell, re.IGNORECASE)), None)
        cells = _cells(line)
        if column is None or column >= len(cells) or len(cells) < 2 or _COMPARES.search(prose.heading_of_line(number)):
            continue
        other = 0 if column else 1
        quote = " ".join(line.split()).strip("| ")
        yield Row(cells[other], header[other], cells[column], Lines(number, number), quote)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
