"""Grading entries of the Model Openness Tool: as MOT does, under the strict reading, and why the two part."""

from collections.abc import Iterator
from dataclasses import dataclass

from openassay.application.standards import named
from openassay.exchange.mot_entry import MotEntry
from openassay.exchange.mot_facts import License, declare, license_of
from openassay.exchange.mot_licenses import Kind
from openassay.exchange.mot_rules import OURS, mot_rules
from openassay.grading.conditions import Case, judge
from openassay.grading.declared import taking_declarations
from openassay.grading.mot_lens import MotComponent, MotGrade, Resolved, Status, grade_as_mot
from openassay.grading.schemes import grade
from openassay.vocabulary.expression import ids
from openassay.vocabulary.grades import Grade, Verdict
from openassay.vocabulary.standard import All, AnyOf, Condition, LicenseIn, Standard, leaves

STRICT = "mof/strict"


@dataclass(frozen=True, slots=True)
class Difference:
    """A component that MOT and the other reading judge apart."""

    component: str
    """MOT's name for it."""
    mot: Status
    verdict: Verdict
    """Whether, under the other reading, the component is there under an open license."""
    line: int
    because: str


@dataclass(frozen=True)
class MotReport:
    """An entry under both."""

    entry: MotEntry
    mot: MotGrade
    strict: Grade
    differences: tuple[Difference, ...]


def mot_grade(entry: MotEntry) -> MotGrade:
    """Grade an entry just as the Model Openness Tool does."""
    listed = [(one.name, one.license) for one in entry.components]
    return grade_as_mot(listed, {key: one.name for key, one in entry.shared.items()}, mot_rules())


def grade_mot(entry: MotEntry, sha256: str, standard: Standard | None = None) -> MotReport:
    """Grade an entry as MOT does and under a standard, as if all that it declares were so. `sha256` is that of its file.

    Raises `Mistaken` where the catalogue lacks the strict reading, which is taken where no standard is given.
    """
    standard = taking_declarations(standard or named(STRICT))
    declared = declare(entry, sha256)
    case = Case(declared.facts, declared.licenses)
    mot = mot_grade(entry)
    return MotReport(entry, mot, grade(standard, case), tuple(_differences(entry, mot, case, standard)))


def _differences(entry: MotEntry, mot: MotGrade, case: Case, standard: Standard) -> Iterator[Difference]:
    """Yield the required components that count for one of the two and not for the other."""
    for component in mot_rules().components:
        asked = _asked_of(component, standard)
        if not component.required or asked is None:
            continue
        status, verdict = mot.status(component), judge(asked, case, standard.lists).verdict
        if (status is Status.INCLUDED) != (verdict is Verdict.MET):
            resolved = next((one for one in mot.resolved if one.component.id == component.id), None)
            line, because = _why(component, resolved, verdict, entry, _strange(component, asked, case, standard))
            yield Difference(component.name, status, verdict, line, because)


def _asked_of(component: MotComponent, standard: Standard) -> Condition | None:
    """What a standard demands of this component and of no other; None where it demands nothing of it."""
    ours = set(map(str, OURS[component.id]))

    def is_about(condition: Condition) -> bool:
        return {getattr(leaf, "of", "") for leaf in leaves(condition)} <= ours

    found: list[Condition] = []
    for that in (asked.requirement.that for asked in standard.asked() if not asked.requirement.should):
        if is_about(that):
            found.append(that)
        elif isinstance(that, AnyOf) and (own := tuple(one for one in that.of if is_about(one))):
            found.append(AnyOf(own))
    return All(tuple(found)) if found else None


def _strange(component: MotComponent, asked: Condition, case: Case, standard: Standard) -> list[str]:
    """The licenses given for a component that none of the lists holds which are asked for."""
    wanted = {name for leaf in leaves(asked) if isinstance(leaf, LicenseIn) for name in leaf.lists}
    members = {id_ for name in wanted for id_ in standard.lists[name]}
    expressions = [expression for ours in OURS[component.id] for expression in case.licenses.get(ours, ())]
    given = {license_.id for expression in expressions for license_ in ids(expression)}
    return sorted(id_ for id_ in given if id_.lower() not in members)


def _why(
    component: MotComponent, resolved: Resolved | None, verdict: Verdict, entry: MotEntry, strange: list[str]
) -> tuple[int, str]:
    """The line that a difference is about, and why the two part there."""
    listed = [one for one in entry.components if one.name == component.name]
    if resolved is None:
        return 1, "MOT does not find it."
    if not listed:
        name = resolved.typed[-1]
        line = next(one.line() for one in entry.components if one.name == name)
        return line, f"'{name}' is no component of MOF; MOT takes a name that it does not know for {component.name}."
    given = license_of(listed[-1], component, entry)
    line = given.line if given else listed[-1].line()
    if len(resolved.typed) > 1:
        others = ", ".join(f"'{name}'" for name in resolved.typed)
        return line, f"MOT takes {others} for one and the same, and only what is said last counts for it."
    if resolved.status is Status.INCLUDED:
        return line, _why_not_open(given, verdict, strange)
    return line, _why_not_for_mot(given)


def _why_not_open(given: License | None, verdict: Verdict, strange: list[str]) -> str:
    """Why what is open to MOT is not so, or not certain, under the other reading."""
    if given and not given.reaches:
        return (
            f"MOT lets the license of the whole distribution, {given.typed.strip()}, reach it; the entry does not place it inside"
            " the distribution, so that its own license is not known."
        )
    how = "is not open" if verdict is Verdict.UNMET else "may or may not be open"
    return f"{', '.join(strange) or 'Its license'} is on MOT's list of open licenses; under the other reading it {how}."


def _why_not_for_mot(given: License | None) -> str:
    """Why what is open under the other reading is not so to MOT."""
    if given is None:
        return "MOT finds no license for it."
    typed, reading = given.typed, given.reading
    if reading.kind is Kind.KNOWN:
        return f"{typed} is an open license, but not on MOT's list of them."
    if reading.kind is Kind.SEVERAL:
        return f"MOT reads one id and no expression, such as '{typed.strip()}'."
    return f"MOT compares letter by letter, and has no license '{typed}'; a reader takes it for {reading.expression}."
