"""Which expressions of Python load weights, apply a model to input, and measure what comes out."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from openassay.inventory.python_acts import Act, Scope, Seen, held_by, name_of, receiver_of, texts_in
from openassay.inventory.words import words_of

_LOADS = frozenset({
    "load_state_dict", "from_pretrained", "InferenceSession", "load_model", "restore", "load_checkpoint", "from_checkpoint",
    "load_weights", "load_from_checkpoint", "load_state_dict_from_url", "hf_hub_download", "snapshot_download",
    "load_pretrained", "from_file", "LLM", "SentenceTransformer", "Interpreter", "create_model", "load_from_hub", "safe_open",
    "load_file",
})  # fmt: skip
_LOADERS_OF = frozenset({"torch", "jit", "hub", "saved_model", "checkpoint", "pickle", "joblib", "ckpt", "dill", "legacy"})
_LOADS_NAMED = re.compile(
    r"(?:load|restore|read|fetch|get)\w{0,40}(?:params|parameters|weights|checkpoints?|ckpt|state_dict|pretrained)"
    r"|(?:load|restore|setup|init)\w{0,30}_?(?:model|network|pipeline)s?"
)
_WEIGHT_FILE = re.compile(
    r"(?i)\.(?:safetensors|gguf|ggml|onnx|pth?|ckpt|tflite|h5|keras|pth\.tar|jit|msgpack|pdparams|ftz)$"
    r"|^(?:ggml|pytorch)[\w.-]*\.bin$"
)
_OPENS = frozenset({"load", "open", "read", "restore", "loadz", "read_bytes", "load_file", "safe_load", "memmap"})
_NO_MODEL = re.compile(r"(?i)config|data|token|image|json|yaml|schema|manifest|stats|vocab|path|graph|atoms|structure|audio")

_METHODS = frozenset({
    "generate", "infer", "inference", "transcribe", "forecast", "rollout", "synthesize", "chat", "stream_chat", "denoise",
    "inpaint", "run_inference", "predict_action", "sample_actions", "get_action", "generate_image", "tts", "embed_query",
})  # fmt: skip
"""Methods that hardly anything but a model has."""
_VERBS = frozenset({
    "generate", "generates", "predict", "predicts", "prediction", "predictions", "sample", "sampling", "infer", "inference",
    "rollout", "forecast", "transcribe", "translate", "inpaint", "synthesize", "detect", "decode", "encode", "embed", "denoise",
    "complete", "completion", "classify", "segment", "forward", "diffuse", "calculate", "steer",
})  # fmt: skip
"""Words of functions that apply a model."""
_MODEL = re.compile(
    r"(?i)^_?(?:[a-z0-9_]*_)?(?:models?|net|nets|network|networks|pipe|pipeline|predictor|generator|denoiser|unet|vae|transformer|lm"
    r"|llm|policy|detector|sampler|runner|forecaster|calculator|calc|vocoder|tts|ensemble|decoder|encoder|backbone|diffusion"
    r"|predict_?fn|forward_?fn|apply_?fn|sample_?fn|run_forward\w*|pi0|gpt|mace|sam)$|^(?:self_)?[a-z]{0,12}(?:model|net)$"
)
_COMPILES = frozenset({"jit", "pjit", "pmap", "vmap", "partial"})
_SESSION = re.compile(r"(?i)sess(?:ion)?s?$|^ort\w*$")
_PARAMS = re.compile(r"(?i)^(?:\w*_)?(?:params|variables|weights|state)$")
_WITHIN_NETWORK = frozenset({"forward", "__call__", "call", "setup", "construct", "hybrid_forward", "execute", "apply"})
_LEARNING = frozenset({"train", "training", "loss", "losses", "optimize", "backward", "fit", "pretrain", "finetune", "grad"})
_MEASURING = frozenset({
    "eval", "evaluate", "evaluation", "evaluator", "validate", "validation", "valid", "val", "test", "tests", "benchmark",
    "score", "metric", "metrics", "accuracy", "perplexity", "bench",
})  # fmt: skip
_MEASURES = frozenset({
    "accuracy", "acc", "auc", "auroc", "auprc", "roc", "f1", "rmse", "mae", "mape", "mase", "wer", "cer", "bleu", "sacrebleu",
    "rouge", "perplexity", "ppl", "fid", "kid", "clipscore", "recall", "iou", "miou", "psnr", "ssim", "lpips", "spearman",
    "spearmanr", "pearsonr", "pearson", "r2", "lddt", "tmscore", "rmsd", "crps", "mrr", "ndcg", "successrate", "successes",
    "winrate", "eer", "pesq", "stoi", "crossentropy", "confusionmatrix", "classificationreport", "exactmatch", "correct",
    "numcorrect", "passatk", "meansquarederror", "meanabsoluteerror", "computemetrics", "simpleevaluate", "evaluator",
    "accuracyscore", "errorrate", "rankscore",
})  # fmt: skip
"""Words of names under which a measure of quality is kept."""


def see_call(node: ast.Call, name: str, scope: Scope, seen: Seen, idle: list[tuple[Scope, int]]) -> None:
    """Note what a call of `name` does with a model.

    `idle` collects the places where one is applied, to be judged when the whole file was seen.
    """
    receiver, line = receiver_of(node.func), node.lineno
    if _loads(node, name.lstrip("_"), receiver):
        seen.note(Act.LOADS_WEIGHTS, line)
    if name in ("no_grad", "inference_mode") or (name == "eval" and receiver.lower() not in ("", "ast", "self", "np", "pd")):
        seen.note(Act.STILL, line)
    if _applies(node, name, receiver, scope) or (name in _COMPILES and _jits_model(node)):
        idle.append((scope, line))
    if _is_measure(name):
        _measure(scope, line, seen)


def _loads(node: ast.Call, name: str, receiver: str) -> bool:
    if name in _LOADS or _LOADS_NAMED.fullmatch(name):
        return True
    if name == "load" and (receiver.lower() in _LOADERS_OF or (receiver[:1].isupper() and not _NO_MODEL.search(receiver))):
        return True
    return name in _OPENS and any(map(_WEIGHT_FILE.search, texts_in(node)))


def _applies(node: ast.Call, name: str, receiver: str, scope: Scope) -> bool:
    """Whether a call applies a model to input."""
    if any(isinstance(keyword.value, ast.Attribute) and keyword.value.attr in _METHODS for keyword in node.keywords):
        return True  # a thread that generates
    if not name:
        return bool(_MODEL.match(held_by(node.func))) and bool(node.args or node.keywords)
    on_model = bool(_MODEL.match(receiver))
    if isinstance(node.func, ast.Attribute):
        if (
            name in _METHODS
            or (name == "run" and _SESSION.search(receiver))
            or (name == "invoke" and "interp" in receiver.lower())
        ):
            return True
        if name == "apply" and node.args and (_PARAMS.match(held_by(node.args[0])) or isinstance(node.args[0], ast.Dict)):
            return True
        if receiver == "self" and _MODEL.match(name) and name.islower():
            return bool(node.args or node.keywords)
        if receiver in ("self", "cls", "super") and name in ("forward", "apply", "__call__"):
            return bool(scope.words & _VERBS)
    if name == "predict" and receiver.lower().endswith("trainer"):
        return True  # Lightning's
    words = words_of(name)
    if name == "self":
        return bool(scope.words & _VERBS) and bool(node.args or node.keywords)
    if name[:1].isupper() or name.lstrip("_").startswith(
        ("get_", "load_", "build_", "create_", "make_", "from_", "to_", "set_", "init", "is_")
    ):
        return False
    if isinstance(node.func, ast.Name):
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        handed = any(_MODEL.match(held_by(value)) or _PARAMS.match(held_by(value)) for value in given[:6])
        return (bool(words & _VERBS) and handed) or (bool(_MODEL.match(name)) and bool(given))
    return on_model and bool(words & _VERBS)


def _jits_model(node: ast.Call) -> bool:
    """Whether a call compiles the application of a transformed model, as `jax.jit(forward.apply)` does."""
    return any(isinstance(given, ast.Attribute) and given.attr == "apply" for given in node.args)


def judge_idle(idle: list[tuple[Scope, int]], seen: Seen) -> None:
    """Sort the places where a model is applied: to measure it, or to use it. What is part of training is neither."""
    for scope, line in idle:
        chain = [one for one in scope.chain if not one.is_class]
        words = scope.words
        if any(one.trains or one.is_network for one in chain) or words & _LEARNING:
            continue
        seen.note(Act.TESTS_MODEL if words & _MEASURING else Act.RUNS_MODEL, line)


def see_named(node: ast.Assign | ast.AugAssign | ast.Dict, scope: Scope, seen: Seen) -> None:
    """Note a measure of quality that is kept under its name."""
    if any(map(_is_measure, _names_kept(node))):
        _measure(scope, node.lineno, seen)


@cache
def _is_measure(name: str) -> bool:
    """Whether a name holds the name of a measure of quality."""
    lower = name.lower()
    return bool(words_of(name) & _MEASURES) or lower.replace("_", "") in _MEASURES or not _MEASURES.isdisjoint(lower.split("_"))


def _names_kept(node: ast.Assign | ast.AugAssign | ast.Dict) -> Iterator[str]:
    if isinstance(node, ast.Dict):
        yield from (key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
        return
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        for part in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
            yield held_by(part)
            if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Constant) and isinstance(part.slice.value, str):
                yield part.slice.value


def _measure(scope: Scope, line: int, seen: Seen) -> None:
    if not any(one.trains for one in scope.chain) and not scope.words & {"train", "training", "loss"}:
        seen.note(Act.MEASURES, line)


def see_class(node: ast.ClassDef, methods: frozenset[str], idle: list[tuple[Scope, int]], scope: Scope) -> None:
    """Note a class that other programs run the model through."""
    if any(name_of(base) == "Calculator" for base in node.bases) and "calculate" in methods:
        idle.append((scope, node.lineno))


def is_way_forward(name: str) -> bool:
    """Whether a method of a network computes its output."""
    return name in _WITHIN_NETWORK or name.endswith("_step") or name in ("encode", "decode", "loss", "score")


def see_function(node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, seen: Seen) -> None:
    """Note a function that is called after a measure of quality."""
    if _is_measure(node.name):
        _measure(scope, node.lineno, seen)
