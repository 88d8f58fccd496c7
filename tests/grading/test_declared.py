from fractions import Fraction

from openassay.grading.conditions import Case
from openassay.grading.declared import grade_levels, taking_declarations
from openassay.grading.schemes import grade
from openassay.vocabulary.facts import Answer, Basis, Evidence, Fact
from openassay.vocabulary.grades import Interval
from openassay.vocabulary.standard import All, Ask, CannotSee, LicenseIn
from tests.grading.test_dimensions import ask, dimension, levels, standard

DECLARED = Fact("release", Answer.YES, "The card says so.", Basis.DECLARED, (Evidence("main", "README.md", "0" * 64),), probe="a")


def test_a_standard_that_takes_declarations_believes_them_and_still_cannot_see() -> None:
    asked = All((ask("a"), LicenseIn(("l",), "release", Basis.OBSERVED), CannotSee("why")))
    one = standard(dimension("d", ask("a"), ask("b")))
    case = Case({"a/release": DECLARED})
    assert levels(grade(one, case)) == [("closed", "open")]
    assert levels(grade(taking_declarations(one), case)) == [("open", "open")]
    lowered = taking_declarations(standard(dimension("d", asked))).dimensions[0].levels[0].that
    assert lowered == All((Ask("a", "release", Basis.DECLARED), LicenseIn(("l",), "release", Basis.DECLARED), CannotSee("why")))


def test_levels_that_somebody_gives_are_taken_as_they_are() -> None:
    found = grade_levels(
        standard(dimension("d", ask("a"), ask("b")), dimension("e", ask("a"), ask("b"))), {"d": "open", "e": "partial"}
    )
    assert levels(found) == [("open", "open"), ("partial", "partial")]
    assert (found.score, found.out_of) == (Interval(Fraction(3, 4), Fraction(3, 4)), Fraction(1))


def test_a_level_that_is_missing_or_unknown_leaves_the_dimension_open() -> None:
    for given in ({}, {"d": ""}, {"d": "maybe"}):
        found = grade_levels(standard(dimension("d", ask("a"), ask("b"))), given)
        assert levels(found) == [("closed", "open")]
        assert found.score == Interval(Fraction(0), Fraction(1))
