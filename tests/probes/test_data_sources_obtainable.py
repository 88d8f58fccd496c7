"""Whether the sources can be had."""

from openassay.probes.data_sources_obtainable import data_sources_obtainable
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of


def answer(body: str) -> Answer:
    return answers(data_sources_obtainable, dossier_of({"README.md": f"# Zorblax\n\n{body}\n"}))["pretraining-data"]


def test_a_known_or_linked_source_can_be_had() -> None:
    assert answer("Zorblax was trained on the Pile.") is Answer.YES
    assert answer("It was trained on [mix](https://huggingface.co/datasets/blimp/mix).") is Answer.YES


def test_data_by_reference_can_be_had() -> None:
    assert answer("It was trained on ERA5 from 1979 to 2018 and on UniRef50 release 2018_03.") is Answer.YES


def test_a_source_without_a_place_is_unknown() -> None:
    assert answer("It was trained on the Blimp corpus.") is Answer.UNKNOWN


def test_what_is_only_mentioned_is_unknown() -> None:
    assert answer("It was trained on the Pile and other internal data.") is Answer.UNKNOWN


def test_data_that_are_kept_back_are_a_no() -> None:
    assert answer("It was trained on the Pile. The data are not released.") is Answer.NO


def test_where_nothing_is_named_nothing_can_be_had() -> None:
    assert answer("It was trained on publicly available data.") is Answer.NO
