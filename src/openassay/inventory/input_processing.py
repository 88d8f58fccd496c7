"""What turns raw input into the model's input: a tokenizer for text, and in other fields what takes its place."""

import re
from collections.abc import Sequence

from openassay.inventory.code import PYTHON, CodeFile, Shelf
from openassay.inventory.layout import Placed
from openassay.inventory.mentions import Mention
from openassay.inventory.states import count, holding, missing
from openassay.inventory.training_code import code_matters
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.release import EntryKind

_FILES = re.compile(
    r"(?i)^(?:tokenizer(?:[_.-][\w.-]*)?\.(?:json|model|bin|tiktoken|pkl)|(?:spiece|sentencepiece[\w.-]*|spm|bpe)\.(?:model"
    r"|vocab)|vocab(?:ulary)?(?:[_.-][\w.-]*)?\.(?:json|txt|bpe)|merges\.txt"
    r"|[\w.-]*\.tiktoken|[\w.-]*bpe[\w.-]*\.(?:txt|gz|model)|(?:pre)?processor_config\.json|feature_extractor[\w.-]*\.json"
    r"|normali[sz]ation[\w.-]*\.(?:json|npz|npy|nc|csv|pkl)|[\w.-]*vocab[\w.-]*\.(?:txt|json|pth|pkl)"
    r"|mel_filters\.npz|tekken\.json)$"
)
_NAMES = frozenset({
    "tokenizer", "tokenizers", "tokenization", "tokenize", "alphabet", "featurizer", "featurizers", "featurizing", "featurize",
    "featuriser", "features", "normalisation", "normalization", "normalizer", "preprocessor", "preprocessing", "preprocess",
    "transforms", "transform", "processor", "processing", "converter", "mel", "audio", "augmentation", "graphconverter",
    "bands", "vocab", "fbank", "spectrogram", "residueconstants", "encoders", "batch", "datautils", "rotary2d",
})  # fmt: skip
_STRONG = _NAMES - {
    "processing",
    "audio",
    "transform",
    "encoders",
    "batch",
    "features",
    "augmentation",
    "preprocess",
    "preprocessing",
}


def hold_input_processing(shelf: Shelf, named: Sequence[Mention], substitute: str | None) -> Holding:
    """The holding of input processing. `substitute` is what the domain's profile puts in a tokenizer's place."""
    component, layout = Component.INPUT_PROCESSING, shelf.layout
    files = [place for place in layout.own if _is_one(place)]
    here = [
        place
        for place in files
        if place.artifact.kind is EntryKind.FILE and place.artifact.size and place.artifact.format != "lfs-pointer"
    ]
    code = [file for file in shelf.files(PYTHON) if file.place.words.name & _NAMES and _does_much(file)]
    code.sort(key=lambda file: (not file.place.words.name & _STRONG, file.path))
    places: list[Placed] = [*here, *(file.place for file in code)]
    if places:
        what = f" ({substitute})" if substitute else ""
        cited = [code[0].cite([1])] if code and not here else []
        return holding(
            component,
            State.PUBLISHED,
            f"Raw input is turned into the model's by {count(len(places), 'file')}{what}.",
            places,
            cited,
        )
    if files:
        return holding(
            component, State.POINTER, f"{files[0].artifact.path} is in the tree, and its content is not in this copy.", files
        )
    told = [
        mention.evidence
        for mention in named
        if mention.evidence.quote
        and re.search(r"(?i)tokenizer|processor|feature_?extractor|image_transform", mention.evidence.quote)
    ]
    if told:
        return holding(component, State.REFERENCED, "Input processing is loaded from a named place.", (), told)
    sought = f"input processing ({substitute or 'a tokenizer or what takes its place'})"
    return missing(layout, component, sought, code_matters)


def _is_one(place: Placed) -> bool:
    """Whether a file is input processing by its name or format, and no other thing that goes by the name."""
    named = _FILES.match(place.name) or place.artifact.format == "sentencepiece"
    return bool(named) and all(remark.code != "finding:pickle-in-disguise" for remark in place.artifact.remarks)


def _does_much(file: CodeFile) -> bool:
    return bool(file.seen and file.seen.statements >= 2)
