"""The card says it, says nothing, or is not there."""

import pytest

from openassay.probes.card_covers_fine_tuning import card_covers_fine_tuning
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of

CARD = """# Model card for Zorblax

Zorblax is a language model that was made for these tests, and this sentence is long enough that nobody takes the card for a stub.
It was made by the authors of the tests in an afternoon, with care, and it can do nothing at all, which is more than most can say.

{}

## License

The license of the model is Apache-2.0, and the same holds for the code and for this card.
"""
GOOD = """## Fine-tuning

We tuned the model on 52,000 instructions with supervised learning and then on preferences."""
POOR = """## How to fine-tune

To fine-tune the model on your own data, run the following command in the folder."""


def answer(section: str) -> Answer:
    files = {"MODEL_CARD.md": CARD.format(section), "train_sft.py": "from trl import SFTTrainer\nSFTTrainer(model).train()\n"}
    return answers(card_covers_fine_tuning, dossier_of(files))["model-card"]


def test_a_section_with_substance_is_a_yes() -> None:
    assert answer(GOOD) is Answer.YES


@pytest.mark.parametrize("section", ["", GOOD.partition("\n")[0], POOR, f"<!--\n{GOOD}\n-->", f"```\n{GOOD}\n```"])
def test_a_bare_heading_a_template_and_hidden_text_are_a_no(section: str) -> None:
    assert answer(section) is Answer.NO


def test_no_card_in_a_complete_listing_is_a_no_and_else_unknown() -> None:
    files = {"model.py": "x = 1\n", "train_sft.py": "from trl import SFTTrainer\nSFTTrainer(model).train()\n"}
    assert answers(card_covers_fine_tuning, dossier_of(files))["model-card"] is Answer.NO
    assert answers(card_covers_fine_tuning, dossier_of(files, complete=False))["model-card"] is Answer.UNKNOWN
