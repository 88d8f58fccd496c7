"""What a Python file does, by its syntax tree. Comments and strings do nothing, so words in them are not seen.

Nothing is imported or run. A file that does not parse (another version of the language, a template) is `None`: unknown.
"""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST = 512 * 1024
"""Characters; a longer file is generated, and is not parsed."""


class Act(StrEnum):
    """Something that code does, told by one expression of it."""

    BACKWARD = "computes gradients"
    STEP = "applies an optimizer's step"
    FIT = "hands the training to a framework's trainer"
    TUNES = "sets up fine-tuning"
    STARTS_TRAINED = "starts from trained weights"
    LOADS_DATA = "loads data"
    CONFIGURED = "takes its settings from arguments or a configuration"
    ENTRY = "can be started"
    DEFINES_MODEL = "defines a network"
    LOADS_WEIGHTS = "loads weights"
    RUNS_MODEL = "runs a model without training it"


@dataclass
class Seen:
    """Lines (from 1) on which a file does each thing."""

    acts: dict[Act, list[int]] = field(default_factory=dict)
    statements: int = 0
    """Statements that do something: no docstrings, imports, `pass`, `...` or `raise NotImplementedError`."""

    def note(self, act: Act, line: int) -> None:
        """Remember that the file does something on a line."""
        self.acts.setdefault(act, []).append(line)

    def __contains__(self, act: Act) -> bool:
        return act in self.acts

    @property
    def stub(self) -> bool:
        """Whether the file does nothing."""
        return self.statements == 0

    @property
    def trains(self) -> bool:
        """Whether the file holds a training loop, or hands one to a framework."""
        return Act.FIT in self or (Act.BACKWARD in self and Act.STEP in self)


_BACKWARD = frozenset({"backward", "GradientTape", "value_and_grad", "filter_value_and_grad", "filter_grad", "manual_backward"})
_STEP = frozenset({"apply_gradients", "apply_updates", "optimizer_step"})
_TRAINERS = frozenset({
    "Trainer", "Seq2SeqTrainer", "SFTTrainer", "DPOTrainer", "PPOTrainer", "GRPOTrainer", "ORPOTrainer", "KTOTrainer",
    "RewardTrainer", "DistributedTrainer", "LightningTrainer",
})  # fmt: skip
_TRAINER_GIVEN = frozenset({"train_dataset", "train_ds", "train_dataloader", "optimizer", "train_losses", "datamodule"})
"""What a trainer is handed when it is to train, and not only to evaluate."""
_TUNERS = frozenset({
    "SFTTrainer", "DPOTrainer", "PPOTrainer", "GRPOTrainer", "ORPOTrainer", "KTOTrainer", "RewardTrainer", "LoraConfig",
    "get_peft_model", "prepare_model_for_kbit_training", "SFTConfig", "DPOConfig", "GRPOConfig", "LoRA",
})  # fmt: skip
_LOADERS = frozenset({
    "DataLoader", "load_dataset", "load_from_disk", "IterableDataset", "WebDataset", "memmap", "TFRecordDataset",
    "StreamingDataset",
})  # fmt: skip
_SETTINGS = frozenset({
    "ArgumentParser", "HfArgumentParser", "OmegaConf", "hydra_main", "TrainingArguments", "DEFINE_string", "DEFINE_integer",
    "config_flags", "TrainConfig", "Fire", "ConfigDict", "TrlParser", "parse_args", "parse_args_into_dataclasses",
})  # fmt: skip
_SETTING_NAMES = frozenset({
    "learning_rate", "lr", "epochs", "num_epochs", "batch_size", "optimizer", "weight_decay", "max_steps", "scheduler",
    "warmup_steps",
})  # fmt: skip
"""Arguments of a function that trains."""
_BASES = frozenset({
    "Module", "PreTrainedModel", "LightningModule", "Model", "Layer", "HybridBlock", "ModelMixin", "GraphModule",
    "MessagePassing",
})  # fmt: skip
_RUNS = frozenset({
    "generate", "no_grad", "inference_mode", "InferenceSession", "pipeline", "sample", "infer", "predict", "inference",
})  # fmt: skip
_LOADS = frozenset({
    "load_state_dict", "from_pretrained", "InferenceSession", "load_model", "restore", "load_checkpoint", "from_checkpoint",
    "load_weights", "load_from_checkpoint", "load_state_dict_from_url", "hf_hub_download", "snapshot_download",
    "load_pretrained",
})  # fmt: skip
_TRAINED = frozenset({"LoadCheckpoint", "SkipLoRA", "resume_from_pretrained", "init_from_pretrained"})
_OPTIMISERS = ("optim", "opt", "optimizer", "optimiser", "optimizers", "scaler", "engine")
_LAUNCHERS = ("pretrain", "finetune", "run_training", "train_model")


def look(body: str) -> Seen | None:
    """What the source text of a Python file does, or None where it does not parse."""
    if len(body) > LONGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    seen = Seen(statements=sum(_does_something(node) for node in tree.body))
    for node in _walk(tree):
        if isinstance(node, ast.Call):
            _call(node, seen)
        elif isinstance(node, ast.ClassDef):
            _class(node, seen)
        elif isinstance(node, ast.If):
            _if(node, seen)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            _function(node, seen)
    if _trains_at_once(tree):
        seen.note(Act.ENTRY, 1)
    return seen


def _walk(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node that may say something, about twice as fast as `ast.walk`: names, constants and contexts are passed over."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for name in node._fields:
            value = getattr(node, name, None)
            if value.__class__ is list:
                waiting.extend(inner for inner in value if isinstance(inner, ast.AST))
            elif isinstance(value, ast.AST) and not isinstance(value, _SILENT):
                waiting.append(value)


_SILENT = (ast.Name, ast.Constant, ast.expr_context, ast.operator)


def _trains_at_once(tree: ast.Module) -> bool:
    """Whether training stands in the file's own body, so that running the file starts it."""
    body = (node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.If))
    calls = (node for statement in body for node in ast.walk(statement) if isinstance(node, ast.Call))
    return any(_name(call.func) in ("backward", "fit", "train", "apply_gradients") for call in calls)


def _does_something(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Pass):
        return False
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant) and not _is_print(node.value)
    if isinstance(node, ast.Raise):
        return False
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return any(_does_something(inner) for inner in node.body)
    if isinstance(node, ast.If):
        return any(_does_something(inner) for inner in (*node.body, *node.orelse))
    return True


def _is_print(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and _name(node.func) == "print" and all(isinstance(given, ast.Constant) for given in node.args)
    )


def _name(node: ast.expr) -> str:
    """The last name of a dotted expression: `torch.optim.AdamW` gives AdamW."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _receiver(node: ast.expr) -> str:
    """The name just before the last one: `self.optimizer.step` gives optimizer."""
    if not isinstance(node, ast.Attribute):
        return ""
    before = node.value
    while isinstance(before, ast.Call | ast.Subscript):
        before = before.func if isinstance(before, ast.Call) else before.value
    return _name(before)


def _call(node: ast.Call, seen: Seen) -> None:
    name, line = _name(node.func), node.lineno
    receiver = _receiver(node.func)
    lower = receiver.lower()
    if name in _BACKWARD or (name == "grad" and lower in ("jax", "autograd", "mx")):
        seen.note(Act.BACKWARD, line)
    if (
        name in _STEP
        or (name in ("step", "minimize", "update") and _is_optimiser(lower, name))
        or _is_engine_step(node, name, lower)
    ):
        seen.note(Act.STEP, line)
    if name == "LightningCLI":
        for act in (Act.FIT, Act.ENTRY, Act.CONFIGURED):
            seen.note(act, line)
    if name in _TRAINERS and _TRAINER_GIVEN & {keyword.arg for keyword in node.keywords}:
        seen.note(Act.FIT, line)
        if len(node.keywords) > 3:
            seen.note(Act.CONFIGURED, line)
    if (name in ("fit", "train") and lower.endswith("trainer")) or (
        name == "fit" and lower.endswith(("model", "net", "network", "classifier_nn"))
    ):
        seen.note(Act.FIT, line)
    if name in _LAUNCHERS and (not lower or lower in ("llm", "run", "recipe", "trainer", "api")):
        seen.note(Act.FIT, line)
    if name in _TUNERS:
        seen.note(Act.TUNES, line)
    if name in _TRAINED or (name == "from_pretrained" and _is_model(receiver)) or _asks_for_pretrained(node):
        seen.note(Act.STARTS_TRAINED, line)
    if name in _LOADERS or "dataloader" in name.lower() or "data_loader" in name.lower() or "dataset" in name.lower():
        seen.note(Act.LOADS_DATA, line)
    if name in _SETTINGS or (name in ("main", "command") and lower in ("hydra", "click")) or (name == "run" and lower == "app"):
        seen.note(Act.CONFIGURED, line)
    if name in _LOADS or (name == "load" and lower in ("torch", "jit", "hub", "saved_model", "checkpoint", "pickle", "joblib")):
        seen.note(Act.LOADS_WEIGHTS, line)
    if name in _RUNS or (name == "run" and "session" in lower) or (name == "eval" and lower not in ("", "ast", "self")):
        seen.note(Act.RUNS_MODEL, line)


def _is_engine_step(node: ast.Call, name: str, receiver: str) -> bool:
    """DeepSpeed's `model.step()`; an environment's step takes an action."""
    return name == "step" and not node.args and receiver.endswith(("model", "engine"))


def _is_optimiser(receiver: str, name: str) -> bool:
    if name == "update":
        return receiver in ("optimizer", "opt", "tx", "optim")
    return receiver.endswith(_OPTIMISERS) or "optim" in receiver


def _is_model(receiver: str) -> bool:
    return receiver.startswith("AutoModel") or receiver.endswith(
        ("Model", "ForCausalLM", "ForConditionalGeneration", "LM", "ForSequenceClassification")
    )


def _asks_for_pretrained(node: ast.Call) -> bool:
    return any(
        keyword.arg == "pretrained" and isinstance(keyword.value, ast.Constant) and bool(keyword.value.value)
        for keyword in node.keywords
    )


def _class(node: ast.ClassDef, seen: Seen) -> None:
    bases = {_name(base) for base in node.bases}
    if bases & _BASES or any(base.endswith(("PreTrainedModel", "ForCausalLM")) for base in bases):
        methods = {inner.name for inner in node.body if isinstance(inner, ast.FunctionDef)}
        if methods & {"forward", "__call__", "call", "setup", "construct", "hybrid_forward", "execute"}:
            seen.note(Act.DEFINES_MODEL, node.lineno)
        if "training_step" in methods:
            seen.note(Act.BACKWARD, node.lineno)
        if "configure_optimizers" in methods:
            seen.note(Act.STEP, node.lineno)
    if any("dataset" in base.lower() for base in bases):
        seen.note(Act.LOADS_DATA, node.lineno)


def _if(node: ast.If, seen: Seen) -> None:
    test = node.test
    if isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id == "__name__":
        seen.note(Act.ENTRY, node.lineno)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, seen: Seen) -> None:
    for decorator in _decorators(node):
        if decorator in ("main", "command", "wrap", "app"):
            seen.note(Act.ENTRY, node.lineno)
            seen.note(Act.CONFIGURED, node.lineno)
        elif decorator in ("no_grad", "inference_mode"):
            seen.note(Act.RUNS_MODEL, node.lineno)
    if node.name in ("main", "train", "pretrain", "finetune"):
        seen.note(Act.ENTRY, node.lineno)
    if len(_SETTING_NAMES & {given.arg for given in (*node.args.args, *node.args.kwonlyargs)}) >= 2:
        seen.note(Act.CONFIGURED, node.lineno)


def _decorators(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    for decorator in node.decorator_list:
        yield _name(decorator.func if isinstance(decorator, ast.Call) else decorator)
