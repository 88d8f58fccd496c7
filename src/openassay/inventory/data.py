"""The data of a release: what lies in it, told from samples and fixtures, and what is only named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from openassay.inventory.claimed_amount import Amount, claimed_amount
from openassay.inventory.front_matter import front_lines
from openassay.inventory.layout import Layout, Placed
from openassay.inventory.mentions import Mention, What
from openassay.inventory.states import NOT_IN_COPY, count, holding, missing
from openassay.inventory.words import path_words
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.findings import Finding
from openassay.vocabulary.release import Artifact, EntryKind

DATA_FORMATS = frozenset({
    "jsonl", "csv", "tsv", "parquet", "arrow", "tar", "zip", "gzip", "zstd", "xz", "hdf5", "npz", "npy", "sqlite", "json",
    "text", "xml", "binary", "audio", "png", "jpeg",
})  # fmt: skip
"""Formats that data sets are kept in."""

_ALWAYS = frozenset({"jsonl", "csv", "tsv", "parquet", "arrow", "sqlite"})
_SUFFIX = re.compile(
    r"(?i)\.(?:jsonl|csv|tsv|parquet|arrow|feather|tfrecord|zarr|lmdb|xyz|extxyz|sdf|smi|fasta|fa|nc|grib2?|cif|pdb|a3m|txt"
    r"|json|npz|npy|h5|hdf5|tar|zip|gz|zst|bin|idx)(?:-\d{5}-of-\d{5}|\.gz|\.zst|\.xz)*$"
)
_TRAINING = frozenset({
    "train", "training", "pretrain", "pretraining", "corpus", "corpora", "trainset", "traindata", "trainingdata",
})  # fmt: skip
_LATER = frozenset({
    "sft", "instruct", "instruction", "instructions", "finetune", "finetuning", "preference", "preferences", "dpo", "rlhf",
    "alpaca", "chat", "dialogue", "conversations", "sharegpt", "tuning",
})  # fmt: skip
_EVALUATION = frozenset({
    "eval", "evals", "evaluation", "evaluations", "benchmark", "benchmarks", "validation", "valid", "val", "dev", "test",
    "tests", "testset", "heldout", "holdout",
})  # fmt: skip
_DATA = frozenset({"data", "dataset", "datasets", "corpus", "corpora", "traindata", "trainingdata"})
_SAMPLE = frozenset({
    "sample", "samples", "example", "examples", "demo", "demos", "toy", "mini", "tiny", "dummy", "fixture", "fixtures",
    "subset", "debug", "template",
})  # fmt: skip
_SHOWN = frozenset({
    "example", "examples", "demo", "demos", "playground", "notebook", "notebooks", "tutorial", "tutorials", "assets",
})  # fmt: skip
_NOT_DATA = frozenset({
    "config", "configs", "conf", "requirements", "license", "licenses", "vocab", "tokenizer", "merges", "package", "result",
    "results", "output", "outputs", "logs", "log", "metrics", "scores", "prompt", "prompts", "assets", "docs", "doc", "figures",
    "images", "img", "imgs", "site", "website", "frontend", "template", "templates", "schema", "schemas", "locale", "locales",
    "index", "idx", "stats", "names", "map", "maps", "mapping", "mappings", "tokenizers", "metadata", "metadatas", "seeds",
    "heuristic", "params", "split", "splits", "list", "cards",
})  # fmt: skip
_KEPT_OPEN = frozenset({".gitkeep", ".keep", ".placeholder", ".gitignore", "README.md"})


@dataclass
class DataFound:
    """Data files by what they are for."""

    training: list[Placed] = field(default_factory=list)
    later: list[Placed] = field(default_factory=list)
    evaluation: list[Placed] = field(default_factory=list)
    samples: list[Placed] = field(default_factory=list)
    empty: list[Placed] = field(default_factory=list)
    """What holds a data folder open and is no data."""
    findings: list[Finding] = field(default_factory=list)


def data_matters(artifact: Artifact) -> bool:
    """Whether an unread file might have held data."""
    return bool(_SUFFIX.search(artifact.name)) and not path_words(artifact.path).folders & (_SHOWN | _NOT_DATA)


def find_data(layout: Layout) -> DataFound:
    """Sort data files by the words of their paths."""
    found = DataFound()
    for place in layout.places:
        if place.vendored:
            continue
        kind = _kind_of(place)
        if kind is not None:
            getattr(found, kind).append(place)
    return found


def _kind_of(place: Placed) -> str | None:
    artifact, words = place.artifact, place.words
    in_data = bool(words.folders & _DATA)
    if artifact.name in _KEPT_OPEN:
        return "empty" if in_data and artifact.name != "README.md" else None
    if artifact.kind not in (EntryKind.FILE, EntryKind.MISSING) or not _SUFFIX.search(artifact.name):
        return None
    if words.all & _NOT_DATA or artifact.format == "python":
        return None
    if artifact.format not in _ALWAYS and not (in_data or words.all & _TRAINING) and artifact.kind is EntryKind.FILE:
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
    return "training" if words.all & _TRAINING or in_data else None


def hold_data(layout: Layout, found: DataFound, named: Sequence[Mention], tunes_only: bool) -> list[Holding]:
    """The holdings of pre-training, post-training and evaluation data.

    `tunes_only` says that the code of the release trains in a later stage only, so that data without a word are of that stage.
    """
    training = found.training
    if tunes_only and not any(place.words.all & {"pretrain", "pretraining", "corpus"} for place in training):
        found.later, training = [*found.later, *training], []
    told = _told(layout, named)
    return [
        _hold(layout, found, Component.PRETRAINING_DATA, training, told["first"]),
        _hold(layout, found, Component.POST_TRAINING_DATA, found.later, told["later"]),
        _hold(layout, found, Component.EVALUATION_DATA, found.evaluation, told["evaluation"]),
    ]


def _hold(layout: Layout, found: DataFound, component: Component, files: Sequence[Placed], told: Sequence[Evidence]) -> Holding:
    here = [place for place in files if place.artifact.kind is EntryKind.FILE and place.artifact.format != "lfs-pointer"]
    away = [place for place in files if place not in here]
    what = component.value.replace("-", " ")
    if here and not away:
        return _hold_here(layout, found, component, here, told)
    if here:
        because = f"{count(len(here), 'file')} of data are here; {away[0].artifact.path} is not in this copy."
        return replace(holding(component, State.PARTIAL, because, files), rest=NOT_IN_COPY)
    if away:
        return holding(
            component, State.POINTER, f"{away[0].artifact.path} is in the tree, and its content is not in this copy.", away
        )
    if told:
        return holding(component, State.REFERENCED, "Data are named with their place.", (), told)
    stubs = [] if component is Component.EVALUATION_DATA else [*found.empty, *filter(_in_place_of_data, found.samples)]
    if stubs and component is Component.PRETRAINING_DATA:
        _find_sample_only(found, stubs[0].artifact, "What stands in the place of the training data is a sample or a placeholder.")
    return missing(layout, component, what, data_matters, stubs)


def _hold_here(
    layout: Layout, found: DataFound, component: Component, here: Sequence[Placed], told: Sequence[Evidence]
) -> Holding:
    """Data that are here, held against the amount that the documents claim."""
    size = sum(place.artifact.size or 0 for place in here)
    claimed: Amount | None = None if component is Component.EVALUATION_DATA else claimed_amount(layout)
    if claimed and size * 10 < claimed.least_bytes:
        artifact = here[0].artifact
        because = f"{size:,} bytes of data are here, and {claimed.evidence.path} claims {claimed.words}."
        _find_sample_only(found, artifact, because)
        if size * 1000 < claimed.least_bytes:
            if told:
                return holding(
                    component, State.REFERENCED, "Only a sample is here; the data are named with their place.", here, told
                )
            return missing(layout, component, component.value.replace("-", " "), data_matters, here)
        return holding(component, State.PARTIAL, f"A part is here: {because}", here, [claimed.evidence])
    return holding(component, State.PUBLISHED, f"{count(len(here), 'file')} of data are here ({size:,} bytes).", here)


def _in_place_of_data(place: Placed) -> bool:
    """Whether a sample stands where the data would: under `data/`, and not among examples of use."""
    return bool(place.words.folders & _DATA) and not place.words.folders & _SHOWN


def _find_sample_only(found: DataFound, artifact: Artifact, because: str) -> None:
    found.findings.append(Finding("finding:sample-only", artifact.source, artifact.path, because))


_LATER_LINE = re.compile(
    r"(?i)fine-?tun|\bsft\b|instruct|preference|\brlhf\b|\bdpo\b|alignment|post-?train|conversation|\bchat\b"
)
_EVALUATION_LINE = re.compile(r"(?i)\beval|benchmark|test\s+set|validation|leaderboard|zero-?shot|downstream")
_FIRST_LINE = re.compile(r"(?i)pre-?train|train|corpus|data\s*set|dataset|dataload")


def _told(layout: Layout, named: Sequence[Mention]) -> dict[str, list[Evidence]]:
    """Lines that name data with a place, by what they speak of."""
    told: dict[str, list[Evidence]] = {"first": [], "later": [], "evaluation": []}
    for mention in named:
        if mention.what in (What.HUB_DATA, What.DATA):
            stage = _stage(mention.evidence)
            if stage:
                told[stage].append(mention.evidence)
    for text in layout.documents:
        told["first"].extend(text.evidence(number) for number, _ in front_lines(text.body, "datasets"))
    return told


def _stage(evidence: Evidence) -> str | None:
    """What the data of a line are for, or None where the line does not say."""
    line = f"{evidence.path} {evidence.quote or ''}"
    if _LATER_LINE.search(line):
        return "later"
    if _EVALUATION_LINE.search(line) and not re.search(r"(?i)\bpre-?train|\btrain(?:ed|ing)?\b", line):
        return "evaluation"
    return "first" if _FIRST_LINE.search(line) else None
