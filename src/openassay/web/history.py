"""The course of a release: what changed, when, and whether by fact or by rule."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from openassay.index.history import Event, GradeChange
from openassay.web.charts import Point, steps
from openassay.web.shelf import grade_of, standard_of
from openassay.web.verdicts import FIRST
from openassay.web.words import address

_CAUSES = {"fact": "by fact", "rule": "by rule", "both": "by fact and rule"}
_MOST_FACTS = 12
_LEAST = 3
"""Assessments from which on a chart says more than the words beside it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One event, in words."""

    at: str
    revision: str
    address: str
    """Where the assessment of then can be read; empty where only a standard changed."""
    because: str
    grades: tuple[str, ...]
    facts: tuple[str, ...]
    more: int
    """Facts that changed beyond those told."""


def moments(name: str, events: Iterable[Event]) -> tuple[Moment, ...]:
    """The events of a release, the latest first."""
    return tuple(_moment(name, event) for event in events)[::-1]


def _moment(name: str, event: Event) -> Moment:
    told = [f"{one.key}: {one.before or 'not asked'} to {one.after or 'not asked'}" for one in event.facts[:_MOST_FACTS]]
    return Moment(
        event.at,
        event.revision,
        address("/release", name=name, at=event.revision) if event.what == "assessed" else "",
        event.because,
        tuple(say_change(change) for change in event.grades if change.before is not None),
        tuple(told),
        max(len(event.facts) - _MOST_FACTS, 0),
    )


def say_change(change: GradeChange) -> str:
    """A grade that moved, in words."""
    after = grade_of(change.after)
    if change.before is None:
        return f"{after.title}: {after.said}"
    before = grade_of(change.before)
    cause = _CAUSES.get(change.cause, change.cause)
    if before.said == after.said:
        return f"{after.title}: still {after.said}, now under {change.after.standard} ({cause})"
    return f"{after.title}: {before.said}, then {after.said} ({cause})"


def courses(events: Iterable[Event]) -> Iterator[Markup]:
    """A chart of each of the first standards under which a grade moved."""
    every = tuple(events)
    for id_ in FIRST:
        points: list[Point] = []
        title = ""
        rungs: list[str] = []
        for event in every:
            for change in event.grades:
                standard = standard_of(change.after.standard)
                if change.after.standard.partition("@")[0] == id_ and standard is not None and standard.rungs:
                    rungs = [rung.title for rung in standard.rungs]
                    ids = [rung.id for rung in standard.rungs]
                    level, ceiling = (
                        ids.index(end) + 1 if end in ids else 0 for end in (change.after.level, change.after.ceiling)
                    )
                    points.append(Point(event.at[:10], level, ceiling))
                    title = standard.title
        if len(points) >= _LEAST:
            yield steps(f"{title}, over time", points, rungs)
