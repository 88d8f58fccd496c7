"""The holdings of training code: complete, in part, named only, or not there.

Complete means a loop, a way to start it, data loading, and settings; for pre-training also a word, in a path or a document, that
says so. Launch scripts for a trainer that is elsewhere, or a configuration alone, are part of it.
"""

import re
from dataclasses import replace

from openassay.inventory.code import PYTHON, Shelf, marked
from openassay.inventory.purposes import Purpose, purpose_of
from openassay.inventory.python_acts import Act
from openassay.inventory.states import count, holding, missing
from openassay.inventory.training import Training, TrainingCode
from openassay.inventory.vendored import NAMED
from openassay.inventory.words import path_words
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.release import Artifact, EntryKind

_LINK = re.compile(r"https?://(?:github|gitlab|bitbucket|gitee)")
_NEIGHBOUR_MARKS = {
    Act.ENTRY: ("__main__",),
    Act.CONFIGURED: ("ArgumentParser", "hydra.main", "OmegaConf", "HfArgumentParser", "@dataclass"),
    Act.LOADS_DATA: (
        "DataLoader",
        "load_dataset",
        "tf.data",
        "IterableDataset",
        "torch.utils.data",
        "webdataset",
        "grain.",
        "memmap",
        "get_dataset",
        "dataloader",
    ),
}
_CODE_NAMES = (".py", ".ipynb", ".sh", ".slurm", ".yaml", ".yml")
_ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")
_ARCHIVE_WORDS = frozenset({
    "code", "src", "source", "sources", "script", "scripts", "training", "train", "repo", "release", "main", "master",
})  # fmt: skip


def code_matters(artifact: Artifact) -> bool:
    """Whether an unread file might have held code."""
    name = artifact.name.lower()
    if name.endswith(_ARCHIVES):
        return bool(path_words(artifact.path).name & _ARCHIVE_WORDS)
    return name.endswith(_CODE_NAMES) or "." not in name


def hold_training(shelf: Shelf, code: TrainingCode) -> tuple[Holding, Holding]:
    """The holdings of pre-training and post-training code."""
    return _hold_first(shelf, code), _hold_later(shelf, code)


def _hold_first(shelf: Shelf, code: TrainingCode) -> Holding:
    component, first = Component.PRETRAINING_CODE, code.first
    if first.loops:
        lacking = _lacking(shelf, first, code.later)
        cited = [file.cite(_acts(file.seen)) for file in first.loops]
        if not lacking and code.sure:
            because = (
                f"{count(len(first.loops), 'file')} with a training loop, a way to start it, data loading and settings are here."
            )
            return holding(component, State.PUBLISHED, because, first.places, cited)
        why = f"without {lacking}" if lacking else "and nothing says that it made the released weights"
        return holding(component, State.PARTIAL, f"A training loop is here, {why}.", first.places, cited)
    if code.may_be_first:
        because = (
            "The documents tell of fine-tuning with this training code; whether it also trains from the start they do not say."
        )
        return holding(component, State.UNKNOWN, because, code.later.places, code.later.said)
    part = _hold_launch(shelf, component, first)
    if part:
        return part
    sketches = [place for place in shelf.layout.own if "pseudocode" in place.words.name or "pseudo" in place.words.name]
    if sketches:
        return holding(component, State.PARTIAL, "Pseudocode is here; it cannot be run.", sketches)
    what = "pre-training code"
    if code.later.loops:
        what += " (the training code here is of a later stage)"
    return _hold_open(shelf, component, code, Purpose.FIRST) or missing(shelf.layout, component, what, code_matters, first.stubs)


def _hold_open(shelf: Shelf, component: Component, code: TrainingCode, stage: Purpose) -> Holding | None:
    """The holding where nothing was found: a file could not be told, or somebody else's project stands in the stage's place."""
    if code.unread:
        because = f"{code.unread[0].path} may train; it does not parse as Python, so what it does could not be told."
        return holding(component, State.UNKNOWN, because, [code.unread[0].place], [code.unread[0].cite([1])])
    for _, folder in shelf.layout.vendored:
        if not NAMED & set(folder.lower().split("/")) and purpose_of(f"{folder}/code.py") is stage:
            because = (
                f"{folder} holds somebody else's project; whether it was changed and used for this release could not be told."
            )
            return holding(component, State.UNKNOWN, because)
    return None


def _hold_later(shelf: Shelf, code: TrainingCode) -> Holding:
    component, later = Component.POST_TRAINING_CODE, code.later
    if later.loops:
        lacking = _lacking(shelf, later, Training())
        cited = [file.cite(_acts(file.seen)) for file in later.loops]
        if not lacking:
            because = f"{count(len(later.loops), 'file')} with a fine-tuning loop, its start, data loading and settings are here."
            return holding(component, State.PUBLISHED, because, later.places, cited)
        return holding(component, State.PARTIAL, f"A fine-tuning loop is here, without {lacking}.", later.places, cited)
    part = _hold_launch(shelf, component, later) or _hold_open(shelf, component, code, Purpose.LATER)
    return part or missing(shelf.layout, component, "post-training code", code_matters, later.stubs)


def _hold_launch(shelf: Shelf, component: Component, stage: Training) -> Holding | None:
    """The holding where there is no loop: what starts one, what configures one, or where one is said to be."""
    starters = [file.cite([1]) for file in stage.helpers if file.seen and Act.ENTRY in file.seen]
    if starters:
        because = "A script that starts training is here; the loop that it starts is in a library."
        part = holding(component, State.PARTIAL, because, stage.places, starters)
        return replace(part, rest="The library was not read.")
    if stage.launchers or (stage.settings and stage.commands):
        because = "Launch scripts or commands with their settings are here; the trainer that they start is not."
        return _part(shelf, component, stage, because, [*(evidence for _, evidence in stage.launchers), *stage.commands])
    if stage.settings:
        return _part(
            shelf, component, stage, "A training configuration is here, without the code that reads it.", list(stage.said)
        )
    linked = _linked(stage)
    if linked:
        return holding(component, State.REFERENCED, "A document names where such code is.", (), linked)
    return None


def _part(shelf: Shelf, component: Component, stage: Training, because: str, cited: list[Evidence]) -> Holding:
    return replace(holding(component, State.PARTIAL, because, stage.places, cited), rest=_rest(shelf, stage))


def _rest(shelf: Shelf, stage: Training) -> str:
    """Where the trainer of scripts and settings may lie; empty where neither a submodule nor a document points to one."""
    submodule = next((one.path for one in shelf.layout.release.artifacts if one.kind is EntryKind.SUBMODULE), None)
    if submodule:
        return f"The trainer may lie in the submodule {submodule}, which was not read."
    linked = _linked(stage)
    return f"{linked[0].path} names a repository for it, which was not read." if linked else ""


def _linked(stage: Training) -> list[Evidence]:
    """Lines that speak of this training, or start it, and name a repository."""
    return [line for line in (*stage.commands, *stage.said) if line.quote and _LINK.search(line.quote)]


def _acts(seen: object) -> list[int]:
    acts = getattr(seen, "acts", {})
    return [line for act in (Act.FIT, Act.BACKWARD, Act.STEP) for line in acts.get(act, [])]


def _lacking(shelf: Shelf, training: Training, others: Training) -> str:
    """What a training loop needs and does not have here, in words; empty where it is complete.

    `others` is the training of another stage: settings that are all of that stage do not complete this one.
    """
    acts = {act for file in training.code if file.seen for act in file.seen.acts}
    acts |= _neighbouring(shelf, training, acts)
    lacking = []
    if Act.ENTRY not in acts and not training.launchers and not training.commands:
        lacking.append("a way to start it")
    if Act.LOADS_DATA not in acts:
        lacking.append("the loading of data")
    if not training.settings and (others.settings or Act.CONFIGURED not in acts):
        lacking.append("its settings")
    return " and ".join(lacking)


def _neighbouring(shelf: Shelf, training: Training, known: set[Act]) -> set[Act]:
    """What the files around a loop add to it: a start and settings in the same folder, data loading in the same package."""
    wanted = {Act.ENTRY, Act.CONFIGURED, Act.LOADS_DATA} - known
    if not wanted:
        return set()
    folders = {file.place.artifact.folder for file in training.code}
    tops = {folder.partition("/")[0] for folder in folders}
    found: set[Act] = set()
    for file in shelf.files(PYTHON):
        folder = file.place.artifact.folder
        if folder in folders:
            found |= {act for act in (Act.ENTRY, Act.CONFIGURED) if marked(file.body, _NEIGHBOUR_MARKS[act])}
        if folder.partition("/")[0] in tops and marked(file.body, _NEIGHBOUR_MARKS[Act.LOADS_DATA]):
            found.add(Act.LOADS_DATA)
    return found & wanted
