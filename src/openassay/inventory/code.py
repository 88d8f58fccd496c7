"""The code of a release, file by file, looked into only where a cheap look finds a reason."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from openassay.inventory.layout import Layout, Placed
from openassay.inventory.python_tree import Seen, look
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.text import Text

PYTHON = frozenset({"python", "notebook"})
SCRIPTS = frozenset({"shell", "slurm", "makefile", "dockerfile"})
SETTINGS = frozenset({"yaml", "toml", "json", "ini"})
OTHER_CODE = frozenset(
    {"c", "c++", "cuda", "rust", "go", "java", "javascript", "typescript", "julia", "swift", "kotlin", "r", "matlab", "lua"}
)
CODE = PYTHON | SCRIPTS | OTHER_CODE

TRAINING_MARKS = (
    ".backward(", "GradientTape", "value_and_grad", ".grad(", "training_step", "Trainer(", ".fit(", "pretrain(", "finetune(",
    "apply_updates", "apply_gradients", ".minimize(", "LightningCLI", "optimizer.step", "opt.step", "run_training(", "train_model(",
)  # fmt: skip
"""Words that training code cannot do without."""

LONGEST_SETTINGS = 256 * 1024
"""Characters; a longer JSON or YAML file is data."""


@dataclass
class CodeFile:
    """One own code file with its text."""

    place: Placed
    text: Text
    body: str = field(repr=False)
    """The code alone: for a notebook its code cells."""

    @cached_property
    def seen(self) -> Seen | None:
        """What it does, by its syntax tree; None where it is no Python or does not parse."""
        return look(self.body) if self.place.artifact.format in PYTHON else None

    @property
    def path(self) -> str:
        """Its path."""
        return self.place.artifact.path

    def cite(self, lines: list[int]) -> Evidence:
        """Its first line that does something. A notebook is cited whole, because its cells have other lines than its file."""
        if self.place.artifact.format == "notebook" or not lines:
            return Evidence(self.text.source, self.text.path, self.text.sha256)
        return self.text.evidence(min(lines))


def read_code(layout: Layout, formats: frozenset[str]) -> Iterator[CodeFile]:
    """Own files of the given formats with their text."""
    for place in layout.files(*formats):
        text = layout.read_text(place.artifact)
        if text is not None:
            body = notebook_code(place) if place.artifact.format == "notebook" else text.body
            yield CodeFile(place, text, body)


def notebook_code(place: Placed) -> str:
    """The code cells of a notebook, without its magic lines; empty where its reader could not read it.

    Outputs and raw cells are not code, so training code shown there is not there.
    """
    cells = getattr(place.artifact.header, "cells", ())
    sources = [cell.source for cell in cells if getattr(cell, "kind", "") == "code"]
    lines = "\n".join(sources).split("\n")
    return "\n".join("pass" if line.lstrip().startswith(("%", "!", "?")) else line for line in lines)


def marked(body: str, marks: tuple[str, ...]) -> bool:
    """Whether one of the marks stands in the text."""
    return any(mark in body for mark in marks)
