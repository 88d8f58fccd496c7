import click

from openassay.reports.columns import cells
from openassay.reports.licenses import render
from tests.assessments import document


def plain() -> str:
    return click.unstyle(render(document()))


def test_a_component_stands_with_its_license_and_the_place() -> None:
    row = next(line for line in plain().splitlines() if line.startswith("final-weights"))
    assert row.split() == ["final-weights", "Apache-2.0", "LICENSE:1"]


def test_what_is_here_and_nobody_licensed_is_told() -> None:
    unlicensed = document()
    unlicensed["facts"].append(unlicensed["facts"][0] | {"key": "licensed/final-weights", "answer": "no"})
    component = next(one for one in unlicensed["components"] if one["component"] == "final-weights")
    component["licenses"] = []
    row = next(line for line in click.unstyle(render(unlicensed)).splitlines() if line.startswith("final-weights"))
    assert "none" in row.split()


def test_readings_that_conflict_are_set_against_each_other() -> None:
    torn = document()
    component = next(one for one in torn["components"] if one["component"] == "final-weights")
    component["licenses"] = [component["licenses"][0], component["licenses"][0] | {"expression": "MIT"}]
    torn["facts"].append(torn["facts"][0] | {"key": "license-consistent/final-weights", "answer": "no"})
    assert "or, as it says, MIT" in click.unstyle(render(torn))


def test_each_license_tells_what_it_permits_what_it_limits_and_what_was_not_read() -> None:
    limited = document()
    limited["licenses"][0]["terms"]["user_limits"] = {"answer": "yes", "quote": "over 700 million users", "lines": [9, 9]}
    text = click.unstyle(render(limited))
    assert "  permits commercial use\n" in text
    assert "  sets user limits (line 9: “over 700 million users”)\n" in text
    assert "not read: redistribution, modification, use restrictions" in text


def test_no_line_is_wider_than_eighty_columns() -> None:
    assert all(cells(line) <= 80 for line in plain().splitlines())
