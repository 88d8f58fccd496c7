"""The conformance cases of the catalogue notice a change to any requirement, and a flipped verdict."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from openassay.application.known import known
from openassay.grading.schemes import grade
from openassay.standards.cases import Expected, read_cases
from openassay.standards.catalogue import Entry, entries, load_entry
from openassay.vocabulary.grades import Interval
from openassay.vocabulary.standard import Standard
from tests.standards.mutations import Mutant, noticed, prepared, without_leaves, without_requirements

LEAST = 0.95


def survivors(entry: Entry, mutate: Callable[[Standard], Iterator[Mutant]]) -> tuple[list[str], int]:
    """Mutants of one edition that no case notices, and how many there are."""
    variants = load_entry(entry, known())
    default = next(iter(variants.values()))
    cases = [case for path, data in entry.cases() for case in read_cases(data, path, default)]
    missed, count = [], 0
    for name, standard in variants.items():
        held = prepared(cases, standard, name)
        for mutant in mutate(standard):
            count += 1
            if not noticed(mutant, held):
                missed.append(f"{standard.name}: {mutant.what}")
    return missed, count


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.id}@{entry.edition}")
def test_a_requirement_that_is_removed_is_noticed(entry: Entry) -> None:
    missed, count = survivors(entry, without_requirements)
    assert len(missed) <= (1 - LEAST) * count, missed


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.id}@{entry.edition}")
def test_an_operand_that_is_removed_is_noticed(entry: Entry) -> None:
    missed, count = survivors(entry, without_leaves)
    assert len(missed) <= max((1 - LEAST) * count, 1), missed


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.id}@{entry.edition}")
def test_a_flipped_verdict_is_noticed(entry: Entry) -> None:
    variants = load_entry(entry, known())
    default = next(iter(variants.values()))
    for path, data in entry.cases():
        for case in read_cases(data, path, default):
            for variant, expected in case.expect.items():
                ((_, facts),) = prepared([case], variants[variant], variant)
                assert flipped(expected, variants[variant]).difference(grade(variants[variant], facts)), (case.title, variant)


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
    raise AssertionError("a case expects nothing")
