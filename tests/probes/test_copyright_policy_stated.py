import pytest

from openassay.probes.copyright_policy_stated import copyright_policy_stated
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of


def answer(words: str, *, complete: bool = True) -> Answer:
    return answers(copyright_policy_stated, dossier_of({"README.md": f"# Zorblax\n\n{words}\n"}, complete=complete))["release"]


@pytest.mark.parametrize(
    "words",
    [
        "Our copyright policy is published at https://example.org/copyright.",
        "Pages whose owners opted out of text and data mining were removed before training.",
        "The crawler respects machine-readable reservations of rights.",
    ],
)
def test_a_policy_that_is_named_or_told_is_a_yes(words: str) -> None:
    assert answer(words) is Answer.YES


@pytest.mark.parametrize(
    "words",
    [
        "Copyright 2026 Zorblax Labs. All rights reserved.",
        "We did not filter for opt-outs.",
        "You must respect the opt-outs of others.",
        "<!-- Our copyright policy is strict. -->",
        "Do you have a copyright policy?",
    ],
)
def test_notices_denials_and_hidden_words_are_a_no(words: str) -> None:
    assert answer(words) is Answer.NO


def test_silence_in_an_incomplete_listing_is_unknown() -> None:
    assert answer("A model.", complete=False) is Answer.UNKNOWN
