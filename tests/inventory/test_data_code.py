import pytest

from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from tests.inventory.fakes import Tree, held

PREPARE = """from pathlib import Path

DATA = Path("data")


def main():
    names = sorted(set((DATA / "names.txt").read_text().split()))
    (DATA / "train.txt").write_text(" ".join(names))


if __name__ == "__main__":
    main()
"""
LOADER = "from torch.utils.data import Dataset\n\n\nclass D(Dataset):\n    def __getitem__(self, i):\n        return i\n"
WORK = "import json\n\nrows = json.load(open('a'))\njson.dump(rows, open('b', 'w'))\n"


def making(tree: Tree) -> Holding:
    return held(tree, Component.DATA_PROCESSING_CODE)


@pytest.mark.parametrize(
    "tree",
    [
        {"prepare.py": PREPARE},
        {"data/dedup.py": WORK},
        {"tools/csv_to_dataset.py": WORK},
        {"data/tokenize.sh": "python tokenize_all.py --in a --out b\n"},
        {"scripts/convert_data_to_lerobot.py": "ds = LeRobotDataset.create(x)\nfor row in open('a'):\n    ds.add_frame(row)\n"},
    ],
)
def test_code_that_makes_a_data_set_is_known_by_what_it_writes(tree: Tree) -> None:
    assert making(tree).state is State.PUBLISHED


@pytest.mark.parametrize(
    "tree",
    [
        {"m/data/loader.py": LOADER},
        {"scripts/prepare_wheel.py": "text = open('a.toml').read()\nopen('a.toml', 'w').write(text)\n"},
        {"prepare.py": "# soon\n"},
        {"eval/prepare.py": PREPARE},
        {"third_party/prepare.py": PREPARE},
    ],
)
def test_loaders_packaging_and_stubs_make_no_data(tree: Tree) -> None:
    assert making(tree).state is not State.PUBLISHED


def test_a_data_loader_is_accounted_for() -> None:
    assert making({"m/data/loader.py": LOADER}).state is State.ABSENT


def test_a_program_that_loads_data_and_writes_leaves_it_open() -> None:
    body = "import numpy as np\n\nfor x in DataLoader(rows):\n    np.save('latent.npy', x)\n"
    assert making({"encode_first.py": body}).state is State.UNKNOWN
