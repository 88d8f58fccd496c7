"""What to do next: the requirements that stand between a release and the next rung, cheapest first."""

from dataclasses import dataclass

from openassay.reports.document import Document
from openassay.vocabulary.components import Component, Family

EFFORT = {"license": 0, "words": 1, Family.DOCUMENT: 2, Family.INTERFACE: 3, Family.CODE: 3, Family.DATA: 4}
"""Rough order of effort for a publisher: put a license over what is there, write a sentence, write a document, release code,
release data or weights. It sorts; it is not a price."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, and what it stands in the way of."""

    remedy: str
    verdict: str
    requirement: str
    because: str
    effort: int


@dataclass(frozen=True, slots=True)
class Path:
    """The steps to the next rung of one standard, or to a higher score."""

    standard: str
    rung: str
    """Id of the rung; empty where the standard scores."""
    title: str
    steps: tuple[Step, ...]


def next_rung(grade: Document) -> Document | None:
    """Return the first rung above the proven level, or None at the top."""
    rungs: list[Document] = grade["rungs"]
    level = grade["level"]
    at = next((place for place, rung in enumerate(rungs) if rung["id"] == level), -1)
    return rungs[at + 1] if at + 1 < len(rungs) else None


def path_to_next(grade: Document, facts: dict[str, Document]) -> Path | None:
    """Collect what the next rung, or a higher score, still asks for. `facts` are the document's facts by key.

    None where there is nothing above.
    """
    if grade["rungs"]:
        rung = next_rung(grade)
        if rung is None:
            return None
        wanted = [finding for finding in grade["findings"] if finding["requirement"].partition("/")[0] == rung["id"]]
        return Path(grade["standard"], rung["id"], rung["title"], _steps(wanted, facts))
    wanted = _next_levels(grade)
    return Path(grade["standard"], "", f"a higher score under {grade['title']}", _steps(wanted, facts)) if wanted else None


def _next_levels(grade: Document) -> list[Document]:
    """For each dimension that could stand higher, what the level just above the proven one asks for."""
    found: dict[str, Document] = {}
    short = {
        dimension["id"]
        for dimension in grade["dimensions"]
        if dimension["score"] and dimension["score"][0] != dimension["out_of"]
    }
    levels = {dimension["id"]: dimension["level"] for dimension in grade["dimensions"]}
    reached: set[str] = set()
    for finding in grade["findings"]:  # best level first
        dimension, _, level = finding["requirement"].partition("/")
        reached |= {dimension} if level == levels.get(dimension) else set()
        if dimension in short and dimension not in reached:
            found[dimension] = finding
    return list(found.values())


def _steps(findings: list[Document], facts: dict[str, Document]) -> tuple[Step, ...]:
    steps = [
        _step(finding, facts)
        for finding in findings
        if finding["verdict"] in ("unmet", "undecided") and not finding["should"] and not waits_for_content(finding, facts)
    ]
    return tuple(sorted(steps, key=lambda step: (step.effort, step.verdict != "unmet", step.requirement)))


def waits_for_content(finding: Document, facts: dict[str, Document]) -> bool:
    """Whether a requirement only asks about the license of what is not here: that step comes with publishing it."""
    keys: list[str] = finding["facts"]
    subjects = {key.partition("/")[2] for key in keys}
    contents = [facts.get(f"published/{subject}", {}).get("answer") for subject in subjects]
    return bool(keys) and all(key.startswith("license") for key in keys) and all(answer == "no" for answer in contents)


def _step(finding: Document, facts: dict[str, Document]) -> Step:
    keys: list[str] = finding["facts"]
    because = next((facts[key]["because"] for key in keys if key in facts), "")
    effort = max((_effort(key) for key in keys), default=EFFORT["words"])
    return Step(finding["remedy"], finding["verdict"], finding["requirement"], because, effort)


def _effort(key: str) -> int:
    probe, _, subject = key.partition("/")
    if probe.startswith("license"):
        return EFFORT["license"]
    if probe in ("published", "partly-published", "released-on-request") and subject in set(Component):
        return EFFORT[Component(subject).family]
    return EFFORT["words"]
