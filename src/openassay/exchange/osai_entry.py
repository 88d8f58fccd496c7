"""An entry of the European Open Source AI Index: one YAML file of a system, with a class, links and a note for each dimension."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openassay.exchange.reading import Said, bounded, child, items_of, read_entry, said_of, text_of
from openassay.exchange.writing import write_entry
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
"""The keys of an entry that are no dimension: mappings of texts and lists of texts."""


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
    system: Mapping[str, Said]
    org: Mapping[str, Said]
    cells: Mapping[str, Cell]
    """By dimension, in the order of the entry, under today's names."""

    @property
    def name(self) -> str:
        """The name of the system."""
        return self.about("name")

    def about(self, key: str) -> str:
        """What the entry says of the system under a key, the members of a list joined; empty where it says nothing."""
        said = self.system.get(key, "")
        return said if isinstance(said, str) else ", ".join(said)


def read_osai(data: bytes, path: str) -> OsaiEntry:
    """Read an entry. Raises `Unreadable`: `error:bad-entry` where it is none, or a limit."""
    return osai_of(read_entry(data, path), path)


def is_osai(root: Node) -> bool:
    """Whether a document looks like an entry of this index: it has a mapping `system`."""
    system = child(root, "system")
    return system is not None and isinstance(system.value, dict)


def osai_of(root: Node, path: str) -> OsaiEntry:
    """Make an entry of a document. Raises `Unreadable`."""
    top = root.value if isinstance(root.value, dict) else {}
    system = said_of(child(root, "system"))
    if not isinstance(system.get("name"), str) or not system["name"]:
        raise Unreadable("error:bad-entry", "it has no mapping 'system' with a name, so it is no entry of the index")
    bounded(list(top.values()), "cells")
    cells = {OLDER.get(key, key): _cell(node) for key, node in top.items() if key not in ABOUT and isinstance(node.value, dict)}
    return OsaiEntry(path=path, system=system, org=said_of(child(root, "org")), cells=cells)


def _cell(node: Node) -> Cell:
    links = [text for member in items_of(child(node, "link")) if (text := text_of(member))]
    return Cell(text_of(child(node, "class")) or "", tuple(links), text_of(child(node, "notes")) or "", node.line)


def write_osai(entry: OsaiEntry, remarks: Iterable[str] = ()) -> bytes:
    """Write an entry as the index lays it out, with remarks as comments above it. Reading that gives the entry again."""
    document: dict[str, Any] = {
        name: {key: said if isinstance(said, str) else list(said) for key, said in part.items()}
        for name, part in (("system", entry.system), ("org", entry.org))
    }
    for name, cell in entry.cells.items():
        link: str | list[str] | None = list(cell.links) if len(cell.links) > 1 else (cell.links[0] if cell.links else None)
        document[name] = {"class": cell.grade or None, "link": link, "notes": cell.notes or None}
    return write_entry(document, remarks)
