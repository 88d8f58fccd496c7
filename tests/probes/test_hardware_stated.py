"""What the documents state, what only sounds like it, and what may stand elsewhere."""

from openassay.probes.hardware_stated import hardware_stated
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of

STATED = "The model was trained on 64 A100 GPUs."
DECOY = "You need an A100 GPU for inference."


def answer(body: str) -> Answer:
    return answers(hardware_stated, dossier_of({"README.md": f"# Zorblax\n\n{body}\n"}))["release"]


def test_a_sentence_that_states_it_is_a_yes() -> None:
    assert answer(STATED) is Answer.YES


def test_what_only_sounds_like_it_is_a_no() -> None:
    assert answer(DECOY) is Answer.NO


def test_hidden_words_state_nothing() -> None:
    assert answer(f"<!-- {STATED} -->") is Answer.NO


def test_a_paper_that_was_not_read_may_state_it() -> None:
    assert answer("[Paper](https://arxiv.org/abs/2401.00001)") is Answer.UNKNOWN
