"""Mutants of a standard: one requirement removed, or one leaf of a condition. Good cases notice each of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from openassay.application.standards import case_facts
from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.standards.cases import ConformanceCase, Expected
from openassay.vocabulary.standard import All, AnyOf, AtLeast, Condition, Dimension, Standard


@dataclass(frozen=True)
class Mutant:
    """A standard with one change, and what was changed."""

    what: str
    standard: Standard


def without_requirements(standard: Standard) -> Iterator[Mutant]:
    """Remove each requirement in turn, recommendations too; of a dimension, each level that asks for something."""
    for rung in standard.rungs:
        for requirement in rung.require:
            kept = tuple(one for one in rung.require if one is not requirement)
            rungs = tuple(replace(one, require=kept) if one is rung else one for one in standard.rungs)
            yield Mutant(f"{rung.id}/{requirement.id} removed", replace(standard, rungs=rungs))
    for dimension in standard.dimensions:
        for level in dimension.levels[:-1]:
            changed = replace(dimension, levels=tuple(one for one in dimension.levels if one is not level))
            yield Mutant(f"{dimension.id}/{level.id} removed", _with(standard, dimension, changed))


def without_leaves(standard: Standard) -> Iterator[Mutant]:
    """Remove each operand of each condition in turn, where others are left."""
    for rung in standard.rungs:
        for requirement in rung.require:
            for place, that in enumerate(shorter(requirement.that)):
                kept = tuple(replace(one, that=that) if one is requirement else one for one in rung.require)
                rungs = tuple(replace(one, require=kept) if one is rung else one for one in standard.rungs)
                yield Mutant(f"{rung.id}/{requirement.id} without operand {place}", replace(standard, rungs=rungs))
    for dimension in standard.dimensions:
        for level in dimension.levels[:-1]:
            for place, that in enumerate(shorter(level.that) if level.that else ()):
                levels = tuple(replace(one, that=that) if one is level else one for one in dimension.levels)
                changed = replace(dimension, levels=levels)
                yield Mutant(f"{dimension.id}/{level.id} without operand {place}", _with(standard, dimension, changed))


def shorter(condition: Condition) -> Iterator[Condition]:
    """Every condition that lacks one operand of this one, at any depth."""
    match condition:
        case All(of=operands) | AnyOf(of=operands) | AtLeast(of=operands):
            for place, operand in enumerate(operands):
                if len(operands) > 1:
                    yield _made(condition, (*operands[:place], *operands[place + 1 :]))
                for less in shorter(operand):
                    yield _made(condition, (*operands[:place], less, *operands[place + 1 :]))
        case _:
            return


def _made(condition: All | AnyOf | AtLeast, operands: tuple[Condition, ...]) -> Condition:
    return replace(condition, of=operands)


def _with(standard: Standard, dimension: Dimension, changed: Dimension) -> Standard:
    return replace(standard, dimensions=tuple(changed if one is dimension else one for one in standard.dimensions))


def prepared(cases: list[ConformanceCase], standard: Standard, variant: str) -> list[tuple[Expected, Case]]:
    """Lay out the facts of each case once; a mutant asks for nothing more than the standard that it was made from."""
    return [(case.expect[variant], case_facts(case, standard)) for case in cases if variant in case.expect]


def noticed(mutant: Mutant, held: list[tuple[Expected, Case]]) -> bool:
    """Whether one of the cases fails on the mutant. Those that look at what was changed are tried first."""
    place = mutant.what.partition("/")[0]
    ordered = sorted(held, key=lambda one: place not in one[0].dimensions)
    return any(expected.difference(grade(mutant.standard, case)) for expected, case in ordered)
