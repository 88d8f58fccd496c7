import pytest

from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from tests.inventory.fakes import NETWORK, Tree, held, missing

ALPHABET = "LETTERS = '.abcdefghijklmnopqrstuvwxyz'\n"


def turning(tree: Tree) -> Holding:
    return held(tree, Component.INPUT_PROCESSING)


@pytest.mark.parametrize(
    "tree",
    [
        {"tokenizer.json": '{"vocab": {"a": 0}}'},
        {"m/tokenizer.py": "import re\n\n\ndef a(x):\n    return x\n\n\ndef b(x):\n    return x\n"},
        {"model.py": f"import torch\n\n{ALPHABET}\n{NETWORK}"},
        {"m/read.py": "def ids(text):\n    return [LETTERS.index(char) for char in text]\n"},
        {"keys.txt": "\n".join(chr(0x4E00 + number) for number in range(60))},
    ],
)
def test_what_turns_raw_input_is_known_by_name_or_by_what_it_does(tree: Tree) -> None:
    assert turning(tree).state is State.PUBLISHED


@pytest.mark.parametrize(
    "tree",
    [
        {"m/chat.py": "tokenizer = AutoTokenizer.from_pretrained(path)\n"},
        {"README.md": "# M\n\n    t = LlamaTokenizer.from_pretrained(path)\n"},
        {"pretrain.sh": "python pretrain.py --tokenizer-model us/t\n"},
        {"m/data.py": "import t\n\nx = SentencePieceProcessor(path)\n"},
    ],
)
def test_a_tokenizer_from_elsewhere_is_referenced(tree: Tree) -> None:
    assert turning(tree).state is State.REFERENCED


def test_code_that_uses_a_tokenizer_of_others_is_none_itself() -> None:
    body = "def preprocess(rows, tokenizer):\n    x = tokenizer(rows)\n    return x\n"
    assert turning({"m/rows.py": body}).state is not State.PUBLISHED


def test_a_name_that_goes_with_something_else_is_none() -> None:
    body = "import torch\n\n\ndef a(x):\n    return x\n\n\ndef b(x):\n    return x\n"
    assert turning({"m/vocab_parallel_cross_entropy.py": body}).state is not State.PUBLISHED


def test_a_tokenizer_that_is_not_in_this_copy_is_a_pointer() -> None:
    assert turning({"tokenizer.model": missing("tokenizer.model")}).state is State.POINTER


def test_a_release_without_code_has_none() -> None:
    assert turning({"README.md": "# M\n"}).state is State.ABSENT


def test_words_under_the_name_of_a_tokenizer_are_none_and_a_table_of_pieces_is() -> None:
    assert turning({"tokenizer.model": "A page that calls itself something else.\n" * 9}).state is State.ABSENT
    assert turning({"tokenizer.json": "{}"}).state is State.ABSENT
    assert turning({"tokenizer.model": "IQ== 0\nIg== 1\nIw== 2\n"}).state is State.PUBLISHED
