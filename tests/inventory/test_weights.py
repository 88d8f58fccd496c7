import json
from base64 import b64encode

import pytest

from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.release import Entry
from tests.hostile.making import gguf, gguf_tensor, message, onnx, onnx_tensor
from tests.inventory.fakes import LFS, arrays, checkpoint, held, missing, noise, taken, tensors

Tree = dict[str, bytes | str | Entry]
HUB = "# M\n\nThe weights are at https://huggingface.co/us/m.\n"


def final(tree: Tree) -> Holding:
    return held(tree, Component.FINAL_WEIGHTS)


def codes(tree: Tree) -> list[str]:
    return [finding.code for finding in taken(tree).findings]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("model.safetensors", tensors()),
        ("pytorch_model.bin", checkpoint()),
        ("pretrained/m_e30f77.pth.tar", checkpoint()),
        ("foundation_models/m.model", checkpoint()),
        ("weights/onet.lz4", b"\x04\x22\x4d\x18" + noise(2000)),
        ("resources/lid.176.ftz", b"\xba\x16\x4f\x2f\x0c\0\0\0" + noise(2000)),
        ("params.npz", arrays("enc/w", "enc/b", "dec/w", "dec/b")),
        ("m.pt", checkpoint(values=10)),
        ("assets/model", checkpoint()),
    ],
)
def test_trained_weights_are_published_whatever_their_container(path: str, data: bytes) -> None:
    holding = final({path: data})
    assert holding.state is State.PUBLISHED
    assert [artifact.path for artifact in holding.artifacts] == [path]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("tokenizer.model", b"\x0a\x0e\x0a\x05<unk>\x15\0\0\0\0\x18\x03" + noise(50)),
        ("assets/mel_filters.npz", arrays("mel_80", "mel_128")),
        ("assets/prompts/speaker_0.npz", arrays("semantic_prompt", "coarse_prompt", "fine_prompt")),
        ("m/vocab_sorted.pth", checkpoint(0)),
        ("m/words.pth", checkpoint(0)),
        ("m/col_embedding.pt", checkpoint(1)),
        ("outputs/1BC8.pt", checkpoint()),
        ("voices/presets.pt", checkpoint()),
        ("examples/adjacency.pt", checkpoint()),
        ("m/physical_constants.pt", checkpoint()),
        ("constants/c6.h5", b"\x89HDF\r\n\x1a\n" + noise(500)),
        ("tests/dummy/model.safetensors", tensors()),
        ("test_fixtures/tiny/pytorch_model.bin", checkpoint()),
        ("data/tables.npy", arrays("x")),
        ("third_party/x/model.safetensors", tensors()),
    ],
)
def test_what_only_looks_like_weights_is_none(path: str, data: bytes) -> None:
    assert final({path: data}).state is State.ABSENT


@pytest.mark.parametrize("data", [b"", b"0", b"\0" * 20, b"not found\n", tensors()[:-2400]])
def test_a_file_without_weights_under_their_name_is_a_stub(data: bytes) -> None:
    holding = final({"model.safetensors": data})
    assert holding.state is State.ABSENT
    assert "stub" in holding.because


def test_values_that_are_all_zero_are_a_stub() -> None:
    assert final({"model.safetensors": tensors(5000, zeros=True)}).state is State.ABSENT


def test_a_name_alone_proves_no_weights_and_a_file_beside_it_may() -> None:
    assert final({"model.ckpt.data-00000-of-00001": noise(900)}).state is State.UNKNOWN
    assert final({"model.ckpt.data-00000-of-00001": noise(900), "model.ckpt.index": "x"}).state is State.PUBLISHED
    assert final({"model.pt": noise(900)}).state is State.ABSENT
    assert final({"models/group1-shard1of1.bin": noise(900)}).state is State.UNKNOWN
    assert final({"models/group1-shard1of1.bin": noise(900), "models/model.json": "{}"}).state is State.PUBLISHED


def test_a_pointer_is_not_set_aside_for_its_own_few_bytes() -> None:
    assert final({"model.safetensors": LFS, "README.md": "# M\n\nM has 7B parameters.\n"}).state is State.POINTER


def test_a_pointer_is_in_the_tree_and_not_in_this_copy() -> None:
    holding = final({"model.safetensors": LFS})
    assert holding.state is State.POINTER
    assert "4,000,000,000" in holding.because


@pytest.mark.parametrize("name", ["model.safetensors", "m.pth.tar", "pretrained/m.bin", "models/m.model"])
def test_a_file_that_the_copy_leaves_out_is_unknown_and_never_absent(name: str) -> None:
    assert final({name: missing(name)}).state is State.POINTER


@pytest.mark.parametrize("name", ["tokenizer.model", "data/train/x.npz", "test_fixtures/model.pt"])
def test_a_left_out_file_that_is_named_otherwise_is_no_pointer(name: str) -> None:
    assert final({name: missing(name)}).state is not State.POINTER


def test_shards_that_the_index_names_and_nobody_sent_are_cited() -> None:
    table = {"weight_map": {"a.weight": "model-00001-of-00002.safetensors", "b.weight": "model-00002-of-00002.safetensors"}}
    tree: Tree = {"model.safetensors.index.json": json.dumps(table), "model-00001-of-00002.safetensors": tensors()}
    holding = final(tree)
    assert holding.state is State.PARTIAL
    assert "model-00002-of-00002.safetensors" in holding.because
    assert [evidence.path for evidence in holding.evidence] == ["model.safetensors.index.json"]
    assert final(tree | {"model-00002-of-00002.safetensors": tensors(310)}).state is State.PUBLISHED


def test_numbered_shards_without_an_index_are_counted() -> None:
    holding = final({"m-00001-of-00003.safetensors": tensors(), "m-00003-of-00003.safetensors": tensors(310)})
    assert holding.state is State.PARTIAL
    assert "shard 2 of 3" in holding.because


def outside(location: str) -> bytes:
    """An ONNX model whose two tensors lie in another file."""
    return onnx(b"".join(message(5, onnx_tensor([4, 4], external={"location": location})) for _ in range(2)))


def test_a_model_whose_values_lie_in_a_file_beside_it_is_whole_with_that_file() -> None:
    assert final({"m/model.onnx": outside("model.onnx_data"), "m/model.onnx_data": noise(400)}).state is State.PUBLISHED


@pytest.mark.parametrize("location", ["model.onnx_data", "../../x", "/etc/passwd", ""])
def test_a_model_whose_values_lie_in_a_file_that_is_not_there_is_part(location: str) -> None:
    holding = final({"m/model.onnx": outside(location)})
    assert holding.state is State.PARTIAL
    assert "missing that the model names" in holding.because


@pytest.mark.parametrize("data", [LFS, missing("model.onnx_data")])
def test_a_model_whose_values_lie_in_a_pointer_is_a_pointer(data: str | Entry) -> None:
    assert final({"model.onnx": outside("model.onnx_data"), "model.onnx_data": data}).state is State.POINTER


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("bin/m.so", b"\x7fELF" + noise(40_000)),
        ("dist/m.wasm", b"\0asm" + noise(40_000)),
        ("dist/m.min.js", b'const weights = "' + b64encode(noise(30_000)) + b'";\n'),
    ],
)
def test_where_weights_may_be_packed_into_a_program_they_are_not_absent(path: str, data: bytes) -> None:
    holding = final({path: data})
    assert (holding.state, [artifact.path for artifact in holding.artifacts]) == (State.UNKNOWN, [path])
    assert final({path: data[:4000]}).state is State.ABSENT


def test_tensorflow_checkpoints_and_their_index_are_weights() -> None:
    tree: dict[str, bytes | str | Entry] = {"m/v.data-00000-of-00001": noise(4000), "m/v.index": noise(200)}
    assert final(tree).state is State.PUBLISHED


def test_the_same_weights_twice_are_neither_base_nor_checkpoint() -> None:
    tree = {
        "model.safetensors": tensors(),
        "base/model.safetensors": tensors(),
        "checkpoints/step-9/model.safetensors": tensors(),
    }
    states = {component: one.state for component, one in taken(tree).holdings.items() if component.value.endswith("-weights")}
    assert states == {
        Component.BASE_WEIGHTS: State.NOT_APPLICABLE,
        Component.FINAL_WEIGHTS: State.PUBLISHED,
        Component.INTERMEDIATE_WEIGHTS: State.ABSENT,
    }


def test_a_checkpoint_that_is_cut_short_is_none() -> None:
    tree = {"model.safetensors": tensors(), "checkpoints/step-9.safetensors": tensors(40)[:-99]}
    assert held(tree, Component.INTERMEDIATE_WEIGHTS).state is State.ABSENT


def test_truncated_weights_are_part() -> None:
    assert final({"model.safetensors": tensors()[:-100]}).state is State.PARTIAL


def test_an_adapter_alone_is_part() -> None:
    holding = final({"adapter_model.safetensors": tensors(names=("q.lora_A.weight", "q.lora_B.weight"))})
    assert holding.state is State.PARTIAL
    assert "adapter" in holding.because


def test_quantised_weights_alone_are_part_and_whole_numbers_are_not() -> None:
    packed = gguf((), [gguf_tensor("a.weight", [256, 64], 12, 0)], noise(64 * 144))
    full = gguf((), [gguf_tensor("a.weight", [256, 8], 0, 0)], noise(8192))
    assert final({"m-q4.gguf": packed}).because == "Only quantised weights are here."
    assert final({"m.gguf": full}).state is State.PUBLISHED


def test_bytes_far_below_the_claimed_size_are_told_and_count_for_nothing() -> None:
    tree: Tree = {"pytorch_model.bin": noise(1024), "README.md": "# M\n\nM has 70B parameters.\n"}
    assert final(tree).state is State.ABSENT
    assert codes(tree) == ["finding:weights-too-small"]
    tree["pytorch_model.bin"] = checkpoint()
    assert final(tree).state is State.ABSENT
    assert codes(tree) == ["finding:weights-too-small"]


def test_a_size_of_somebody_elses_model_is_no_claim() -> None:
    tree: Tree = {"m.safetensors": tensors(), "README.md": "# Tiny\n\nIt beats Giant-70B on 1B sentence pairs.\n"}
    assert final(tree).state is State.PUBLISHED


def test_weights_beside_the_script_of_a_demonstration_are_not_the_releases_own() -> None:
    tree: Tree = {"v8/251016_rosa_run.pth": checkpoint(), "v8/251016_rosa_run.py": "x = 1\n", "v8/other.pth": checkpoint(3)}
    assert final(tree | {"README.md": HUB}).state is State.REFERENCED
    assert final(tree).state is State.PUBLISHED


def test_weights_of_a_helper_are_not_the_releases_own_where_those_are_elsewhere() -> None:
    tree: Tree = {"modules/annotators/edges.pth": checkpoint()}
    assert final(tree | {"README.md": HUB}).state is State.REFERENCED


@pytest.mark.parametrize(
    "line",
    [
        "[M-7B](https://huggingface.co/us/m-7b)",
        "The model (m.onnx): [drive](https://drive.google.com/file/d/1)",
        "wget https://files.us.org/m_v1.pt",
        "Download the checkpoints [here](https://us.org/files/12).",
        "magnet:?xt=urn:btih:5f96d43576e3d386c9ba65b883210a393b68210e",
    ],
)
def test_a_place_that_is_named_is_referenced_with_its_line(line: str) -> None:
    holding = final({"README.md": f"# M\n\n{line}\n"})
    assert holding.state is State.REFERENCED
    assert [evidence.lines for evidence in holding.evidence] == [(3, 3)]


def test_a_place_in_a_comment_is_not_named() -> None:
    assert final({"README.md": "# M\n\n<!-- https://huggingface.co/us/m -->\n"}).state is State.ABSENT


def test_a_gate_makes_weights_that_are_elsewhere_gated() -> None:
    holding = final({"README.md": HUB + "Request access to the weights first.\n"})
    assert holding.state is State.GATED
    assert "a form" in holding.because


def test_checkpoints_with_steps_are_intermediate_and_the_last_is_final() -> None:
    inventory = taken({"ckpt/step1000/m.safetensors": tensors(300), "ckpt/step2000/m.safetensors": tensors(310)})
    final_path = inventory.holdings[Component.FINAL_WEIGHTS].artifacts[0].path
    between = inventory.holdings[Component.INTERMEDIATE_WEIGHTS]
    assert final_path == "ckpt/step2000/m.safetensors"
    assert [artifact.path for artifact in between.artifacts] == ["ckpt/step1000/m.safetensors"]


def test_base_weights_are_told_by_their_folder_and_named_ones_by_the_card() -> None:
    both: Tree = {"base/model.safetensors": tensors(300), "chat/model.safetensors": tensors(310)}
    assert [artifact.path for artifact in held(both, Component.BASE_WEIGHTS).artifacts] == ["base/model.safetensors"]
    card = "---\nbase_model: them/base\nlicense: mit\n---\n# M\n"
    assert held({"README.md": card}, Component.BASE_WEIGHTS).state is State.REFERENCED
    assert held({"README.md": "# M\n"}, Component.BASE_WEIGHTS).state is State.NOT_APPLICABLE


def test_optimizer_state_is_training_metadata_and_no_weights() -> None:
    inventory = taken({"optimizer.pt": checkpoint()})
    assert inventory.holdings[Component.FINAL_WEIGHTS].state is State.ABSENT
    assert inventory.holdings[Component.TRAINING_METADATA].state is State.PUBLISHED


def test_an_incomplete_listing_proves_no_absence() -> None:
    assert held({"README.md": "# M\n"}, Component.FINAL_WEIGHTS, complete=False).state is State.UNKNOWN
