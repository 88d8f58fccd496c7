"""Reasons for what is not shared."""

from openassay.probes.unshareable_data_justified import unshareable_data_justified
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Answer
from openassay.vocabulary.release import Artifact, EntryKind
from tests.probes.dossiers import answers, dossier_of, dossier_with


def answer(body: str) -> Answer:
    return answers(unshareable_data_justified, dossier_of({"README.md": f"# Zorblax\n\n{body}\n"}))["pretraining-data"]


def test_a_legal_or_technical_reason_is_a_yes() -> None:
    assert answer("We cannot share the training data because of its license.") is Answer.YES
    assert answer("The dataset is not released because it is too large to host.") is Answer.YES


def test_a_refusal_without_one_is_a_no() -> None:
    assert answer("We do not release the training data, since we would rather not.") is Answer.NO
    assert answer("We do NOT provide any of the datasets used for training.") is Answer.NO


def test_silence_is_a_no_and_a_hidden_reason_is_silence() -> None:
    assert answer("It is small.") is Answer.NO
    assert answer("<!-- We cannot share the training data because of its license. -->") is Answer.NO


def test_where_the_data_are_there_the_question_does_not_arise() -> None:
    data = Artifact("main", "train.parquet", EntryKind.FILE, 9, "a" * 64, "parquet")
    dossier = dossier_with(Holding(Component.PRETRAINING_DATA, State.PUBLISHED, "a test says so", (data,)))
    assert answers(unshareable_data_justified, dossier)["pretraining-data"] is Answer.NOT_APPLICABLE
