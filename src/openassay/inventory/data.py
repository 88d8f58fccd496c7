"""The data of a release: what lies in it, told from samples and fixtures, and what is only named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from openassay.formats.visible_text import read_visible
from openassay.inventory import data_information
from openassay.inventory.claimed_amount import Amount, claimed_amount
from openassay.inventory.data_files import DATA, SHORT, SHOWN, data_matters, holds_something, is_what_it_is_called, kind_of
from openassay.inventory.data_information import Says, Statement, statements_in
from openassay.inventory.front_matter import front_lines
from openassay.inventory.layout import Layout, Placed
from openassay.inventory.mentions import Mention, What
from openassay.inventory.states import NOT_IN_COPY, count, holding, missing
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.findings import Finding
from openassay.vocabulary.release import Artifact, EntryKind


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


def find_data(layout: Layout) -> DataFound:
    """Sort data files by the words of their paths."""
    found = DataFound()
    for place in layout.places:
        if place.vendored:
            continue
        kind = kind_of(place)
        if kind in ("training", "later", "evaluation") and not _is_data(layout, place.artifact):
            kind = "empty" if kind != "evaluation" and place.artifact.format != "json" else None
        if kind is not None:
            getattr(found, kind).append(place)
    return found


def _is_data(layout: Layout, artifact: Artifact) -> bool:
    if artifact.kind is not EntryKind.FILE or (artifact.size or 0) > SHORT or not is_what_it_is_called(artifact):
        return is_what_it_is_called(artifact)
    return artifact.format == "lfs-pointer" or holds_something(artifact, layout.read_text(artifact))


class Stage(Enum):
    """The stage of training that data without a word are for, by what the code and the documents show."""

    FIRST = "the first"
    LATER = "a later one"
    UNSAID = "the code is of a later stage, and no model is named that it begins with"


def hold_data(layout: Layout, found: DataFound, named: Sequence[Mention], stage: Stage) -> list[Holding]:
    """The holdings of pre-training, post-training and evaluation data. `stage` is that of data whose path does not say it."""
    training = found.training
    if any(place.words.all & {"pretrain", "pretraining", "corpus"} for place in training):
        stage = Stage.FIRST
    if stage is Stage.LATER:
        found.later, training = [*found.later, *training], []
    told = _told(layout, named)
    unclear = training if stage is Stage.UNSAID and not found.later else []
    if unclear:
        because = f"{unclear[0].artifact.path} holds data; whether they are of the first training or of a later one is not told."
        first, later = (
            holding(component, State.UNKNOWN, because, unclear)
            for component in (Component.PRETRAINING_DATA, Component.POST_TRAINING_DATA)
        )
    else:
        first = _hold(layout, found, Component.PRETRAINING_DATA, training, told["first"])
        later = _hold(layout, found, Component.POST_TRAINING_DATA, found.later, told["later"])
    return [
        first,
        later,
        _hold(layout, found, Component.EVALUATION_DATA, found.evaluation, told["evaluation"]),
    ]


def _hold(layout: Layout, found: DataFound, component: Component, files: Sequence[Placed], told: Sequence[Evidence]) -> Holding:
    here = [place for place in files if place.artifact.kind is EntryKind.FILE and place.artifact.format != "lfs-pointer"]
    away = [place for place in files if place not in here]
    what = component.value.replace("-", " ")
    if here and not away:
        return _hold_here(layout, found, component, here, told)
    if here and (component is Component.EVALUATION_DATA or not _is_sample_only(layout, here)):
        because = f"{count(len(here), 'file')} of data are here; {away[0].artifact.path} is not in this copy."
        return replace(holding(component, State.PARTIAL, because, files), rest=NOT_IN_COPY)
    if away:
        return holding(
            component, State.POINTER, f"{away[0].artifact.path} is in the tree, and its content is not in this copy.", away
        )
    if told:
        return holding(component, State.REFERENCED, "Data are named with their place.", (), told)
    if named := _named_sets(layout, component):
        names = list(dict.fromkeys(name for one in named for name in one.names if len(name) <= NAME))
        because = f"Data are named that can be had elsewhere{': ' if names else ''}{', '.join(names[:NAMES])}."
        return holding(component, State.REFERENCED, because, (), [one.evidence for one in named])
    stubs = [] if component is Component.EVALUATION_DATA else [*found.empty, *filter(_in_place_of_data, found.samples)]
    if stubs and component is Component.PRETRAINING_DATA:
        _find_sample_only(found, stubs[0].artifact, "What stands in the place of the training data is a sample or a placeholder.")
    return missing(layout, component, what, data_matters, stubs)


def _named_sets(layout: Layout, component: Component) -> list[Statement]:
    """The places of the documents that name data of a stage of training by a name under which they can be had."""
    stage = STAGE_OF.get(component)
    documents = [read_visible(text) for text in layout.documents] if stage else []
    return [one for one in statements_in(documents) if one.says is Says.SOURCE and one.stage is stage and one.where and one.names]


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


def _is_sample_only(layout: Layout, here: Sequence[Placed]) -> bool:
    """Whether what is here is less than a thousandth of what the documents claim."""
    claimed = claimed_amount(layout)
    return claimed is not None and sum(place.artifact.size or 0 for place in here) * 1000 < claimed.least_bytes


def _in_place_of_data(place: Placed) -> bool:
    """Whether a sample stands where the data would: under `data/`, and not among examples of use."""
    return bool(place.words.folders & DATA) and not place.words.folders & SHOWN


def _find_sample_only(found: DataFound, artifact: Artifact, because: str) -> None:
    found.findings.append(Finding("finding:sample-only", artifact.source, artifact.path, because))


STAGE_OF = {
    Component.PRETRAINING_DATA: data_information.Stage.PRETRAINING,
    Component.POST_TRAINING_DATA: data_information.Stage.POST_TRAINING,
}
NAMES = 6
"""Names of data sets that a reason shows."""

NAME = 32
"""Characters of a name; what is longer is a description."""

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
