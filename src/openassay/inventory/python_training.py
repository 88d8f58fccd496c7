"""Which expressions of Python train: gradients, steps of an optimizer, trainers of frameworks, and steps taken by hand."""

import ast
import re
from collections.abc import Iterator

from openassay.inventory.python_acts import Act, Scope, Seen, held_by, name_of, receiver_of, texts_in
from openassay.inventory.words import words_of

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
    "StreamingDataset", "batches", "minibatches", "get_batch", "next_batch",
})  # fmt: skip
_SETTINGS = frozenset({
    "ArgumentParser", "HfArgumentParser", "OmegaConf", "hydra_main", "TrainingArguments", "DEFINE_string", "DEFINE_integer",
    "config_flags", "TrainConfig", "Fire", "ConfigDict", "TrlParser", "parse_args", "parse_args_into_dataclasses",
})  # fmt: skip
_SETTING_NAMES = frozenset({
    "learning_rate", "lr", "max_lr", "min_lr", "epochs", "num_epochs", "n_epochs", "batch_size", "micro_batch_size",
    "global_batch_size", "optimizer", "weight_decay", "max_step", "max_steps", "max_iters", "scheduler", "warmup_steps",
    "warmup_iters", "grad_clip",
})  # fmt: skip
"""Arguments of a function that trains, or constants of a script."""
_SETTING_TARGETS = frozenset({
    "config", "cfg", "conf", "settings", "hparams", "hyperparameters", "options", "opts", "args", "params",
})  # fmt: skip
_FILES_OF_SETTINGS = frozenset({"json", "yaml", "toml", "tomllib"})
_TRAINED = frozenset({"LoadCheckpoint", "SkipLoRA", "resume_from_pretrained", "init_from_pretrained"})
_OPTIMISERS = ("optim", "opt", "optimizer", "optimiser", "optimizers", "scaler", "engine")
_LAUNCHERS = ("pretrain", "finetune", "run_training", "train_model")
_LOADS = re.compile(
    r"(?i)^(?:load|read|get|make|build|create|prepare|iter(?:ate)?|fetch|stream)_?(?:\w{1,20}_)?"
    r"(?:data|examples|samples|batch(?:es)?|records|corpus|corpora|shards?|loaders?|structures|trajectories|sequences)(?:_\w{1,20})?$"
)
"""Names of functions that bring training data."""
_DATA_PATH = re.compile(r"(?i)(?:^|[/_-])(?:data|train(?:ing)?|corpus|dataset)s?(?:[/_.-]|$)")

_RATES = frozenset({"lr", "learningrate", "stepsize", "eta", "alpha"})
_GRADIENT_WORDS = frozenset({"grad", "grads", "gradient", "gradients", "delta", "deltas", "backprop"})
_GRADIENT = re.compile(r"^(?:d|g|nabla)_?[WwBb]\w{0,12}$")
_WEIGHT = re.compile(
    r"(?i)^_?(?:w|b|v|m|p|w\w?\d\w?|b\d|weights?|bias(?:es)?|params?|parameters?|theta|velocity|velocities|momentum|kernel"
    r"|embeddings?|[wb]_\w{1,12})$"
)


def see_call(node: ast.Call, name: str, scope: Scope, seen: Seen) -> None:
    """Note what a call of `name` does towards training."""
    receiver, line = receiver_of(node.func), node.lineno
    lower = receiver.lower()
    for act in _acts_of(node, name, receiver):
        seen.note(act, line)
        if act in (Act.BACKWARD, Act.STEP):
            scope.learn()
    if _loads_data(node, name):
        seen.note(Act.LOADS_DATA, line)
    if name in _SETTINGS or (name in ("main", "command") and lower in ("hydra", "click")) or (name == "run" and lower == "app"):
        seen.note(Act.CONFIGURED, line)


def _acts_of(node: ast.Call, name: str, receiver: str) -> Iterator[Act]:
    lower = receiver.lower()
    if name in _BACKWARD or (name == "grad" and lower in ("jax", "autograd", "mx")):
        yield Act.BACKWARD
    if (
        name in _STEP
        or (name in ("step", "minimize", "update") and _is_optimiser(lower, name))
        or _steps_engine(node, name, lower)
    ):
        yield Act.STEP
    if name == "LightningCLI":
        yield from (Act.FIT, Act.ENTRY, Act.CONFIGURED)
    if name in _TRAINERS and _TRAINER_GIVEN & {keyword.arg for keyword in node.keywords}:
        yield Act.FIT
        if len(node.keywords) > 3:
            yield Act.CONFIGURED
    if (name in ("fit", "train") and lower.endswith("trainer")) or (
        name == "fit" and lower.endswith(("model", "net", "network", "classifier_nn"))
    ):
        yield Act.FIT
    if name in _LAUNCHERS and (not lower or lower in ("llm", "run", "recipe", "trainer", "api")):
        yield Act.FIT
    if name in _TUNERS:
        yield Act.TUNES
    if name in _TRAINED or (name == "from_pretrained" and _is_model_class(receiver)) or _asks_for_pretrained(node):
        yield Act.STARTS_TRAINED


def _loads_data(node: ast.Call, name: str) -> bool:
    lower = name.lower()
    if name in _LOADERS or "dataloader" in lower or "data_loader" in lower or "dataset" in lower or _LOADS.match(name):
        return True
    return name in ("open", "read_text", "read_csv", "read_parquet") and any(map(_DATA_PATH.search, texts_in(node)))


def _steps_engine(node: ast.Call, name: str, receiver: str) -> bool:
    """DeepSpeed's `model.step()`; an environment's step takes an action."""
    return name == "step" and not node.args and receiver.endswith(("model", "engine"))


def _is_optimiser(receiver: str, name: str) -> bool:
    if name == "update":
        return receiver in ("optimizer", "opt", "tx", "optim")
    return receiver.endswith(_OPTIMISERS) or "optim" in receiver


def _is_model_class(receiver: str) -> bool:
    return receiver.startswith("AutoModel") or receiver.endswith(
        ("Model", "ForCausalLM", "ForConditionalGeneration", "LM", "ForSequenceClassification")
    )


def _asks_for_pretrained(node: ast.Call) -> bool:
    return any(
        keyword.arg == "pretrained" and isinstance(keyword.value, ast.Constant) and bool(keyword.value.value)
        for keyword in node.keywords
    )


def see_class(node: ast.ClassDef, methods: frozenset[str], is_network: bool, seen: Seen) -> None:
    """Note what a class does towards training."""
    if is_network and "training_step" in methods:
        seen.note(Act.BACKWARD, node.lineno)
    if is_network and "configure_optimizers" in methods:
        seen.note(Act.STEP, node.lineno)
    if any("dataset" in name_of(base).lower() for base in node.bases):
        seen.note(Act.LOADS_DATA, node.lineno)


def see_function(node: ast.FunctionDef | ast.AsyncFunctionDef, seen: Seen) -> None:
    """Note how a function starts a program, and the settings that it takes."""
    for decorator in node.decorator_list:
        name = name_of(decorator.func if isinstance(decorator, ast.Call) else decorator)
        if name in ("main", "command", "wrap", "app"):
            seen.note(Act.ENTRY, node.lineno)
            seen.note(Act.CONFIGURED, node.lineno)
    if node.name in ("main", "train", "pretrain", "finetune"):
        seen.note(Act.ENTRY, node.lineno)
    if len(_SETTING_NAMES & {given.arg for given in (*node.args.args, *node.args.kwonlyargs)}) >= 2:
        seen.note(Act.CONFIGURED, node.lineno)


def see_assignment(node: ast.Assign | ast.AugAssign, scope: Scope, seen: Seen, *, looped: bool) -> None:
    """Note settings that are read from a file, and a step of gradient descent that is written out.

    Such a step stands in a loop, and gives weights a value with a rate times a gradient: `w -= lr * grad`.
    """
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if any(words_of(held_by(target)) & _SETTING_TARGETS for target in targets) and _reads_settings(node.value):
        seen.note(Act.CONFIGURED, node.lineno)
    if isinstance(node.value, ast.Constant):
        seen.constants.update(_SETTING_NAMES & {name_of(target).lower() for target in targets})
        if len(seen.constants) == 3:
            seen.note(Act.CONFIGURED, node.lineno)
    if looped and any(map(_is_weight, targets)) and any(map(_is_step, _products(node.value))):
        seen.note(Act.STEP, node.lineno)
        seen.note(Act.BACKWARD, node.lineno)
        scope.learn()


def _reads_settings(value: ast.expr) -> bool:
    return any(isinstance(inner, ast.Call) and receiver_of(inner.func) in _FILES_OF_SETTINGS for inner in ast.walk(value))


def _products(value: ast.expr) -> Iterator[ast.BinOp]:
    return (inner for inner in ast.walk(value) if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Mult))


def _is_weight(target: ast.expr) -> bool:
    """Whether a target is called like weights, or lies in something that is."""
    if _WEIGHT.match(held_by(target)):
        return True
    return isinstance(target, ast.Subscript | ast.Attribute) and _is_weight(target.value)


def _is_step(product: ast.BinOp) -> bool:
    """Whether one side of a product is a rate and the other a gradient."""
    sides = [_names_in(product.left), _names_in(product.right)]
    rate, gradient = ([test(side) for side in sides] for test in (_has_rate, _has_gradient))
    return (rate[0] and gradient[1]) or (rate[1] and gradient[0])


def _names_in(node: ast.expr) -> set[str]:
    found = {name_of(inner) for inner in ast.walk(node) if isinstance(inner, ast.Name | ast.Attribute)}
    return found | set(texts_in(node))


def _has_rate(names: set[str]) -> bool:
    return any(words_of(name) & _RATES for name in names)


def _has_gradient(names: set[str]) -> bool:
    return any(_GRADIENT.match(name) or words_of(name) & _GRADIENT_WORDS for name in names)
