"""Training code: which files train, and for which stage.

A file counts by what its syntax tree does: gradients and an optimizer's step, or a framework's trainer that is set to work.
Its stage is told by its place first, then by what it does (adapters, a start from trained weights), then by the documents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from openassay.inventory.code import PYTHON, SCRIPTS, SETTINGS, TRAINING_MARKS, CodeFile, Shelf, marked
from openassay.inventory.layout import Layout, Placed
from openassay.inventory.purposes import Purpose, purpose_of
from openassay.inventory.python_acts import Act
from openassay.inventory.training_words import Said, launch_commands, said_of_training
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.text import Text

TRAIN_WORDS = frozenset({
    "train", "training", "trainer", "pretrain", "pretraining", "finetune", "finetuning", "sft", "dpo", "tune", "tuning",
})  # fmt: skip

_TRAINS = re.compile(
    r"([\w.-]*(?:train|finetun|fine[_-]tun|sft|dpo|grpo)[\w-]*)\.py\b|--mode[ =]train\b"
    r"|\b(?:litgpt|axolotl|llamafactory-cli|xtuner|nemo|ns-train|open_lm|fairseq-train)\b[^\n]{0,40}",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"^[ \t\"']{0,40}(?:\w{1,40}[._])?(learning[_-]?rate|lr|max[_-]?lr|lr[_-]\w{1,20}|weight[_-]?decay|optimi[sz]er|adam\w{0,20}"
    r"|betas?"
    r"|warmup[\w-]{0,20}|max[_-]?steps|train[_-]?steps|num[_-]?steps|num[_-]?train[_-]?epochs|max[_-]?epochs|epochs"
    r"|train[_-]iters"
    r"|total[_-]steps|max[_-]duration|(?:global[_-]?|micro[_-]?|train[_-]?)?(?:micro[_-]?)?batch[_-]?size[\w-]{0,20}"
    r"|per[_-]device[_-]train[_-]batch[_-]size|train_micro_batch_size_per_gpu|gradient[_-]accumulation[_-]steps)"
    r"[\"']?[ \t]{0,8}[:=]",
    re.IGNORECASE | re.MULTILINE,
)
_SETTING_WORDS = frozenset({
    "config", "configs", "conf", "configuration", "params", "hparams", "hyperparameters", "train", "training", "recipe",
    "recipes", "deepspeed", "ds", "args",
})  # fmt: skip
_SETTING_MARKS = ("lr", "learning", "optim", "LR")
_GROUPS = (
    ("lr", "learning", "max_lr"),
    ("optim", "adam", "weight", "beta"),
    ("step", "epoch", "iter", "duration"),
    ("batch", "gradient"),
    ("warmup",),
)
_HEADING = re.compile(r"^#{1,6}[ \t]+([^\n]{1,200})", re.MULTILINE)


@dataclass
class Training:
    """What was found of the training code of one stage."""

    loops: list[CodeFile] = field(default_factory=list)
    """Files that train."""
    helpers: list[CodeFile] = field(default_factory=list)
    """Files that hold a part of the loop, or start it."""
    launchers: list[tuple[Placed, Evidence]] = field(default_factory=list)
    """Scripts that start a trainer."""
    settings: list[Placed] = field(default_factory=list)
    """Configurations with optimizer, steps and batch."""
    commands: list[Evidence] = field(default_factory=list)
    """Lines of documents that start a trainer."""
    stubs: list[Placed] = field(default_factory=list)
    """Files that are named like training code and do nothing."""
    said: list[Evidence] = field(default_factory=list)
    """Lines of documents about this stage."""

    def take(self, other: "Training") -> None:
        """Add everything that another holds."""
        self.loops += other.loops
        self.helpers += other.helpers
        self.launchers += other.launchers
        self.settings += other.settings
        self.commands += other.commands
        self.stubs += other.stubs

    @property
    def code(self) -> list[CodeFile]:
        """Loops and helpers."""
        return [*self.loops, *self.helpers]

    @property
    def places(self) -> list[Placed]:
        """All artifacts of this stage."""
        return [*(file.place for file in self.code), *(place for place, _ in self.launchers), *self.settings]


@dataclass(frozen=True, slots=True)
class TrainingCode:
    """The training code of a release by stage."""

    first: Training
    later: Training
    aside: Training
    sure: bool
    """Whether a path or a document says that the code of the first stage is of the first stage."""
    may_be_first: bool
    """Whether code was counted to a later stage by the documents, although they speak of training at large as well."""
    unread: tuple[CodeFile, ...] = ()
    """Python that has the name or the words of training code, and does not parse."""


def find_training(shelf: Shelf) -> TrainingCode:
    """Sort the training code of a release by stage."""
    said = said_of_training(shelf.layout)
    by_purpose = {purpose: Training() for purpose in Purpose}
    unread = _sort_python(shelf, by_purpose)
    _sort_scripts(shelf, by_purpose)
    _sort_settings(shelf, by_purpose)
    _sort_commands(shelf.layout, by_purpose)
    first, later, unsaid = by_purpose[Purpose.FIRST], by_purpose[Purpose.LATER], by_purpose[Purpose.UNSAID]
    sure = bool(first.loops or first.launchers or first.settings) or _is_shown(shelf.layout, said, unsaid)
    guessed = _unsaid_is_later(said, first, later, unsaid)
    (later if guessed else first).take(unsaid)
    first.said += said.first
    later.said += said.later
    may_be_first = guessed and bool(unsaid.loops and said.first)
    return TrainingCode(first, later, by_purpose[Purpose.ASIDE], sure, may_be_first, tuple(unread))


def _is_shown(layout: Layout, said: Said, unsaid: Training) -> bool:
    """Whether a document that speaks of the first training for certain also shows the code: it names a file or starts one.

    Without that its words are a claim, and a claim proves nothing.
    """
    sure = {(line.source, line.path) for line in said.surely}
    if any((command.source, command.path) in sure for command in unsaid.commands):
        return True
    places = [place.artifact for place in unsaid.places]
    names = {artifact.name for artifact in places} | {f"{artifact.folder}/" for artifact in places if artifact.folder}
    documents = (text.body for text in layout.documents if (text.source, text.path) in sure)
    return any(name in body for body in documents for name in sorted(names))


def _unsaid_is_later(said: Said, first: Training, later: Training, unsaid: Training) -> bool:
    """Whether training code whose path does not say its stage belongs to a later one, for the documents speak of nothing else."""
    if said.surely:
        return False
    if not (unsaid.code or unsaid.launchers):
        return bool(later.loops) and not first.loops
    if later.loops:
        return not (unsaid.loops and (said.first or not said.later))
    return bool(said.later) or (bool(later.settings) and not said.first)


def _sort_python(shelf: Shelf, by_purpose: dict[Purpose, Training]) -> list[CodeFile]:
    """Sort Python files that train, or hold a part of it, by purpose; return those that may and do not parse."""
    unread: list[CodeFile] = []
    parts: list[tuple[CodeFile, Purpose]] = []
    for file in shelf.files(PYTHON):
        named = bool(file.place.words.name & TRAIN_WORDS)
        if not named and not marked(file.body, TRAINING_MARKS):
            continue
        seen = file.seen
        purpose = purpose_of(file.path)
        if seen is None:
            unread += [file] if purpose is not Purpose.ASIDE else []
            continue
        if seen.stub:
            if named:
                by_purpose[purpose].stubs.append(file.place)
            continue
        if purpose is Purpose.UNSAID and (
            Act.TUNES in seen or (Act.STARTS_TRAINED in seen and (Act.ENTRY in seen or Act.FIT in seen))
        ):
            purpose = Purpose.LATER
        if seen.trains:
            by_purpose[purpose].loops.append(file)
        elif Act.BACKWARD in seen or Act.STEP in seen or (named and Act.ENTRY in seen):
            parts.append((file, purpose))
    _join_parts(parts, by_purpose)
    return unread


def _join_parts(parts: list[tuple[CodeFile, Purpose]], by_purpose: dict[Purpose, Training]) -> None:
    """A loop may be split: gradients in one file, the step in another of the same package."""
    gradients = {_top(file) for file, _ in parts if file.seen and Act.BACKWARD in file.seen}
    for file, purpose in parts:
        steps = file.seen is not None and Act.STEP in file.seen
        if steps and _top(file) in gradients and file.place.words.all & TRAIN_WORDS:
            by_purpose[purpose].loops.append(file)
        elif file.place.words.name & TRAIN_WORDS:
            by_purpose[_beside(file, purpose, by_purpose)].helpers.append(file)


def _beside(file: CodeFile, purpose: Purpose, by_purpose: dict[Purpose, Training]) -> Purpose:
    """The stage of a helper: where its path says nothing, that of the loops in its folder."""
    folder = file.place.artifact.folder
    stages = {stage for stage in (Purpose.FIRST, Purpose.LATER, Purpose.UNSAID) if _in_folder(by_purpose[stage], folder)}
    return Purpose.LATER if purpose is Purpose.UNSAID and stages == {Purpose.LATER} else purpose


def _in_folder(training: Training, folder: str) -> bool:
    return any(loop.place.artifact.folder == folder for loop in training.loops)


def _top(file: CodeFile) -> tuple[str, str]:
    return file.place.artifact.source, file.path.partition("/")[0]


def _sort_scripts(shelf: Shelf, by_purpose: dict[Purpose, Training]) -> None:
    for file in shelf.files(SCRIPTS):
        text = file.text
        found = next(_training_commands(text), None) if text else None
        if found is None or text is None:
            continue
        name, at = found
        purpose = purpose_of(file.path)
        if purpose is Purpose.UNSAID:
            purpose = purpose_of(name)
        by_purpose[purpose].launchers.append((file.place, text.evidence_at(at, at + 1)))


def _training_commands(text: Text) -> Iterator[tuple[str, int]]:
    """What is started, and where, for each command that trains."""
    for command, at in launch_commands(text):
        match = _TRAINS.search(command)
        if match:
            yield match[1] or match[0], at


def _sort_settings(shelf: Shelf, by_purpose: dict[Purpose, Training]) -> None:
    for file in shelf.files(SETTINGS):
        if not _may_be_settings(file.place):
            continue
        if marked(file.body, _SETTING_MARKS) and is_training_settings(file.body):
            by_purpose[purpose_of(file.path)].settings.append(file.place)


def _may_be_settings(place: Placed) -> bool:
    """JSON is data more often than not: it must be called a configuration."""
    return place.artifact.format != "json" or bool(place.words.all & _SETTING_WORDS)


def is_training_settings(body: str) -> bool:
    """Whether a configuration holds at least three kinds of training settings (rate, optimizer, length, batch, warm-up)."""
    keys = {match[1].lower().replace("-", "_") for match in _SETTING.finditer(body)}
    return sum(any(mark in key for key in keys for mark in group) for group in _GROUPS) >= 3


def _sort_commands(layout: Layout, by_purpose: dict[Purpose, Training]) -> None:
    """Commands in documents; the nearest heading that names a stage says which one they are of."""
    for text in layout.documents:
        for name, at in _training_commands(text):
            purpose = purpose_of(name)
            headings = [match[1] for match in _HEADING.finditer(text.body, 0, at)] if purpose is Purpose.UNSAID else []
            for heading in reversed(headings):
                told = purpose_of(heading.replace("/", " "))
                if told in (Purpose.FIRST, Purpose.LATER):
                    purpose = told
                    break
            by_purpose[purpose].commands.append(text.evidence_at(at, at + 1))
