from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from openassay.grading.drift import drift, drift_of_groups

SCORES = st.integers(0, 4).map(lambda number: Fraction(number, 4))


def test_ranks_are_shared_by_those_who_are_tied_and_the_next_is_passed_over() -> None:
    found = drift([("a", Fraction(1), Fraction(0)), ("b", Fraction(1, 2), Fraction(1)), ("c", Fraction(1, 2), Fraction(1))])
    assert [(one.name, one.rank_before, one.rank_after, one.moved) for one in found.systems] == [
        ("a", 1, 3, 2),
        ("b", 2, 1, -1),
        ("c", 2, 1, -1),
    ]
    assert (found.pairs, found.swapped, found.ties_made, found.ties_broken, found.tied_both) == (3, 2, 0, 0, 1)
    assert (found.fell, found.rose, found.stayed, found.largest_fall, found.largest_rise) == (1, 2, 0, 2, -1)
    assert [found.moved_at_least(places) for places in (1, 2, 3)] == [3, 1, 0]


def test_ties_are_made_and_broken() -> None:
    found = drift([("a", Fraction(1), Fraction(1)), ("b", Fraction(1), Fraction(0)), ("c", Fraction(0), Fraction(0))])
    assert (found.swapped, found.ties_made, found.ties_broken, found.tied_both) == (0, 1, 1, 0)


def test_of_no_systems_nothing_moved() -> None:
    found = drift([])
    assert (found.pairs, found.largest_fall, found.largest_rise) == (0, 0, 0)


@given(st.lists(st.tuples(SCORES, SCORES), max_size=8))
def test_going_back_swaps_made_and_broken_and_moves_everyone_back(pairs: list[tuple[Fraction, Fraction]]) -> None:
    there = drift([(str(place), one, two) for place, (one, two) in enumerate(pairs)])
    back = drift([(str(place), two, one) for place, (one, two) in enumerate(pairs)])
    assert [one.moved for one in there.systems] == [-one.moved for one in back.systems]
    assert (there.swapped, there.tied_both) == (back.swapped, back.tied_both)
    assert (there.ties_made, there.ties_broken) == (back.ties_broken, back.ties_made)


def order(one: Fraction, other: Fraction) -> int:
    return (one > other) - (one < other)


@given(st.lists(st.tuples(SCORES, SCORES), max_size=12))
def test_pairs_are_those_that_counting_one_by_one_finds(pairs: list[tuple[Fraction, Fraction]]) -> None:
    found = drift([(str(place), one, two) for place, (one, two) in enumerate(pairs)])
    ways = Counter((order(one[0], other[0]), order(one[1], other[1])) for one, other in combinations(pairs, 2))
    assert found.swapped == ways[1, -1] + ways[-1, 1]
    assert (found.ties_made, found.ties_broken) == (ways[1, 0] + ways[-1, 0], ways[0, 1] + ways[0, -1])
    assert (found.tied_both, found.pairs) == (ways[0, 0], ways.total())


@given(st.lists(st.tuples(SCORES, SCORES), max_size=12))
def test_systems_with_the_same_two_scores_can_be_counted_together(pairs: list[tuple[Fraction, Fraction]]) -> None:
    alone = drift([("", one, two) for one, two in pairs])
    together = drift_of_groups((one, two, count) for (one, two), count in Counter(pairs).items())
    assert replace(alone, systems=()) == replace(together, systems=())
    for places in range(13):
        assert alone.moved_at_least(places) == together.moved_at_least(places)
    assert (alone.fell, alone.rose, alone.stayed) == (together.fell, together.rose, together.stayed)
    assert (alone.largest_fall, alone.largest_rise) == (together.largest_fall, together.largest_rise)
