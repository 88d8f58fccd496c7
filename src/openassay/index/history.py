"""What became of a release in the index: when it was assessed and graded, what changed, and whether by fact or by rule.

Each event is held against what stood before it. Between two assessments under one revision of a standard, only facts can have
moved a grade; where the standard's revision changed over the same facts, only the rule can have; else both may have.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Standing(NamedTuple):
    """Where a release stood under one standard: rungs, or the ends of a score."""

    standard: str
    level: str | None
    ceiling: str | None
    low: str | None
    high: str | None

    @property
    def reached(self) -> tuple[str | None, ...]:
        """What moves when a grade moves."""
        return self[1:]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is answered otherwise than before; empty where it was, or is, not asked."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class GradeChange:
    """A grade that is new, or differs from the one before."""

    family: str
    before: Standing | None
    after: Standing
    cause: str
    """`first`, `fact`, `rule` or `both`."""


@dataclass(frozen=True, slots=True)
class Event:
    """One time at which a release was assessed or graded."""

    at: str
    what: str
    """`assessed` or `graded`."""
    revision: str
    version: str
    digest: str
    because: str
    """One sentence that says what is new."""
    grades: tuple[GradeChange, ...] = ()
    facts: tuple[FactChange, ...] = ()


@dataclass
class _State:
    """What stood before an event."""

    digest: str = ""
    revision: str = ""
    version: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    standing: dict[str, Standing] = field(default_factory=dict)


class _Seen(NamedTuple):
    id: int
    at: str
    revision: str
    version: str
    digest: str


def history_of(connection: sqlite3.Connection, name: str, document: Callable[[str], bytes | None]) -> tuple[Event, ...]:
    """All events of a release, the oldest first; none where it is not in the index. `document` gives one by its digest."""
    return tuple(_events(connection, name, document))


def _events(connection: sqlite3.Connection, name: str, document: Callable[[str], bytes | None]) -> Iterator[Event]:
    state = _State()
    assessments = connection.execute(
        "SELECT assessment.id, seen_at, revision, version, digest FROM assessment JOIN release ON release.id = release "
        "WHERE name = ? ORDER BY seen_at, assessment.id",
        (name,),
    ).fetchall()
    for one in assessments:
        seen = _Seen(*one)
        facts = state.facts if seen.digest == state.digest else facts_in(json.loads(document(seen.digest) or b"{}"))
        changed = tuple(_differences(state.facts, facts)) if state.digest else ()
        for graded_at, group in _gradings(connection, seen.id):
            first = graded_at == seen.at
            moved = tuple(_moved(state, group, facts_moved=bool(changed) and first))
            because = _of_assessing(state, seen, changed) if first else _of_grading(moved)
            what = "assessed" if first else "graded"
            yield Event(graded_at, what, seen.revision, seen.version, seen.digest, because, moved, changed if first else ())
            state.standing.update((change.family, change.after) for change in moved)
            if first:
                state.digest, state.revision, state.version, state.facts = seen.digest, seen.revision, seen.version, facts


def _gradings(connection: sqlite3.Connection, assessment: int) -> Iterator[tuple[str, dict[str, Standing]]]:
    """The grades of an assessment by the time they were given; those that came with it first."""
    rows = connection.execute(
        "SELECT graded_at, family, standard, level, ceiling, low, high FROM grade WHERE assessment = ? "
        "ORDER BY graded_at, family, standard",
        (assessment,),
    )
    groups: dict[str, dict[str, Standing]] = {}
    (at,) = connection.execute("SELECT seen_at FROM assessment WHERE id = ?", (assessment,)).fetchone()
    groups[at] = {}
    for graded_at, family, *standing in rows:
        groups.setdefault(graded_at, {})[family] = Standing(*standing)
    yield from groups.items()


def _moved(state: _State, grades: Mapping[str, Standing], *, facts_moved: bool) -> Iterator[GradeChange]:
    for family, after in grades.items():
        before = state.standing.get(family)
        if before is None:
            yield GradeChange(family, None, after, "first")
        elif before != after:
            rule = before.standard != after.standard
            if before.reached != after.reached or rule:
                yield GradeChange(family, before, after, "both" if rule and facts_moved else "rule" if rule else "fact")


def _of_assessing(state: _State, seen: _Seen, changed: tuple[FactChange, ...]) -> str:
    if not state.digest:
        return "The release was assessed for the first time."
    if seen.digest == state.digest:
        return "Nothing changed."
    count = f"{len(changed)} fact{'s are' if len(changed) != 1 else ' is'} answered otherwise" if changed else "no fact changed"
    if seen.revision != state.revision:
        also = f", and openassay is {seen.version} instead of {state.version}" if seen.version != state.version else ""
        return f"The release is at another revision{also}: {count}."
    if seen.version != state.version:
        return f"The release is the same, read by openassay {seen.version} instead of {state.version}: {count}."
    return f"The release is the same, and was assessed otherwise: {count}."


def _of_grading(moved: tuple[GradeChange, ...]) -> str:
    names = ", ".join(change.after.standard for change in moved)
    return f"The same facts were graded under {names}." if moved else "The same facts were graded again, and nothing moved."


def facts_in(document: Mapping[str, Any]) -> dict[str, str]:
    """The answer to every question of a document, with its basis where that is not `observed`."""
    return {
        fact["key"]: fact["answer"] if fact["basis"] == "observed" else f"{fact['answer']} ({fact['basis']})"
        for fact in document.get("facts", ())
    }


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[FactChange]:
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield FactChange(key, before.get(key, ""), after.get(key, ""))
