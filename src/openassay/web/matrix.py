"""The openness matrix: the components of a release by the questions that matter of each, from the assessment document alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from openassay.probes import every_probe
from openassay.reports.document import Document
from openassay.vocabulary.components import Component, Family

FAMILY_TITLES = {
    Family.CODE: "Code",
    Family.DATA: "Data and weights",
    Family.DOCUMENT: "Documents",
    Family.INTERFACE: "Interface",
}
_ORDER = list(Component)
_OPEN_CODE, _OPEN_DATA, _OPEN_CONTENT = "license-osi-approved", "license-open-data", "license-open-content"
_OPEN_LISTS = {
    Family.CODE: (_OPEN_CODE,),
    Family.DATA: (_OPEN_DATA, _OPEN_CODE, _OPEN_CONTENT),
    Family.DOCUMENT: (_OPEN_CONTENT, _OPEN_CODE, _OPEN_DATA),
    Family.INTERFACE: (_OPEN_CODE,),
}
"""Probes of the lists of open licenses that a part may be under, that of its own kind first. Weights and documents under an open
license for software are open; code under a license for data is not."""


@dataclass(frozen=True, slots=True)
class Column:
    """A question of the matrix."""

    id: str
    title: str
    question: str


COLUMNS = (
    Column("published", "Published", "Is it in the release, whole?"),
    Column("ungated", "Without asking", "Can anyone have it, without asking?"),
    Column("documented", "Documented", "Do the documents tell what one must know of it?"),
    Column("licensed", "Licensed", "Does anybody give a license for it?"),
    Column("open-license", "Open license", "Is the license on a list of open licenses that fits (for code, data or documents)?"),
    Column("license-allows-commercial-use", "Commercial use", "Does the license allow commercial use?"),
    Column("license-allows-modification", "Changes", "Does the license allow changes?"),
    Column("license-allows-redistribution", "Passing on", "Does the license allow passing it on?"),
    Column("license-unrestricted-use", "Any purpose", "May it be used for any purpose?"),
    Column("license-unlimited-users", "Any user", "Is the license the same for everyone, whatever their number or income?"),
    Column("license-outputs-unrestricted", "Free outputs", "Are the outputs free of limits?"),
    Column("license-consistent", "Said alike", "Is the same license given everywhere?"),
)
_DOCUMENTED = ("card-covers-", "datasheet-covers-", "data-", "code-documented")
"""How the names of the probes begin whose answers together say whether a component is documented."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer. `answer` is one of the four, or `partly` where there is only some of it, or of several answers some are yes."""

    column: Column
    answer: str
    basis: str
    key: str
    """Key of the fact; empty where nobody asks, or where the answer is drawn from several facts."""
    because: str
    count: str = ""
    """`3/6` where several facts are counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """One component: what the release shows of it, and its cells."""

    component: str
    title: str
    meaning: str
    state: str
    because: str
    files: int
    licenses: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def here(self) -> bool:
        """Whether there is something of it, or at least a place for it."""
        return self.state not in ("absent", "not-applicable")


@dataclass(frozen=True, slots=True)
class Block:
    """The components of one family."""

    title: str
    rows: tuple[Row, ...]


def blocks(document: Document) -> tuple[Block, ...]:
    """Lay the matrix out, family by family, in the order of the vocabulary."""
    facts = {fact["key"]: fact for fact in document["facts"]}
    held = {component["component"]: component for component in document["components"]}
    names = [name for name in _ORDER if name in held]
    return tuple(
        Block(FAMILY_TITLES[family], tuple(row_of(held[name], facts) for name in group))
        for family, group in groupby(sorted(names, key=_by_family), key=lambda name: name.family)
    )


def _by_family(component: Component) -> tuple[int, int]:
    return list(Family).index(component.family), _ORDER.index(component)


def row_of(held: Document, facts: dict[str, Document]) -> Row:
    """The row of one component. `facts` are the document's facts by key."""
    component = Component(held["component"])
    return Row(
        component.value,
        component.value.replace("-", " ").capitalize(),
        component.meaning,
        held["state"],
        held["because"],
        len(held["artifacts"]),
        tuple(dict.fromkeys(one["expression"] for one in held["licenses"])),
        tuple(_cell(column, component, facts) for column in COLUMNS),
    )


def _cell(column: Column, component: Component, facts: dict[str, Document]) -> Cell:
    if column.id == "documented":
        return _counted(column, component, facts)
    if column.id == "open-license":
        keys = [f"{probe}/{component}" for probe in _OPEN_LISTS[component.family]]
        key = next((key for key in keys if key in facts and facts[key]["answer"] == "yes"), keys[0])
    else:
        key = f"{column.id}/{component}"
    fact = facts.get(key)
    if fact is None:
        return Cell(column, "not-asked", "", "", "Nobody asks this of it.")
    if column.id == "published" and fact["answer"] == "no":
        some = facts.get(f"partly-published/{component}")
        if some and some["answer"] == "yes":
            return Cell(column, "partly", some["basis"], some["key"], some["because"])
    return Cell(column, fact["answer"], fact["basis"], key, fact["because"])


def _documenting(component: str, facts: dict[str, Document]) -> Iterator[Document]:
    """The facts that together say whether a component is documented."""
    for probe in every_probe():
        if probe.startswith(_DOCUMENTED) and (fact := facts.get(f"{probe}/{component}")):
            yield fact


def _counted(column: Column, component: Component, facts: dict[str, Document]) -> Cell:
    asked = [fact for fact in _documenting(component, facts) if fact["answer"] != "not-applicable"]
    if not asked:
        return Cell(column, "not-asked", "", "", "Nobody asks this of it.")
    answers = [fact["answer"] for fact in asked]
    told = answers.count("yes")
    if told == len(answers):
        answer = "yes"
    elif told:
        answer = "partly"
    else:
        answer = "unknown" if "unknown" in answers else "no"
    basis = "declared" if any(fact["basis"] == "declared" for fact in asked) else "observed"
    key = asked[0]["key"] if len(asked) == 1 else ""
    because = asked[0]["because"] if key else f"{told} of {len(asked)} questions about its documentation are answered yes."
    return Cell(column, answer, basis, key, because, f"{told}/{len(asked)}" if not key else "")
