"""Grading by dimensions: each has a level of its own, and the score is their mean or their sum, exact to the last digit."""

from dataclasses import dataclass
from fractions import Fraction

from openassay.grading.conditions import Case, judge
from openassay.vocabulary.components import Component
from openassay.vocabulary.grades import DimensionGrade, Grade, Interval, Judgement, Verdict
from openassay.vocabulary.standard import Dimension, Scheme, Standard

DISTINCT_BASE = f"published/{Component.BASE_WEIGHTS}"
"""The fact that does not apply where a model was made from no other."""


def grade_dimensions(standard: Standard, case: Case) -> Grade:
    """Judge every level of every dimension, then add up."""
    judgements: list[Judgement] = []
    places: dict[str, Places | None] = {}
    for dimension in standard.dimensions:
        judged = [_judge(dimension, place, standard, case) for place in range(len(dimension.levels) - 1)]
        judgements += judged
        places[dimension.id] = _capped(dimension, _places([judgement.verdict for judgement in judged]), standard, case)
    grades = [settle(one, places[one.id] or _mirrored(one, places, standard)) for one in standard.dimensions]
    score, out_of = add_up(standard, grades)
    return Grade(
        standard=standard.name,
        title=standard.title,
        status=standard.status,
        text=standard.text,
        note=standard.note,
        sha256=standard.sha256,
        scheme=standard.scheme,
        judgements=tuple(judgements),
        dimensions=tuple(grades),
        score=score,
        out_of=out_of,
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Places among the levels of a dimension, the best being 0: the best that is proven, the best that is not ruled out."""

    level: int
    ceiling: int


def settle(dimension: Dimension, places: Places | None) -> DimensionGrade:
    """Name the levels at these places, with what they are worth; None is where the dimension does not apply."""
    level, ceiling = (dimension.levels[places.level], dimension.levels[places.ceiling]) if places else (None, None)
    return DimensionGrade(
        id=dimension.id,
        title=dimension.title,
        group=dimension.group,
        out_of=dimension.best,
        level=level.id if level else None,
        ceiling=ceiling.id if ceiling else None,
        score=Interval(level.value, ceiling.value) if level and ceiling else None,
    )


def _judge(dimension: Dimension, place: int, standard: Standard, case: Case) -> Judgement:
    level = dimension.levels[place]
    if level.that is None:
        raise ValueError(f"{standard.name}: only the last level of {dimension.id} may ask for nothing")
    outcome = judge(level.that, case, standard.lists)
    return Judgement(f"{dimension.id}/{level.id}", outcome.verdict, outcome.facts, level.remedy)


def _places(verdicts: list[Verdict]) -> Places | None:
    """Find the best level met and the best not ruled out. Below them all is the last level, which asks for nothing."""
    if all(verdict is Verdict.EXEMPT for verdict in verdicts):
        return None
    last = len(verdicts)
    level = next((place for place, verdict in enumerate(verdicts) if verdict is Verdict.MET), last)
    ceiling = next((place for place, verdict in enumerate(verdicts) if verdict in (Verdict.MET, Verdict.UNDECIDED)), last)
    return Places(level, ceiling)


def _mirrored(dimension: Dimension, places: dict[str, Places | None], standard: Standard) -> Places | None:
    """Return the places of the dimension that stands for this one, found by the levels' ids."""
    other = next((one for one in standard.dimensions if one.id == dimension.mirror), None)
    theirs = places[other.id] if other else None
    if other is None or theirs is None:
        return None
    at = {level.id: place for place, level in enumerate(dimension.levels)}
    last = len(dimension.levels) - 1
    return Places(at.get(other.levels[theirs.level].id, last), at.get(other.levels[theirs.ceiling].id, last))


def _capped(dimension: Dimension, places: Places | None, standard: Standard, case: Case) -> Places | None:
    """Hold a dimension down to the level of the base model. A base that nobody graded takes the proof, not the possibility."""
    distinct = case.facts.get(DISTINCT_BASE)
    if not dimension.capped_by_base or places is None or (distinct is not None and distinct.answer == "not-applicable"):
        return places
    last = len(dimension.levels) - 1
    base = case.base.get(standard.name, {}).get(dimension.id, Interval(dimension.levels[last].value, dimension.best))
    low = next(place for place, level in enumerate(dimension.levels) if level.value <= base.low or place == last)
    high = next(place for place, level in enumerate(dimension.levels) if level.value <= base.high or place == last)
    return Places(max(places.level, low), max(places.ceiling, high))


def add_up(standard: Standard, grades: list[DimensionGrade]) -> tuple[Interval | None, Fraction | None]:
    """Put the dimensions that apply together: their mean out of 1, or their sum out of what they could come to."""
    scored = {grade.id: grade.score for grade in grades if grade.score is not None}
    applying = [dimension for dimension in standard.dimensions if dimension.id in scored]
    if not applying:
        return None, None
    low = high = most = whole = Fraction(0)
    for group in _together(applying):
        for dimension in group:
            part = dimension.weight / len(group)
            low += scored[dimension.id].low * part
            high += scored[dimension.id].high * part
            most += dimension.best * part
            whole += part
    if standard.scheme is Scheme.TALLY:
        return Interval(low, high), most
    return Interval(low / whole, high / whole), most / whole


def _together(dimensions: list[Dimension]) -> list[list[Dimension]]:
    """Group the dimensions that count as one; a dimension joins the one that it is averaged with."""
    groups: dict[str, list[Dimension]] = {}
    for dimension in dimensions:
        groups.setdefault(dimension.mean_with or dimension.id, []).append(dimension)
    return list(groups.values())
