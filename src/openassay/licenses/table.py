"""What the licenses of AI releases permit and limit: our own table, in data/ai_licenses.json.

A row that was not read in its own text has no terms here, so it answers unknown.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from openassay.vocabulary.licenses import Term, TermAnswer, TermName


@dataclass(frozen=True, slots=True)
class Row:
    """One license of the table. `read` is False where it is known by name only."""

    id: str
    name: str
    family: str
    hub: tuple[str, ...]
    names: tuple[str, ...]
    titles: tuple[str, ...]
    urls: tuple[str, ...]
    read: bool
    source: str
    clause: str
    terms: Mapping[TermName, TermAnswer]


@cache
def table() -> Mapping[str, Row]:
    """All rows by id."""
    data = json.loads(files(__package__).joinpath("data/ai_licenses.json").read_text("utf-8"))
    return MappingProxyType({row["id"]: _row(row) for row in data["licenses"]})


def _row(row: dict[str, object]) -> Row:
    terms = row.get("terms") or {}
    assert isinstance(terms, dict)  # noqa: S101 - our own file
    return Row(
        id=str(row["id"]),
        name=str(row["name"]),
        family=str(row["family"]),
        hub=_strings(row["hub"]),
        names=_strings(row["names"]),
        titles=_strings(row["titles"]),
        urls=_strings(row["urls"]),
        read=bool(row["read"]),
        source=str(row["source"]),
        clause=str(row.get("clause", "")),
        terms=MappingProxyType({TermName(name): TermAnswer(answer) for name, answer in terms.items()}),
    )


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


@cache
def _refs() -> Mapping[str, str]:
    return {name.lower(): row.id for row in table().values() for name in (row.id, safe(row.id), *row.hub)}


def safe(id_: str) -> str:
    """An id of ours as it may stand after `LicenseRef-`: letters, digits, points and hyphens."""
    return id_.replace("++", "-plus-plus").replace("+", "-plus-")


def ref_of(name: str) -> str | None:
    """Our id, as it stands after `LicenseRef-`, for a name that is exactly one of ours; None for any other."""
    found = _refs().get(name.lower())
    return safe(found) if found else None


def row_of(id_: str) -> Row | None:
    """The row for an SPDX id, an id of ours or its `LicenseRef-`; None where the table has none."""
    found = _refs().get(id_.lower().removeprefix("licenseref-"))
    return table()[found] if found else None


def terms_of_row(row: Row) -> dict[TermName, Term]:
    """The terms of a row; what it does not say is unknown."""
    return {name: Term(row.terms.get(name, TermAnswer.UNKNOWN)) for name in TermName}
