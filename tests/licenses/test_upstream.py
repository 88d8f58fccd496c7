"""Base models bring a license with them, and some a notice."""

import pytest

from openassay.licenses.upstream import family_of
from tests.licenses.samples import read

CARD = "---\nlicense: llama3.1\nbase_model: {base}\n---\n# Atlas\n"


@pytest.mark.parametrize(
    ("name", "license_"),
    [("meta-llama/Llama-3.1-8B", "LicenseRef-llama3.1"), ("acme/atlas", None)],
)
def test_the_names_of_some_families_tell_their_license(name: str, license_: str | None) -> None:
    assert family_of(name).license == license_


def missing(files: dict[str, str]) -> list[str]:
    _, findings = read(files)
    return [finding.because for finding in findings if finding.code == "finding:license-notice-missing"]


def test_weights_without_the_notice_of_their_base_are_a_finding() -> None:
    files = {"model.safetensors": "w", "README.md": CARD.format(base="meta-llama/Llama-3.1-8B")}
    (told,) = missing(files)
    assert told.startswith("meta-llama/Llama-3.1-8B wants a notice passed on, which no file holds: ")
    notice = "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved."
    assert missing({**files, "NOTICE": notice}) == []


def test_without_weights_there_is_nothing_to_pass_a_notice_on_with() -> None:
    assert missing({"run.py": "x", "README.md": CARD.format(base="meta-llama/Llama-3.1-8B")}) == []
