"""Descriptions of data, and words that describe nothing."""

from openassay.probes.data_sources_described import data_sources_described
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of


def answer(body: str) -> Answer:
    return answers(data_sources_described, dossier_of({"README.md": f"# Zorblax\n\n{body}\n"}))["pretraining-data"]


def test_named_sources_describe() -> None:
    assert answer("Zorblax was trained on the Pile.") is Answer.YES


def test_a_make_up_in_numbers_with_the_amount_describes() -> None:
    assert answer("The model was trained on 680,000 hours of audio. About 65% of the training data is English.") is Answer.YES


def test_vague_words_with_an_amount_describe_nothing() -> None:
    assert answer("Zorblax was pretrained on 2 trillion tokens of data from publicly available sources.") is Answer.NO


def test_silence_is_a_no_and_hidden_words_are_silence() -> None:
    assert answer("It is small.") is Answer.NO
    assert answer("<!-- Zorblax was trained on the Pile. -->") is Answer.NO
