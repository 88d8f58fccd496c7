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
    inventory = taken({"finetune/train.py": LOOP, "data/train.jsonl": ROWS, "README.md": "---\nbase_model: them/m\n---\n# M\n"})
    assert inventory.holdings[Component.POST_TRAINING_DATA].state is State.PUBLISHED
    assert inventory.holdings[Component.PRETRAINING_DATA].state is State.ABSENT


def test_data_of_which_some_are_not_in_the_copy_may_be_whole_elsewhere() -> None:
    holding = first({"data/train-0.jsonl": ROWS, "data/train-1.parquet": missing("data/train-1.parquet")})
    assert (holding.state, bool(holding.rest)) == (State.PARTIAL, True)


def test_data_beside_tuning_code_that_begins_with_no_named_model_may_be_of_either_stage() -> None:
    inventory = taken({"finetune/train.py": LOOP, "data/train.jsonl": ROWS})
    states = [inventory.holdings[component].state for component in (Component.PRETRAINING_DATA, Component.POST_TRAINING_DATA)]
    assert states == [State.UNKNOWN, State.UNKNOWN]


def test_hours_of_machines_are_no_amount_of_data() -> None:
    said = "# M\n\nM was trained for 40,000 GPU hours on the data here.\n"
    assert first({"data/train.jsonl": ROWS, "README.md": said}).state is State.PUBLISHED


def test_a_sample_beside_a_pointer_is_a_pointer() -> None:
    tree: Tree = {"data/a.jsonl": ROWS, "data/b.jsonl": LFS, "README.md": "# M\n\nM was trained on 1T tokens.\n"}
    assert first(tree).state is State.POINTER


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("data/train.csv", "text,label\n"),
        ("data/train.csv", "  \n\n"),
        ("data/train.json", "[]"),
        ("data/dataset_info.json", '{"splits": {"train": 3}}'),
        ("data/train.txt", "Coming soon.\n"),
        ("data/train.parquet", "no table at all\n" * 9),
        ("data/train.parquet", bytes(range(256)) * 4),
        ("data/train.jsonl", bytes(64)),
        ("training/trainer_state.json", '{"log_history": [{"loss": 1.0}]}'),
        ("training/loss.csv", "step,loss\n1,2.0\n2,1.0\n"),
        ("training/notes.txt", "What we did.\n" * 9),
    ],
)
def test_a_file_that_holds_no_data_is_none_whatever_its_path(path: str, body: bytes | str) -> None:
    assert first({path: body}).state is State.ABSENT


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("data/train.csv", "text,label\na,1\n"),
        ("data/train.json", '[{"text": "a"}]'),
        ("data/train.json", '{"data": [{"text": "a"}]}'),
        ("data/train.json", "{" + ", ".join(f'"id{at}": {at}' for at in range(20)) + "}"),
        ("train/a.jsonl", ROWS),
        ("train.txt", "one\ntwo\n"),
        ("data/train.parquet", b"PAR1" + bytes(40) + b"PAR1"),
        ("data/train.bin", bytes(range(256)) * 4),
    ],
)
def test_a_file_that_holds_data_counts(path: str, body: bytes | str) -> None:
    assert first({path: body}).state is State.PUBLISHED


def test_data_that_are_named_and_known_are_referenced_by_their_names() -> None:
    holding = first({"README.md": "# M\n\nM was trained on ERA5 from 1979 to 2017.\n"})
    assert (holding.state, holding.because) == (State.REFERENCED, "Data are named that can be had elsewhere: ERA5.")
    assert first({"README.md": "# M\n\nM was trained on a large and diverse corpus.\n"}).state is State.ABSENT


def test_a_packed_file_of_weights_that_is_not_here_may_not_be_data() -> None:
    assert first({"pretrained/m.pth.tar": missing("pretrained/m.pth.tar")}).state is State.ABSENT
