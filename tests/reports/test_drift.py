from fractions import Fraction

import click

from openassay.grading.drift import drift
from openassay.reports.drift import render, to_document


def document(moving: int) -> dict[str, object]:
    """Two groups of systems that change places, `moving` in all."""
    half = Fraction(1, 2)
    rows = [
        (f"s{number:02}", half if number % 2 else Fraction(0), Fraction(0) if number % 2 else half) for number in range(moving)
    ]
    return to_document(("old@1", "new@2"), (["d"], []), 0, drift(rows))


def test_what_was_dropped_and_who_moved_is_told() -> None:
    lines = click.unstyle(render(document(2), full=False)).splitlines()
    assert lines[:3] == ["From old@1 to new@2: 2 systems", "  Dropped: d", "  Scores: 1 fall, 1 rise, 0 stay"]
    assert (
        lines[-2:] == ["  up 1    2 to 1       0.0 to 50.0 %    s00", "  down 1  1 to 2       50.0 to 0.0 %    s01"]
        or "down 1" in lines[-1]
    )
    assert max(map(len, lines)) <= 80


def test_of_many_the_first_are_listed_and_the_rest_counted() -> None:
    assert "  and 2 more; --full lists them" in click.unstyle(render(document(12), full=False))
    assert "more; --full" not in click.unstyle(render(document(12), full=True))


def test_where_nothing_moves_no_table_is_shown() -> None:
    same = to_document(("a", "b"), ([], []), 0, drift([("x", Fraction(1), Fraction(1))]))
    assert "moved " not in render(same, full=True).replace("Ranks", "")
