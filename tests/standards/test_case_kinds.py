"""The cases of every edition look at the lowest and the highest grade, each border, what is unknown, and what does not apply.

A border is looked at where a case expects a grade that ends at it. A score that a case expects holds all dimensions at once.
"""

from collections.abc import Iterator

import pytest

from openassay.application.known import known
from openassay.application.standards import case_facts
from openassay.grading.schemes import grade
from openassay.standards.cases import ConformanceCase, Expected, read_cases
from openassay.standards.catalogue import Entry, entries, load_entry
from openassay.vocabulary.facts import Answer
from openassay.vocabulary.standard import All, AnyOf, AtLeast, CannotSee, Condition, Level, Scheme, Standard, leaves

LEAST = 6
"""Cases that each edition has at least."""
Held = tuple[ConformanceCase, Expected]


def hidden(condition: Condition) -> bool:
    """Whether a condition can never be met from files, because a part that it needs cannot be seen."""
    match condition:
        case CannotSee():
            return True
        case All(of=operands):
            return any(map(hidden, operands))
        case AnyOf(of=operands):
            return all(map(hidden, operands))
        case AtLeast(n=n, of=operands):
            return sum(not hidden(operand) for operand in operands) < n
        case _:
            return False


def fails(condition: Condition) -> bool:
    """Whether a condition can be found unmet from files; what cannot be seen is never unmet."""
    match condition:
        case CannotSee():
            return False
        case All(of=operands):
            return any(map(fails, operands))
        case AnyOf(of=operands):
            return all(map(fails, operands))
        case AtLeast(n=n, of=operands):
            return sum(map(fails, operands)) > len(operands) - n
        case _:
            return True


def proven_ends(standard: Standard) -> list[str]:
    """The rungs that files alone can prove."""
    shown = [not any(hidden(one.that) for one in rung.require if not one.should) for rung in standard.rungs]
    if standard.scheme is Scheme.LADDER and False in shown:
        shown = [place < shown.index(False) for place in range(len(shown))]
    return [rung.id for rung, held in zip(standard.rungs, shown, strict=True) if held]


def possible_ends(standard: Standard) -> list[str]:
    """The rungs above which files can rule out all."""
    failing = [any(fails(one.that) for one in rung.require if not one.should) for rung in standard.rungs]
    if standard.scheme is Scheme.LADDER:
        return [rung.id for rung, above in zip(standard.rungs, [*failing[1:], True], strict=True) if above]
    return [rung.id for place, rung in enumerate(standard.rungs) if all(failing[place + 1 :])]


def lacking(standard: Standard, held: list[Held]) -> Iterator[str]:
    """Name every kind of case that is not among these."""
    if not any(Answer.NOT_APPLICABLE in {*case.answers.values(), case.otherwise} for case, _ in held):
        yield "one to which something does not apply"
    if not any(Answer.UNKNOWN in {*case.answers.values(), case.otherwise} for case, _ in held):
        yield "one of which something is not known"
    if standard.scheme.climbs:
        yield from _of_rungs(standard, [expected.rungs for _, expected in held if expected.rungs])
    else:
        yield from _of_dimensions(standard, held)


def _of_rungs(standard: Standard, ends: list[tuple[str | None, str | None]]) -> Iterator[str]:
    levels, ceilings = {level for level, _ in ends}, {ceiling for _, ceiling in ends}
    proven = proven_ends(standard)
    fails_first = any(fails(one.that) for one in standard.rungs[0].require)
    if None not in levels or (standard.scheme is Scheme.LADDER and fails_first and (None, None) not in ends):
        yield "the lowest"
    if (proven[-1], standard.rungs[-1].id) not in ends:
        yield "the highest"
    if all(level == ceiling for level, ceiling in ends):
        yield "an interval"
    yield from (f"the border of {rung}, proven" for rung in proven if rung not in levels)
    yield from (f"the border of {rung}, not ruled out" for rung in possible_ends(standard) if rung not in ceilings)


def _of_dimensions(standard: Standard, held: list[Held]) -> Iterator[str]:
    seen: dict[str, set[tuple[str | None, str | None]]] = {dimension.id: set() for dimension in standard.dimensions}
    for case, expected in held:
        found = {one.id: (one.level, one.ceiling) for one in grade(standard, case_facts(case, standard)).dimensions}
        for id_, both in (found if expected.score else expected.dimensions).items():
            seen[id_].add(both)
    for dimension in standard.dimensions:
        levels, ceilings = {level for level, _ in seen[dimension.id]}, {ceiling for _, ceiling in seen[dimension.id]}
        for place, level in enumerate(dimension.levels):
            if not (level.that and hidden(level.that)) and level.id not in levels:
                yield f"the border of {dimension.id}/{level.id}, proven"
            if level.id not in ceilings and all(_parts(above, level) for above in dimension.levels[:place]):
                yield f"the border of {dimension.id}/{level.id}, not ruled out"
    scores = [expected.score for _, expected in held if expected.score]
    for what, bound in zip(("the lowest", "the highest"), bounds(), strict=True):
        score = grade(standard, case_facts(bound, standard)).score
        if score is None or score not in scores:
            yield f"{what} score, {score}"
    if not any(score.low != score.high for score in scores):
        yield "an interval of scores"


def _parts(better: Level, level: Level) -> bool:
    """Whether the better level can be ruled out where this one is met: it asks for something more that can be seen."""
    if better.that is None or not fails(better.that):
        return False
    more = {leaf for leaf in leaves(better.that) if not isinstance(leaf, CannotSee)}
    return level.that is None or not more <= set(leaves(level.that))


def bounds() -> list[ConformanceCase]:
    """The case in which nothing is there, and the one in which everything is, under a license that all lists have."""
    return [ConformanceCase("", 0, "", {}, answer, {}, "Apache-2.0", {}) for answer in (Answer.NO, Answer.YES)]


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.id}@{entry.edition}")
def test_every_kind_of_case_is_there(entry: Entry) -> None:
    variants = load_entry(entry, known())
    default = next(iter(variants.values()))
    cases = [case for path, data in entry.cases() for case in read_cases(data, path, default)]
    assert len({case.title.partition(":")[0] for case in cases}) >= LEAST
    for name, standard in variants.items():
        held = [(case, case.expect[name]) for case in cases if name in case.expect]
        assert len(held) >= LEAST
        assert list(lacking(standard, held)) == [], standard.name


def test_the_catalogue_has_at_least_fourteen_standards_in_eighteen_editions() -> None:
    assert len({entry.id for entry in entries()}) >= 14
    assert len(entries()) >= 18
