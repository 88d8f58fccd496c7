"""Grading on a ladder: rungs from the lowest up, each adding to those below it."""

from openassay.grading.conditions import Case, judge
from openassay.vocabulary.grades import Grade, Judgement, Verdict
from openassay.vocabulary.standard import Requirement, Rung, Standard


def grade(standard: Standard, case: Case) -> Grade:
    """Judge every requirement, then climb: the level stops at the first rung not proven, the ceiling at the first ruled out."""
    judged = {rung.id: [_judge(rung, requirement, standard, case) for requirement in rung.require] for rung in standard.rungs}
    level = ceiling = None
    proven = possible = True
    for rung in standard.rungs:
        verdicts = {judgement.verdict for judgement in judged[rung.id] if not judgement.should}
        proven = proven and not verdicts & {Verdict.UNMET, Verdict.UNDECIDED}
        possible = possible and Verdict.UNMET not in verdicts
        # A rung of which nothing applies is passed through, but nobody stands on it.
        if Verdict.MET in verdicts and proven:
            level = rung.id
        if possible and verdicts != {Verdict.EXEMPT}:
            ceiling = rung.id
    return Grade(
        standard=standard.name,
        title=standard.title,
        status=standard.status,
        scheme=standard.scheme,
        rungs=tuple((rung.id, rung.title) for rung in standard.rungs),
        level=level,
        ceiling=ceiling,
        judgements=tuple(judgement for rung in standard.rungs for judgement in judged[rung.id]),
    )


def _judge(rung: Rung, requirement: Requirement, standard: Standard, case: Case) -> Judgement:
    outcome = judge(requirement.that, case, standard.lists)
    return Judgement(f"{rung.id}/{requirement.id}", outcome.verdict, outcome.facts, requirement.remedy, requirement.should)
