"""Two texts are laid side by side word by word: what was put in is shown, what was taken out is counted."""

import pytest

from openassay.licenses.alignment import LIMITS, Alignment, Marked, Run, align
from openassay.licenses.known_texts import GAP, GAP_OF_ANY, OPTIONAL, grams

KNOWN = list(range(10, 40))
NOT = 5
"""The number of a word that limits."""
MARKED = Marked(frozenset({LIMITS}), frozenset({NOT, LIMITS}), frozenset({7}))


def laid(text: list[int], known: list[int] = KNOWN) -> Alignment:
    places = {gram: at for at, gram in enumerate(grams([token & ~OPTIONAL for token in known])) if gram >= 0}
    found = align(text, grams(text), known, places, MARKED)
    assert found is not None
    return found


def test_the_same_words_leave_no_edit() -> None:
    found = laid(KNOWN)
    assert (found.first, found.end, found.matched, found.edits) == (0, 30, 30, ())


def test_texts_that_share_nothing_are_not_laid_side_by_side() -> None:
    assert align([1, 2, 3, 4, 5], grams([1, 2, 3, 4, 5]), KNOWN, {}, MARKED) is None


def test_words_around_a_text_belong_to_something_else() -> None:
    found = laid([1, 2, 3, *KNOWN, 4, 6])
    assert (found.first, found.end, found.edits) == (3, 33, ())


def test_a_word_put_in_is_shown_where_it_stands() -> None:
    assert laid([*KNOWN[:15], 3, *KNOWN[15:]]).edits == (Run(15, 16, 0),)


def test_a_word_taken_out_is_counted_with_what_it_was() -> None:
    known = [*KNOWN[:15], NOT, *KNOWN[15:]]
    assert laid(KNOWN, known).edits == (Run(15, 15, 1, 0, 1),)


def test_a_part_that_may_be_missing_may_be_missing_as_a_whole() -> None:
    known = [*KNOWN[:15], *(token | OPTIONAL for token in (1, NOT, 2, 3, 4)), *KNOWN[15:]]
    assert laid(KNOWN, known).edits == ()


def test_a_word_that_limits_may_not_be_missing_alone_from_a_part_that_may() -> None:
    known = [*KNOWN[:15], *(token | OPTIONAL for token in (NOT, *KNOWN[15:]))]
    assert laid(KNOWN, known).edits == (Run(15, 15, 1, 0, 1),)


@pytest.mark.parametrize(
    ("gap", "word", "taken"),
    [
        (GAP | 4, 3, True),
        (GAP | 4, NOT, False),
        (GAP | 4, LIMITS, False),
        (GAP | GAP_OF_ANY | 4, NOT, True),
        (GAP | GAP_OF_ANY | 4, LIMITS, False),
    ],
)
def test_a_gap_takes_a_name_and_no_word_that_limits_unless_its_text_has_such(gap: int, word: int, taken: bool) -> None:
    found = laid([*KNOWN[:15], word, *KNOWN[15:]], [*KNOWN[:15], gap, *KNOWN[15:]])
    assert (found.edits == ()) is taken


def test_a_dotted_number_taken_out_is_told_from_a_word() -> None:
    assert laid(KNOWN, [*KNOWN[:15], 7, *KNOWN[15:]]).edits == (Run(15, 15, 1, 1, 0),)


def test_the_score_weighs_what_does_not_fit_twice() -> None:
    assert Alignment(0, 9, 8, (Run(2, 3, 1),)).score == 4
