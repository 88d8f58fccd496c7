import pytest

from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.release import Entry
from tests.inventory.fakes import LFS, LOOP, held, missing, taken

Tree = dict[str, bytes | str | Entry]
ROWS = '{"text": "one"}\n' * 50
NAMED = "Trained on [the corpus](https://huggingface.co/datasets/us/corpus)."


def first(tree: Tree) -> Holding:
    return held(tree, Component.PRETRAINING_DATA)


def codes(tree: Tree) -> list[str]:
    return [finding.code for finding in taken(tree).findings]


def test_data_that_are_here_are_published() -> None:
    assert first({"data/train.jsonl": ROWS}).state is State.PUBLISHED
    assert held({"data/sft_train.jsonl": ROWS}, Component.POST_TRAINING_DATA).state is State.PUBLISHED
    assert held({"data/test.jsonl": ROWS}, Component.EVALUATION_DATA).state is State.PUBLISHED


@pytest.mark.parametrize(
    "tree", [{"data/.gitkeep": ""}, {"data/train/.gitkeep": ""}, {"data/train.jsonl": ""}, {"data/sample.jsonl": ROWS}]
)
def test_a_placeholder_or_a_sample_is_a_stub(tree: Tree) -> None:
    holding = first(tree)
    assert holding.state is State.ABSENT
    assert "stub" in holding.because
    assert codes(tree) == ["finding:sample-only"]


@pytest.mark.parametrize(
    "path",
    [
        "tests/data/train.jsonl",
        "examples/data/train.json",
        "config/train.json",
        "assets/data/classes.json",
        "src/m/data/loader.py",
        "data/vocab.txt",
    ],
)
def test_what_only_looks_like_data_is_none(path: str) -> None:
    assert first({path: ROWS}).state is State.ABSENT


def test_one_row_where_trillions_are_claimed_is_a_sample() -> None:
    tree: Tree = {"data/train.jsonl": ROWS, "README.md": "# M\n\nM was trained on 1T tokens.\n"}
    assert first(tree).state is State.ABSENT
    assert codes(tree) == ["finding:sample-only"]
    assert first(tree | {"README.md": "# M\n\nM was trained on 1T tokens.\n\n" + NAMED}).state is State.REFERENCED


def test_data_of_the_claimed_amount_are_published() -> None:
    assert first({"data/train.jsonl": ROWS, "README.md": "# M\n\nM was trained on 50 examples.\n"}).state is State.PUBLISHED


def test_named_data_are_referenced_by_what_the_line_speaks_of() -> None:
    readme = f"# M\n\n{NAMED}\n\nFine-tuned on https://huggingface.co/datasets/us/chats.\n\nBenchmark: https://huggingface.co/datasets/us/bench.\n"
    inventory = taken({"README.md": readme})
    lines = {
        component: inventory.holdings[component].evidence[0].lines
        for component in (Component.PRETRAINING_DATA, Component.POST_TRAINING_DATA, Component.EVALUATION_DATA)
    }
    assert {component: line[0] for component, line in lines.items() if line} == {
        Component.PRETRAINING_DATA: 3,
        Component.POST_TRAINING_DATA: 5,
        Component.EVALUATION_DATA: 7,
    }


def test_a_card_that_declares_data_sets_names_them() -> None:
    assert first({"README.md": "---\nlicense: mit\ndatasets:\n- us/corpus\n---\n# M\n"}).state is State.REFERENCED


@pytest.mark.parametrize("what", [LFS, missing("data/train.parquet")])
def test_data_that_are_not_in_this_copy_are_a_pointer(what: str | Entry) -> None:
    assert first({"data/train.parquet": what}).state is State.POINTER


def test_data_beside_tuning_code_alone_are_of_the_later_stage() -> None:
    inventory = taken({"finetune/train.py": LOOP, "data/train.jsonl": ROWS})
    assert inventory.holdings[Component.POST_TRAINING_DATA].state is State.PUBLISHED
    assert inventory.holdings[Component.PRETRAINING_DATA].state is State.ABSENT


def test_data_of_which_some_are_not_in_the_copy_may_be_whole_elsewhere() -> None:
    holding = first({"data/train-0.jsonl": ROWS, "data/train-1.parquet": missing("data/train-1.parquet")})
    assert (holding.state, bool(holding.rest)) == (State.PARTIAL, True)
