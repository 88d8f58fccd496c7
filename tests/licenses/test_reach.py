"""Metadata leave a component to what is said of it in so many words; a card's one license is for the weights it names."""

import pytest

from openassay.vocabulary.components import Component
from openassay.vocabulary.licenses import How
from tests.licenses.samples import APACHE, CC_BY, MIT, composed_of, licenses, own_license, read

CODE, WEIGHTS, DATA, CARD = Component.INFERENCE_CODE, Component.FINAL_WEIGHTS, Component.PRETRAINING_DATA, Component.MODEL_CARD
TREE = {"run.py": "x = 1\n", "model.safetensors": "w", "MODEL_CARD.md": "# Atlas\n"}
TAGGED = "---\nlicense: cc-by-nc-4.0\n---\n# Atlas\n"


def conflicts(files: dict[str, str]) -> list[str]:
    _, findings = read(files)
    return [finding.because for finding in findings if finding.code == "finding:license-conflict"]


def test_the_tag_of_a_card_holds_for_the_code_where_nothing_else_does() -> None:
    assert licenses({**TREE, "README.md": TAGGED}, CODE) == ["CC-BY-NC-4.0"]


def test_the_tag_of_a_card_leaves_the_code_to_a_sentence_that_is_about_the_code() -> None:
    files = {**TREE, "README.md": f"{TAGGED}\nThe code is released under the MIT License.\n"}
    assert licenses(files, CODE) == ["MIT"]
    assert licenses(files, WEIGHTS) == ["CC-BY-NC-4.0"]
    assert conflicts(files) == []


def test_the_tag_of_a_card_leaves_the_code_to_a_file_that_is_for_the_code_by_its_name() -> None:
    files = {**TREE, "README.md": TAGGED, "LICENSE-CODE": MIT}
    assert licenses(files, CODE) == ["MIT"]
    assert conflicts(files) == []


def test_package_metadata_leave_the_weights_to_a_sentence_about_them() -> None:
    setup = 'setup(name="atlas", license="MIT")\n'
    files = {**TREE, "setup.py": setup, "README.md": "The model weights are released under CC BY-NC 4.0.\n"}
    assert licenses(files, WEIGHTS) == ["CC-BY-NC-4.0"]


def test_a_sentence_far_from_the_metadata_takes_nothing_from_them() -> None:
    setup = 'setup(name="atlas", license="Apache-2.0")\n'
    files = {"run.py": "x", "setup.py": setup, "demo/README.md": "The code is released under the MIT License.\n"}
    assert "Apache-2.0" in licenses(files, CODE)


@pytest.mark.parametrize("said", ["MODEL_LICENSE.txt", "README"])
def test_a_tag_that_is_said_of_the_weights_alone_contradicts_no_text_for_the_rest(said: str) -> None:
    card = "---\nlicense: cc-by-4.0\n---\n# Atlas\n"
    files = {**TREE, "LICENSE": MIT, "README.md": card}
    if said == "README":
        files["README.md"] += "\nThe model weights are licensed under CC BY 4.0.\n"
    else:
        files[said] = CC_BY
    assert licenses(files, WEIGHTS) == ["CC-BY-4.0"]
    assert licenses(files, CODE) == licenses(files, CARD) == ["MIT"]
    assert conflicts(files) == []


def test_a_tag_against_the_one_text_that_is_there_is_one_contradiction() -> None:
    (told,) = conflicts({**TREE, "LICENSE": APACHE, "README.md": TAGGED})
    assert told.startswith("CC-BY-NC-4.0 stands here, and Apache-2.0 in LICENSE:2, for ")
    assert told.endswith(".")
    assert "inference-code" in told


def test_a_free_text_for_documents_of_a_card_is_for_data_cards_alone() -> None:
    card = "---\nlicense: cc-by-4.0\ntask_categories: [x]\n---\n# Names\n"
    composed = composed_of({**TREE, "README.md": card}, CARD)
    assert composed is None


def test_a_license_that_nobody_named_reaches_the_weights_by_the_name_of_its_file() -> None:
    files = {**TREE, "LICENSE": MIT, "MODEL_LICENSE.txt": own_license("You may not use them for military purposes.")}
    composed = composed_of(files, WEIGHTS)
    assert composed is not None
    assert [grant.how for grant in composed.grants] == [How.UNSEEN]
