from fractions import Fraction

import pytest

from openassay.standards.cases import Expected, read_cases
from openassay.standards.conditions import Known
from openassay.standards.document import Refused
from openassay.standards.loading import load
from openassay.vocabulary.facts import Answer
from openassay.vocabulary.grades import DimensionGrade, Grade, Interval
from openassay.vocabulary.standard import Standard
from tests.standards.test_loading import GOOD
from tests.standards.test_loading import KNOWN as LADDER_KNOWN
from tests.standards.test_schemes import DIMENSIONS, KNOWN


def ladder() -> Standard:
    return load(GOOD.encode(), "small.yaml", LADDER_KNOWN)["strict"]


def scored() -> Standard:
    return load(DIMENSIONS.encode(), "small.yaml", Known(KNOWN.questions, KNOWN.lists))["strict"]


def cases(text: str) -> bytes:
    return f"schema: openassay/cases/1\ncases:\n{text}".encode()


def test_a_case_is_read_for_each_variant() -> None:
    text = "- {title: all, otherwise: yes, facts: {published/model-card: no}, expect: {level: none, ceiling: low}}\n"
    (case,) = read_cases(cases(text), "cases.yaml", ladder())
    assert case.answers == {"published/model-card": Answer.NO}
    assert case.otherwise is Answer.YES
    assert case.expect == dict.fromkeys(["strict", "lax"], Expected(rungs=(None, "low")))


def test_each_stands_for_one_case_per_fact_and_license() -> None:
    text = """\
- title: lacking one
  otherwise: yes
  each: {facts: {published/final-weights: no, published/model-card: unknown}, licenses: {final-weights: MIT}}
  expect: {strict: {level: none, ceiling: none}}
"""
    read = read_cases(cases(text), "cases.yaml", ladder())
    assert [case.title for case in read] == [
        "lacking one: published/final-weights no",
        "lacking one: published/model-card unknown",
        "lacking one: final-weights under MIT",
    ]
    assert [dict(case.answers) for case in read][:2] == [
        {"published/final-weights": Answer.NO},
        {"published/model-card": Answer.UNKNOWN},
    ]
    assert read[2].licenses == {"final-weights": "MIT"}


def test_a_scored_case_names_score_and_levels() -> None:
    text = "- {title: t, expect: {score: [0, 3/5], dimensions: {weights: open, paper: [closed, open]}}}\n"
    (case,) = read_cases(cases(text), "cases.yaml", scored())
    expected = case.expect["strict"]
    assert expected.score == Interval(Fraction(0), Fraction(3, 5))
    assert expected.dimensions == {"weights": ("open", "open"), "paper": ("closed", "open")}


def test_a_grade_that_differs_is_told() -> None:
    dimension = DimensionGrade("weights", "", "", Fraction(1), "closed", "open", Interval(Fraction(0), Fraction(1)))
    grade = Grade("s", "", "", "", "", "", "", (), dimensions=(dimension,), score=Interval(Fraction(0), Fraction(1)))
    assert Expected(score=Interval(Fraction(0), Fraction(1))).difference(grade) == ""
    told = Expected(score=Interval(Fraction(0), Fraction(1, 2)), dimensions={"weights": ("open", "open")}).difference(grade)
    assert told == "score 0 to 1, expected 0 to 1/2; weights: level closed and ceiling open, expected level open and ceiling open"
    assert Expected(rungs=("low", "low")).difference(grade).startswith("level None and ceiling None, expected level low")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {title: t, expect: {level: lo, ceiling: low}}\n", "a level cannot be 'lo'; did you mean 'low'?"),
        ("- {title: t, expect: {strct: {level: low, ceiling: low}}}\n", "no variant 'strct'; did you mean 'strict'?"),
        ("- {title: t, facts: {a/b: maybe}, expect: {level: low, ceiling: low}}\n", "an answer cannot be 'maybe'"),
        ("- {title: t, each: {}, expect: {level: low, ceiling: low}}\n", "each must list facts or licenses"),
        ("- {title: t}\n", "a case needs the key 'expect'"),
    ],
)
def test_a_mistake_is_named(text: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        read_cases(cases(text), "cases.yaml", ladder())
    assert message in str(refused.value)


def test_a_dimension_that_is_not_there_is_named() -> None:
    with pytest.raises(Refused, match="no dimension 'weight'; did you mean 'weights'"):
        read_cases(cases("- {title: t, expect: {dimensions: {weight: open}}}\n"), "cases.yaml", scored())
