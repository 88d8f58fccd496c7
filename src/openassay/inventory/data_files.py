"""Which files are data, and for what: by the words of their paths first, then by whether anything stands in them."""

import re

from openassay.formats.recognise import is_text, promised
from openassay.inventory.layout import Placed
from openassay.inventory.substance import PLACEHOLDER
from openassay.inventory.words import path_words
from openassay.vocabulary import limits
from openassay.vocabulary.release import Artifact, EntryKind
from openassay.vocabulary.text import Text

_ALWAYS = frozenset({"jsonl", "csv", "tsv", "parquet", "arrow", "sqlite"})
_SUFFIX = re.compile(
    r"(?i)\.(?:jsonl|csv|tsv|parquet|arrow|feather|tfrecord|zarr|lmdb|xyz|extxyz|sdf|smi|fasta|fa|nc|grib2?|cif|pdb|a3m|txt"
    r"|json|npz|npy|h5|hdf5|tar|zip|gz|zst|bin|idx)(?:-\d{5}-of-\d{5}|\.gz|\.zst|\.xz)*$"
)
_TRAINING = frozenset({
    "train", "training", "pretrain", "pretraining", "corpus", "corpora", "trainset", "traindata", "trainingdata",
})  # fmt: skip
_TRAINING_FOLDERS = _TRAINING - {"training", "pretrain", "pretraining"}
"""Folders of these names hold data; those of the others hold code as often."""
_LATER = frozenset({
    "sft", "instruct", "instruction", "instructions", "finetune", "finetuning", "preference", "preferences", "dpo", "rlhf",
    "alpaca", "chat", "dialogue", "conversations", "sharegpt", "tuning",
})  # fmt: skip
_EVALUATION = frozenset({
    "eval", "evals", "evaluation", "evaluations", "benchmark", "benchmarks", "validation", "valid", "val", "dev", "test",
    "tests", "testset", "heldout", "holdout",
})  # fmt: skip
DATA = frozenset({"data", "dataset", "datasets", "corpus", "corpora", "traindata", "trainingdata"})
_SAMPLE = frozenset({
    "sample", "samples", "example", "examples", "demo", "demos", "toy", "mini", "tiny", "dummy", "fixture", "fixtures",
    "subset", "debug", "template",
})  # fmt: skip
SHOWN = frozenset({
    "example", "examples", "demo", "demos", "playground", "notebook", "notebooks", "tutorial", "tutorials", "assets",
})  # fmt: skip
NOT_DATA = frozenset({
    "config", "configs", "conf", "requirements", "license", "licenses", "vocab", "tokenizer", "merges", "package", "result",
    "results", "output", "outputs", "logs", "log", "metrics", "scores", "prompt", "prompts", "assets", "docs", "doc", "figures",
    "images", "img", "imgs", "site", "website", "frontend", "template", "templates", "schema", "schemas", "locale", "locales",
    "index", "idx", "stats", "names", "map", "maps", "mapping", "mappings", "tokenizers", "metadata", "metadatas", "seeds",
    "heuristic", "params", "split", "splits", "list", "cards", "trainer", "state", "states", "args", "arguments", "hparams",
    "loss", "losses", "curve", "curves", "history", "optimizer", "scheduler", "progress", "summary", "info",
})  # fmt: skip
KEPT_OPEN = frozenset({".gitkeep", ".keep", ".placeholder", ".gitignore", "README.md"})

SHORT = 64 * limits.KIB
"""A longer file is not looked into: it holds something."""

PLACEHOLDER_LINE = 200
"""Characters of a text that may be a placeholder as a whole."""

_OF_WEIGHTS = re.compile(r"(?i)\.(?:pth|pt|ckpt|safetensors)\.")
"""In the name of a packed file of weights, such as `x.pth.tar`."""

_HEADED = frozenset({"csv", "tsv"})
_RECORDS = re.compile(r"\s*\[\s*[^\s\]]|.*?\[\s*\{", re.DOTALL)
"""JSON that is a list, or that holds a list of records."""
_SPLIT = re.compile(r"(?i)(?:train|valid|val|dev|test|held-?out)(?![a-z])")
"""The name of a part of a data set, which may be a table by the ids of its records."""
LISTED = 10
"""Names that such a table has at least."""


def data_matters(artifact: Artifact) -> bool:
    """Whether an unread file might have held data."""
    if not _SUFFIX.search(artifact.name) or _OF_WEIGHTS.search(artifact.name):
        return False
    return not path_words(artifact.path).folders & (SHOWN | NOT_DATA)


def kind_of(place: Placed) -> str | None:
    """What a file is by its path: `training`, `later`, `evaluation`, `samples`, `empty`, or None where it is no data."""
    artifact, words = place.artifact, place.words
    in_data = bool(words.folders & DATA)
    if artifact.name in KEPT_OPEN:
        return "empty" if in_data and artifact.name != "README.md" else None
    if artifact.kind not in (EntryKind.FILE, EntryKind.MISSING) or not _SUFFIX.search(artifact.name):
        return None
    if words.all & NOT_DATA or artifact.format == "python":
        return None
    for_training = bool(words.name & _TRAINING or words.folders & _TRAINING_FOLDERS)
    if artifact.format not in _ALWAYS and not (in_data or for_training) and artifact.kind is EntryKind.FILE:
        return None
    if words.all & _EVALUATION:
        return "evaluation"
    if place.test:
        return None
    if words.all & _SAMPLE:
        return "samples"
    if not artifact.size and artifact.kind is EntryKind.FILE:
        return "empty"
    if words.all & _LATER:
        return "later"
    return "training" if for_training or in_data or words.name & DATA else None


def is_what_it_is_called(artifact: Artifact) -> bool:
    """Whether the bytes of a data file are of the format that its name promises, as far as that can be told."""
    if artifact.kind is not EntryKind.FILE or artifact.format == "lfs-pointer":
        return True
    if any(remark.code.startswith("error:") and remark.code != "error:encoding" for remark in artifact.remarks):
        return False
    name_says = promised(artifact.path)
    return not name_says or (
        artifact.format not in ("binary", "unknown") and (is_text(name_says) or not is_text(artifact.format))
    )


def holds_something(artifact: Artifact, text: Text | None) -> bool:
    """Whether anything stands in a short file of text: a row below a head, a record, a line that is no placeholder."""
    if text is None:
        return True
    body = text.body.strip()
    if artifact.format in _HEADED:
        return "\n" in body
    if artifact.format == "json":
        return bool(_RECORDS.match(body) or (_SPLIT.match(artifact.name) and body.count('"') >= 2 * LISTED))
    return bool(body) and not (len(body) < PLACEHOLDER_LINE and PLACEHOLDER.search(body))
