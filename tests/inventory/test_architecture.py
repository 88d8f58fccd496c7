import pytest

from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from tests.inventory.fakes import NETWORK, Tree, held

BY_HAND = """import numpy as np


class Model:
    def __init__(self, rng):
        self.weights = {"hidden": rng.normal(0, 1, (4, 4))}

    def forward(self, x):
        return np.tanh(x @ self.weights["hidden"])
"""


def architecture(tree: Tree) -> Holding:
    return held(tree, Component.ARCHITECTURE_CODE)


def test_a_network_is_architecture_code_and_its_line_is_cited() -> None:
    holding = architecture({"m/model.py": NETWORK})
    assert holding.state is State.PUBLISHED
    assert holding.evidence[0].quote == "class Network(torch.nn.Module):"


def test_a_network_needs_no_framework() -> None:
    holding = architecture({"model.py": BY_HAND})
    assert holding.state is State.PUBLISHED
    assert holding.evidence[0].quote == "class Model:"


def test_a_class_that_only_keeps_and_returns_is_no_network() -> None:
    body = (
        "class Model:\n    def __init__(self, w):\n        self.w = w\n\n    def forward(self, x):\n        return x + self.w\n"
    )
    assert architecture({"things.py": body}).state is not State.PUBLISHED


@pytest.mark.parametrize("path", ["m/eval/probe.py", "m/lora.py", "tests/model.py", "third_party/model.py"])
def test_networks_of_probes_adapters_and_others_are_not_the_models(path: str) -> None:
    assert architecture({path: NETWORK}).state is State.ABSENT


def test_a_network_in_a_string_is_none() -> None:
    assert architecture({"m/model.py": f"'''{NETWORK}'''\nx = 1\n"}).state is State.ABSENT


def test_a_network_of_an_example_leaves_it_open() -> None:
    holding = architecture({"examples/flux/head.py": NETWORK})
    assert holding.state is State.UNKNOWN
    assert "example" in holding.because


def test_a_class_of_a_library_is_referenced_by_the_configuration() -> None:
    holding = architecture({"config.json": '{\n  "architectures": ["LlamaForCausalLM"]\n}\n'})
    assert holding.state is State.REFERENCED
    assert holding.evidence[0].lines == (2, 2)


@pytest.mark.parametrize(
    "tree",
    [
        {"README.md": "# M\n\n    m = LlamaForCausalLM.from_pretrained(path)\n"},
        {"chat.py": "model = AutoModelForCausalLM.from_pretrained(args.model)\n"},
        {"m/run.py": "from vortex.model.model import StripedHyena\n"},
    ],
)
def test_a_class_of_a_library_is_referenced_by_documents_and_code(tree: Tree) -> None:
    assert architecture(tree).state is State.REFERENCED


def test_a_module_of_its_own_is_no_library() -> None:
    tree: Tree = {"vortex/parts.py": "from vortex.model.model import Layers\n", "vortex/model/model.py": NETWORK}
    assert architecture(tree).state is State.PUBLISHED


def test_a_graph_without_its_code_leaves_it_open() -> None:
    onnx = b"\x08\x07\x12\x07pytorch" + bytes(40)
    assert architecture({"m.onnx": onnx}).state is State.UNKNOWN
