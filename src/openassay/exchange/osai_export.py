"""An assessment as an entry of the European Open Source AI Index, with only what is proven."""

from openassay.exchange.osai_entry import Cell, OsaiEntry
from openassay.exchange.proven import PROVING, Document, Proven, sentence
from openassay.exchange.reading import Said

TYPES = {"vision": "image"}
NOTE = 400
"""Characters of a note, at most; the assessment has the rest."""
LINKS = 3


class NoGrade(LookupError):  # noqa: N818
    """The assessment holds no grade under the index; the message is for the user."""


def export_osai(document: Document, name: str | None = None) -> tuple[OsaiEntry, tuple[str, ...]]:
    """Return the entry, and in sentences what was left empty in it and why. Raises `NoGrade`.

    A cell has a class where the level is proven, not by what is only declared, and none above it is possible. Else it is left
    empty, and the note says what is not decided.
    """
    proven = Proven(document)
    grade = next((one for one in document["grades"] if one["standard"].startswith("osai@")), None)
    if grade is None:
        raise NoGrade("the assessment holds no grade under the European Open Source AI Index; assess it with --standard osai")
    called = name or proven.name()
    repository, page = proven.pages()
    system: dict[str, Said] = {"name": called, "link": page or repository, "endmodelname": called}
    if domain := document["release"]["domain"]["value"]:
        system["type"] = TYPES.get(domain, domain)
    license_, _, _ = proven.license(["final-weights"])
    if license_ and license_ != "unlicensed":
        system["endmodellicense"] = license_
    cells = {one["id"].replace("-", "_"): _cell(one, grade, proven) for one in grade["dimensions"]}
    empty = [name for name, cell in cells.items() if not cell.grade]
    remarks = [proven.head(), f"Graded under {grade['standard']}."]
    if empty:
        remarks.append(f"Left empty, because it is not decided or does not apply: {', '.join(empty)}.")
    return OsaiEntry("", system, {}, cells), tuple(remarks)


def _cell(dimension: Document, grade: Document, proven: Proven) -> Cell:
    level, ceiling = dimension["level"], dimension["ceiling"]
    if level is None:
        return Cell("", (), "Does not apply.")
    facts = _facts(dimension, grade, proven)
    said = " ".join(dict.fromkeys(sentence(fact["because"]) for fact in facts))
    places = [proven.address(one["source"], one["path"]) for fact in facts for one in fact["evidence"]]
    links = tuple(dict.fromkeys(place for place in places if "://" in place))[:LINKS]
    if level != ceiling:
        worst = dimension["score"][0] == "0"
        open_ = f"anything from {level} to {ceiling}" if worst else f"{level} is shown, and {ceiling} is not ruled out"
        return Cell("", links, _short(f"Not decided: {open_}. {said}"))
    if any(fact["answer"] == "yes" and fact["basis"] not in PROVING for fact in facts):
        return Cell("", links, _short(f"Not decided: {level} by what is only declared. {said}"))
    return Cell(level, links, _short(said))


def _facts(dimension: Document, grade: Document, proven: Proven) -> list[Document]:
    """The facts that decide a dimension, or that would: of the level that is met, or of those that are not."""
    prefix = f"{dimension['id']}/"
    findings = [one for one in grade["findings"] if one["requirement"].startswith(prefix)]
    undecided = [one for one in findings if one["verdict"] == "undecided"]
    met = [one for one in findings if one["requirement"] == f"{prefix}{dimension['level']}" and one["verdict"] == "met"]
    keys = dict.fromkeys(key for one in (undecided or met or findings) for key in one["facts"])
    return [proven.facts[key] for key in keys if key in proven.facts]


def _short(text: str) -> str:
    return text if len(text) <= NOTE else text[: NOTE - 3].rstrip() + "..."
