"""What contradicts itself in the licenses cell of an OSAI entry: its grade against its note, its rule and the other cells."""

import re
from typing import NamedTuple

from openassay.exchange.osai_cells import DENIED, Fault
from openassay.exchange.osai_entry import Cell, OsaiEntry
from openassay.licenses.lists import members
from openassay.licenses.names import find_names, id_of_name

_NOT_OSI = re.compile(r"\bno[tr] an? (?:osi|open)\b|\bneither open\b|\bnot osi\b", re.IGNORECASE)
_OSI = re.compile(r"\bosi[- ](?:approved|recogni[sz]ed)\b", re.IGNORECASE)
_NONCOMMERCIAL = re.compile(
    r"\bnon-?\s?commercial\b|\bcc[- ]by[- ]nc\b|\bnon-?profit\b|\b(?:academic |research )(?:research )?(?:purposes )?only\b|"
    r"\bresearch-only\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(weights|code|data)\s*:\s*(.*?)(?=\s*\b(?:weights|code|data)\s*:|$)", re.IGNORECASE | re.DOTALL)
_ABSENT = re.compile(
    r"^(?:not (?:released|specified|disclosed|available|provided)|un(?:known|specified|disclosed|licensed)|none)\b", re.IGNORECASE
)
_OWN = re.compile(r"\b(?:custom|bespoke|own|proprietary)\b", re.IGNORECASE)
_ONE_PART = re.compile(r"\bweights? only\b|^(?:model )?weights (?:as|under|published|released)\b", re.IGNORECASE)
_MAY_BE_OPEN = re.compile(
    r"\brail\b|openrail|modified|various|variabl|mixed|open domain|permissive|limited|partial", re.IGNORECASE
)


class Heard(NamedTuple):
    """How many of weights, code and data are openly licensed by what was read: for certain, and at most."""

    least: int
    most: int


def in_licenses(entry: OsaiEntry) -> Fault | None:
    """Return what is wrong with the licenses cell, or None."""
    cell = entry.cells.get("licenses")
    if cell is None or cell.grade not in ("open", "partial"):
        return _of_closed(cell, entry) if cell else None
    return (
        _false_statement(cell)
        or _denied(cell, entry)
        or _noncommercial(cell)
        or _disagreeing(cell, entry)
        or _of_one_part(cell, entry)
    )


def _of_closed(cell: Cell, entry: OsaiEntry) -> Fault | None:
    """A closed cell although its own note names two parts or more under open licenses."""
    parts = _parts(cell.notes)
    if cell.grade == "closed" and parts and _count(parts).least >= 2:
        because = "The note names two parts or more under open licenses, which is partial at least."
        return Fault(DENIED, because, "partial")
    return None


def _false_statement(cell: Cell) -> Fault | None:
    """A license that the note calls OSI-approved, and that the OSI never approved."""
    for clause in re.split(r"[.;]\s", cell.notes):
        if _OSI.search(clause) and not _NOT_OSI.search(clause):
            wrong = [named.id for named in find_names(clause) if named.id.lower() not in members("spdx-osi")]
            if wrong:
                return Fault(
                    "entry:not-osi-approved", f"The note calls {', '.join(wrong)} OSI-approved, which it is not.", arguable=False
                )
    return None


def _denied(cell: Cell, entry: OsaiEntry) -> Fault | None:
    """A note that says the license is not open, or an open grade on a license that is on no list."""
    if _NOT_OSI.search(cell.notes) and not _PART.search(cell.notes):
        return Fault(DENIED, f"The note says that the license is no open one, and the grade is {cell.grade}.", "closed")
    named = _ids(cell.notes) | _ids(entry.about("endmodellicense"))
    weights = entry.cells.get("weights_endmodel", Cell("")).notes
    if (
        cell.grade == "open"
        and named
        and not any(_is_open(id_) for id_ in named)
        and _NONCOMMERCIAL.search(f"{weights} {cell.notes}")
    ):
        return Fault(
            DENIED,
            "The grade is open on a license that no list calls open, and the entry speaks of non-commercial use.",
            "closed",
        )
    if cell.grade == "open" and not named and _NONCOMMERCIAL.search(weights):
        return Fault(
            DENIED,
            "The grade is open on a license of its own, and the cell for the weights speaks of non-commercial use.",
            "closed",
        )
    return None


def _noncommercial(cell: Cell) -> Fault | None:
    """A grade above closed although every license that is named forbids commercial use."""
    named = _ids(cell.notes)
    if _NONCOMMERCIAL.search(cell.notes) and not any(_is_open(id_) for id_ in named) and not _permits(cell.notes):
        because = (
            f"All licenses that the note names forbid commercial use, which no open license does; the grade is {cell.grade}."
        )
        return Fault("entry:noncommercial", because, "closed")
    return None


def _permits(note: str) -> bool:
    """Whether a part is under something that may be open after all."""
    parts = _parts(note)
    return any(_MAY_BE_OPEN.search(text) for text in parts.values())


def _disagreeing(cell: Cell, entry: OsaiEntry) -> Fault | None:
    """A note that names an open license for the weights where the head of the entry says that it is a custom one."""
    head = entry.about("endmodellicense")
    if _OWN.search(head) and not _ids(head) and any(_is_open(id_) for id_ in _ids(cell.notes)):
        return Fault("entry:cells-disagree", f"The head of the entry says '{head}', the note names an open license.")
    return None


def _of_one_part(cell: Cell, entry: OsaiEntry) -> Fault | None:
    """The rule since 2026-04: partial asks for at least two of weights, code and data, open for all of them."""
    parts = _parts(cell.notes)
    if parts and _count(parts).most < 2:
        because = "By the note at most one of weights, code and data is under an open license; partial asks for two."
        return Fault("entry:one-part-by-note", because, "closed")
    grades = {name: one.grade for name, one in entry.cells.items()}
    rest = ("trainingcode", "datasources_basemodel", "datasources_endmodel")
    if not all(grades.get(name) == "closed" for name in rest):
        return None
    if any(_is_open(id_) for id_ in _ids(entry.about("endmodellicense"))):
        because = "Training code and both kinds of data are closed in this entry: at most the weights are under an open license."
        return Fault("entry:one-part-by-cells", because, "closed")
    if _MAY_BE_OPEN.search(cell.notes) and "licen" in cell.notes.lower():
        because = "One license is named, and training code and data are closed in this entry: at most one part is open."
        return Fault("entry:one-part-by-note", because, "closed")
    return None


def _parts(note: str) -> dict[str, str]:
    """What a note of the form `Weights: ... Code: ... Data: ...` says of each."""
    return {name.lower(): text for name, text in _PART.findall(note)}


def _count(parts: dict[str, str]) -> Heard:
    least = most = 0
    for text in parts.values():
        ids = _ids(text)
        if _ABSENT.search(text.strip()) and not any(_is_open(id_) for id_ in ids):
            continue
        if any(_is_open(id_) for id_ in ids):
            least, most = least + 1, most + 1
        elif _MAY_BE_OPEN.search(text) or (not ids and not re.search(r"licen[cs]e|terms", text, re.IGNORECASE)):
            most += 1
    return Heard(least, most)


def _ids(text: str) -> set[str]:
    """The licenses that a text names, by their ids; one whose name is changed (modified MIT) is none of them."""
    clean = re.sub(r"\bmodified\s+\S+(?:\s+licen[cs]e)?", " ", text, flags=re.IGNORECASE)
    found = {named.id for named in find_names(_spelled_out(clean))}
    whole = id_of_name(clean.strip(" ."))
    return found | ({whole} if whole else set())


def _spelled_out(text: str) -> str:
    """People write `apache 2` and `apache2`; the names that are known have the version in full."""
    return re.sub(r"\bapache\s*-?\s*2(?:\.0)?\b(?!\.)", "Apache-2.0", text, flags=re.IGNORECASE)


def _is_open(id_: str) -> bool:
    return any(
        id_.lower() in members(name) for name in ("spdx-osi", "spdx-fsf", "open-definition", "open-data", "open-content", "ours")
    )
