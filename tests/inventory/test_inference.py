import pytest

from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from tests.inventory.fakes import LOOP, Tree, held

RUN = "import torch\n\nmodel = torch.load('m.pt')\nmodel.eval()\nprint(model.generate('a'))\n"
BY_HAND = """import numpy as np

from model import CharacterModel, load


def main():
    model = CharacterModel()
    model.weights = load("model.safetensors")
    print(model.forward(np.array([0])))
"""
NATIVE = """from .vad import load_model as _load_model
from .vad import process_chunk as _process


class Detector:
    def __init__(self, path="m.bin"):
        self.inner = _load_model(path)

    def __call__(self, audio):
        return _process(self.inner, audio)
"""


def inference(tree: Tree) -> Holding:
    return held(tree, Component.INFERENCE_CODE)


@pytest.mark.parametrize("tree", [{"generate.py": RUN}, {"deep/in/there/x.py": RUN}, {"run.py": BY_HAND}])
def test_code_that_loads_weights_and_applies_the_model_is_inference_code(tree: Tree) -> None:
    assert inference(tree).state is State.PUBLISHED


def test_the_line_that_applies_the_model_is_cited() -> None:
    assert inference({"generate.py": RUN}).evidence[0].quote == "print(model.generate('a'))"


def test_the_weights_may_be_loaded_in_another_file_of_the_package() -> None:
    tree: Tree = {
        "m/loading.py": "import torch\n\n\ndef weights(path):\n    return torch.load(path)\n",
        "m/apply.py": "def apply(model, x):\n    return model(x)\n",
    }
    assert inference(tree).state is State.PUBLISHED


def test_code_in_another_language_runs_the_model() -> None:
    assert inference({"m.cpp": "#include <onnxruntime>\nOrt::Session s;\n"}).state is State.PUBLISHED


def test_python_over_a_compiled_library_is_part_of_it() -> None:
    holding = inference({"m/__init__.py": NATIVE, "m/vad.abi3.so": b"\x7fELF" + bytes(60), "m/m.bin": bytes(range(99))})
    assert holding.state is State.PARTIAL
    assert "compiled" in holding.because


@pytest.mark.parametrize(
    "tree",
    [
        {"run.py": "print('a')\n"},
        {"run.py": "# coming soon\n"},
        {"train.py": LOOP},
        {"README.md": "# M\n"},
        {"tests/generate.py": RUN},
        {"third_party/x/generate.py": RUN},
        {"setup.py": "from setuptools import setup\n\nsetup()\n"},
    ],
)
def test_where_all_code_is_accounted_for_it_is_absent(tree: Tree) -> None:
    assert inference(tree).state is State.ABSENT


def test_a_shell_of_a_program_that_runs_no_model_is_not_taken_for_one() -> None:
    shell = "import code\n\n\ndef main(runner):\n    runner(code)\n"
    assert inference({"cli/shell.py": shell}).state is not State.PUBLISHED


def test_a_model_that_makes_data_is_no_inference_code() -> None:
    body = "from vllm import LLM\n\nllm = LLM(model='other')\nprint(llm.generate(prompts))\n"
    assert inference({"pretrain/synthesis/gen.py": body}).state is not State.PUBLISHED


def test_a_library_call_in_a_document_is_referenced() -> None:
    assert inference({"README.md": "# M\n\n    m = AutoModel.from_pretrained(path)\n"}).state is State.REFERENCED


def test_code_that_only_measures_leaves_it_open() -> None:
    holding = inference({"probe.py": "def evaluate(model, rows):\n    return [model(row) for row in rows]\n"})
    assert holding.state is State.UNKNOWN
    assert "measure" in holding.because
