from openassay.probes.base_model_named import base_model_named
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of


def answer(files: dict[str, bytes | str], *, complete: bool = True) -> Answer:
    return answers(base_model_named, dossier_of(files, complete=complete))["release"]


def test_a_base_model_in_the_card_is_a_yes() -> None:
    assert answer({"README.md": "---\nbase_model: zorblax/zorblax-base\n---\n# Zorblax Chat\n"}) is Answer.YES


def test_without_a_sign_of_one_the_question_does_not_arise() -> None:
    assert answer({"README.md": "# Zorblax\n\nA model.\n"}) is Answer.NOT_APPLICABLE


def test_in_an_incomplete_listing_it_is_unknown() -> None:
    assert answer({"README.md": "# Zorblax\n\nA model.\n"}, complete=False) is Answer.UNKNOWN
