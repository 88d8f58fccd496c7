"""What contradicts itself in entries of the European Open Source AI Index, in one and between several."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from openassay.exchange.contradictions import Contradiction
from openassay.exchange.osai_cells import Fault, in_cells, said_of_weights
from openassay.exchange.osai_entry import GRADES, Cell, OsaiEntry
from openassay.exchange.osai_licenses import in_licenses
from openassay.exchange.osai_notes import first_sentence
from openassay.vocabulary.limits import ENTRY_TEXT
from openassay.vocabulary.text import shown

_HUB = re.compile(r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<owner>[\w.-]+)/[\w.-]+", re.IGNORECASE)
_NO_OWNER = frozenset({"datasets", "papers", "blog", "collections", "spaces", "docs", "learn"})
_SIZE = re.compile(r"(?<![a-z0-9.])(?:[0-9]+(?:x[0-9]+)?(?:\.[0-9]+)?[bm]|base|meta|hf)(?![a-z0-9])", re.IGNORECASE)
STAGES = (("datasources_basemodel", "datasources_endmodel"), ("weights_basemodel", "weights_endmodel"))
TWO_GRADES = "entry:same-note-two-grades"
KIN = 3
"""Entries with the same base that must agree before one that does not is told."""
QUOTE = 240
"""Characters of a note that are shown."""
WORDS = 5
"""Words of a sentence, at least, for it to be the same in two entries by more than chance."""


def in_osai(entry: OsaiEntry) -> Iterator[Contradiction]:
    """Yield what contradicts itself in one entry: of one cell at most one thing."""
    for name, cell in entry.cells.items():
        if len(cell.notes) > ENTRY_TEXT.value:
            because = f"Of the note, {ENTRY_TEXT.value} characters are searched; it has {len(cell.notes)}."
            yield Contradiction(entry.path, cell.line, ENTRY_TEXT.code, name, because)
    entry = _cut(entry)
    faults = dict(in_cells(entry))
    if fault := in_licenses(entry):
        faults["licenses"] = fault
    for name, fault in _between_cells(entry):
        if fault.code == TWO_GRADES:
            faults[name] = fault
        faults.setdefault(name, fault)
    for name, cell in entry.cells.items():
        if cell.grade and cell.grade not in GRADES:
            faults[name] = Fault(
                "entry:grade-unknown", f"'{shown(cell.grade)}' is no grade; the index counts it as closed.", "", False
            )
    for name, fault in faults.items():
        yield _told(entry, name, fault)


def _cut(entry: OsaiEntry) -> OsaiEntry:
    """The entry with its notes as long as they are searched."""
    cells = {name: replace(cell, notes=" ".join(cell.notes.split())[: ENTRY_TEXT.value]) for name, cell in entry.cells.items()}
    system = {key: said[: ENTRY_TEXT.value] for key, said in entry.system.items()}
    return replace(entry, cells=cells, system=system)


def _told(entry: OsaiEntry, name: str, fault: Fault) -> Contradiction:
    cell = entry.cells.get(name, Cell("", line=1))
    quote = shown(cell.notes, QUOTE)
    return Contradiction(entry.path, cell.line, fault.code, name, fault.because, fault.arguable, quote=quote, better=fault.better)


def _between_cells(entry: OsaiEntry) -> Iterator[tuple[str, Fault]]:
    """Compare the cells of one entry: base and end model, the card and the weights."""
    for first, second in STAGES:
        base, end = entry.cells.get(first, Cell("")), entry.cells.get(second, Cell(""))
        if base.grade != end.grade and base.grade and end.grade and base.notes and base.notes == end.notes:
            spoken = said_of_weights(base.notes) if first.startswith("weights") else ""
            wrong, other = (first, end) if spoken and spoken == end.grade else (second, base)
            because = f"The same note stands in the cell of the other stage, with the grade {other.grade}."
            yield wrong, Fault(TWO_GRADES, because, other.grade, arguable=False)
    base, end = entry.cells.get("weights_basemodel", Cell("")), entry.cells.get("weights_endmodel", Cell(""))
    if base.grade in ("open", "partial") and end.grade == "closed" and not end.notes and not entry.about("endmodelname"):
        because = (
            f"No end model is named and no note is given; where there is but one model, both cells are as the base: {base.grade}."
        )
        yield "weights_endmodel", Fault("entry:not-mirrored", because, base.grade)
    card, weights = _owners(entry, "modelcard"), _owners(entry, "weights_endmodel")
    if card and weights and not card & weights:
        because = (
            f"The card is that of {shown(', '.join(sorted(card)))}; the weights are those of {shown(', '.join(sorted(weights)))}."
        )
        ours = [_is_ours(entry, name) for name in ("modelcard", "weights_endmodel")]
        yield "weights_endmodel" if ours == [True, False] else "modelcard", Fault("entry:link-of-another", because)


def _is_ours(entry: OsaiEntry, name: str) -> bool:
    """Whether a link of a cell has a word of the end model's name in it."""
    words = re.findall(r"[a-z]{4,}", entry.about("endmodelname").lower())
    return any(word in link.lower() for link in entry.cells[name].links for word in words)


def _owners(entry: OsaiEntry, name: str) -> set[str]:
    """Whose pages of the Hub a cell links to."""
    found = [_HUB.match(link) for link in entry.cells.get(name, Cell("")).links]
    return {match["owner"].lower() for match in found if match} - _NO_OWNER


def among_osai(entries: Iterable[OsaiEntry], told: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Yield what contradicts itself between entries, for cells of which nothing was told before."""
    known = {(one.path, one.about) for one in told}
    for entry, name, fault in (*_by_base(entries := [_cut(entry) for entry in entries]), *_by_words(entries)):
        if (entry.path, name) not in known:
            known.add((entry.path, name))
            yield _told(entry, name, fault)


def _by_base(entries: list[OsaiEntry]) -> Iterator[tuple[OsaiEntry, str, Fault]]:
    """Compare the base cells of entries that were made from the same model."""
    families: dict[str, list[OsaiEntry]] = defaultdict(list)
    for entry in entries:
        if family := base_of(entry):
            families[family].append(entry)
    for kin in families.values():
        for name in ("datasources_basemodel", "weights_basemodel"):
            for entry, grade, theirs in _outliers([(one, one.cells[name].grade) for one in kin if name in one.cells], KIN):
                base = shown(entry.about("basemodelname"))
                because = f"The same base ({base}) is graded {theirs} in the other entries, and {grade} here."
                yield entry, name, Fault("entry:base-graded-apart", because, theirs)


def _outliers(rows: list[tuple[OsaiEntry, str]], least: int) -> Iterator[tuple[OsaiEntry, str, str]]:
    """Yield entries whose grade is not that of at least `least` others, all but a quarter of which agree."""
    for entry, grade in rows:
        others = Counter(theirs for other, theirs in rows if other is not entry)
        if others:
            common, count = min(others.items(), key=lambda item: (-item[1], item[0]))
            if grade != common and count >= least and 4 * count >= 3 * others.total():
                yield entry, grade, common


def base_of(entry: OsaiEntry) -> str:
    """The family of the base model: its name without sizes. Empty where it is the model itself, or is not known."""
    name, own = entry.about("basemodelname").lower(), entry.about("endmodelname").lower()
    if not name or name == own or name.strip("? ") in ("unknown", "none", "-"):
        return ""
    return re.sub(r"[^a-z0-9.]+", "-", _SIZE.sub(" ", name.replace("-", " "))).strip("-")


def _by_words(entries: list[OsaiEntry]) -> Iterator[tuple[OsaiEntry, str, Fault]]:
    """Compare cells of one dimension that begin with the same sentence."""
    groups: dict[tuple[str, str], list[OsaiEntry]] = defaultdict(list)
    for entry in entries:
        for name, cell in entry.cells.items():
            if len((first := first_sentence(cell.notes)).split()) >= WORDS:
                groups[name, first].append(entry)
    for (name, _), same in groups.items():
        for entry, grade, theirs in _outliers([(one, one.cells[name].grade) for one in same], 2):
            because = f"The note begins with the same sentence as in entries that are graded {theirs}; here the grade is {grade}."
            yield entry, name, Fault(TWO_GRADES, because, theirs)
