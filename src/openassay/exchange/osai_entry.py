"""An entry of the European Open Source AI Index: one YAML file of a system, with a class, links and a note for each dimension."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from openassay.exchange.reading import child, items_of, pairs_of, read_entry, text_of
from openassay.standards.document import Node
from openassay.vocabulary.findings import Unreadable

GRADES = ("open", "partial", "closed")
OLDER = {
    "opencode": "trainingcode",
    "llmdata": "datasources_basemodel",
    "llmweights": "weights_basemodel",
    "rldata": "datasources_endmodel",
    "rlweights": "weights_endmodel",
    "license": "licenses",
    "architecture": "hardware_architecture",
}
"""The names that the edition ouc-2023 gave to dimensions, and what they are called since."""
ABOUT = ("system", "org")
"""The keys of an entry that are no dimension: mappings of plain text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What an entry says of one dimension."""

    grade: str
    """`open`, `partial` or `closed`; empty where the entry gives none, and as written where it gives something else."""
    links: tuple[str, ...] = ()
    notes: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class OsaiEntry:
    """One entry. Two are equal where they say the same, wherever they stand."""

    path: str = field(compare=False)
    system: Mapping[str, str]
    org: Mapping[str, str]
    types: tuple[str, ...]
    cells: Mapping[str, Cell]
    """By dimension, in the order of the entry, under today's names."""

    @property
    def name(self) -> str:
        """The name of the system."""
        return self.system["name"]


def read_osai(data: bytes, path: str) -> OsaiEntry:
    """Read an entry. Raises `Unreadable`: `error:bad-entry` where it is none, or a limit."""
    root = read_entry(data, path)
    top = root.value if isinstance(root.value, dict) else {}
    system = pairs_of(child(root, "system"))
    if not system.get("name"):
        raise Unreadable("error:bad-entry", "it has no mapping 'system' with a name, so it is no entry of the index")
    cells = {OLDER.get(key, key): _cell(node) for key, node in top.items() if key not in ABOUT and isinstance(node.value, dict)}
    types = [text for node in items_of(child(child(root, "system"), "type")) if (text := text_of(node))]
    return OsaiEntry(
        path=path,
        system={key: value for key, value in system.items() if key != "type"},
        org=pairs_of(child(root, "org")),
        types=tuple(types),
        cells=cells,
    )


def _cell(node: Node) -> Cell:
    links = [text for member in items_of(child(node, "link")) if (text := text_of(member))]
    return Cell(text_of(child(node, "class")) or "", tuple(links), text_of(child(node, "notes")) or "", node.line)


def write_osai(entry: OsaiEntry) -> bytes:
    """Write an entry as the index lays it out. Reading what was written gives the entry again."""
    import yaml

    document: dict[str, Any] = {"system": dict(entry.system) | {"type": list(entry.types)}, "org": dict(entry.org)}
    for name, cell in entry.cells.items():
        link: str | list[str] | None = list(cell.links) if len(cell.links) > 1 else (cell.links[0] if cell.links else None)
        document[name] = {"class": cell.grade or None, "link": link, "notes": cell.notes or None}
    text: bytes = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=10_000, encoding="utf-8")
    return text
