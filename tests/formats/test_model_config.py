import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats import model_config
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Lines, Unreadable
from tests.formats.damage import quickly

_LLAMA = {
    "_name_or_path": "org/base",
    "architectures": ["LlamaForCausalLM"],
    "auto_map": {"AutoModel": "modeling_x.Model", "AutoTokenizer": ["org/code--tokenization_x.Tok", None]},
    "hidden_size": 4096,
    "model_type": "llama",
    "num_key_value_heads": None,
    "quantization_config": {"quant_method": "gptq"},
    "torch_dtype": "bfloat16",
    "transformers_version": "4.40.1",
    "vocab_size": 128256.0,
}


def read(data: object, name: str = "config.json") -> model_config.ModelConfig:
    return model_config.read(Held(json.dumps(data, indent=1).encode()), name)


def test_the_fields_of_a_model_are_read_with_their_lines() -> None:
    found = read(_LLAMA)
    assert (found.kind, found.architectures, found.model_type, found.dtype) == (
        "model",
        ("LlamaForCausalLM",),
        "llama",
        "bfloat16",
    )
    assert (found.base_model, found.quantization, found.library) == ("org/base", "gptq", "transformers 4.40.1")
    assert found.custom_code == ("modeling_x", "tokenization_x")
    assert found.numbers == (("hidden_size", 4096), ("vocab_size", 128256))
    assert (found.number("hidden_size"), found.number("head_dim")) == (4096, None)
    assert (found.line_of("_name_or_path"), found.line_of("dtype")) == (2, None)
    assert found.remarks == ()


def test_an_adapter_names_its_base() -> None:
    found = read({"base_model_name_or_path": "org/base", "peft_type": "LORA", "r": 16}, "x/adapter_config.json")
    assert (found.kind, found.base_model, found.number("r")) == ("adapter", "org/base", 16)


def test_numbers_of_the_text_model_inside_are_taken_where_the_outer_has_none() -> None:
    found = read({"text_config": {"hidden_size": 8, "num_layers": 2}, "num_layers": 5})
    assert found.numbers == (("hidden_size", 8), ("num_layers", 5))


def test_a_chat_template_is_noticed_and_not_read() -> None:
    assert read({"chat_template": "{{ x }}"}, "tokenizer_config.json").chat_template
    assert not read({}).chat_template


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"num_parameters": "7B"}, True),
        ({"num_parameters": -1}, True),
        ({"num_parameters": 1e30}, True),
        ({"num_parameters": True}, True),
        ({"num_parameters": None}, True),
        ({"num_parameters": 7_000_000_000}, False),
        ({"head_dim": None}, False),
        ({"num_attention_heads": [1, 2]}, False),
        ({"hidden_size": 10**30}, True),
        ({"architectures": "Llama"}, True),
        ({"architectures": [1]}, True),
        ({"model_type": 7}, True),
        ({"auto_map": 7}, False),
    ],
)
def test_values_of_no_use_are_told_with_their_line(data: dict[str, object], told: bool) -> None:
    found = read(data)
    assert [(remark.code, remark.lines) for remark in found.remarks] == ([("unknown:bad-value", Lines(2, 2))] if told else [])


@pytest.mark.parametrize(("data", "code"), [(b"[]", "error:bad-header"), (b"", "error:empty"), (b"{", "error:bad-json")])
def test_what_is_no_configuration_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        model_config.read(Held(data))
    assert caught.value.code == code


_KEYS = [*sorted(_LLAMA), "text_config", "num_parameters", "license"]
_LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
_VALUES = st.recursive(_LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner), max_leaves=4)


@quickly
@given(st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=4))
def test_values_of_any_type_are_read_or_told(data: dict[str, object]) -> None:
    found = read(data)
    assert {remark.code for remark in found.remarks} <= {"unknown:bad-value"}
