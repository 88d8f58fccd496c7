from itertools import cycle, islice

import click
import pytest

from openassay.reports.columns import cells
from openassay.reports.document import Document
from openassay.reports.grades import mark_of, say_verdict, show_grade, show_grades
from tests.assessments import document

LADDER, SCORED = document()["grades"]


def shown(grade: Document) -> list[str]:
    return [click.unstyle(line) for line in show_grade(grade)]


def dimension(level: str | None, ceiling: str | None, low: str = "0", high: str = "0", out_of: str = "1") -> Document:
    score = None if level is None else [low, high]
    return {"id": "d", "title": "D", "group": "", "level": level, "ceiling": ceiling, "score": score, "out_of": out_of}


def test_a_ladder_is_shown_as_a_ladder() -> None:
    assert shown(LADDER) == [
        "Small standard: Low rung",
        "  small@1+r1, draft",
        "  [x] Low rung",
        "  [ ] High rung",
        "  [ ] Top rung",
    ]


@pytest.mark.parametrize(
    ("level", "ceiling", "verdict", "marks"),
    [
        (None, None, "not met", "   "),
        (None, "high", "not shown; at most High rung", "?? "),
        ("low", "top", "Low rung; at most Top rung", "x??"),
        ("top", "top", "Top rung", "xxx"),
    ],
)
def test_both_ends_of_a_ladder_are_told(level: str | None, ceiling: str | None, verdict: str, marks: str) -> None:
    grade = LADDER | {"level": level, "ceiling": ceiling}
    assert say_verdict(grade) == verdict
    assert "".join(line[3] for line in shown(grade)[2:]) == marks


def test_on_a_gradient_only_the_rung_that_is_reached_is_marked() -> None:
    grade = LADDER | {"scheme": "gradient", "level": "high", "ceiling": "top"}
    assert "".join(line[3] for line in shown(grade)[2:]) == " x?"


@pytest.mark.parametrize(
    ("level", "ceiling", "verdict"),
    [(None, None, "not met"), (None, "low", "not shown, not ruled out"), ("low", "low", "met")],
)
def test_a_definition_is_met_or_not(level: str | None, ceiling: str | None, verdict: str) -> None:
    grade = LADDER | {"rungs": LADDER["rungs"][:1], "level": level, "ceiling": ceiling}
    assert shown(grade)[:2] == [f"Small standard: {verdict}", "  small@1+r1, draft"]


def test_what_a_definition_still_lacks_is_named() -> None:
    asked = [("a", "met", False), ("b", "unmet", False), ("c", "undecided", False), ("d", "exempt", False), ("e", "unmet", True)]
    findings = [{"requirement": f"low/{name}", "verdict": verdict, "should": should} for name, verdict, should in asked]
    grade = LADDER | {"rungs": LADDER["rungs"][:1], "findings": findings}
    assert shown(grade)[2:] == ["  1 of 3 requirements are met", "  [ ] b", "  [?] c"]
    assert shown(grade | {"findings": findings[3:]})[2:] == []


def test_dimensions_are_shown_as_a_row_of_open_partial_closed_and_unknown() -> None:
    assert shown(SCORED) == [
        "Scored standard: 50 to 83 %",
        "  scored@1+r1, draft",
        "  [x] Weights               [~] Code                  [?] Card",
    ]


@pytest.mark.parametrize(
    ("one", "mark"),
    [
        (dimension("open", "open", "1", "1"), "x"),
        (dimension("partial", "partial", "1/2", "1/2"), "~"),
        (dimension("closed", "closed"), " "),
        (dimension("closed", "partial", "0", "1/2"), "?"),
        (dimension(None, None), "-"),
        (dimension("3", "3", "3", "3", "3"), "x"),
        (dimension("2", "2", "2", "2", "3"), "~"),
    ],
)
def test_each_state_has_its_mark(one: Document, mark: str) -> None:
    assert mark_of(one) == mark


def test_many_dimensions_are_one_row_of_marks_a_group() -> None:
    many = list(islice(cycle([dimension("open", "open", "1", "1"), dimension(None, None)]), 48))
    grade = SCORED | {"dimensions": [one | {"group": "first" if place < 24 else "second"} for place, one in enumerate(many)]}
    assert shown(grade)[2:] == [
        f"  first                    {'x-' * 12} 12 of 12",
        f"  second                   {'x-' * 12} 12 of 12",
    ]
    mixed = [dimension("closed", end, "0", high) | {"group": "g"} for end, high in (("open", "1"), ("closed", "0"))]
    assert shown(SCORED | {"dimensions": mixed * 12})[2] == f"  g                        {'?.' * 12} 0 of 24, 12 unknown"


def test_points_are_told_out_of_what_they_could_come_to() -> None:
    tally = SCORED | {"scheme": "tally", "score": ["5/2", "11"], "out_of": "18"}
    assert say_verdict(tally) == "2.5 to 11 of 18 points"
    assert say_verdict(tally | {"score": None}) == "does not apply"


def test_the_legend_stands_once_and_only_where_it_is_needed() -> None:
    legend = "[x] open  [~] partial  [ ] closed  [?] unknown  [-] does not apply"
    assert sum(legend in line for line in show_grades([SCORED, LADDER, SCORED])) == 1
    assert not any(legend in line for line in show_grades([LADDER]))


def test_what_provisional_means_is_said_once() -> None:
    said = "the official text was not read in full"
    assert not any(said in line for line in show_grades([LADDER]))
    assert sum(said in line for line in show_grades([LADDER | {"status": "provisional"}] * 2)) == 1
    unread = LADDER | {"text": "partly"}
    assert shown(unread)[1] == "  small@1+r1, draft, provisional"
    assert shown(unread | {"status": "provisional"})[1] == "  small@1+r1, provisional"
    assert sum(said in line for line in show_grades([unread])) == 1


def test_no_line_is_wider_than_eighty_columns() -> None:
    long = SCORED | {
        "title": "A very long title " * 8,
        "dimensions": [dimension("open", "open", "1", "1") | {"title": "t" * 90}] * 7,
    }
    assert all(cells(click.unstyle(line)) <= 80 for line in show_grades([long]))
