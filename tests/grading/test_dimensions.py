from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.vocabulary.facts import Answer, Basis, Evidence, Fact, Search
from openassay.vocabulary.grades import Grade, Interval
from openassay.vocabulary.standard import (
    All,
    AnyOf,
    Ask,
    CannotSee,
    Condition,
    Dimension,
    Level,
    Scheme,
    Standard,
    Status,
    TextRead,
)

PROBES = tuple("abcdef")
HALF = Fraction(1, 2)
YES, NO, UNKNOWN, NA = Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.NOT_APPLICABLE


def ask(probe: str) -> Ask:
    return Ask(probe, "release", Basis.OBSERVED)


def fact(probe: str, answer: Answer, subject: str = "release") -> Fact:
    evidence = (Evidence("main", "README.md", "0" * 64),) if answer is YES else ()
    return Fact(subject, answer, "set by a test", evidence=evidence, search=Search("it", 1, complete=True), probe=probe)


def case(answers: dict[str, Answer], **base: Interval) -> Case:
    facts = {f"{probe}/release": fact(probe, answer) for probe, answer in answers.items()}
    return Case(facts, base={"test@1+r1": base} if base else {})


def dimension(name: str, best: Condition, middle: Condition | None = None, **more: object) -> Dimension:
    levels = [Level("open", Fraction(1), best), Level("closed", Fraction(0))]
    if middle is not None:
        levels.insert(1, Level("partial", HALF, middle))
    return Dimension(name, name, "", tuple(levels), **more)  # type: ignore[arg-type]


def standard(*dimensions: Dimension, scheme: Scheme = Scheme.DIMENSIONS) -> Standard:
    return Standard("test", "1", 1, "", "Test", "us", "", Status.DRAFT, TextRead.READ, scheme, {}, dimensions=dimensions)


def levels(result: Grade) -> list[tuple[str | None, str | None]]:
    return [(one.level, one.ceiling) for one in result.dimensions]


def test_the_level_is_the_best_one_met_and_the_ceiling_the_best_one_not_ruled_out() -> None:
    one = dimension("d", ask("a"), ask("b"))
    expected = {
        (YES, NO): ("open", "open"),
        (NO, YES): ("partial", "partial"),
        (NO, NO): ("closed", "closed"),
        (UNKNOWN, YES): ("partial", "open"),
        (UNKNOWN, NO): ("closed", "open"),
        (NO, UNKNOWN): ("closed", "partial"),
        (NA, YES): ("partial", "partial"),
        (YES, NA): ("open", "open"),
        (NA, NA): (None, None),
    }
    for (a, b), ends in expected.items():
        assert levels(grade(standard(one), case({"a": a, "b": b}))) == [ends], (a, b)


def test_the_mean_is_exact_and_leaves_out_what_does_not_apply() -> None:
    three = standard(dimension("x", ask("a")), dimension("y", ask("b"), ask("a")), dimension("z", ask("c")))
    result = grade(three, case({"a": YES, "b": NO, "c": NO}))
    assert (result.score, result.out_of) == (Interval(HALF, HALF), Fraction(1))
    result = grade(three, case({"a": YES, "b": NO, "c": NA}))
    assert result.score == Interval(Fraction(3, 4), Fraction(3, 4))
    thirds = standard(*(dimension(name, ask(name)) for name in "abc"))
    assert grade(thirds, case({"a": YES, "b": NO, "c": UNKNOWN})).score == Interval(Fraction(1, 3), Fraction(2, 3))


def test_where_nothing_applies_there_is_no_score() -> None:
    result = grade(standard(dimension("x", ask("a"))), case({"a": NA}))
    assert (result.score, result.out_of) == (None, None)


def test_a_weight_counts_as_that_many_dimensions() -> None:
    heavy = standard(dimension("x", ask("a"), weight=Fraction(3)), dimension("y", ask("b")))
    assert grade(heavy, case({"a": YES, "b": NO})).score == Interval(Fraction(3, 4), Fraction(3, 4))


def tally(*points: int, together: bool = False) -> Standard:
    dimensions = [
        Dimension(
            f"d{place}",
            "",
            "",
            (*(Level(str(n), Fraction(n), ask(f"{chr(97 + place)}{n}")) for n in range(most, 0, -1)), Level("0", Fraction(0))),
            mean_with="d0" if together and place else "",
        )
        for place, most in enumerate(points)
    ]
    return standard(*dimensions, scheme=Scheme.TALLY)


def test_points_add_up_out_of_what_they_could_come_to() -> None:
    answers = {"a3": NO, "a2": YES, "a1": YES, "b2": UNKNOWN, "b1": YES}
    result = grade(tally(3, 2), case(answers))
    assert (result.score, result.out_of) == (Interval(Fraction(3), Fraction(4)), Fraction(5))


def test_dimensions_that_are_averaged_count_once() -> None:
    answers = {"a3": YES, "a2": YES, "a1": YES, "b3": NO, "b2": YES, "b1": YES}
    result = grade(tally(3, 3, together=True), case(answers))
    assert (result.score, result.out_of) == (Interval(Fraction(5, 2), Fraction(5, 2)), Fraction(3))
    without = answers | {"b3": NA, "b2": NA, "b1": NA}
    assert grade(tally(3, 3, together=True), case(without)).score == Interval(Fraction(3), Fraction(3))


def test_a_model_made_from_another_has_at_most_its_level() -> None:
    capped = standard(dimension("d", ask("a"), ask("b"), capped_by_base=True))
    best = {"a": YES, "b": YES}
    assert levels(grade(capped, case(best, d=Interval(HALF, HALF)))) == [("partial", "partial")]
    assert levels(grade(capped, case(best, d=Interval(HALF, Fraction(1))))) == [("partial", "open")]
    assert levels(grade(capped, case({"a": NO, "b": NO}, d=Interval(HALF, Fraction(1))))) == [("closed", "closed")]
    assert levels(grade(capped, case(best, d=Interval(Fraction(1), Fraction(1))))) == [("open", "open")]


def test_a_base_that_nobody_graded_takes_the_proof_and_not_the_possibility() -> None:
    capped = standard(dimension("d", ask("a"), capped_by_base=True))
    assert levels(grade(capped, case({"a": YES}))) == [("closed", "open")]
    assert levels(grade(capped, case({"a": NO}))) == [("closed", "closed")]


def test_a_model_made_from_no_other_is_not_held_down() -> None:
    capped = standard(dimension("d", ask("a"), capped_by_base=True))
    alone = fact("published", NA, "base-weights")
    assert levels(grade(capped, Case({"a/release": fact("a", YES), alone.key: alone}))) == [("open", "open")]


def test_what_cannot_be_seen_may_be_anything() -> None:
    hidden = standard(dimension("d", CannotSee("nobody sees it")))
    assert levels(grade(hidden, case({}))) == [("closed", "open")]


asks: st.SearchStrategy[Condition] = st.sampled_from(PROBES).map(ask)
asks_or_hidden: st.SearchStrategy[Condition] = asks | st.just(CannotSee("hidden"))


def conditions(leaf: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
            lambda operands: st.sampled_from([All(tuple(operands)), AnyOf(tuple(operands))])
        ),
        max_leaves=4,
    )


schemes = st.sampled_from([Scheme.DIMENSIONS, Scheme.TALLY])


@st.composite
def standards(draw: st.DrawFn, leaf: st.SearchStrategy[Condition] = asks_or_hidden) -> Standard:
    count = draw(st.integers(1, 4))
    dimensions = [
        dimension(
            f"d{place}",
            draw(conditions(leaf)),
            draw(st.none() | conditions(leaf)),
            weight=Fraction(draw(st.integers(1, 3))),
            mean_with=draw(st.sampled_from(["", "d0"])) if place else "",
        )
        for place in range(count)
    ]
    return standard(*dimensions, scheme=draw(schemes))


answers = st.fixed_dictionaries({probe: st.sampled_from(list(Answer)) for probe in PROBES})


def ends(result: Grade) -> Interval:
    return result.score or Interval(Fraction(0), Fraction(0))


@given(standards(), answers)
def test_the_score_is_an_interval_within_what_it_is_out_of(scored: Standard, given_answers: dict[str, Answer]) -> None:
    result = grade(scored, case(given_answers))
    assert 0 <= ends(result).low <= ends(result).high <= (result.out_of or 0)
    order = ["open", "partial", "closed"]
    for one in result.dimensions:
        assert one.level is None or one.ceiling is None or order.index(one.ceiling) <= order.index(one.level)


@given(standards(), answers, st.sampled_from(PROBES), st.sampled_from([YES, NO]))
def test_learning_an_answer_only_narrows_the_score(
    scored: Standard, given_answers: dict[str, Answer], probe: str, learned: Answer
) -> None:
    before = ends(grade(scored, case(given_answers | {probe: UNKNOWN})))
    after = ends(grade(scored, case(given_answers | {probe: learned})))
    assert before.low <= after.low <= after.high <= before.high


@given(standards(), answers, st.sampled_from(PROBES))
def test_losing_something_never_raises_a_score(scored: Standard, given_answers: dict[str, Answer], probe: str) -> None:
    having = ends(grade(scored, case(given_answers | {probe: YES})))
    lacking = ends(grade(scored, case(given_answers | {probe: NO})))
    assert lacking.low <= having.low
    assert lacking.high <= having.high


@given(standards(asks), answers)
def test_where_nothing_is_unknown_there_is_no_gap(scored: Standard, given_answers: dict[str, Answer]) -> None:
    known = {probe: NO if answer is UNKNOWN else answer for probe, answer in given_answers.items()}
    result = grade(scored, case(known))
    assert ends(result).low == ends(result).high


def test_every_combination_of_three_levels_adds_up_exactly() -> None:
    values = {YES: Fraction(1), NO: Fraction(0)}
    three = standard(*(dimension(name, ask(name)) for name in "abc"))
    for combination in product([YES, NO], repeat=3):
        score = sum((values[answer] for answer in combination), Fraction(0)) / 3
        assert grade(three, case(dict(zip("abc", combination, strict=True)))).score == Interval(score, score)


def test_a_dimension_that_does_not_apply_may_have_the_level_of_another() -> None:
    two = standard(dimension("x", ask("a"), ask("b")), dimension("y", ask("c"), ask("d"), mirror="x"))
    answers_of_x = {"a": UNKNOWN, "b": YES}
    assert levels(grade(two, case(answers_of_x | {"c": NA, "d": NA}))) == [("partial", "open"), ("partial", "open")]
    assert levels(grade(two, case(answers_of_x | {"c": NO, "d": NO}))) == [("partial", "open"), ("closed", "closed")]
    assert levels(grade(two, case({"a": NA, "b": NA, "c": NA, "d": NA}))) == [(None, None), (None, None)]
