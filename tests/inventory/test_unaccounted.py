import pytest

from openassay.vocabulary.components import Component, State
from tests.inventory.fakes import NETWORK, Tree, held

CODE = (
    Component.ARCHITECTURE_CODE,
    Component.INFERENCE_CODE,
    Component.EVALUATION_CODE,
    Component.DATA_PROCESSING_CODE,
    Component.INPUT_PROCESSING,
)
PYTHON_2 = "import torch\nprint 'this is another language'\n"


def states(tree: Tree) -> list[State]:
    return [held(tree, component).state for component in CODE]


def test_a_release_without_code_has_none_of_any_kind() -> None:
    assert states({"README.md": "# M\n\nNothing but words.\n"}) == [State.ABSENT] * 5


def test_code_that_does_something_else_leaves_every_absence() -> None:
    tree: Tree = {"pages/build.py": "text = open('a.md').read()\nprint(text)\n", "README.md": "# M\n"}
    assert states(tree) == [State.ABSENT] * 5


def test_a_program_that_does_not_parse_leaves_everything_open() -> None:
    assert states({"doing.py": PYTHON_2}) == [State.UNKNOWN] * 5


def test_a_program_that_does_not_parse_may_train_where_its_name_says_so() -> None:
    holding = held({"train.py": PYTHON_2}, Component.PRETRAINING_CODE)
    assert holding.state is State.UNKNOWN
    assert "train.py" in holding.because
    assert held({"other.py": PYTHON_2}, Component.PRETRAINING_CODE).state is State.ABSENT


@pytest.mark.parametrize(
    ("component", "path", "body"),
    [
        (Component.INFERENCE_CODE, "predict.py", "import m\n\nm.go()\n"),
        (Component.EVALUATION_CODE, "score.py", "import torch\n\nx = torch.load('a.pt')\nprint(x)\n"),
        (Component.DATA_PROCESSING_CODE, "make_dataset.py", "import m\n\nm.go()\n"),
        (Component.ARCHITECTURE_CODE, "transformer.py", "import jax\n\n\ndef attention(params, x):\n    return params * x\n"),
    ],
)
def test_a_name_of_the_role_leaves_it_open_and_is_cited(component: Component, path: str, body: str) -> None:
    holding = held({path: body}, component)
    assert holding.state is State.UNKNOWN
    assert holding.because.startswith(path)
    assert [artifact.path for artifact in holding.artifacts] == [path]
    assert holding.evidence[0].path == path


def test_a_function_of_the_role_leaves_it_open() -> None:
    holding = held({"m/parts.py": "import m\n\n\ndef predict_all(x):\n    return m.go(x)\n"}, Component.INFERENCE_CODE)
    assert holding.state is State.UNKNOWN
    assert "predict_all" in holding.because


def test_a_module_that_others_import_is_accounted_for() -> None:
    tree: Tree = {
        "m/model.py": NETWORK,
        "m/sizes.py": "import numpy\n\nSIZES = numpy.arange(3)\nprint(SIZES)\n",
        "m/layers.py": f"from m.sizes import SIZES\n\n{NETWORK}",
    }
    assert held(tree, Component.EVALUATION_CODE).state is State.ABSENT


def test_a_heading_of_the_use_leaves_inference_open() -> None:
    tree: Tree = {
        "README.md": "# M\n\n## Running the model\n\nCall it.\n",
        "m/flow.py": "import m\n\n\ndef go(x):\n    return m.to(x)\n",
    }
    holding = held(tree, Component.INFERENCE_CODE)
    assert holding.state is State.UNKNOWN
    assert holding.evidence[0].quote == "## Running the model"


def test_a_framework_among_the_own_code_leaves_it_open() -> None:
    tree: Tree = {
        "LICENSE": "Ours",
        "finetune/Megatron-LM/LICENSE": "Theirs",
        "finetune/Megatron-LM/setup.py": "x = 1\n",
        "finetune/Megatron-LM/model.py": NETWORK,
    }
    assert held(tree, Component.ARCHITECTURE_CODE).state is State.UNKNOWN
    assert held(tree, Component.POST_TRAINING_CODE).state is State.UNKNOWN
    assert held(tree, Component.PRETRAINING_CODE).state is State.ABSENT


def test_what_is_called_third_party_serves_as_it_is() -> None:
    tree: Tree = {"LICENSE": "Ours", "third_party/x/LICENSE": "Theirs", "third_party/x/model.py": NETWORK}
    assert held(tree, Component.ARCHITECTURE_CODE).state is State.ABSENT
