"""What contradicts itself in a cell of an OSAI entry that is not about licenses: its grade against its note, and its rule."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from openassay.exchange.osai_entry import Cell, OsaiEntry
from openassay.exchange.osai_notes import GATED, affirms, denies, denies_a_part, hedges

DENIED = "entry:note-denies-grade"
EXTENT = "entry:extent"
OUTSIDE = "entry:outside-the-rule"
_INFERENCE = re.compile(r"\b(?:only|just|mainly)\b[^.]*\b(?:inference|demo)\b|^inference code\b", re.IGNORECASE)
_NO_TRAINING = re.compile(r"\btraining code\b[^.]*\b(?:is |has )?not\b|\bno training code\b", re.IGNORECASE)
_FRAMEWORK = re.compile(
    r"\b(?:use of|using|used|with|by) (?:an?|the) (?:\w+[ -])*?(?:framework|library|project|toolkit)\b", re.IGNORECASE
)
_OWN = re.compile(r"\b(?:fork|repo(?:sitory)?|script|config\w*|recipe)\b", re.IGNORECASE)
_OTHER_CRITERION = re.compile(
    r"\bbinar(?:y|ies)\b|\bsafe ?tensors\b|\bno information on\b|\bprocedure\b|\bnon-?commercial\b|\bcc[- ]by[- ]nc\b",
    re.IGNORECASE,
)
_NOT_WHOLE = re.compile(
    r"\bdelta|\bdiff\b|\bsmaller\b|\bsome\b|\bfew\b|\btaken down\b|\bremoved\b|\b404\b|\bstandalone\b|\bold(?:er)? version",
    re.IGNORECASE,
)
_SUBMITTED = re.compile(r"\bsubmitted\b|\bunder review\b|\bin review\b", re.IGNORECASE)
_ACCEPTED = re.compile(r"\baccepted\b|\bpublished\b|\bpresented\b|\bproceedings\b", re.IGNORECASE)
_POSTER = re.compile(r"\bposter\b", re.IGNORECASE)
_BLOG = re.compile(r"\bblog ?post\b|\brelease[- ]by[- ]blog", re.IGNORECASE)
_NOTHING_ON = re.compile(r"\b(?:but|and) (?:none|nothing)\b|\bnone whatsoever\b|\bbut not\b", re.IGNORECASE)
_PARTIAL = re.compile(r"\bpartial(?:ly)?\b[^.]*\b(?:insight|information|detail|relevant)", re.IGNORECASE)
_REQUISITE = re.compile(r"\b(?:provides|contains) (?:all )?the (?:requisite|required|desired)\b", re.IGNORECASE)
_USAGE = re.compile(r"\busage\b[^.]*\binference\b|\binference\b[^.]*\busage\b", re.IGNORECASE)
_SOME_CODE = re.compile(r"\bsparse source code\b|\bsome training code\b", re.IGNORECASE)
_DOCUMENTED = re.compile(r"\bdocumented\b|\bdocumentation\b", re.IGNORECASE)
_UNSURE = re.compile(r"\bnot always\b|\bnot all\b|\bunclear\b", re.IGNORECASE)


class Fault(NamedTuple):
    """What is wrong with a cell."""

    code: str
    because: str
    better: str = ""
    arguable: bool = True


def in_cells(entry: OsaiEntry) -> Iterator[tuple[str, Fault]]:
    """Yield the dimensions of an entry whose cell contradicts itself, with what is wrong there; of one cell at most one thing."""
    for name, cell in entry.cells.items():
        check = CHECKS.get(name)
        fault = (check(name, cell, entry) if check else None) or _of_any(name, cell)
        if fault and name != "licenses":
            yield name, fault


def _of_any(name: str, cell: Cell) -> Fault | None:
    """What holds of every dimension: a note that denies the thing, for a grade that says it is there."""
    if cell.grade in ("open", "partial") and denies(cell.notes) and not _of_other_stage(name, cell.notes):
        return Fault(DENIED, f"The note says that there is none, and the grade is {cell.grade}.", "closed", arguable=False)
    return None


def _of_other_stage(name: str, note: str) -> bool:
    """Whether the note speaks only of the base model where the cell is about all, or the other way round."""
    stages = {word for word in ("base model", "end model") if word in note.lower()}
    own = "base model" if name.endswith("_basemodel") else "end model" if name.endswith("_endmodel") else ""
    return bool(stages) and own not in stages


def _of_weights(name: str, cell: Cell, entry: OsaiEntry) -> Fault | None:
    if cell.grade == "closed" and GATED.search(cell.notes) and not denies(cell.notes):
        because = "The note says that one must ask or sign for the weights, which the rule names as an example of partial."
        return Fault(DENIED, because, "partial", arguable=False)
    if cell.grade == "closed" and affirms(cell.notes):
        return Fault(DENIED, "The note says that the weights are available, and the grade is closed.", "open", arguable=False)
    if cell.grade != "partial" or GATED.search(cell.notes) or _NOT_WHOLE.search(cell.notes):
        return None
    if _OTHER_CRITERION.search(cell.notes):
        because = "The note gives a reason that the rule does not ask for: it asks only whether the weights are shared."
        return Fault(OUTSIDE, because, "open")
    if affirms(cell.notes):
        return Fault(DENIED, "The note says that the weights are available and names no gate and no part that lacks.", "open")
    return None


def _of_training_code(name: str, cell: Cell, entry: OsaiEntry) -> Fault | None:
    note, documents = cell.notes, entry.cells.get("code")
    if cell.grade in ("open", "partial") and (
        _INFERENCE.search(note) or (_NO_TRAINING.search(note) and not _SOME_CODE.search(note))
    ):
        return Fault("entry:inference-only", f"The note names code for inference only, and the grade is {cell.grade}.", "closed")
    if cell.grade == "open" and _FRAMEWORK.search(note) and not _OWN.search(note):
        return Fault("entry:framework-only", "The note names a public framework, and no code of the project itself.")
    if cell.grade == "open" and denies_a_part(note):
        because = "The note says that a part of the code is not there; open asks for processing, training and tuning."
        return Fault(DENIED, because, "partial", arguable=False)
    if cell.grade == "open" and re.match(r"some\b", note, re.IGNORECASE):
        return Fault(EXTENT, "The note says 'some'; open asks for all of the code.", "partial")
    if cell.grade == "closed" and (
        _SOME_CODE.search(note) or (affirms(note) and re.search(r"\btraining code\b", note, re.IGNORECASE))
    ):
        better = "partial" if _SOME_CODE.search(note) or len(note.split()) > 12 else "open"
        return Fault(DENIED, "The note names training code, and closed is for none.", better, arguable=better == "partial")
    none = documents is not None and re.match(r"no (?:explicit |source |training )*code\b", documents.notes, re.IGNORECASE)
    if cell.grade in ("open", "partial") and none:
        because = "The cell for the documentation of code says that there is no code."
        return Fault("entry:cells-disagree", because, "closed", arguable=False)
    return None


def _of_documents(name: str, cell: Cell, entry: OsaiEntry) -> Fault | None:
    """The documentation of code."""
    if (
        cell.grade == "closed"
        and _DOCUMENTED.search(cell.notes)
        and not re.search(r"\bno\b|\bnot\b|\bun", cell.notes, re.IGNORECASE)
    ):
        because = "The note says that there is some documentation, and closed is for none."
        return Fault(DENIED, because, "partial", arguable=False)
    if (
        cell.grade == "open"
        and _USAGE.search(cell.notes)
        and _NO_TRAINING.search(entry.cells.get("trainingcode", Cell("")).notes)
    ):
        because = (
            "The note tells of usage and inference; the training code, which the entry says is not there, cannot be documented."
        )
        return Fault(DENIED, because, "partial", arguable=False)
    return None


def _of_data(name: str, cell: Cell, entry: OsaiEntry) -> Fault | None:
    if cell.grade == "closed" and affirms(cell.notes) and re.match(r"(?:[\w-]+ )*data ?sets?\b", cell.notes, re.IGNORECASE):
        because = "The note says that a data set is published, and closed is for none."
        return Fault(DENIED, because, "partial", arguable=not re.search(r"\b(?:published|shared|released)\b", cell.notes))
    if cell.grade == "open" and _UNSURE.search(cell.notes) and not denies(cell.notes):
        return Fault(EXTENT, "The note says that not all of it is known; open asks for all sources.", "partial")
    licenses = entry.cells.get("licenses", Cell("")).notes
    given = re.search(r"\bdata: (?!not|un|limited|partial)(?P<what>[^.]*licen[cs]es?[^.]*)", licenses, re.IGNORECASE)
    end = entry.cells.get("datasources_endmodel", Cell("closed"))
    if name == "datasources_basemodel" and cell.grade == "closed" and denies(cell.notes) and given and end.grade != "closed":
        because = f"The note says that no sources were found; that on licenses speaks of the data: '{given['what'].strip()}'."
        return Fault("entry:cells-disagree", because)
    return None


def _of_card(name: str, cell: Cell, entry: OsaiEntry) -> Fault | None:
    if cell.grade in ("open", "closed") and _PARTIAL.search(cell.notes):
        because = f"The note says that the information is partial, which is the rule's own word; the grade is {cell.grade}."
        return Fault(DENIED, because, "partial", arguable=False)
    if cell.grade == "closed" and _REQUISITE.search(cell.notes):
        because = "The note says that the card tells what is asked for, and closed is for no card."
        return Fault(DENIED, because, "open", arguable=False)
    return None


def _of_hardware(name: str, cell: Cell, entry: OsaiEntry) -> Fault | None:
    if cell.grade == "open" and (hedges(cell.notes) or re.search(r"\bsketched\b", cell.notes, re.IGNORECASE)):
        return Fault(EXTENT, "The note says that it is told in part or roughly; open asks for full documentation.", "partial")
    return None


def _of_preprint(name: str, cell: Cell, entry: OsaiEntry) -> Fault | None:
    if cell.grade == "open" and _NOTHING_ON.search(cell.notes):
        return Fault(EXTENT, "The note names a part that the text does not cover; open asks for all major parts.", "partial")
    if cell.grade in ("open", "partial") and re.match(r"release[- ]by[- ]blog", cell.notes, re.IGNORECASE):
        return Fault(EXTENT, f"The note names a blog post, which is no archived preprint; the grade is {cell.grade}.", "closed")
    return None


def _of_paper(name: str, cell: Cell, entry: OsaiEntry) -> Fault | None:
    if cell.grade in ("open", "partial") and _SUBMITTED.search(cell.notes) and not _ACCEPTED.search(cell.notes):
        return Fault(
            "entry:submitted-only",
            f"The note says that the paper was submitted, not that it passed review; the grade is {cell.grade}.",
        )
    if cell.grade == "partial" and _POSTER.search(cell.notes):
        because = "The note names a poster; at a main conference posters are peer reviewed as talks are."
        return Fault("entry:poster", because)
    return None


CHECKS: dict[str, Callable[[str, Cell, OsaiEntry], Fault | None]] = {
    "datasources_basemodel": _of_data,
    "datasources_endmodel": _of_data,
    "weights_basemodel": _of_weights,
    "weights_endmodel": _of_weights,
    "trainingcode": _of_training_code,
    "code": _of_documents,
    "hardware_architecture": _of_hardware,
    "preprint": _of_preprint,
    "paper": _of_paper,
    "modelcard": _of_card,
}


def said_of_weights(note: str) -> str:
    """The grade that a note on weights itself speaks for; empty where it leaves that open."""
    if GATED.search(note):
        return "partial"
    return "closed" if denies(note) else "open" if affirms(note) else ""
