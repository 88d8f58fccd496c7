"""What one file is to the weights: trained values, or one of the many things that look like them.

The header decides where there is one; the name and the place decide where the format hides its content. A size is no test: real
weights of 6 kB exist, and vocabularies of megabytes.
"""

import re
from enum import StrEnum

from openassay.formats.npz import ArraysHeader
from openassay.formats.safetensors import SafetensorsHeader
from openassay.inventory.layout import Placed
from openassay.inventory.words import words_of
from openassay.vocabulary.release import Artifact, EntryKind


class Role(StrEnum):
    """What a weight-like file turns out to be."""

    WEIGHTS = "trained weights"
    ADAPTER = "an adapter or a difference, useless without its base"
    OPTIMIZER = "state of an optimizer or of a training run"
    DECOY = "something that is no weights"
    TEST = "a file for tests"
    BROKEN = "a file whose header does not hold"
    EMPTY = "a file without values"
    OPAQUE = "bytes of no known format under a name of weights"
    POINTER = "weights by name, whose content is not in this copy"


OPEN = frozenset({
    "safetensors", "gguf", "ggml", "onnx", "onnx-runtime", "tflite", "pytorch-zip", "pickle", "joblib", "npz", "npy", "keras",
    "fasttext",
})  # fmt: skip
"""Formats that hold arrays, told by their content."""

NAMED_ONLY = frozenset({
    "tf-checkpoint", "msgpack", "coreml", "tensorrt", "executorch", "mxnet", "binary", "protobuf", "onnx-runtime",
})  # fmt: skip
"""Formats that nothing but their name tells."""

OPAQUE = frozenset({
    "hdf5", "tf-saved-model", "tf-checkpoint", "msgpack", "coreml", "tensorrt", "executorch", "mxnet", "lz4", "binary",
    "protobuf",
})  # fmt: skip
"""Formats whose content is not read here, or that hold other things as often."""

WEIGHT_NAMES = frozenset({
    "weight", "weights", "checkpoint", "checkpoints", "ckpt", "ckpts", "pretrained", "savedmodels", "savedmodel", "model",
    "models", "params", "parameters", "pytorchmodel", "onnx", "tflite", "best", "last", "final", "foundationsmodels",
    "generator", "encoder", "decoder", "backbone", "vocoder", "vae", "unet",
})  # fmt: skip
"""Words of a path under which weights lie."""

DECOY_NAMES = frozenset({
    "tokenizer", "tokenizers", "vocab", "vocabulary", "spiece", "sentencepiece", "spm", "bpe", "merges", "mel", "melfilters",
    "filters", "filter", "preset", "presets", "prompt", "prompts", "voice", "voices", "speaker", "speakers", "stats",
    "statistics", "normalization", "normalisation", "mean", "std", "constants", "constant", "output", "outputs", "result",
    "results", "prediction", "predictions", "logits", "scores", "score", "features", "indices", "index", "mapping", "idf",
    "climatology", "grid", "mesh", "adjacency", "graph", "graphs", "embedding", "embeddings", "example", "examples", "sample",
    "samples", "demo", "demos", "toy", "dummy", "dataset", "datasets", "cache", "split", "splits", "rng", "calibration", "hist",
    "history",
})  # fmt: skip
"""Words of a name under which other arrays lie."""

NEVER = frozenset({
    "tokenizer", "tokenizers", "vocab", "vocabulary", "merges", "filters", "indices", "mapping", "toy", "dummy", "demo",
    "stats",
})  # fmt: skip
"""Words of a name that no other word outweighs."""

AUXILIARY = frozenset({
    "annotator", "annotators", "detector", "detectors", "cnet", "saliency", "lpips", "vgg", "inception", "metric", "metrics",
    "aesthetic", "safety", "losses", "loss", "preprocessor", "preprocessors", "nsfw",
})  # fmt: skip
"""Words of a path under which weights of helper models lie, which serve the release's own."""

_SUFFIXES = (
    ".safetensors", ".bin", ".pt", ".pth", ".ckpt", ".gguf", ".ggml", ".onnx", ".h5", ".hdf5", ".keras", ".tflite", ".npz",
    ".joblib", ".pkl", ".ftz", ".lz4", ".pth.tar", ".pt.tar", ".model", ".msgpack", ".jit", ".ptl", ".mlmodel", ".pdparams",
    ".params", ".weights", ".th", ".caffemodel", ".engine", ".pte", ".nemo", ".ort", ".zst",
)  # fmt: skip
_PROMISE_TORCH = (".pt", ".pth", ".ckpt", ".pth.tar", ".pt.tar", ".th")
_OFTEN_DATA = (".npz", ".npy", ".pkl", ".pickle", ".bin", ".h5", ".hdf5", ".zst", ".params", ".msgpack", ".lz4", ".joblib")
"""Suffixes under which data lie as often; without content, a word of the path must speak for weights."""
_OPTIMIZER = re.compile(
    r"(?i)^(optimizer|optim|scheduler|rng_state|random_states|scaler|training_args|trainer_state|zero_pp_rank|bf16_zero"
    r"|mp_rank.*optim)"
)
_ADAPTER = re.compile(r"(?i)adapter|lora|(^|[_-])delta|weight[_-]?diff|controlnet|ip-?adapter|prefix[_-]tuning")
_WHOLE_GRAPH = 256 * 1024
"""Bytes from which a saved model's graph holds its weights itself; otherwise they lie in `variables/` beside it."""
_PARAMETER = re.compile(
    r"(?i)(^|[/._-])(weights?|kernel|bias|gamma|beta|scale|w|b|w_\d|b_\d|embedding|params|conv\w*|dense\w*|linear\w*"
    r"|layer\w*|attn|mlp)([/._-]|\d|$)"
)
_ESTIMATORS = re.compile(
    r"^(sklearn|xgboost|lightgbm|catboost|spacy|thinc|torch|tensorflow|keras|jax|flax|haiku|chgnet|mace|e3nn|fairseq)\b"
)


def looks_like_weights(place: Placed) -> bool:
    """Whether a file has the name or the format of weights, so that it needs a verdict."""
    artifact = place.artifact
    name = artifact.name.lower()
    if artifact.kind is EntryKind.MISSING or artifact.format == "lfs-pointer":
        sure = name.endswith(_SUFFIXES) and not name.endswith(_OFTEN_DATA)
        return sure or ((name.endswith(_OFTEN_DATA) or ".data-0000" in name) and bool(place.words.all & WEIGHT_NAMES))
    if artifact.format in OPEN or artifact.format in ("hdf5", "tf-saved-model", "tf-checkpoint"):
        return True
    if artifact.format in ("binary", "text", "unknown", "sentencepiece") or artifact.format in OPAQUE:
        return (
            name.endswith(_SUFFIXES)
            or ".data-0000" in name
            or (name in ("model", "weights") and artifact.kind is not EntryKind.LINK)
        )
    return False


def role_of(place: Placed, beside: frozenset[str]) -> Role:
    """The role of a weight-like file. `beside` are the names of the files in its folder."""
    artifact = place.artifact
    decoy = _named_otherwise(place)
    if place.test:
        return Role.TEST
    if artifact.kind is EntryKind.MISSING or artifact.format == "lfs-pointer":
        return Role.DECOY if decoy else Role.POINTER
    if artifact.kind is not EntryKind.FILE or artifact.format == "sentencepiece":
        return Role.DECOY
    if not artifact.size or any(remark.code == "finding:weights-look-empty" for remark in artifact.remarks):
        return Role.EMPTY
    if _OPTIMIZER.match(artifact.name):
        return Role.OPTIMIZER
    if artifact.format == "text" or _has_error(place) or _is_header_alone(artifact):
        return Role.BROKEN
    if decoy or not _holds_network(place):
        return Role.DECOY
    if artifact.format in NAMED_ONLY and not _borne_out(place, beside):
        return Role.OPAQUE
    return Role.ADAPTER if _ADAPTER.search(artifact.path) else Role.WEIGHTS


def _has_error(place: Placed) -> bool:
    """Whether its reader refused the file. Bytes of no known format are an error only under a name that promises PyTorch's."""
    artifact = place.artifact
    codes = {remark.code for remark in artifact.remarks}
    if "unknown:opaque-file" in codes:
        return artifact.name.lower().endswith(_PROMISE_TORCH) or artifact.name.startswith("pytorch_model")
    return artifact.header is None and any(code.startswith(("error:", "unknown:")) for code in codes)


def _is_header_alone(artifact: Artifact) -> bool:
    """Whether the header of a file of weights is there, and not a hundredth of the values that it announces."""
    header = artifact.header
    return isinstance(header, SafetensorsHeader) and ((artifact.size or 0) - header.data_start) * 100 < header.data_size


def _borne_out(place: Placed, beside: frozenset[str]) -> bool:
    """Whether the files beside one that is told by its name alone show that it is what its name says."""
    name = place.artifact.name
    stem, suffix = name.rpartition(".")[0], name.rpartition(".")[2]
    if ".data-" in name:
        return f"{name.partition('.data-')[0]}.index" in beside
    if suffix == "bin":
        return bool({"model.json", f"{stem}.xml", f"{stem}.param"} & beside)
    return suffix == "params" and any(other.endswith("-symbol.json") for other in beside)


def _named_otherwise(place: Placed) -> bool:
    """Whether the words of the path say that the arrays are something else. The word nearest to the end decides."""
    if place.words.name & DECOY_NAMES:
        return not place.words.name & WEIGHT_NAMES or bool(place.words.name & NEVER)
    for part in reversed(place.artifact.folder.split("/")):
        words = words_of(part)
        if words & WEIGHT_NAMES:
            return False
        if words & DECOY_NAMES:
            return not place.words.name & WEIGHT_NAMES
    return False


def _holds_network(place: Placed) -> bool:
    """Whether the content is what a network's content is."""
    artifact = place.artifact
    header = artifact.header
    if isinstance(header, ArraysHeader):
        named = sum(bool(_PARAMETER.search(array.name)) for array in header.arrays)
        return len(header.arrays) >= 4 and named * 2 >= len(header.arrays)
    if artifact.format in ("pickle", "joblib", "pytorch-zip"):
        names = getattr(header, "globals", ())
        estimator = any(
            _ESTIMATORS.match(name) and not name.startswith(("torch._utils", "torch.storage", "torch.Float")) for name in names
        )
        tensors = getattr(header, "tensors", 0)
        if artifact.format == "pytorch-zip":
            return tensors >= 2 or bool(getattr(header, "script", False))
        return tensors >= 2 or (estimator and artifact.format != "pickle") or (artifact.format == "joblib")
    if artifact.format in ("safetensors", "gguf", "onnx"):
        return getattr(header, "tensors", 1) >= 1 and getattr(header, "parameters", 1) > 0
    if artifact.format == "tf-saved-model":
        return (artifact.size or 0) >= _WHOLE_GRAPH
    if artifact.format in OPEN or artifact.format == "tf-checkpoint":
        return True
    return bool(place.words.all & WEIGHT_NAMES) or artifact.name.lower().endswith((".weights", ".ckpt", ".pth.tar", ".nemo"))


GRAPHS = frozenset({"onnx", "onnx-runtime", "tflite", "tf-saved-model", "coreml"})
"""Formats of weights that carry the network itself, as a graph of operations."""


def carries_graph(place: Placed) -> bool:
    """Whether a file of weights carries its network: an exchange format, or a traced PyTorch model."""
    artifact = place.artifact
    if artifact.kind is not EntryKind.FILE or place.test:
        return False
    return artifact.format in GRAPHS or bool(getattr(artifact.header, "script", False))
