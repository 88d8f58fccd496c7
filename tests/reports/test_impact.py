import csv
import io
from typing import Any

import click
import pytest

from openassay.reports.columns import cells
from openassay.reports.impact import COLUMNS, MOST, render, to_csv

RUNGS = [{"id": "low", "title": "Low rung"}, {"id": "high", "title": "High rung"}]


def grading(level: str | None = None, ceiling: str | None = None, score: list[str] | None = None) -> dict[str, Any]:
    return {"level": level, "ceiling": ceiling, "score": score}


def move(name: str, before: dict[str, Any], after: dict[str, Any], *by: str) -> dict[str, Any]:
    return {"release": name, "publisher": "us", "before": before, "after": after, "by": list(by)}


def document(*moves: dict[str, Any], scheme: str = "ladder", moved: int | None = None, **more: Any) -> dict[str, Any]:
    rungs = RUNGS if scheme == "ladder" else []
    return {
        "index": {"mark": "0" * 64, "releases": 1_200},
        "before": {"standard": "small@1+r1", "title": "Small", "rungs": rungs},
        "after": {"standard": "small@1+r2", "title": "Small", "rungs": rungs},
        "scheme": scheme,
        "moved": len(moves) if moved is None else moved,
        "level": {"down": 1, "up": 0},
        "ceiling": {"down": 0, "up": 1_000},
        "requirements": [{"requirement": "low/code", "moves": 1, "change": "gone"}],
        "publishers": [{"publisher": "us", "moved": 1, "releases": 3}, {"publisher": "", "moved": 1, "releases": 1}],
        "order": None,
        "unanswered": [],
        "releases": list(moves),
        **more,
    }


def text(given: dict[str, Any], full: bool = False) -> str:
    return click.unstyle(render(given, full))


FELL = move("hf://us/model", grading("high", "high"), grading(None, "low"), "high/card", "high/code")


def test_an_impact_is_told_in_counts_and_then_one_by_one() -> None:
    assert text(document(FELL)) == (
        "1 of 1,200 releases move\n"
        "  from small@1+r1\n"
        "  to small@1+r2\n"
        "\n"
        "  What is proven                 1 down         0 up\n"
        "  What is not ruled out          0 down     1,000 up\n"
        "\n"
        "By requirement\n"
        "  1  low/code (gone)\n"
        "\n"
        "By publisher\n"
        "  1 of 3  us\n"
        "  1 of 1  (publisher not known)\n"
        "\n"
        "Releases\n"
        "  hf://us/model\n"
        "    High rung -> not shown; at most Low rung\n"
        "    by high/card, high/code\n"
    )


def test_where_nobody_moves_that_is_all() -> None:
    assert text(document()) == "0 of 1,200 releases move\n  from small@1+r1\n  to small@1+r2\n"


def test_a_long_list_is_cut_and_says_so() -> None:
    moves = [move(f"hf://us/model-{number}", grading("low", "low"), grading(), "low/code") for number in range(25)]
    assert "and 15 more; --full lists them" in text(document(*moves))
    assert text(document(*moves)).count("hf://us/model-") == MOST
    assert "and 1,990 more" in text(document(*moves[:10], moved=2_000))
    assert text(document(*moves), full=True).count("hf://us/model-") == 25
    assert "more" not in text(document(*moves), full=True)


@pytest.mark.parametrize(
    ("scheme", "score", "told"),
    [
        ("dimensions", ["1/3", "1/2"], "33.3 to 50.0 %"),
        ("dimensions", ["1/2", "1/2"], "50.0 %"),
        ("tally", ["3", "7/2"], "3 to 3.5 points"),
        ("tally", ["3", "3"], "3 points"),
        ("tally", None, "does not apply"),
    ],
)
def test_scores_are_told_as_people_read_them(scheme: str, score: list[str] | None, told: str) -> None:
    given = document(move("a", grading(score=score), grading(score=["0", "0"]), "code"), scheme=scheme)
    assert f"    {told} -> 0" in text(given)


def test_the_change_of_an_order_is_told() -> None:
    order = {
        "moved_at_least": {"1": 1_189, "10": 87},
        "largest_fall": 42,
        "largest_rise": -22,
        "pairs": {"all": 18_336, "swapped": 722, "ties_made": 582, "ties_broken": 607},
    }
    found = text(document(move("a", grading(score=["1", "1"]), grading(score=["0", "0"]), "code"), scheme="tally", order=order))
    assert "Places moved: 1,189 by 1 or more, 87 by 10 or more; at most 42 down and 22 up" in found
    assert "Of 18,336 pairs 722 change places, 582 become tied, 607 are tied no longer" in " ".join(found.split())


def test_no_line_is_wider_than_a_terminal_and_nothing_reaches_it_raw() -> None:
    name = "hf://us/" + "木" * 60 + "\x1b[31m"
    wide = move(name, grading("low", "high"), grading(), *(f"low/a-long-requirement-{number}" for number in range(9)))
    found = text(document(wide, publishers=[{"publisher": name, "moved": 1, "releases": 1}]))
    assert max(cells(line) for line in found.splitlines()) <= 80
    assert "\x1b" not in found


def test_the_table_has_one_line_for_each_release_that_moves() -> None:
    scored = move("b", grading(score=["1/3", "1/2"]), grading(score=None), "code")
    rows = list(csv.DictReader(io.StringIO(to_csv(document(FELL, scored)))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0] == {
        "release": "hf://us/model",
        "publisher": "us",
        "before_level": "high",
        "before_ceiling": "high",
        "before_low": "",
        "before_high": "",
        "after_level": "",
        "after_ceiling": "low",
        "after_low": "",
        "after_high": "",
        "by": "high/card high/code",
    }
    assert (rows[1]["before_low"], rows[1]["before_high"], rows[1]["after_low"]) == ("1/3", "1/2", "")


@pytest.mark.parametrize("name", ["=cmd()", "+1", "-1", "@a", "\ta"])
def test_what_a_spreadsheet_would_run_is_kept_as_text(name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(document(move(name, grading(), grading("low", "low"), "low/code"))))))
    assert rows[0]["release"] == f"'{name}"


def test_what_is_not_known_of_any_release_is_told_with_what_to_do() -> None:
    found = text(document(unanswered=["energy-stated/release", "published/data-card"]))
    assert "Not known of any release: energy-stated/release, published/data-card." in " ".join(found.split())
    assert "audit the releases again" in " ".join(found.split())
