"""Files called LICENSE that hold something else than one plain text: what stands in them decides, and never their name."""

import pytest

from openassay.vocabulary.components import Component
from openassay.vocabulary.licenses import How
from tests.licenses.samples import APACHE, MIT, read

NOTICE = """Copyright 2024 The Placenames Authors

Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with the License.
You may obtain a copy of the License at http://www.apache.org/licenses/LICENSE-2.0
"""
TABLE = "# Licenses\n\n| part | license |\n|---|---|\n| code | Apache-2.0 |\n| model weights | CC-BY-NC-4.0 |\n"
CLAUSE = "\nThe model may not be used by companies with more than 700 million monthly active users.\n"


def given(body: str, name: str = "LICENSE") -> list[tuple[str, How]]:
    grants, _ = read({"run.py": "x = 1\n", name: body})
    return [(grant.expression, grant.how) for grant in grants if Component.INFERENCE_CODE in grant.covers]


@pytest.mark.parametrize("body", ["https://www.apache.org/licenses/LICENSE-2.0\n", "See the website.\n", "TBD\n"])
def test_an_address_or_a_promise_is_no_license(body: str) -> None:
    assert given(body) == []


@pytest.mark.parametrize("body", [NOTICE, "---\nlicense: apache-2.0\n---\n"])
def test_a_notice_or_a_block_of_metadata_names_a_license_and_is_no_text_of_one(body: str) -> None:
    assert given(body) == [("Apache-2.0", How.NOTICE)]


def test_a_table_of_several_licenses_grants_no_more_than_all_of_them_together() -> None:
    assert given(TABLE) == [("Apache-2.0 AND CC-BY-NC-4.0", How.NOTICE)]


def test_a_text_with_one_more_clause_is_another_license() -> None:
    ((expression, how),) = given(APACHE + CLAUSE)
    assert (expression, how) == ("LicenseRef-Apache-2.0-modified", How.MODIFIED_TEXT)


def test_a_text_with_another_one_appended_is_both() -> None:
    assert given(f"{APACHE}\n\n----\n\n{MIT}") == [("Apache-2.0 AND MIT", How.TEXT)]


def test_a_text_by_the_name_of_an_agreement_is_what_it_says() -> None:
    grants, _ = read({"model.safetensors": "w", "MODEL_LICENSE_AGREEMENT.txt": APACHE})
    assert [grant.expression for grant in grants] == ["Apache-2.0"]


@pytest.mark.parametrize("name", ["LICENSES/Apache-2.0.txt", "licenses/MIT.txt", "docs/licenses/BSD.md"])
def test_a_text_in_a_folder_of_texts_that_nothing_gives_is_shown_and_reaches_nothing(name: str) -> None:
    grants, _ = read({"run.py": "x = 1\n", name: APACHE})
    assert [(grant.expression, grant.covers) for grant in grants] == [("Apache-2.0", ())]


def test_thanks_to_others_name_no_license_of_ones_own() -> None:
    said = "# M\n\n## License\n\nWe thank the authors of N, a fully open model whose data and code are public under Apache-2.0.\n"
    assert given(said, "README.md") == []


def test_a_tag_that_says_other_and_names_a_well_known_license_is_no_license() -> None:
    card = "---\nlicense: other\nlicense_name: apache-2.0\nlicense_link: none\n---\n# M\n"
    assert given(card, "README.md") == [("LicenseRef-unknown-apache-2.0", How.METADATA)]
    linked = card.replace("none", "https://www.apache.org/licenses/LICENSE-2.0")
    assert given(linked, "README.md") == [("Apache-2.0", How.METADATA)]


def test_a_tag_may_hold_an_expression() -> None:
    assert given("---\nlicense: MIT OR Apache-2.0\n---\n# M\n", "README.md") == [("MIT OR Apache-2.0", How.METADATA)]
