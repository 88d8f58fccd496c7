"""The Model Openness Tool's own way of grading, step for step, its oddities included.

This is no reading of the framework: it says what MOT says of an entry, so that the two can be held side by side.
Source: the behaviour of lfai/model_openness_tool at 8b5d30e90a7c62d7d6ece48b91e69ff495920a4d.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

REPORT, PAPER = 11, 21
"""Ids of the technical report and the research paper: where a paper is listed, the report may be left out."""
CLASSES = (3, 2, 1)
"""The classes, lowest first; each asks for what those before it ask for as well."""
UNLICENSED = "unlicensed"


class Status(StrEnum):
    """What MOT finds of one component."""

    INCLUDED = "included"
    """Listed, under a license that MOT calls open."""
    INVALID = "invalid"
    """Listed, under anything else that stands in the field."""
    UNLICENSED = "unlicensed"
    """Listed, without a license."""
    MISSING = "missing"
    """Not listed."""


@dataclass(frozen=True, slots=True)
class MotComponent:
    """One of the seventeen components."""

    id: int
    name: str
    type: str
    """`code`, `data` or `document`."""
    cls: int
    """3 for Class III, the lowest, to 1 for Class I."""
    required: bool


@dataclass(frozen=True)
class MotRules:
    """MOT's configuration: its components in their order, and its license lists, spelled as it compares them."""

    components: tuple[MotComponent, ...]
    known: frozenset[str]
    opened: frozenset[str]
    appropriate: Mapping[str, frozenset[str]]

    def named(self, name: str) -> MotComponent | None:
        """Return the component of just this name."""
        return next((component for component in self.components if component.name == name), None)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What MOT makes of one component that is listed."""

    component: MotComponent
    typed: tuple[str, ...]
    """The names under which it was listed; more than one, or one that is not its own, is an oddity."""
    license: str
    """As MOT compares it; `unlicensed` for none."""
    origin: str
    """Where the license came from: `component`, `code`, `data`, `document`, `distribution`, or empty."""
    status: Status
    fits: bool
    """Whether the license is one of the few that MOT calls appropriate for the type."""


@dataclass(frozen=True)
class MotGrade:
    """MOT's class and progress, and what they are made of."""

    cls: int
    """1 to 3, or 0 for Unclassified."""
    progress: Mapping[int, Fraction]
    """Out of 100, by class. It stays at 0 above a class that is not complete."""
    resolved: tuple[Resolved, ...]
    """The components listed, in MOT's order."""
    missing: tuple[MotComponent, ...]
    """The required components that count as missing."""

    def status(self, component: MotComponent) -> Status:
        """Return the status of one component."""
        found = next((one for one in self.resolved if one.component.id == component.id), None)
        return found.status if found else Status.MISSING


def grade_as_mot(listed: Iterable[tuple[str, str | None]], shared: Mapping[str, str | None], rules: MotRules) -> MotGrade:
    """Grade what an entry lists: pairs of a component's name and its license as typed, None where the key is not there.

    `shared` are the licenses given for all of a type or for the whole distribution.
    """
    entries = _by_component(listed, rules)
    found = {
        component.id: _resolve(component, *entries[component.id], shared, rules)
        for component in rules.components
        if component.id in entries
    }
    required = {cls: [one for one in rules.components if one.required and one.cls == cls] for cls in CLASSES}
    included = {one for one, resolved in found.items() if resolved.status is Status.INCLUDED}
    progress = {cls: _progress(cls, required, included, found) for cls in CLASSES}
    # The highest class whose progress is whole wins; the walk goes from the lowest class up and never looks back.
    reached = [cls for cls in CLASSES if progress[cls] == 100]
    excused = {REPORT} if PAPER in found and found.get(REPORT) is None else set[int]()
    return MotGrade(
        cls=reached[-1] if reached else 0,
        progress=progress,
        resolved=tuple(found.values()),
        missing=tuple(one for cls in CLASSES for one in required[cls] if one.id not in found and one.id not in excused),
    )


def _by_component(listed: Iterable[tuple[str, str | None]], rules: MotRules) -> dict[int, tuple[tuple[str, ...], str | None]]:
    """Look names up as MOT does: one that it does not know becomes its first component, and what is said last counts."""
    entries: dict[int, tuple[tuple[str, ...], str | None]] = {}
    for name, license_ in listed:
        component = rules.named(name) or rules.components[0]
        before = entries[component.id][0] if component.id in entries else ()
        entries[component.id] = ((*before, name), license_)
    return entries


def _resolve(
    component: MotComponent, typed: tuple[str, ...], own: str | None, shared: Mapping[str, str | None], rules: MotRules
) -> Resolved:
    """Find the license: the component's own, then that of its type, then that of the distribution.

    A license field that is there and empty, or says `unlicensed`, stops the search. "0" counts as empty, as it does in PHP.
    """
    if own is not None:
        license_, origin = ("" if own == UNLICENSED else own), "component"
    else:
        license_, origin = next(
            ((shared[key] or "", key) for key in (component.type, "distribution") if not _empty(shared.get(key))), ("", "")
        )
    license_ = UNLICENSED if _empty(license_) else license_
    listed = Status.UNLICENSED if license_ == UNLICENSED else Status.INVALID
    status = Status.INCLUDED if license_ in rules.opened else listed
    return Resolved(component, typed, license_, origin, status, license_ in rules.appropriate[component.type])


def _empty(text: str | None) -> bool:
    return text in (None, "", "0")


def _progress(
    cls: int, required: Mapping[int, list[MotComponent]], included: set[int], found: Mapping[int, Resolved]
) -> Fraction:
    """Progress towards one class, in percent."""
    total, counted = 0, 0
    for step in CLASSES:
        total += len(required[step])
        counted = _counted(step, required, included, found)
        if step == cls:
            break
        if counted < total:
            return Fraction(0)
    if cls == 1 and REPORT not in included and PAPER in included:
        total -= 1
    return min(Fraction(100 * counted, total), Fraction(100))


def _counted(step: int, required: Mapping[int, list[MotComponent]], included: set[int], found: Mapping[int, Resolved]) -> int:
    """Count the open components that a class asks for; below Class I an open paper stands in for a report that is not open."""
    asked = [one.id for cls in CLASSES for one in required[cls] if cls >= step]
    counted = sum(one in included for one in asked)
    stands_in = step != 1 and REPORT not in included and PAPER in found
    return counted + (1 if stands_in and PAPER in included else 0)
