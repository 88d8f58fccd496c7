"""Grading by rungs: a ladder, whose rungs add to those below them, or a gradient, whose rungs each stand alone."""

from dataclasses import dataclass

from openassay.grading.conditions import Case, judge
from openassay.vocabulary.grades import Grade, Judgement, Verdict
from openassay.vocabulary.standard import Requirement, Rung, Scheme, Standard


def grade_rungs(standard: Standard, case: Case) -> Grade:
    """Judge every requirement, then find the highest rung that is proven and the highest that is not ruled out."""
    judged = {rung.id: [_judge(rung, requirement, standard, case) for requirement in rung.require] for rung in standard.rungs}
    standings = [_stand(rung.id, judged[rung.id]) for rung in standard.rungs]
    level, ceiling = (_climb if standard.scheme is Scheme.LADDER else _choose)(standings)
    return Grade(
        standard=standard.name,
        title=standard.title,
        status=standard.status,
        text=standard.text,
        note=standard.note,
        sha256=standard.sha256,
        scheme=standard.scheme,
        judgements=tuple(judgement for rung in standard.rungs for judgement in judged[rung.id]),
        rungs=tuple((rung.id, rung.title) for rung in standard.rungs),
        level=level,
        ceiling=ceiling,
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the requirements of one rung came to."""

    rung: str
    applies: bool
    """False where every requirement is exempt: the rung is passed through, but nobody stands on it."""
    proven: bool
    possible: bool


def _stand(rung: str, judgements: list[Judgement]) -> _Standing:
    verdicts = {judgement.verdict for judgement in judgements if not judgement.should}
    return _Standing(
        rung,
        applies=bool(verdicts - {Verdict.EXEMPT}),
        proven=not verdicts & {Verdict.UNMET, Verdict.UNDECIDED},
        possible=Verdict.UNMET not in verdicts,
    )


def _climb(standings: list[_Standing]) -> tuple[str | None, str | None]:
    """The level stops at the first rung not proven, the ceiling at the first ruled out."""
    level = ceiling = None
    proven = possible = True
    for standing in standings:
        proven, possible = proven and standing.proven, possible and standing.possible
        if standing.applies and proven:
            level = standing.rung
        if standing.applies and possible:
            ceiling = standing.rung
    return level, ceiling


def _choose(standings: list[_Standing]) -> tuple[str | None, str | None]:
    """The highest rung that is met wins, whatever lies below it."""
    level = ceiling = None
    for standing in standings:
        if standing.applies and standing.proven:
            level = standing.rung
        if standing.applies and standing.possible:
            ceiling = standing.rung
    return level, ceiling


def _judge(rung: Rung, requirement: Requirement, standard: Standard, case: Case) -> Judgement:
    outcome = judge(requirement.that, case, standard.lists)
    return Judgement(f"{rung.id}/{requirement.id}", outcome.verdict, outcome.facts, requirement.remedy, requirement.should)
