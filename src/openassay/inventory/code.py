"""The code of a release, file by file, looked into only where a cheap look finds a reason."""

from collections.abc import Iterable
from functools import cached_property

from openassay.inventory.layout import Layout, Placed
from openassay.inventory.python_acts import Seen
from openassay.inventory.python_tree import look, parse
from openassay.vocabulary import limits
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.release import EntryKind
from openassay.vocabulary.text import Text

PYTHON = frozenset({"python", "notebook"})
SCRIPTS = frozenset({"shell", "slurm", "makefile", "dockerfile"})
SETTINGS = frozenset({"yaml", "toml", "json", "ini"})
OTHER_CODE = frozenset({
    "c", "c++", "cuda", "rust", "go", "java", "javascript", "typescript", "julia", "swift", "kotlin", "r", "matlab", "lua",
})  # fmt: skip
CODE = PYTHON | SCRIPTS | OTHER_CODE

TRAINING_MARKS = (
    ".backward(", "GradientTape", "value_and_grad", ".grad(", "training_step", "Trainer(", ".fit(", "pretrain(", "finetune(",
    "apply_updates", "apply_gradients", ".minimize(", "LightningCLI", "optimizer.step", "opt.step", "run_training(",
    "train_model(",
)  # fmt: skip
"""Words that training code cannot do without."""

LONGEST_SETTINGS = 256 * limits.KIB
"""Bytes; a longer JSON or YAML file is data."""


class CodeFile:
    """One own code file. Its text is read when it is asked for."""

    def __init__(self, place: Placed, layout: Layout) -> None:
        self.place = place
        self._layout = layout

    @property
    def path(self) -> str:
        """Its path."""
        return self.place.artifact.path

    @property
    def key(self) -> tuple[str, str]:
        """Its source and path."""
        return self.place.artifact.source, self.place.artifact.path

    @property
    def format(self) -> str:
        """Its format."""
        return self.place.artifact.format

    @property
    def text(self) -> Text | None:
        """Its text; None where it is binary or gone."""
        return self._layout.read_text(self.place.artifact)

    @cached_property
    def body(self) -> str:
        """The code alone: for a notebook its code cells. Empty where there is no text."""
        if self.format == "notebook":
            return notebook_code(self.place)
        text = self.text
        return text.body if text else ""

    @cached_property
    def seen(self) -> Seen | None:
        """What it does, by its syntax tree; None where it is no Python or does not parse."""
        return look(self.body) if self.format in PYTHON else None

    def cite(self, lines: Iterable[int]) -> Evidence:
        """The first of the lines. A notebook is cited whole, because its cells have other lines than its file."""
        first = min(lines, default=1)
        text = None if self.format == "notebook" else self.text
        if text is None:
            artifact = self.place.artifact
            return Evidence(artifact.source, artifact.path, artifact.sha256 or "")
        return text.evidence(first)


class Shelf:
    """All own code and settings of a release, each file once. Bodies stay in memory as long as there is room."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        room = limits.TEXT_KEPT.value
        self._files: list[CodeFile] = []
        for place in layout.own:
            artifact = place.artifact
            if artifact.kind is not EntryKind.FILE or artifact.format not in CODE | SETTINGS:
                continue
            size = artifact.size or 0
            if artifact.format in SETTINGS and size > LONGEST_SETTINGS:
                continue
            room -= size
            self._files.append(CodeFile(place, layout) if room >= 0 else _Passing(place, layout))

    def files(self, formats: frozenset[str]) -> list[CodeFile]:
        """The files of the given formats, in the order of source and path."""
        return [file for file in self._files if file.format in formats]


class _Passing(CodeFile):
    """A file whose body is read anew each time, because memory is short."""

    @property
    def body(self) -> str:
        """The code alone, read anew."""
        return notebook_code(self.place) if self.format == "notebook" else (self.text.body if self.text else "")


def notebook_code(place: Placed) -> str:
    """The code cells of a notebook, without its magic lines; empty where its reader could not read it.

    Outputs and raw cells are not code, so training code shown there is not there. Where the cells do not parse together, those
    that do not parse by themselves are left out.
    """
    cells = [
        _without_magic(cell.source)
        for cell in getattr(place.artifact.header, "cells", ())
        if getattr(cell, "kind", "") == "code" and not cell.source.lstrip().startswith("%%")
    ]
    whole = "\n".join(cells)
    return whole if parse(whole) else "\n".join(cell for cell in cells if parse(cell))


def _without_magic(source: str) -> str:
    lines = source.split("\n")
    return "\n".join(
        f"{line[: len(line) - len(line.lstrip())]}pass" if line.lstrip().startswith(("%", "!", "?")) else line for line in lines
    )


def marked(body: str, marks: tuple[str, ...]) -> bool:
    """Whether one of the marks stands in the text."""
    for mark in marks:  # noqa: SIM110 - a loop is twice as fast as a generator here, and this runs for every file
        if mark in body:
            return True
    return False
