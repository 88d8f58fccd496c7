"""The data card says it, says nothing, or is not there."""

import pytest

from openassay.probes.datasheet_covers_motivation import datasheet_covers_motivation
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of

CARD = """# Data card for the Zorblax corpus

The Zorblax corpus is a set of names that was made for these tests, and this sentence is long enough to be no stub.
It was made by the authors of the tests in an afternoon, with care, and it can do nothing at all, which is more than most can say.

{}

## Remarks

Nothing else is to be said here, and what is said here says nothing about the data themselves or about anything near them.
"""
GOOD = """## Motivation

The corpus was gathered so that small models of place names could be tested without asking anyone."""


def answer(section: str) -> Answer:
    return answers(datasheet_covers_motivation, dossier_of({"DATA_CARD.md": CARD.format(section)}))["data-card"]


def test_a_section_with_substance_is_a_yes() -> None:
    assert answer(GOOD) is Answer.YES


@pytest.mark.parametrize("section", ["", GOOD.partition("\n")[0], f"<!--\n{GOOD}\n-->", f"```\n{GOOD}\n```"])
def test_a_bare_heading_and_hidden_text_are_a_no(section: str) -> None:
    assert answer(section) is Answer.NO


def test_no_card_in_a_complete_listing_is_a_no_and_else_unknown() -> None:
    files = {"model.py": "x = 1\n"}
    assert answers(datasheet_covers_motivation, dossier_of(files))["data-card"] is Answer.NO
    assert answers(datasheet_covers_motivation, dossier_of(files, complete=False))["data-card"] is Answer.UNKNOWN
