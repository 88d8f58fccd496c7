"""A name that nobody listed is a license of its own; one that only names a family stays open."""

import pytest

from openassay.licenses.free_names import (
    as_restricted,
    families,
    id_of_free_name,
    is_free_name,
    is_unnamed,
    significant_words,
    unnamed_as,
)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Acme Weather Model License", "LicenseRef-Acme-Weather-Model-License"),
        ("Model License", "LicenseRef-unknown-Model-License"),
        ("Apache License", "LicenseRef-unknown-Apache-License"),
        ("MIT", "MIT"),
        ("llama2", "LicenseRef-llama2"),
    ],
)
def test_a_name_becomes_an_id(name: str, id_: str) -> None:
    assert id_of_free_name(name) == id_


def test_an_id_for_a_name_is_short_and_plain() -> None:
    assert unnamed_as("Acme: “Model” License!") == "LicenseRef-unknown-Acme-Model-License"
    assert unnamed_as("…") == "LicenseRef-unknown-license"
    assert len(unnamed_as("x" * 900)) < 90


def test_a_license_that_shows_a_limit_of_no_open_license_keeps_its_name_and_is_no_open_one() -> None:
    assert as_restricted("LicenseRef-unknown-Acme") == "LicenseRef-Acme"
    assert as_restricted("MIT") == "MIT"
    assert as_restricted("LicenseRef-unknown-Acme AND MIT") == "LicenseRef-unknown-Acme AND MIT"


def test_free_names_and_unnamed_licenses_are_told_from_those_of_the_table() -> None:
    assert is_free_name("LicenseRef-Acme")
    assert not is_free_name("LicenseRef-llama2")
    assert not is_free_name("MIT")
    assert is_unnamed("LicenseRef-unknown-Acme")
    assert not is_unnamed("LicenseRef-Acme")


def test_common_words_do_not_tell_licenses_apart() -> None:
    assert significant_words("The Acme Model License Agreement") == {"acme"}
    assert any({"apache"} <= family for family in families("Apache-2.0"))
