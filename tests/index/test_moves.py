"""Who moves and why, against the judge: two random standards, random releases, and the definition in plain words."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openassay.grading.schemes import grade
from openassay.index.columns import code_of
from openassay.index.comparing import merged
from openassay.index.moves import Comparison, Counts, Grading, Incomparable, Moves
from openassay.index.planes import make_planes
from openassay.vocabulary.facts import Answer, Basis
from openassay.vocabulary.grades import Grade, Verdict
from openassay.vocabulary.standard import Ask, Dimension, Level, Scheme, Standard, Status, TextRead
from tests.index.random_standards import PARTS, Releases, some_standard
from tests.index.tables import TablePart, parts_of, table_of

IN_THE_WAY = {
    "level": (Verdict.UNMET, Verdict.UNDECIDED),
    "ceiling": (Verdict.UNMET,),
}
Pair = tuple[Standard, Standard]


def run(before: Standard, after: Standard, releases: Releases) -> Moves:
    comparison = Comparison(before, after)
    return comparison.run(make_planes(comparison.leaves, parts_of(releases)), releases.rows)


def requirements(standard: Standard, graded: Grade, rung: str, end: str) -> set[str]:
    """The requirements of a rung that stand in the way of one end."""
    return {
        one.requirement
        for one in graded.judgements
        if one.requirement.startswith(f"{rung}/") and not one.should and one.verdict in IN_THE_WAY[end]
    }


def why_rungs(standards: Pair, grades: tuple[Grade, Grade]) -> set[str]:
    order = merged(*([rung.id for rung in standard.rungs] for standard in standards))
    found: set[str] = set()
    for end in ("level", "ceiling"):
        was, now = (order.index(rung) if (rung := getattr(graded, end)) else -1 for graded in grades)
        moved = range(min(was, now) + 1, max(was, now) + 1)
        if standards[0].scheme is Scheme.GRADIENT and moved:
            moved = range(max(was, now), max(was, now) + 1)
        side = 1 if now < was else 0
        rungs = [order[place] for place in moved]
        asked = [requirements(standards[side], grades[side], rung, end) for rung in rungs]
        found |= set().union(*asked) or set(rungs)
    return found


def why_scores(standards: Pair, grades: tuple[Grade, Grade]) -> set[str]:
    dimensions = [{one.id: one for one in standard.dimensions} for standard in standards]
    ends = [{one.id: one for one in graded.dimensions} for graded in grades]
    groups = [
        {one.id: {other.id for other in standard.dimensions if (other.mean_with or other.id) == (one.mean_with or one.id)}
         for one in standard.dimensions}
        for standard in standards
    ]  # fmt: skip
    found: set[str] = set()
    for name in dimensions[0].keys() | dimensions[1].keys():
        here = [side for side in (0, 1) if name in dimensions[side]]
        applying = [side for side in here if ends[side][name].score is not None]
        if len(here) == 1:
            found |= {name} if applying else set()
            continue
        was, now = (dimensions[side][name] for side in (0, 1))
        if was.weight != now.weight or groups[0][name] != groups[1][name]:
            found |= {name} if applying else set()
        elif len(applying) == 1:
            found.add(name)
        worth = {level.id: level.value for level in was.levels}
        order = merged([level.id for level in was.levels], [level.id for level in now.levels])
        asking = {level.id for one in (was, now) for level in one.levels if level.that is not None}
        for end in ("level", "ceiling"):
            reached = []
            for side in (0, 1):
                id_ = getattr(ends[side][name], end)
                reached.append(set(order[order.index(id_) :]) if id_ else set())
            found |= {f"{name}/{level}" for level in (reached[0] ^ reached[1]) & asking}
            at = getattr(ends[1][name], end)
            if at in worth and worth[at] != next(level.value for level in now.levels if level.id == at):
                found.add(name)
    return found


def direction(was: Fraction | int, now: Fraction | int) -> int:
    return (now > was) - (now < was)


def directions(standards: Pair, grades: tuple[Grade, Grade]) -> tuple[int, int]:
    """Which way the two ends of the grade go."""
    if standards[0].scheme.climbs:
        order = merged(*([rung.id for rung in standard.rungs] for standard in standards))
        places = [[order.index(rung) if rung else -1 for rung in (graded.level, graded.ceiling)] for graded in grades]
        return direction(places[0][0], places[1][0]), direction(places[0][1], places[1][1])
    was, now = ((graded.score.low, graded.score.high) if graded.score else (Fraction(-1), Fraction(-1)) for graded in grades)
    return direction(was[0], now[0]), direction(was[1], now[1])


def as_grading(graded: Grade) -> Grading:
    return Grading(graded.level, graded.ceiling, graded.score)


@pytest.mark.parametrize("scheme", list(Scheme))
def test_impact_is_the_difference_between_grading_twice_one_by_one(scheme: Scheme) -> None:
    @settings(max_examples=60, deadline=None)
    @given(some_standard(scheme), some_standard(scheme), st.integers(0, 2**32 - 1), st.integers(1, 140))
    def hold(before: Standard, after: Standard, seed: int, rows: int) -> None:
        releases = Releases(seed, rows)
        moves = run(before, after, releases)
        grades = [(grade(before, case), grade(after, case)) for case in releases.cases()]
        moved = [row for row, (one, other) in enumerate(grades) if as_grading(one) != as_grading(other)]
        assert moves.rows.tolist() == moved
        why = why_rungs if scheme.climbs else why_scores
        whys = {row: why((before, after), grades[row]) for row in moved}
        for move in moves.each(moves.rows):
            assert (move.before, move.after) == (as_grading(grades[move.row][0]), as_grading(grades[move.row][1]))
            assert set(move.deciding) == whys[move.row]
            assert move.deciding
        assert dict(moves.deciding) == Counter(path for paths in whys.values() for path in paths)
        goes = [directions((before, after), pair) for pair in grades]
        for place, counts in enumerate((moves.level, moves.ceiling)):
            assert counts == Counts(sum(one[place] < 0 for one in goes), sum(one[place] > 0 for one in goes))
        pairs = Counter((one.score.low, other.score.low) for one, other in grades if one.score and other.score)
        found: Counter[tuple[Fraction, Fraction]] = Counter()
        for was, now, number in moves.scores():
            found[was, now] += number
        assert found == pairs

    hold()


@pytest.mark.parametrize("scheme", list(Scheme))
def test_a_standard_against_itself_moves_nobody(scheme: Scheme) -> None:
    @settings(max_examples=20, deadline=None)
    @given(some_standard(scheme), st.integers(0, 2**32 - 1))
    def hold(standard: Standard, seed: int) -> None:
        moves = run(standard, replace(standard, revision=2), Releases(seed, 100))
        assert not len(moves.rows)
        assert not moves.deciding

    hold()


def test_grades_of_different_kinds_are_not_compared() -> None:
    ladder = Standard("s", "1", 1, "", "S", "us", "", Status.DRAFT, TextRead.READ, Scheme.LADDER, {})
    with pytest.raises(Incomparable, match=r"s@1\+r1 is a ladder and s@1\+r1 a tally"):
        Comparison(ladder, replace(ladder, scheme=Scheme.TALLY))


def test_a_level_that_is_worth_less_moves_those_who_have_it_or_may_have_it() -> None:
    """The dimension alone is named: no requirement of it has changed."""

    def of(value: Fraction) -> Standard:
        asks = [Ask("published", part, Basis.DECLARED) for part in PARTS]
        levels = (Level("open", Fraction(1), asks[0]), Level("partial", value, asks[1]), Level("closed", Fraction(0)))
        whole = Dimension("whole", "", "", levels)
        return Standard("s", "1", 1, "", "S", "us", "", Status.DRAFT, TextRead.READ, Scheme.DIMENSIONS, {}, dimensions=(whole,))

    answers = [(Answer.NO, Answer.NO), (Answer.NO, Answer.UNKNOWN), (Answer.NO, Answer.YES), (Answer.YES, Answer.NO)]
    columns = {
        f"published/{part}": [code_of(pair[place], Basis.OBSERVED) for pair in answers] for place, part in enumerate(PARTS)
    }
    comparison = Comparison(of(Fraction(1, 2)), of(Fraction(1, 4)))
    moves = comparison.run(make_planes(comparison.leaves, [TablePart(table_of(columns))]), len(answers))
    assert [(move.row, move.deciding) for move in moves.each(moves.rows)] == [(1, ("whole",)), (2, ("whole",))]
    assert (moves.level, moves.ceiling) == (Counts(1, 0), Counts(2, 0))
