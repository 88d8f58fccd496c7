"""The JSON files that stand beside weights: config.json, adapter_config.json, generation_config.json and their kin."""

from dataclasses import dataclass

from openassay.formats.json_text import Json, JsonText, read_content
from openassay.formats.shown import brief, keep
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Lines, Remark, Unreadable

KINDS = {
    "config.json": "model",
    "params.json": "model",
    "hparams.json": "model",
    "open_clip_config.json": "model",
    "model_index.json": "pipeline",
    "adapter_config.json": "adapter",
    "generation_config.json": "generation",
    "preprocessor_config.json": "preprocessor",
    "processor_config.json": "preprocessor",
    "feature_extractor_config.json": "preprocessor",
    "tokenizer_config.json": "tokenizer",
    "trainer_state.json": "trainer",
}
"""The file names that are read, and what each describes."""

NUMBERS = frozenset(
    {"hidden_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "intermediate_size"}
    | {"vocab_size", "head_dim", "max_position_embeddings", "num_local_experts", "num_experts"}
    | {"num_experts_per_tok", "n_routed_experts", "n_embd", "n_layer", "n_head", "d_model", "num_layers"}
    | {"num_heads", "dim", "n_layers", "n_heads", "n_kv_heads", "image_size", "num_labels", "num_channels"}
    | {"patch_size", "num_parameters", "r", "lora_alpha", "global_step", "max_steps", "num_train_epochs"}
)
"""Fields that hold a whole number, zero or more. Of these `num_parameters` alone may not be null."""
_LARGEST = 1 << 63
_LISTED = 64
_TEXT_PARTS = ("text_config", "llm_config", "language_config", "model_cfg")


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """What a configuration says. Fields that are missing are empty."""

    kind: str
    """Of `KINDS`."""
    architectures: tuple[str, ...]
    """Classes of the model, such as `LlamaForCausalLM`."""
    model_type: str
    dtype: str
    """Such as `bfloat16`."""
    base_model: str
    """What an adapter is for, or the path that the model was loaded from before."""
    quantization: str
    """The method, such as `gptq`."""
    library: str
    """The library and version that wrote it, such as `transformers 4.40.1`."""
    custom_code: tuple[str, ...]
    """Modules of `auto_map`: code in the release that a loader would run."""
    chat_template: bool
    license: str
    numbers: tuple[tuple[str, int], ...]
    """The fields of `NUMBERS` that hold one, sorted; those of a text model inside are taken where the outer object has none."""
    lines: tuple[tuple[str, int], ...]
    """The line of each field above that stands in the outermost object."""
    remarks: tuple[Remark, ...] = ()

    def number(self, key: str) -> int | None:
        """A number by its field, or None."""
        return dict(self.numbers).get(key)

    def line_of(self, key: str) -> int | None:
        """The line of a field, or None."""
        return dict(self.lines).get(key)


def read(content: Content, name: str = "config.json") -> ModelConfig:
    """Read a configuration; `name` is its file name. Bad values are told as `unknown:bad-value` and left out.

    Raises `Unreadable`: what reading JSON raises, and `error:bad-header` where it holds no object.
    """
    found = read_content(content)
    if not isinstance(found.data, dict):
        raise Unreadable("error:bad-header", "it holds no fields")
    fields = _Fields(found)
    quantization = fields.table("quantization_config")
    numbers = fields.numbers()
    return ModelConfig(
        kind=KINDS.get(name.rpartition("/")[2].lower(), "model"),
        architectures=fields.texts("architectures"),
        model_type=fields.text("model_type"),
        dtype=fields.text("torch_dtype") or fields.text("dtype"),
        base_model=fields.text("base_model_name_or_path") or fields.text("_name_or_path"),
        quantization=_plain(quantization.get("quant_method")) or _plain(quantization.get("quant_type")),
        library=_library(fields),
        custom_code=_custom_code(fields.table("auto_map")),
        chat_template=bool(fields.data.get("chat_template")),
        license=fields.text("license"),
        numbers=numbers,
        lines=fields.lines(),
        remarks=tuple(fields.remarks),
    )


class _Fields:
    """Typed access to the fields of one object; what has the wrong type is remarked on."""

    def __init__(self, found: JsonText) -> None:
        self._found = found
        self.data: dict[str, Json] = found.data if isinstance(found.data, dict) else {}
        self.remarks: list[Remark] = []
        self._asked: set[str] = set()

    def text(self, key: str) -> str:
        value = self._value(key)
        if value is None or isinstance(value, str):
            return keep(value or "")
        self._bad(key, "is no text")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._value(key)
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(keep(str(each)) for each in value[:_LISTED])
        if value is not None:
            self._bad(key, "is no list of texts")
        return ()

    def table(self, key: str) -> dict[str, Json]:
        value = self._value(key)
        return value if isinstance(value, dict) else {}

    def numbers(self) -> tuple[tuple[str, int], ...]:
        """Every field of `NUMBERS` that holds one."""
        inner = next((part for part in map(self.data.get, _TEXT_PARTS) if isinstance(part, dict)), {})
        found: dict[str, int] = {}
        for key in sorted(NUMBERS):
            value = self._value(key) if key in self.data else inner.get(key)
            number = _whole(value)
            if number is not None:
                found[key] = number
            elif (value is not None or (key == "num_parameters" and key in self.data)) and not _is_list(key, value):
                self._bad(key, f"is {brief(str(value))}, no whole number")
        return tuple(found.items())

    def lines(self) -> tuple[tuple[str, int], ...]:
        """The lines of all fields that were asked for and are there."""
        if len(self._found.text) > 1 << 20:
            return ()
        asked = sorted(key for key in self._asked if key in self.data)
        return tuple((key, line) for key in asked if (line := self._found.line_of(key)) is not None)

    def _value(self, key: str) -> Json:
        self._asked.add(key)
        return self.data.get(key)

    def _bad(self, key: str, because: str) -> None:
        line = self._found.line_of(key)
        self.remarks.append(Remark("unknown:bad-value", f"{key} {because}", Lines(line, line) if line else None))


def _whole(value: Json) -> int | None:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1 << 53:
        value = int(value)
    return value if type(value) is int and 0 <= value < _LARGEST else None


def _is_list(key: str, value: Json) -> bool:
    """Some models give one number a layer, and that is no fault."""
    return key != "num_parameters" and isinstance(value, list | dict)


def _plain(value: Json) -> str:
    return keep(value) if isinstance(value, str) else ""


def _library(fields: _Fields) -> str:
    for key in ("transformers_version", "_diffusers_version", "peft_version"):
        version = fields.text(key)
        if version:
            return f"{key.strip('_').removesuffix('_version')} {version}"
    return ""


def _custom_code(auto_map: dict[str, Json]) -> tuple[str, ...]:
    modules: set[str] = set()
    for value in auto_map.values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and "." in each:
                modules.add(keep(each.rpartition("--")[2].rpartition(".")[0]))
    return tuple(sorted(modules)[:_LISTED])
