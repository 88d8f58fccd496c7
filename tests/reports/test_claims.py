import click

from openassay.reports.claims import render
from openassay.reports.columns import cells
from tests.assessments import document


def test_claims_come_by_how_they_stand_and_honest_statements_last() -> None:
    text = click.unstyle(render(document()))
    order = [text.index(title) for title in ("Not so (1)", "Not shown (1)", "So (1)", "Withheld, and said so (1)")]
    assert order == sorted(order)


def test_a_claim_is_quoted_with_its_place_and_what_stands_against_it() -> None:
    text = click.unstyle(render(document()))
    assert "  README.md:1 “It is open-code.”\n    says open-code\n" in text
    assert "    - published/inference-code: no file is inference code\n" in text


def test_what_is_said_of_others_is_left_out() -> None:
    assert "README.md:5" not in render(document())


def test_a_release_that_claims_nothing_is_told_so() -> None:
    assert "makes no claim" in render(document() | {"claims": []})


def test_no_line_is_wider_than_eighty_columns() -> None:
    assert all(cells(line) <= 80 for line in click.unstyle(render(document())).splitlines())
