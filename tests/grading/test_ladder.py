from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.vocabulary.facts import Answer, Basis, Evidence, Fact, Search
from openassay.vocabulary.grades import Grade
from openassay.vocabulary.standard import (
    All,
    AnyOf,
    Ask,
    AtLeast,
    Condition,
    Requirement,
    Rung,
    Scheme,
    Standard,
    Status,
    TextRead,
)

PROBES = tuple("abcdef")


def ask(probe: str) -> Ask:
    return Ask(probe, "release", Basis.OBSERVED)


def fact(probe: str, answer: Answer) -> Fact:
    evidence = (Evidence("main", "README.md", "0" * 64),) if answer is Answer.YES else ()
    return Fact("release", answer, "set by a test", evidence=evidence, search=Search("it", 1, complete=True), probe=probe)


def case(answers: dict[str, Answer]) -> Case:
    return Case({f"{probe}/release": fact(probe, answer) for probe, answer in answers.items()})


def ladder(*rungs: Condition) -> Standard:
    made = tuple(Rung(f"rung-{place}", f"Rung {place}", "", (Requirement("r", that),)) for place, that in enumerate(rungs))
    return Standard("test", "1", 1, "", "Test", "us", "", Status.DRAFT, TextRead.READ, Scheme.LADDER, {}, made)


def ends(result: Grade) -> tuple[int, int]:
    order = [None, *(rung for rung, _ in result.rungs)]
    return order.index(result.level), order.index(result.ceiling)


YES, NO, UNKNOWN, NA = Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.NOT_APPLICABLE


def test_the_level_stops_at_the_first_rung_not_proven_and_the_ceiling_at_the_first_ruled_out() -> None:
    standard = ladder(ask("a"), ask("b"), ask("c"), ask("d"))
    assert ends(grade(standard, case({"a": YES, "b": UNKNOWN, "c": YES, "d": NO}))) == (1, 3)


def test_a_rung_above_an_unmet_one_counts_for_nothing() -> None:
    assert ends(grade(ladder(ask("a"), ask("b")), case({"a": NO, "b": YES}))) == (0, 0)


def test_a_rung_that_does_not_apply_is_passed_through_but_not_stood_on() -> None:
    standard = ladder(ask("a"), ask("b"), ask("c"))
    assert ends(grade(standard, case({"a": YES, "b": NA, "c": YES}))) == (3, 3)
    assert ends(grade(standard, case({"a": YES, "b": NA, "c": NO}))) == (1, 1)
    assert ends(grade(standard, case({"a": NA, "b": NA, "c": NA}))) == (0, 0)


def test_a_recommendation_decides_nothing() -> None:
    standard = ladder(ask("a"))
    rung = replace(standard.rungs[0], require=(*standard.rungs[0].require, Requirement("nice", ask("b"), should=True)))
    result = grade(replace(standard, rungs=(rung,)), case({"a": YES, "b": NO}))
    assert ends(result) == (1, 1)
    assert [(one.requirement, one.should) for one in result.judgements] == [("rung-0/r", False), ("rung-0/nice", True)]


def conditions() -> st.SearchStrategy[Condition]:
    leaves: st.SearchStrategy[Condition] = st.sampled_from(PROBES).map(ask)
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
            lambda operands: st.sampled_from(
                [All(tuple(operands)), AnyOf(tuple(operands)), AtLeast(len(operands), tuple(operands))]
            )
        ),
        max_leaves=6,
    )


ladders = st.lists(conditions(), min_size=1, max_size=4).map(lambda rungs: ladder(*rungs))
answers = st.fixed_dictionaries({probe: st.sampled_from(list(Answer)) for probe in PROBES})


@given(ladders, answers)
def test_the_level_is_never_above_the_ceiling(standard: Standard, given_answers: dict[str, Answer]) -> None:
    level, ceiling = ends(grade(standard, case(given_answers)))
    assert level <= ceiling


@given(ladders, answers, st.sampled_from(PROBES), st.sampled_from([YES, NO]))
def test_learning_an_answer_only_narrows_the_interval(
    standard: Standard, given_answers: dict[str, Answer], probe: str, learned: Answer
) -> None:
    before = ends(grade(standard, case(given_answers | {probe: UNKNOWN})))
    after = ends(grade(standard, case(given_answers | {probe: learned})))
    assert before[0] <= after[0] <= after[1] <= before[1]


@given(ladders, answers, st.sampled_from(PROBES))
def test_losing_something_never_raises_a_grade(standard: Standard, given_answers: dict[str, Answer], probe: str) -> None:
    having = ends(grade(standard, case(given_answers | {probe: YES})))
    lacking = ends(grade(standard, case(given_answers | {probe: NO})))
    assert lacking[0] <= having[0]
    assert lacking[1] <= having[1]
