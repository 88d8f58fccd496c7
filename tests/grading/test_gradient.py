from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from openassay.grading.schemes import grade
from openassay.vocabulary.facts import Answer
from openassay.vocabulary.standard import Condition, Scheme, Standard
from tests.grading.test_ladder import NA, NO, PROBES, UNKNOWN, YES, answers, ask, case, conditions, ends, ladder


def gradient(*rungs: Condition) -> Standard:
    return replace(ladder(*rungs), scheme=Scheme.GRADIENT)


def test_the_highest_rung_that_is_met_wins_whatever_lies_below_it() -> None:
    standard = gradient(ask("a"), ask("b"), ask("c"))
    assert ends(grade(standard, case({"a": NO, "b": NO, "c": YES}))) == (3, 3)
    assert ends(grade(standard, case({"a": YES, "b": NO, "c": NO}))) == (1, 1)
    assert ends(grade(standard, case({"a": NO, "b": NO, "c": NO}))) == (0, 0)


def test_a_rung_that_may_be_met_raises_the_ceiling_only() -> None:
    standard = gradient(ask("a"), ask("b"), ask("c"))
    assert ends(grade(standard, case({"a": YES, "b": UNKNOWN, "c": NO}))) == (1, 2)
    assert ends(grade(standard, case({"a": UNKNOWN, "b": NO, "c": YES}))) == (3, 3)


def test_nobody_stands_on_a_rung_that_does_not_apply() -> None:
    assert ends(grade(gradient(ask("a"), ask("b")), case({"a": YES, "b": NA}))) == (1, 1)


gradients = st.lists(conditions(), min_size=1, max_size=4).map(lambda rungs: gradient(*rungs))


@given(gradients, answers, st.sampled_from(PROBES), st.sampled_from([YES, NO]))
def test_learning_an_answer_only_narrows_the_interval(
    standard: Standard, given_answers: dict[str, Answer], probe: str, learned: Answer
) -> None:
    before = ends(grade(standard, case(given_answers | {probe: UNKNOWN})))
    after = ends(grade(standard, case(given_answers | {probe: learned})))
    assert before[0] <= after[0] <= after[1] <= before[1]


@given(gradients, answers, st.sampled_from(PROBES))
def test_losing_something_never_raises_a_grade(standard: Standard, given_answers: dict[str, Answer], probe: str) -> None:
    having = ends(grade(standard, case(given_answers | {probe: YES})))
    lacking = ends(grade(standard, case(given_answers | {probe: NO})))
    assert lacking[0] <= having[0]
    assert lacking[1] <= having[1]
