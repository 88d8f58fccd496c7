"""What is no content raises no grade, and what is removed raises none either. `make metamorphic` runs many more pairs."""

import pytest

from openassay.vocabulary.facts import Answer
from tests.metamorphic.additions import ADDITIONS
from tests.metamorphic.comparing import Change, assess, assess_made, every_standard, raised
from tests.metamorphic.pairs import NO_COMPONENTS, added, removed
from tests.metamorphic.releases import FIELDS, PARTS, make

PAIRS = 200
BATCH = 20
SEEDS = 8
"""In a batch few releases take part, so that each is assessed once for many pairs; another batch has others."""


@pytest.mark.parametrize("start", range(0, PAIRS, BATCH))
def test_what_is_no_content_raises_no_grade_and_no_answer(start: int) -> None:
    pairs = [added(number, SEEDS, start) for number in range(start, start + BATCH)]
    assert {f"{pair.number}: {pair.what}": rises for pair in pairs if (rises := pair.rises())} == {}


@pytest.mark.parametrize("start", range(0, PAIRS, BATCH))
def test_a_release_that_lacks_a_part_is_graded_no_higher(start: int) -> None:
    pairs = [removed(number, SEEDS, start) for number in range(start, start + BATCH)]
    assert {f"{pair.number}: {pair.what}": rises for pair in pairs if (rises := pair.rises())} == {}


def test_every_addition_and_every_part_takes_its_turn() -> None:
    assert {added(number, SEEDS).what.partition(" (")[0] for number in range(PAIRS)} == {one.name for one in ADDITIONS}
    gone = {removed(number, SEEDS, number // BATCH * BATCH).what.removeprefix("without ") for number in range(PAIRS)}
    assert gone == PARTS.keys() - NO_COMPONENTS
    assert {make(seed).field for seed in range(SEEDS)} == FIELDS.keys()


def test_a_real_part_that_is_added_does_raise_grades() -> None:
    whole = next(made for made in map(make, range(200)) if len(made.parts) == len(PARTS))
    for part in ("weights", "training", "data-card", "readme"):
        assert raised(assess(whole.without(part).files), assess(whole.files), Change.EMPTY) != [], part


def test_the_whole_releases_answer_nearly_everything() -> None:
    whole = next(seed for seed in range(200) if len(make(seed).parts) == len(PARTS))
    answers = [fact.answer for fact in assess_made(whole).facts]
    assert answers.count(Answer.YES) > len(answers) / 2
    assert len(every_standard()) >= 18
