import pytest

from openassay.vocabulary.components import Component, State
from openassay.vocabulary.release import Entry
from tests.inventory.fakes import NETWORK, held

Tree = dict[str, bytes | str | Entry]
RUN = "import torch\n\nmodel = torch.load('m.pt')\nmodel.eval()\nprint(model.generate('a'))\n"


def state(tree: Tree, component: Component) -> State:
    return held(tree, component).state


def test_a_network_is_architecture_code_and_its_line_is_cited() -> None:
    holding = held({"m/model.py": NETWORK}, Component.ARCHITECTURE_CODE)
    assert holding.state is State.PUBLISHED
    assert holding.evidence[0].quote == "class Network(torch.nn.Module):"


@pytest.mark.parametrize("path", ["m/eval/probe.py", "m/lora.py", "third_party/model.py", "tests/model.py"])
def test_networks_of_probes_adapters_and_others_are_not_the_models(path: str) -> None:
    assert state({path: NETWORK}, Component.ARCHITECTURE_CODE) is State.ABSENT


def test_a_network_in_a_string_is_none() -> None:
    assert state({"m/model.py": f"'''{NETWORK}'''\nx = 1\n"}, Component.ARCHITECTURE_CODE) is State.ABSENT


def test_a_class_of_a_library_is_referenced_by_the_configuration() -> None:
    config = '{\n  "architectures": ["LlamaForCausalLM"]\n}\n'
    holding = held({"config.json": config}, Component.ARCHITECTURE_CODE)
    assert holding.state is State.REFERENCED
    assert holding.evidence[0].lines == (2, 2)


def test_inference_code_loads_or_runs_the_model() -> None:
    assert state({"generate.py": RUN}, Component.INFERENCE_CODE) is State.PUBLISHED
    assert state({"run.py": "print('a')\n"}, Component.INFERENCE_CODE) is State.ABSENT
    assert state({"m.cpp": "#include <onnxruntime>\nOrt::Session s;\n"}, Component.INFERENCE_CODE) is State.PUBLISHED


def test_a_library_call_in_a_document_is_referenced() -> None:
    readme = "# M\n\n    m = AutoModel.from_pretrained('us/m')\n"
    assert state({"README.md": readme}, Component.INFERENCE_CODE) is State.REFERENCED


def test_evaluation_and_data_code_are_known_by_name_and_must_do_something() -> None:
    work = "import json\n\nrows = json.load(open('a'))\njson.dump(rows, open('b', 'w'))\n"
    assert state({"eval/run.py": work}, Component.EVALUATION_CODE) is State.PUBLISHED
    assert state({"eval/run.py": "# soon\n"}, Component.EVALUATION_CODE) is State.ABSENT
    assert state({"data/dedup.py": work}, Component.DATA_PROCESSING_CODE) is State.PUBLISHED


def test_a_data_loader_makes_no_data() -> None:
    loader = "from torch.utils.data import Dataset\n\n\nclass D(Dataset):\n    def __getitem__(self, i):\n        return i\n"
    assert state({"m/data/loader.py": loader}, Component.DATA_PROCESSING_CODE) is State.ABSENT
