"""What Python code can be seen to do, and where in a file it does it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from openassay.inventory.words import words_of


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
    AT_ONCE = "does its work as soon as it is run"
    DEFINES_MODEL = "defines a network"
    LOADS_WEIGHTS = "loads weights"
    RUNS_MODEL = "runs a model without training it"
    STILL = "switches gradients off, or a model to evaluation"
    TESTS_MODEL = "runs a model in a function that measures it"
    MEASURES = "computes a measure of quality"
    READS = "reads files or a stream"
    WRITES = "writes files"
    MAKES_SET = "writes a data set"
    TURNS_INPUT = "turns raw input into numbers"
    ALPHABET = "lists the symbols that input is made of"


@dataclass
class Seen:
    """Lines (from 1) on which a file does each thing."""

    acts: dict[Act, list[int]] = field(default_factory=dict)
    statements: int = 0
    """Statements that do something: no docstrings, imports, `pass`, `...` or `raise NotImplementedError`."""
    names: set[str] = field(default_factory=set)
    """Functions and classes that the file defines."""
    imports: set[str] = field(default_factory=set)
    """Modules that it imports, as written; a name imported from a module stands as `module.name` too."""
    constants: set[str] = field(default_factory=set)
    """Settings of a training that it gives a fixed value, in small letters."""

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


@dataclass(eq=False, slots=True)
class Scope:
    """The module, class or function that an expression stands in."""

    name: str
    above: "Scope | None" = None
    is_class: bool = False
    is_network: bool = False
    """A class that defines a network, or a method of one that computes its output."""
    trains: bool = False
    looped: bool = False
    """Whether what stands here is done over and over."""

    @property
    def chain(self) -> Iterator["Scope"]:
        """This scope and those around it, without the module; the module itself where it is one."""
        scope: Scope | None = self
        while scope is not None and (scope.above is not None or scope is self):
            yield scope
            scope = scope.above

    @property
    def words(self) -> frozenset[str]:
        """The words of the names of the functions that this is in."""
        return frozenset().union(*(words_of(scope.name) for scope in self.chain if not scope.is_class))

    def learn(self) -> None:
        """Remember that a gradient is computed or applied here, and so in all functions around."""
        for scope in self.chain:
            if not scope.is_class:
                scope.trains = True


def name_of(node: ast.expr | None) -> str:
    """The last name of a dotted expression: `torch.optim.AdamW` gives AdamW."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def receiver_of(node: ast.expr) -> str:
    """The name just before the last one: `self.optimizer.step` gives optimizer."""
    if not isinstance(node, ast.Attribute):
        return ""
    return name_of(_innermost(node.value))


def _innermost(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node


def held_by(node: ast.expr) -> str:
    """The name of what is called, indexed or named: `self.models[0](x)` gives models."""
    return name_of(_innermost(node))


def texts_in(node: ast.AST) -> Iterator[str]:
    """The text constants in an expression."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


_LEARNING_LIBRARIES = frozenset({
    "torch", "jax", "flax", "haiku", "tensorflow", "keras", "onnxruntime", "transformers", "diffusers", "vllm", "paddle",
    "mindspore", "mxnet", "tinygrad", "mlx", "llama_cpp", "ctranslate2", "sentence_transformers", "sklearn",
    "tflite_runtime", "ai_edge_litert", "timm", "equinox", "modelscope", "fairseq", "openvino", "tensorrt", "megatron",
    "deepspeed", "optimum", "peft", "spacy", "fasttext", "joblib", "safetensors", "gluonts", "orbax", "optax", "lightning",
    "pytorch_lightning", "torchvision", "mmcv",
})  # fmt: skip


def imports_learning(seen: Seen) -> bool:
    """Whether a file imports a library that models are run with."""
    return any(name.partition(".")[0] in _LEARNING_LIBRARIES for name in seen.imports)


def imports_numbers(seen: Seen) -> bool:
    """Whether a file imports a library that computes with arrays."""
    return imports_learning(seen) or any(name.partition(".")[0] in ("numpy", "scipy", "cupy", "numba") for name in seen.imports)
