"""A text calls itself something near its top; what says no more than "license" is no name."""

import pytest

from openassay.licenses.titles import is_bare, title_id, titles_of


def test_titles_stand_near_the_top_and_are_no_sentences() -> None:
    text = "# Acme Model License\n\nThis license is between you and us.\n" + "line\n" * 20 + "Other License\n"
    assert titles_of(text) == ["Acme Model License"]


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Llama 3.1 Community License Agreement", "LicenseRef-llama3.1"),
        ("LLAMA 2 COMMUNITY LICENSE AGREEMENT", "LicenseRef-llama2"),
        ("Acme changes to the Llama 2 Community License", None),
        ("MIT License", None),
        ("Acme Model License", None),
    ],
)
def test_a_title_names_a_license_of_the_table_where_it_is_all_of_it(title: str, id_: str | None) -> None:
    assert title_id(title) == id_


@pytest.mark.parametrize(
    ("title", "bare"), [("License Information", True), ("LICENSE AGREEMENT 1.0", True), ("Acme License", False)]
)
def test_a_title_may_say_no_more_than_that_it_is_a_license(title: str, bare: bool) -> None:
    assert is_bare(title) is bare
