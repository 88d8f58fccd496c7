"""What the documents state, what only sounds like it, and what may stand elsewhere."""

from openassay.probes.energy_stated import energy_stated
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of

STATED = "Training emitted 31.2 tCO2eq."
DECOY = "Carbon emissions can be estimated using a calculator."


def answer(body: str) -> Answer:
    return answers(energy_stated, dossier_of({"README.md": f"# Zorblax\n\n{body}\n"}))["release"]


def test_a_sentence_that_states_it_is_a_yes() -> None:
    assert answer(STATED) is Answer.YES


def test_what_only_sounds_like_it_is_a_no() -> None:
    assert answer(DECOY) is Answer.NO


def test_hidden_words_state_nothing() -> None:
    assert answer(f"<!-- {STATED} -->") is Answer.NO


def test_a_paper_that_was_not_read_may_state_it() -> None:
    assert answer("[Paper](https://arxiv.org/abs/2401.00001)") is Answer.UNKNOWN
