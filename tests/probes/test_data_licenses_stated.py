"""What the documents tell of the data, what they do not, and what may stand elsewhere."""

from openassay.probes.data_licenses_stated import data_licenses_stated
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of

TOLD = "The pretraining data are licensed under CC-BY-4.0."
SILENT = "The code is licensed under Apache-2.0."


def answer(body: str, **files: str) -> Answer:
    return answers(data_licenses_stated, dossier_of({"README.md": f"# Zorblax\n\n{body}\n", **files}))["pretraining-data"]


def test_a_sentence_that_tells_it_is_a_yes() -> None:
    assert answer(TOLD) is Answer.YES


def test_silence_in_all_that_there_is_is_a_no() -> None:
    assert answer(SILENT) is Answer.NO


def test_hidden_words_are_silence() -> None:
    assert answer(f"<!-- {TOLD} -->") is Answer.NO
    assert answer(f"```\n{TOLD}\n```") is Answer.NO


def test_a_paper_that_was_not_read_may_tell_it() -> None:
    assert answer("[Paper](https://arxiv.org/abs/2401.00001)") is Answer.UNKNOWN
