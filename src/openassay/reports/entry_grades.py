"""Grades of entries of other indexes, for people. At most 80 columns."""

from collections.abc import Iterator
from fractions import Fraction

from click import style

from openassay.reports.columns import fit, wrap
from openassay.reports.document import Document
from openassay.reports.grades import say_verdict, show_grades

WIDTH = 80
CLASSES = {0: "Unclassified", 1: "Class I", 2: "Class II", 3: "Class III"}
VERDICTS = {"met": "open", "unmet": "not open", "undecided": "not decided", "exempt": "not asked for"}
INDEXES = {"mot": "Model Openness Tool", "osai": "European Open Source AI Index"}


def render(document: Document) -> str:
    """Return one entry in full, or of many a line each, the best first; what was refused is told elsewhere."""
    entries = document["entries"]
    lines = _one(entries[0]) if len(entries) == 1 else _many(entries)
    return "\n".join(lines) + "\n" if entries else ""


def _one(entry: Document) -> Iterator[str]:
    yield style(fit(entry["name"], WIDTH).rstrip(), bold=True)
    yield from wrap(f"An entry of the {INDEXES[entry['index']]}, taken at its word: nobody looked at the release.", WIDTH)
    yield ""
    if entry["index"] == "mot":
        yield from _as_mot(entry["as_mot"])
    yield from show_grades(entry["grades"])
    for grade in entry["grades"]:
        yield from _differences(grade)


def _as_mot(mot: Document) -> Iterator[str]:
    yield style("As the Model Openness Tool itself grades it: ", bold=True) + style(CLASSES[mot["class"]], bold=True, fg="cyan")
    progress = ", ".join(f"{CLASSES[int(cls)]} {_percent(share)} %" for cls, share in mot["progress"].items())
    yield f"  {progress}"
    if mot["missing"]:
        yield from wrap(f"Missing: {', '.join(mot['missing'])}", WIDTH, "  ", "    ")
    yield ""


def _percent(share: str) -> str:
    value = Fraction(share)
    return str(value) if value.denominator == 1 else f"{float(value):.2f}"


def _differences(grade: Document) -> Iterator[str]:
    """Yield where MOT and the reading part; components for which the reason is the same stand together."""
    if not grade.get("differences"):
        return
    yield ""
    yield style(f"Where MOT and {grade['standard']} part", bold=True)
    together: dict[tuple[bool, str, str], list[str]] = {}
    for one in grade["differences"]:
        key = (one["as_mot"] == "included", one["verdict"], one["because"])
        together.setdefault(key, []).append(one["component"])
    for (counted, verdict, because), names in together.items():
        yield from wrap(", ".join(names), WIDTH, "  ", "  ")
        yield from wrap(f"{'Open' if counted else 'Not open'} to MOT, {VERDICTS[verdict]} here. {because}", WIDTH, "    ", "    ")


def _many(entries: list[Document]) -> Iterator[str]:
    for index, title in INDEXES.items():
        of_index = [entry for entry in entries if entry["index"] == index]
        if of_index:
            yield style(f"{title}: {len(of_index)} entries, each taken at its word", bold=True)
            yield from _mot_rows(of_index) if index == "mot" else _osai_rows(of_index)


def _mot_rows(entries: list[Document]) -> Iterator[str]:
    yield style(f"  {fit('model', 30)} {fit('as MOT grades it', 16)} {entries[0]['grades'][0]['standard']}", dim=True)
    for entry in sorted(entries, key=lambda entry: ((entry["as_mot"]["class"] or 4), entry["name"], entry["path"])):
        grade = entry["grades"][0]
        yield f"  {fit(entry['name'], 30)} {fit(CLASSES[entry['as_mot']['class']], 16)} {_short(grade)}"


def _short(grade: Document) -> str:
    """The verdict of a ladder in few words: the rungs by their short names."""
    names = {rung["id"]: rung["title"].partition(",")[0] for rung in grade["rungs"]}
    level, ceiling = names.get(grade["level"], "none"), names.get(grade["ceiling"], "none")
    return level if level == ceiling else f"{level}, at most {ceiling}"


def _osai_rows(entries: list[Document]) -> Iterator[str]:
    names = [grade["standard"] for grade in entries[0]["grades"]]
    yield style(f"  {fit('system', 30)} " + " ".join(fit(name, 23) for name in names).rstrip(), dim=True)
    ordered = sorted(entries, key=lambda entry: (-Fraction(entry["grades"][0]["score"][0]), entry["name"], entry["path"]))
    for entry in ordered:
        yield f"  {fit(entry['name'], 30)} " + " ".join(fit(say_verdict(grade), 23) for grade in entry["grades"]).rstrip()
