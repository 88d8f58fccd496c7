"""What to do next: the requirements that stand between a release and the next rung, cheapest first."""

from dataclasses import dataclass, replace

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
    facts: tuple[str, ...] = ()
    """Keys of the facts that would have to be yes."""
    verdicts: tuple[str, ...] = ()
    """Requirements of other standards that wait for nothing but these facts, `<standard>:<rung>/<requirement>`."""
    unlocks: tuple[str, ...] = ()
    """Rungs that would be reached once this step and those before it are done, `<standard>:<rung>`."""


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
        return None if rung is None else _path(grade, rung, {rung["id"]}, facts)
    wanted = _next_levels(grade)
    return Path(grade["standard"], "", f"a higher score under {grade['title']}", _steps(wanted, facts)) if wanted else None


def path_to(document: Document, grade: Document, rung: str) -> Path:
    """Collect what stands between a release and a rung, that of lower rungs included, and what each step gives besides.

    Steps about one component follow each other, its publication before its license; the cheapest component comes first.
    """
    facts = {fact["key"]: fact for fact in document["facts"]}
    ids = [one["id"] for one in grade["rungs"]]
    below = set(ids[: ids.index(rung) + 1])
    path = _path(grade, grade["rungs"][ids.index(rung)], below, facts)
    others = [other for other in document["grades"] if other["standard"] != grade["standard"]]
    done: set[str] = set()
    reached: set[str] = set()
    steps = []
    for step in _by_component(path.steps):
        done |= set(step.facts)
        rungs = [one for other in others for one in _reached(other, done) if one not in reached]
        reached.update(rungs)
        verdicts = tuple(met for other in others for met in _met(other, set(step.facts)))
        steps.append(replace(step, verdicts=verdicts, unlocks=tuple(rungs)))
    return replace(path, steps=tuple(steps))


def component_of(step: Step) -> str:
    """The component that a step is about; `release` where it is about the whole."""
    subjects = [key.partition("/")[2] for key in step.facts]
    return next((subject for subject in subjects if subject in set(Component)), "release")


def _by_component(steps: tuple[Step, ...]) -> list[Step]:
    total: dict[str, int] = {}
    for step in steps:
        component = component_of(step)
        total[component] = total.get(component, 0) + step.effort
    return sorted(
        steps, key=lambda step: (total[component_of(step)], component_of(step), step.effort == EFFORT["license"], step.effort)
    )


def _path(grade: Document, rung: Document, rungs: set[str], facts: dict[str, Document]) -> Path:
    wanted = [finding for finding in grade["findings"] if finding["requirement"].partition("/")[0] in rungs]
    return Path(grade["standard"], rung["id"], rung["title"], _steps(wanted, facts))


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
    # What no file can show and no remedy is written for is nothing to do.
    told = [finding for finding in findings if finding["facts"] or finding["remedy"]]
    steps = [_step(finding, facts) for finding in told if _is_open(finding) and not waits_for_content(finding, facts)]
    return tuple(sorted(steps, key=lambda step: (step.effort, step.verdict != "unmet", step.requirement)))


def _is_open(finding: Document) -> bool:
    return finding["verdict"] in ("unmet", "undecided") and not finding["should"]


def _met(grade: Document, facts: set[str]) -> list[str]:
    """The open requirements of a standard that wait for nothing but these facts."""
    name = grade["standard"].partition("@")[0]
    waiting = (finding for finding in grade["findings"] if _is_open(finding) and finding["facts"])
    return [f"{name}:{finding['requirement']}" for finding in waiting if facts.issuperset(finding["facts"])]


def _reached(grade: Document, facts: set[str]) -> list[str]:
    """The rungs above the proven one whose open requirements wait for nothing but these facts, from below without a gap."""
    found = []
    ids = [rung["id"] for rung in grade["rungs"]]
    level = ids.index(grade["level"]) if grade["level"] in ids else -1
    for rung in ids[level + 1 :]:
        waiting = [one for one in grade["findings"] if one["requirement"].partition("/")[0] == rung and _is_open(one)]
        if any(not one["facts"] or not facts.issuperset(one["facts"]) for one in waiting):
            break
        found.append(f"{grade['standard'].partition('@')[0]}:{rung}")
    return found


def waits_for_content(finding: Document, facts: dict[str, Document]) -> bool:
    """Whether a requirement only asks about the license of what is not here: that step comes with publishing it."""
    keys: list[str] = finding["facts"]
    subjects = {key.partition("/")[2] for key in keys}
    contents = [facts.get(f"published/{subject}", {}).get("answer") for subject in subjects]
    return bool(keys) and all(key.startswith("license") for key in keys) and all(answer == "no" for answer in contents)


def _step(finding: Document, facts: dict[str, Document]) -> Step:
    keys: list[str] = finding["facts"]
    because = next((_because(facts[key]) for key in keys if key in facts), "")
    effort = max((_effort(key) for key in keys), default=EFFORT["words"])
    return Step(finding["remedy"], finding["verdict"], finding["requirement"], because, effort, tuple(keys))


def _because(fact: Document) -> str:
    """Why a fact does not do. A yes that is only declared does not, where the standard wants to see it."""
    because: str = fact["because"]
    if fact["answer"] == "yes" and fact["basis"] == "declared":
        return f"{because.rstrip('.')}, which only declares it; the text itself is not there."
    return because


def _effort(key: str) -> int:
    probe, _, subject = key.partition("/")
    if probe.startswith("license"):
        return EFFORT["license"]
    if probe in ("published", "partly-published", "released-on-request") and subject in set(Component):
        return EFFORT[Component(subject).family]
    return EFFORT["words"]
