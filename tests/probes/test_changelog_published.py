import pytest

from openassay.probes.changelog_published import changelog_published
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of


def answer(files: dict[str, bytes | str], *, complete: bool = True) -> Answer:
    return answers(changelog_published, dossier_of(files, complete=complete))["release"]


@pytest.mark.parametrize(
    "files",
    [
        {"CHANGELOG.md": "# 1.1\n\n- The tokenizer was trained anew.\n"},
        {"docs/history.rst": "2026-03-01: weights with fewer layers are published.\n"},
        {"README.md": "# Zorblax\n\n## What's new\n\n- 2026-03: smaller weights are here.\n"},
    ],
)
def test_an_entry_with_a_version_or_date_is_a_yes(files: dict[str, bytes | str]) -> None:
    assert answer(files) is Answer.YES


@pytest.mark.parametrize(
    "files",
    [
        {"CHANGELOG.md": "\n"},
        {"CHANGELOG.md": "# Changelog\n\nTo be written later by someone.\n"},
        {"vendor/lib/CHANGES": "1.0: the first version of all.\n"},
        {"README.md": "# Zorblax\n\nVersion 1.0 of the model is here.\n"},
        {"README.md": "# Zorblax\n\n## Updates\n\n1.0\n"},
    ],
)
def test_an_empty_one_one_of_a_dependency_and_a_bare_number_are_a_no(files: dict[str, bytes | str]) -> None:
    assert answer(files) is Answer.NO


def test_silence_in_an_incomplete_listing_is_unknown() -> None:
    assert answer({"README.md": "# Zorblax\n"}, complete=False) is Answer.UNKNOWN
