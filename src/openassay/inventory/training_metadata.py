"""What the training left behind: settings, logs, optimizer state."""

import re
from collections.abc import Iterator, Sequence

from openassay.inventory.code import PYTHON, CodeFile, Shelf, marked
from openassay.inventory.layout import Placed
from openassay.inventory.python_acts import Act
from openassay.inventory.states import count, holding, missing
from openassay.inventory.training import TRAIN_WORDS, TrainingCode
from openassay.inventory.visible import prose
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.release import EntryKind
from openassay.vocabulary.text import Text

_LOG = re.compile(
    r"(?i)tfevents|(?:^|[_-])train(?:ing)?[_-]?(?:log|state|curve|loss|stats)|trainer_state\.json|wandb|\.tfevents\."
)


_CONFIG_WORDS = frozenset(
    {"config", "configs", "conf", "configuration", "configurations", "hparams", "hyperparameters", "recipes"}
)
_RATE = re.compile(r"\b(?:lr|learning_rate|base_lr|max_lr|peak_lr)\b")
_LENGTH = re.compile(r"\b(?:\w{0,20}(?:iters|epochs|steps|iterations))\b")
_OPTIMIZER = re.compile(r"(?i)\b(?:optimi[sz]er|adamw?|sgd|weight_decay|betas?|warmup\w{0,10})\b")


def hold_metadata(shelf: Shelf, code: TrainingCode, left: Sequence[Placed]) -> Holding:
    """The holding of training configuration, logs and optimizer state. `left` are files of optimizer or trainer state."""
    component, layout = Component.TRAINING_METADATA, shelf.layout
    logs = [
        place
        for place in layout.own
        if place.artifact.kind is EntryKind.FILE
        and place.artifact.size
        and _LOG.search(place.name)
        and place.artifact.format not in ("python", "markdown")
    ]
    written = [file for file in shelf.files(PYTHON) if _may_configure(file) and _sets_training(file.body)]
    settings = [*code.first.settings, *code.later.settings, *(file.place for file in written if _only_sets(file))]
    if settings or logs or left:
        parts = [
            f"{count(len(found), noun)}"
            for found, noun in ((settings, "training configuration"), (logs, "training log"), (left, "file of training state"))
            for noun in [noun]
            if found
        ]
        return holding(component, State.PUBLISHED, f"{' and '.join(parts)}.".capitalize(), [*settings, *logs, *left])
    trained = [*code.first.code, *code.later.code]
    configured = [*(file for file in trained if file.seen and Act.CONFIGURED in file.seen), *written]
    if configured:
        cited = [file.cite(file.seen.acts.get(Act.CONFIGURED, [1])) for file in configured if file.seen]
        return holding(
            component,
            State.PARTIAL,
            "Training settings stand only in the code, as defaults.",
            [file.place for file in configured],
            cited,
        )
    told = [line for text in layout.documents for line in _told_settings(text)]
    if told:
        return holding(component, State.PARTIAL, "A document states training settings.", (), told)
    if trained:
        because = f"{trained[0].path} trains; with what settings the released weights were made could not be told."
        return holding(component, State.UNKNOWN, because, [], [trained[0].cite([1])])
    return missing(
        layout,
        component,
        "training configuration, logs or optimizer state",
        lambda artifact: artifact.name.lower().endswith((".yaml", ".yml", ".json", ".toml", ".log")),
    )


def _told_settings(text: Text) -> Iterator[Evidence]:
    body = prose(text.body)
    for match in re.finditer(
        r"(?im)^[^\n]{0,120}\b(?:learning[- _]rate|batch[- _]size|weight[- _]decay|warm-?up)\b[^\n]{0,40}\d[^\n]{0,80}$", body
    ):
        yield text.evidence_at(match.start(), match.end())


def _may_configure(file: CodeFile) -> bool:
    """Whether a Python file is called a configuration, and its path does not say that it configures something else."""
    words = file.place.words
    return bool(words.all & _CONFIG_WORDS) and (bool(words.all & TRAIN_WORDS) or bool(words.folders & _CONFIG_WORDS))


def _sets_training(body: str) -> bool:
    """Whether a Python file names a learning rate, a length and an optimizer."""
    return marked(body, ("lr", "learning_rate")) and all(kind.search(body) for kind in (_RATE, _LENGTH, _OPTIMIZER))


def _only_sets(file: CodeFile) -> bool:
    """Whether a Python file defines nothing and only sets values, as a file of settings does."""
    return file.seen is not None and not file.seen.names
