"""What follows from an id alone, and what holds where several licenses hold or one may choose."""

import pytest

from openassay.licenses.terms import is_free, known_terms, mildest, strictest, without_freedoms
from openassay.vocabulary.licenses import Term, TermAnswer, TermName

USE, COMMERCE, CHANGE = TermName.USE_RESTRICTIONS, TermName.COMMERCIAL_USE, TermName.MODIFICATION
YES, NO, UNKNOWN = Term(TermAnswer.YES), Term(TermAnswer.NO), Term(TermAnswer.UNKNOWN)


@pytest.mark.parametrize("expression", ["MIT", "Apache-2.0", "CC0-1.0", "CC-BY-SA-4.0", "MIT OR LicenseRef-llama2"])
def test_open_licenses_are_free_of_every_limit(expression: str) -> None:
    assert is_free(known_terms(expression))


@pytest.mark.parametrize(
    ("expression", "name", "answer"),
    [
        ("CC-BY-NC-4.0", COMMERCE, "no"),
        ("CC-BY-ND-4.0", CHANGE, "no"),
        ("CC-BY-ND-4.0", COMMERCE, "yes"),
        ("MIT AND CC-BY-NC-4.0", COMMERCE, "no"),
        ("LicenseRef-llama2", TermName.USER_LIMITS, "yes"),
        ("LicenseRef-nobody-knows", COMMERCE, "unknown"),
        ("MIT AND LicenseRef-nobody-knows", COMMERCE, "unknown"),
        ("CC-BY-NC-4.0 AND LicenseRef-nobody-knows", COMMERCE, "no"),
        ("not an (expression", COMMERCE, "unknown"),
    ],
)
def test_terms_that_follow_from_an_expression(expression: str, name: TermName, answer: str) -> None:
    assert known_terms(expression)[name].answer.value == answer


def test_one_limit_limits_the_whole_and_a_freedom_needs_every_part() -> None:
    joint = strictest({USE: YES, COMMERCE: YES}, {USE: NO, COMMERCE: UNKNOWN})
    assert (joint[USE].answer, joint[COMMERCE].answer) == (TermAnswer.YES, TermAnswer.UNKNOWN)


def test_where_one_may_choose_one_free_license_is_enough_and_an_unknown_one_may_be_freer() -> None:
    assert mildest({USE: YES}, {USE: NO})[USE].answer is TermAnswer.NO
    assert mildest({USE: YES}, {USE: UNKNOWN})[USE].answer is TermAnswer.UNKNOWN


def test_words_that_nobody_read_leave_limits_and_take_freedoms() -> None:
    left = without_freedoms({USE: YES, COMMERCE: YES, CHANGE: NO, TermName.USER_LIMITS: NO})
    assert {name: term.answer.value for name, term in left.items()} == {
        USE: "yes", COMMERCE: "unknown", CHANGE: "no", TermName.USER_LIMITS: "unknown",
    }  # fmt: skip
