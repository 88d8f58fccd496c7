import pytest

from openassay.inventory.python_acts import Act, Seen
from openassay.inventory.python_tree import look


def seen(body: str) -> Seen:
    found = look(body)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "body",
    [
        "rows.to_parquet(path)",
        "(DATA / 'train.txt').write_text(text)",
        "json.dump(rows, open('corpus.json', 'w'))",
        "class D(datasets.GeneratorBasedBuilder): ...",
        "torch.save(dataset, path)",
        "dataset.push_to_hub('us/d')",
    ],
)
def test_a_data_set_that_is_written_is_seen(body: str) -> None:
    assert Act.MAKES_SET in seen(body)


@pytest.mark.parametrize(
    "body",
    [
        "json.dump(results, open('results.json', 'w'))",
        "torch.save(model.state_dict(), 'm.pt')",
        "open('train.txt').read()",
        "model.push_to_hub('us/m')",
    ],
)
def test_what_else_is_written_or_read_is_no_data_set(body: str) -> None:
    assert Act.MAKES_SET not in seen(body)


@pytest.mark.parametrize(
    "body",
    [
        "index = LETTERS.index(char)",
        "stoi = {char: i for i, char in enumerate(chars)}",
        "class SmilesTokenizer:\n    def encode(self, s): ...\n    def decode(self, t): ...\n",
        "def tokenize(text):\n    parts = text.split()\n    return parts\n",
    ],
)
def test_what_turns_letters_into_numbers_is_seen(body: str) -> None:
    assert Act.TURNS_INPUT in seen(body)


def test_an_alphabet_has_many_symbols_each_once() -> None:
    assert Act.ALPHABET in seen("LETTERS = '.abcdefghijklmnopqrstuvwxyz'\n")
    assert Act.ALPHABET in seen(f"residues = {[chr(65 + number) for number in range(20)]}\n")
    assert Act.ALPHABET not in seen("LETTERS = 'abcabcabcabcabcabcabcabc'\n")
    assert Act.ALPHABET not in seen("title = 'the quick brown fox'\n")
