"""What turns raw input into the model's input: a tokenizer for text, and in other fields what takes its place."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from openassay.inventory.code import CODE, PYTHON, CodeFile, Shelf, marked
from openassay.inventory.layout import Layout, Placed
from openassay.inventory.mentions import Mention
from openassay.inventory.python_acts import Act, imports_numbers
from openassay.inventory.states import CITED, count, holding
from openassay.inventory.substance import LEAST, is_bare
from openassay.inventory.unaccounted import Accounts, Signs, missing_code
from openassay.inventory.visible import visible
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.release import EntryKind
from openassay.vocabulary.text import Text

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
    "processing", "audio", "transform", "encoders", "batch", "features", "augmentation", "preprocess", "preprocessing",
}  # fmt: skip
_TURN_MARKS = (
    "okeni", "eaturi", "reprocess", "lphabet", "ocab", ".index(", "enumerate(", "mel", "text_to", "ormaliz", "_to_i",
    "etters", "ETTERS", "LPHABET", "hars", "CHARS", "ymbols",
)  # fmt: skip
_MAKERS = _STRONG - {"tokenize", "transform", "transforms", "converter", "datautils"}
"""Words of a name that stand for input processing of the release's own."""
_NOT_INPUT = frozenset({"entropy", "loss", "losses", "embedding", "embeddings", "parallel", "test", "optimizer", "plot"})
"""Words of a name beside which the others stand for something else."""
_OF_A_MODEL = frozenset({Act.DEFINES_MODEL, Act.RUNS_MODEL, Act.LOADS_WEIGHTS, Act.BACKWARD})
_PROVED = 120
"""Files whose syntax tree is looked at, at most."""
_NAMED_ELSEWHERE = re.compile(
    r"(?:Tokenizer\w{0,10}|Processor|FeatureExtractor)\.from_\w{2,20}\(|\btiktoken\.(?:get_encoding|encoding_for_model)\("
    r"|\bSentencePieceProcessor\(|--tokenizer[-_](?:model|name|path|type|file)\b"
    r"|^[ \t]{0,20}tokenizer(?:_name|_path)?:[ \t]*[\w/\"'-]{3,}"
    r"|\w(?:Tokenizer|Processor)\(\)",
    re.MULTILINE,
)
_GIVEN = re.compile(r"\btokenizer(?:\(|\.(?:encode|decode|pad|eos|bos|batch|apply_chat|convert)|[ \t]*[:=,)])")
"""A tokenizer that a function is given, and uses."""
_ELSEWHERE_MARKS = ("okenizer", "Processor", "FeatureExtractor", "tiktoken", "tokenizer")
_PIECE = re.compile(r"\s*\S{1,200}[ \t]\d+\s*(?:\n|\Z)")
"""A line of a table of pieces: what it stands for, and its number."""
_LETTERS_LEAST = 30
"""Lines that a list of letters has at least."""


def hold_input_processing(shelf: Shelf, named: Sequence[Mention], accounts: Accounts, substitute: str | None) -> Holding:
    """The holding of input processing. `substitute` is what the domain's profile puts in a tokenizer's place."""
    component, layout = Component.INPUT_PROCESSING, shelf.layout
    files = [place for place in layout.own if _is_one(place)]
    here = [
        place
        for place in files
        if place.artifact.kind is EntryKind.FILE and place.artifact.format != "lfs-pointer" and not _is_empty(layout, place)
    ]
    here += [place for place in layout.own if place not in here and _lists_letters(layout, place)]
    code = _code(shelf)
    places: list[Placed] = [*here, *(file.place for file in code)]
    if places:
        what = f" ({substitute})" if substitute else ""
        cited = [code[0].cite(_lines(code[0]))] if code and not here else []
        turns = "turns" if len(places) == 1 else "turn"
        because = f"{count(len(places), 'file')} {turns} raw input into the model's{what}."
        return holding(component, State.PUBLISHED, because, places, cited)
    away = [place for place in files if place.artifact.kind is EntryKind.MISSING or place.artifact.format == "lfs-pointer"]
    if away:
        return holding(
            component, State.POINTER, f"{away[0].artifact.path} is in the tree, and its content is not in this copy.", away
        )
    told = list(islice(chain(_told(named), _in_documents(layout), _in_code(shelf)), CITED))
    if told:
        return holding(component, State.REFERENCED, "Input processing is loaded from a named place or a library.", (), told)
    sought = f"input processing ({substitute or 'a tokenizer or what takes its place'})"
    return missing_code(accounts, component, sought, _SIGNS)


def _is_empty(layout: Layout, place: Placed) -> bool:
    """Whether nothing stands in a file but the signs of its format, or words where a table of pieces should be."""
    size = place.artifact.size or 0
    packed = place.artifact.format == "text" and place.name.lower().endswith((".model", ".tiktoken"))
    text = layout.read_text(place.artifact) if size < LEAST or packed else None
    if text is None:
        return not size
    return is_bare(text.body) or (packed and not _PIECE.match(text.body))


def _code(shelf: Shelf) -> list[CodeFile]:
    """Files that turn input into numbers: named so and doing much, or seen to do it. The best named come first."""
    python = shelf.files(PYTHON)
    named = [file for file in python if file.place.words.name & _NAMES and _does_much(file) and not _borrows(file)]
    keys = {file.key for file in named}
    able = [file for file in python if file.key not in keys and marked(file.body, _TURN_MARKS)]
    seen = [file for file in able[:_PROVED] if _turns(file) and not _borrows(file)]
    return sorted([*named, *seen], key=lambda file: (not file.place.words.name & _STRONG, file.path))


def _turns(file: CodeFile) -> bool:
    """Whether a file turns input into numbers, or lists the symbols of the input of a model that it defines or uses."""
    acts = file.seen.acts.keys() if file.seen else frozenset[Act]()
    return Act.TURNS_INPUT in acts or (Act.ALPHABET in acts and bool(acts & _OF_A_MODEL))


def _borrows(file: CodeFile) -> bool:
    """Whether a file turns input with a tokenizer or the like that was made elsewhere, and is none itself."""
    if file.place.words.name & _MAKERS or (file.seen and any(name[:1].isupper() and "okeni" in name for name in file.seen.names)):
        return False
    return bool(_NAMED_ELSEWHERE.search(file.body) or _GIVEN.search(file.body))


def _is_one(place: Placed) -> bool:
    """Whether a file is input processing by its name or format, and no other thing that goes by the name."""
    named = _FILES.match(place.name) or place.artifact.format == "sentencepiece"
    return bool(named) and all(remark.code != "finding:pickle-in-disguise" for remark in place.artifact.remarks)


def _lists_letters(layout: Layout, place: Placed) -> bool:
    """Whether a text is a list of letters, one a line, as readers of writing have it."""
    artifact = place.artifact
    if artifact.format != "text" or not place.name.endswith(".txt") or not 60 <= (artifact.size or 0) <= 1 << 20:
        return False
    text = layout.read_text(artifact)
    lines = text.body.splitlines()[:400] if text else []
    return len(lines) >= _LETTERS_LEAST and sum(len(line.strip()) <= 1 for line in lines) * 10 >= len(lines) * 9


def _told(named: Sequence[Mention]) -> Iterator[Evidence]:
    for mention in named:
        if mention.evidence.quote and re.search(
            r"(?i)tokenizer|processor|feature_?extractor|image_transform", mention.evidence.quote
        ):
            yield mention.evidence


def _in_documents(layout: Layout) -> Iterator[Evidence]:
    for text in layout.documents:
        yield from _lines_of(text, visible(text.body))


def _in_code(shelf: Shelf) -> Iterator[Evidence]:
    for file in shelf.files(CODE | {"yaml"}):
        text = file.text if marked(file.body, _ELSEWHERE_MARKS) else None
        if text is not None:
            yield from _lines_of(text, text.body)


def _lines_of(text: Text, body: str) -> Iterator[Evidence]:
    return (text.evidence_at(match.start(), match.end()) for match in _NAMED_ELSEWHERE.finditer(body))


def _does_much(file: CodeFile) -> bool:
    return bool(file.seen and file.seen.statements >= 2) and not file.place.words.name & _NOT_INPUT


def _may_turn(file: CodeFile) -> bool:
    return file.format in PYTHON and (file.seen is None or bool(file.seen.names and imports_numbers(file.seen)))


def _lines(file: CodeFile) -> list[int]:
    acts = file.seen.acts if file.seen else {}
    return acts.get(Act.TURNS_INPUT) or acts.get(Act.ALPHABET) or [1]


_SIGNS = Signs(
    lambda file: (
        bool(file.place.words.name & (_NAMES | {"utils", "data", "dataset", "datasets", "dataloader"})) and _may_turn(file)
    ),
    re.compile(
        r"(?i)(?:normali[sz]|standard?i?[sz])|^_?(?:tokeni|featuri|pre_?process|encode|transform|resize|collate|mel|spectrogram|stft"
        r"|to_(?:tensor|graph|ids|input)|build_graph|make_graph|load_(?:image|audio)|prepare_input|get_feature|extract_feature|one_?hot)"
    ),
    bears=_may_turn,
    may_be=lambda file: bool(file.seen and imports_numbers(file.seen)),
)
