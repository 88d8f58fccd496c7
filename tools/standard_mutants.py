"""Spoil the standards of the catalogue, one change at a time, and count how many changes their conformance cases notice.

Each requirement is removed in turn, then each operand of each condition, and the grade that each case expects is turned round.

Usage: python -m tools.standard_mutants [STANDARD ...]
Prints a row for each edition and names what nobody noticed. Exits with 1 where fewer than 95 % of a kind are noticed.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from openassay.application.known import known
from openassay.application.standards import case_facts
from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.standards.cases import ConformanceCase, Expected, read_cases
from openassay.standards.catalogue import Entry, entries, load_entry
from openassay.vocabulary.grades import Interval
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


def survivors(entry: Entry, mutate: Callable[[Standard], Iterator[Mutant]], each: int = 1) -> tuple[list[str], int]:
    """Mutants of one edition that no case notices, and how many there are; of many, only every `each`-th is made."""
    missed, count = [], 0
    for name, standard, cases in _with_cases(entry):
        held = prepared(cases, standard, name)
        for place, mutant in enumerate(mutate(standard)):
            if place % each == 0:
                count += 1
                if not noticed(mutant, held):
                    missed.append(f"{standard.name}: {mutant.what}")
    return missed, count


def unnoticed_flips(entry: Entry) -> tuple[list[str], int]:
    """Cases of one edition that pass although they expect another grade, and how many cases there are."""
    missed, count = [], 0
    for name, standard, cases in _with_cases(entry):
        for case in cases:
            if name in case.expect:
                count += 1
                ((expected, facts),) = prepared([case], standard, name)
                if not flipped(expected, standard).difference(grade(standard, facts)):
                    missed.append(f"{standard.name}: {case.title}")
    return missed, count


def _with_cases(entry: Entry) -> Iterator[tuple[str, Standard, list[ConformanceCase]]]:
    variants = load_entry(entry, known())
    default = next(iter(variants.values()))
    cases = [case for path, data in entry.cases() for case in read_cases(data, path, default)]
    for name, standard in variants.items():
        yield name, standard, cases


def flipped(expected: Expected, standard: Standard) -> Expected:
    """Expect another level, score or dimension than the case does."""
    if expected.rungs is not None:
        level = standard.rungs[0].id if expected.rungs[0] is None else None
        return replace(expected, rungs=(level, expected.rungs[1]))
    if expected.score is not None:
        return replace(expected, score=Interval(expected.score.low, expected.score.high + 1))
    if expected.dimensions:
        dimension, (level, ceiling) = next(iter(expected.dimensions.items()))
        return replace(expected, dimensions={**expected.dimensions, dimension: (ceiling, "another")})
    raise ValueError("a case expects nothing")


LEAST = 0.95
"""The share of each kind of change that must be noticed."""
KINDS: dict[str, Callable[[Entry], tuple[list[str], int]]] = {
    "requirements removed": lambda entry: survivors(entry, without_requirements),
    "operands removed": lambda entry: survivors(entry, without_leaves),
    "verdicts flipped": unnoticed_flips,
}


def main() -> None:
    """Print the table."""
    totals = {kind: [0, 0] for kind in KINDS}
    missed: list[str] = []
    print(f"{'':32}" + "".join(f"{kind:>22}" for kind in KINDS))
    for entry in entries():
        name = f"{entry.id}@{entry.edition}"
        if sys.argv[1:] and not {entry.id, name} & set(sys.argv[1:]):
            continue
        row = f"{name:32}"
        for kind, count_of in KINDS.items():
            unnoticed, count = count_of(entry)
            missed += [f"{kind}: {what}" for what in unnoticed]
            totals[kind][0] += count - len(unnoticed)
            totals[kind][1] += count
            row += f"{count - len(unnoticed):>13} of {count:>5}"
        print(row, flush=True)
    print(f"{'noticed in all':32}" + "".join(f"{caught:>13} of {count:>5}" for caught, count in totals.values()))
    print("\n".join(["", *missed]))
    sys.exit(1 if any(caught < LEAST * count for caught, count in totals.values()) else 0)


if __name__ == "__main__":
    main()
