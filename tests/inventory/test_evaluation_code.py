import pytest

from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from tests.inventory.fakes import LOOP, Tree, held

MEASURE = """import torch

model = torch.load("m.pt")
hits = [model(x) for x in rows]
accuracy = sum(hits) / len(hits)
f1 = 2 * accuracy
"""


def evaluation(tree: Tree) -> Holding:
    return held(tree, Component.EVALUATION_CODE)


@pytest.mark.parametrize(
    "tree",
    [
        {"evaluate.py": MEASURE},
        {"eval/run.py": MEASURE},
        {"tuning/search.py": MEASURE},
        {"eval/run.sh": "#!/bin/bash\nlm_eval --model hf --tasks mmlu\n"},
        {"benchmark/accuracy.py": MEASURE},
    ],
)
def test_code_that_measures_the_model_is_evaluation_code(tree: Tree) -> None:
    assert evaluation(tree).state is State.PUBLISHED


@pytest.mark.parametrize(
    "tree",
    [
        {"eval/run.py": "# soon\n"},
        {"m/data/input_validation.py": "def check(x):\n    assert x\n    return x\n"},
        {".ci/benchmark.py": MEASURE},
        {"benchmark/speed.py": "import time\n\nmodel = load()\nbegan = time.time()\nmodel(x)\nprint(time.time() - began)\n"},
        {"examples/score_only.sh": "python run.py --score_only 1\n"},
    ],
)
def test_what_is_only_called_so_is_none(tree: Tree) -> None:
    assert evaluation(tree).state is not State.PUBLISHED


def test_measuring_within_the_training_leaves_it_open() -> None:
    body = f"{LOOP}\n\ndef validate(model, rows):\n    return [model(row) for row in rows]\n"
    holding = evaluation({"pretrain.py": body})
    assert holding.state is State.UNKNOWN
    assert "while it trains" in holding.because


def test_absence_is_said_where_no_code_measures() -> None:
    assert evaluation({"pretrain.py": LOOP, "README.md": "# M\n"}).state is State.ABSENT
