"""A license is named where its text stands, and not where anything in it was changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openassay.licenses.identify import identify
from openassay.vocabulary.licenses import How, TermAnswer, TermName
from openassay.vocabulary.limits import LICENSE_TEXT
from tests.licenses.samples import APACHE, BSD, CC_BY, CDLA, MIT


@pytest.mark.parametrize(
    ("text", "id_"),
    [(MIT, "MIT"), (APACHE, "Apache-2.0"), (BSD, "BSD-3-Clause"), (CC_BY, "CC-BY-4.0"), (CDLA, "CDLA-Permissive-2.0")],
)
def test_a_plain_text_is_named(text: str, id_: str) -> None:
    found = identify(text)
    assert (found.expression, found.how) == (id_, How.TEXT)
    assert not found.added
    assert not found.remarks


def test_layout_case_marks_and_holders_do_not_matter() -> None:
    for changed in (
        MIT.replace("\n", "\r\n"),
        " ".join(MIT.split()),
        "\n".join(f"# {line}" for line in MIT.split("\n")),
        MIT.replace('"Software"', "“Software”").replace('"AS IS"', "''AS IS''"),
        MIT.replace("MIT License", "# **The MIT License (MIT)**"),
        MIT.replace("2024 The Placenames Authors", "1999-2007 Somebody Else, Inc."),
        MIT.lower(),
    ):
        assert identify(changed).expression == "MIT", changed[:80]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Permission is hereby granted", "Permission is not hereby granted"),
        ("without restriction", "with restriction"),
        ("any person obtaining", "any researcher obtaining"),
        ("copies of the Software, and to permit", "copies of the Software for research, and to permit"),
        ("shall be included in all", "shall not be included in all"),
        ("and/or sell", ""),
    ],
)
def test_one_changed_word_is_seen(old: str, new: str) -> None:
    assert old in MIT
    found = identify(MIT.replace(old, new, 1))
    assert "finding:modified-license" in [remark.code for remark in found.remarks]
    assert found.how is How.MODIFIED_TEXT


def test_a_not_in_a_long_text_is_shown_with_its_line() -> None:
    found = identify(APACHE.replace("each Contributor hereby grants to You", "each Contributor hereby grants not to You", 1))
    assert found.expression == "LicenseRef-unknown-Apache-2.0-modified"
    assert [passage.quote for passage in found.added] == ["not"]
    assert (
        "grants not to" in APACHE.replace("hereby grants to", "hereby grants not to").split("\n")[found.added[0].lines.first - 1]
    )


def test_an_added_clause_makes_it_another_license_and_its_limit_counts() -> None:
    found = identify(MIT + "\nThe above rights are granted for non-commercial purposes only.\n")
    assert found.expression == "LicenseRef-MIT-modified"
    assert found.terms[TermName.COMMERCIAL_USE].answer is TermAnswer.NO
    assert found.terms[TermName.MODIFICATION].answer is TermAnswer.UNKNOWN
    assert found.residual_words == 10


def test_a_text_without_its_disclaimer_is_still_named_and_what_is_missing_is_counted() -> None:
    found = identify(MIT[: MIT.index("THE SOFTWARE IS PROVIDED")])
    assert (found.expression, found.how) == ("MIT", How.MODIFIED_TEXT)
    assert found.removed_words > 50


def test_several_licenses_in_one_file_hold_together() -> None:
    found = identify(f"{MIT}\n\n----\n\n{BSD}")
    assert found.expression == "MIT AND BSD-3-Clause"
    assert [span.lines.first for span in found.spans] == [5, 29]


def test_a_file_name_names_no_license() -> None:
    assert identify(APACHE, "MODEL_LICENSE_AGREEMENT.txt").expression == "Apache-2.0"


def test_a_tag_alone_names_a_license() -> None:
    found = identify("SPDX-License-Identifier: MIT OR Apache-2.0\n")
    assert (found.expression, found.how) == ("MIT OR Apache-2.0", How.SPDX_TAG)


def test_a_bad_tag_is_remarked_on() -> None:
    assert [remark.code for remark in identify("SPDX-License-Identifier: MIT AND\n").remarks][:1] == ["error:bad-expression"]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Everything here is under the MIT License.", "MIT"),
        ("The data are licensed under CC BY-NC 4.0.", "CC-BY-NC-4.0"),
        ("Licensed under the Apache License, Version 2.0.\nSee http://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0"),
        ("Llama 3.1 Community License Agreement: see the publisher's page.", "LicenseRef-llama3.1"),
    ],
)
def test_a_short_notice_names_a_license(text: str, id_: str) -> None:
    assert (identify(text).expression, identify(text).how) == (id_, How.NOTICE)


@pytest.mark.parametrize(
    "text",
    [
        "This is not licensed under the MIT License.",
        "MIT License\n\nPermission is hereby granted to read this and to do nothing else with it.",
        "We admit that it was submitted with permission.",
    ],
)
def test_a_name_that_is_denied_or_stands_over_other_words_counts_for_nothing(text: str) -> None:
    assert identify(text).expression is None


def test_a_notice_with_a_limit_is_not_the_plain_license() -> None:
    assert identify("MIT License, for non-commercial use only.").expression == "LicenseRef-MIT-modified"


def test_a_title_without_a_known_text_names_only_what_has_no_known_text() -> None:
    body = "All use of the things described here is between you and us, and this page says so at some length. " * 12
    assert identify(f"Mistral AI Research License\n\n{body}").how is How.TITLE
    assert identify(f"Llama 3.1 Community License Agreement\n\n{body}").expression is None


def test_an_empty_text_is_no_license() -> None:
    assert identify(" \n\t").how is None


def test_a_text_over_the_limit_is_cut_and_says_so() -> None:
    found = identify(MIT + "word " * LICENSE_TEXT.value)
    assert found.remarks[0].code == LICENSE_TEXT.code


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text: str) -> None:
    identify(text)


@settings(deadline=None)
@given(st.integers(0, len(MIT)), st.integers(0, len(MIT)), st.text(max_size=20))
def test_any_mutation_of_a_license_is_read_without_an_error(start: int, end: int, text: str) -> None:
    found = identify(MIT[: min(start, end)] + text + MIT[max(start, end) :])
    assert found.expression is None or "GPL" not in found.expression


@pytest.mark.parametrize(("text", "id_"), [(MIT, "MIT"), (BSD, "BSD-3-Clause"), (APACHE, "Apache-2.0")])
def test_a_license_that_stands_many_times_is_that_license(text: str, id_: str) -> None:
    found = identify("\n\n".join([text] * 15))
    assert found.expression == id_
    assert len(found.spans) == 15


def test_the_first_half_of_a_license_is_named_after_the_license_and_counted_as_changed() -> None:
    found = identify(APACHE[: len(APACHE) * 11 // 20])
    assert found.expression == "Apache-2.0"
    assert found.removed_words > 400
    assert [remark.code for remark in found.remarks] == ["finding:modified-license"]
