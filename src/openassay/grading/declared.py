"""Grading what others declare: facts that nobody observed, or levels that somebody else has already found."""

from collections.abc import Mapping
from dataclasses import replace

from openassay.grading.dimensions import Places, add_up, settle
from openassay.vocabulary.facts import Basis
from openassay.vocabulary.grades import Grade
from openassay.vocabulary.standard import All, AnyOf, Ask, AtLeast, CannotSee, Condition, LicenseIn, Standard


def taking_declarations(standard: Standard) -> Standard:
    """Return the standard with every fact accepted that is at least declared: what it would say if all of it were so."""
    rungs = tuple(
        replace(rung, require=tuple(replace(one, that=_lowered(one.that)) for one in rung.require)) for rung in standard.rungs
    )
    dimensions = tuple(
        replace(
            dimension,
            levels=tuple(replace(level, that=_lowered(level.that)) if level.that else level for level in dimension.levels),
        )
        for dimension in standard.dimensions
    )
    return replace(standard, rungs=rungs, dimensions=dimensions)


def _lowered(condition: Condition) -> Condition:
    match condition:
        case Ask() | LicenseIn():
            return replace(condition, basis=Basis.DECLARED)
        case All(of=operands) | AnyOf(of=operands) | AtLeast(of=operands):
            return replace(condition, of=tuple(_lowered(operand) for operand in operands))
        case CannotSee():
            return condition


def grade_levels(standard: Standard, levels: Mapping[str, str]) -> Grade:
    """Grade by the levels that somebody gives for the dimensions.

    A dimension without a level, or with one that the standard does not have, is open: anything between its worst and its best.
    """
    grades = []
    for dimension in standard.dimensions:
        places = [place for place, level in enumerate(dimension.levels) if level.id == levels.get(dimension.id)]
        last = len(dimension.levels) - 1
        grades.append(settle(dimension, Places(places[0], places[0]) if places else Places(last, 0)))
    score, out_of = add_up(standard, grades)
    return Grade(
        standard=standard.name,
        title=standard.title,
        status=standard.status,
        text=standard.text,
        note=standard.note,
        sha256=standard.sha256,
        scheme=standard.scheme,
        judgements=(),
        dimensions=tuple(grades),
        score=score,
        out_of=out_of,
    )
