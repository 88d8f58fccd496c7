"""Assessing releases in this process under every standard, and holding two assessments against each other."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from functools import cache, lru_cache

from openassay.application.assess import assess_snapshot
from openassay.application.known import known
from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.licenses.composition import compose
from openassay.standards import catalogue
from openassay.vocabulary.assessment import Assessment
from openassay.vocabulary.components import Component
from openassay.vocabulary.facts import Answer, Fact
from openassay.vocabulary.grades import Grade, Interval
from openassay.vocabulary.standard import Standard
from tests.inventory.fakes import Planted, Tree
from tests.metamorphic.releases import make


@cache
def every_standard() -> tuple[Standard, ...]:
    """Every edition of the catalogue, in every variant."""
    return tuple(one for entry in catalogue.entries() for one in catalogue.load_entry(entry, known()).values())


def assess(files: Tree) -> Assessment:
    """Assess a tree in memory under every standard."""
    return assess_snapshot(Planted(files), every_standard(), lambda _: None)


@lru_cache(maxsize=64)
def assess_made(seed: int) -> Assessment:
    """Assess the release of a seed as it is; many pairs begin with it."""
    return assess(make(seed).files)


_LATER = (Component.POST_TRAINING_CODE, Component.POST_TRAINING_DATA)


class Change(StrEnum):
    """What was done to a release, which says what must not rise."""

    EMPTY = "something added that is no content"
    """Neither what is proven nor what is not ruled out may rise."""
    BLIND = "something added that cannot be looked into"
    """A "no" may become unknown: what is proven must not rise."""
    LESS = "something removed"
    """What is not there contradicts nothing any more: what is proven must not rise."""


def raised(before: Assessment, after: Assessment, change: Change) -> list[str]:
    """Say of each grade and fact that is better in `after` how it was and is.

    Questions that arise on one side only are left out on both: without its only sign, a second stage of training is not missed,
    and data of which no word says the stage are then those of the first.
    """
    then, now = ({fact.key: fact for fact in one.facts} for one in (before, after))
    moot = {key for key in then if (then[key].answer is Answer.NOT_APPLICABLE) != (now[key].answer is Answer.NOT_APPLICABLE)}
    if change is Change.LESS and any(key in moot for key in (f"published/{part}" for part in _LATER)):
        moot |= {key for key in then if key.endswith(f"/{Component.PRETRAINING_DATA}")}
    pairs = zip(_graded(before, moot), _graded(after, moot), strict=True)
    found = [f"{old.standard}: {what}: {was} -> {is_}" for old, new in pairs for what, was, is_ in _risen(old, new, change)]
    asked = then.keys() - moot if change is Change.LESS else then.keys()
    opened = [key for key in sorted(asked) if _opened(then[key], now[key], change)]
    return found + [f"{key}: {_said(then[key])} -> {_said(now[key])}" for key in opened]


def _graded(assessment: Assessment, moot: set[str]) -> Iterable[Grade]:
    """The grades where the facts of some keys do not apply."""
    if not moot:
        return assessment.grades
    facts = {fact.key: replace(fact, answer=Answer.NOT_APPLICABLE) if fact.key in moot else fact for fact in assessment.facts}
    case = Case(facts, compose(assessment.dossier.holdings, assessment.dossier.grants).expressions)
    return (grade(standard, case) for standard in every_standard())


def _opened(was: Fact, now: Fact, change: Change) -> bool:
    """Whether an answer became a yes.

    What cannot be looked into may stand under a license all the same, and a document that is removed may have named another.
    """
    if now.answer is not Answer.YES or was.answer is Answer.YES:
        return False
    return change is Change.EMPTY or not now.probe.startswith("licens")


def _said(fact: Fact) -> str:
    return f"{fact.answer} ({fact.because})"


def _risen(old: Grade, new: Grade, change: Change) -> Iterator[tuple[str, object, object]]:
    ends = ("level", "ceiling") if change is Change.EMPTY else ("level",)
    order: list[str | None] = [None, *(rung for rung, _ in old.rungs)]
    for end in ends:
        was, now = getattr(old, end), getattr(new, end)
        if old.rungs and order.index(now) > order.index(was):
            yield end, was, now
    yield from _higher("score", _share(old.score, old), _share(new.score, new), change)
    for one, other in zip(old.dimensions, new.dimensions, strict=True):
        yield from _higher(one.id, one.score, other.score, change)


def _share(score: Interval | None, grade: Grade) -> Interval | None:
    """The score, as a share of what there is to reach: what does not apply leaves both."""
    return Interval(score.low / grade.out_of, score.high / grade.out_of) if score and grade.out_of else None


def _higher(what: str, old: Interval | None, new: Interval | None, change: Change) -> Iterator[tuple[str, object, object]]:
    if old is None or new is None:
        return
    if new.low > old.low:
        yield f"{what}, proven", old.low, new.low
    if change is Change.EMPTY and new.high > old.high:
        yield f"{what}, not ruled out", old.high, new.high
