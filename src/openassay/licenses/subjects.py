"""What a sentence speaks of when it gives a license: the code, the weights, the data, the documents, or all of it."""

import re
from typing import NamedTuple

from openassay.licenses.license_files import Subject

_CODE = (
    r"code|codes|codebase|source code|source files|software|toolkit|toolbox|scripts?|implementations?|notebooks?|"
    r"librar(?:y|ies)|packages?"
)
_WEIGHTS = (
    r"weights?|checkpoints?|models?|model cards? and weights|parameters|llms?|adapters?|pre-?trained (?:networks?|"
    r"models?|weights)|embeddings|tokenizers?"
)
_DATA = r"data|data ?sets?|corpus|corpora|annotations|demonstrations|instructions data|training set"
_DOCUMENTS = r"documentation|docs|papers?|reports?|model cards?|data ?cards?|figures|website|text content"
_OUTPUTS = r"outputs?|(?:generated|predicted|prediction) (?:images|content|text|audio|data|structures)|predictions"
_EVALUATION = r"(?:evaluation|test|validation|benchmark) (?:data|sets?|suites?)|benchmarks?"
_EVERYTHING = r"projects?|repositor(?:y|ies)|repos?|works?|release|materials?|artifacts?|assets|content|files"
_WORD = re.compile(
    rf"(?<![\w./-])(?:(?P<weights>{_WEIGHTS}|[\w.-]{{2,60}}\.(?:tar|pth|pt|safetensors|bin|gguf|ckpt|onnx|h5|npz)|"
    rf"[\w.-]*\b\d{{1,3}}(?:\.\d)?[bm](?:-[\w.-]+)?)"
    rf"|(?P<outputs>{_OUTPUTS})|(?P<evaluation>{_EVALUATION})|(?P<documents>{_DOCUMENTS})|(?P<data>{_DATA})|"
    rf"(?P<code>{_CODE})|(?P<everything>{_EVERYTHING}))(?![\w/])",
    re.IGNORECASE,
)
_EAST_ASIAN = (
    (Subject.CODE, r"代码|源码|コード|ソフトウェア|软件"),
    (Subject.DATA, r"数据集|语料|データセット"),
    (Subject.WEIGHTS, r"权重|模型|モデル|重み|参数"),
)
_OTHER_PARTS = re.compile(r"\ball other (?:materials?|content|files|assets|artifacts|parts)\b", re.IGNORECASE)
_JOINS = re.compile(r",|\band\b|\bor\b|as well as|及|和")
_GENERIC_PLACE = re.compile(
    r"\b(?:in|from|within|of|for|on|by|with|to) (?:this|the|our|these|that|your|its|all)?[\w' -]{0,40}$", re.IGNORECASE
)
_OF = re.compile(
    r"\b(?:of|for|behind|by|used (?:in|by|for)|trained (?:on|with|using)|based on|derived from|using|from|in|with|to "
    r"(?:train|run|use))\b[^,;]{0,60}$",
    re.IGNORECASE,
)


class Spoken(NamedTuple):
    """A word that names a subject, by character offsets in its sentence."""

    subject: Subject
    start: int
    end: int


def subjects_in(text: str) -> tuple[Subject, ...]:
    """The subjects that a stretch of text names as its own, in order, each once.

    Of words in a row the last counts ("code models" are models); what only says where or of what ("the code of the models", "in
    this repository") does not.
    """
    if _OTHER_PARTS.search(text):
        return (Subject.WEIGHTS, Subject.DATA, Subject.DOCUMENTS)
    spoken = _spoken(text)
    kept: list[Spoken] = []
    for word in spoken:
        between = text[kept[-1].end : word.start] if kept else ""
        if kept and re.fullmatch(r"[\s-]*(?:&amp;)?[\s-]*", between):
            last = kept.pop()
            if last.subject is Subject.WEIGHTS and word.subject is Subject.CODE:
                kept.append(Spoken(Subject.CODE, last.start, word.end))
            elif word.subject is Subject.EVERYTHING:
                kept.append(Spoken(last.subject, last.start, word.end))
            else:
                kept.append(Spoken(word.subject, last.start, word.end))
            continue
        place = _OF.search(between) if kept else None
        if place and not _JOINS.search(place[0]):
            continue
        if word.subject is Subject.EVERYTHING and not kept and _GENERIC_PLACE.search(text[: word.start]) and len(spoken) > 1:
            continue
        kept.append(word)
    found = tuple(dict.fromkeys(word.subject for word in kept))
    specific = tuple(subject for subject in found if subject is not Subject.EVERYTHING)
    return specific or found or _east_asian(text)


def _east_asian(text: str) -> tuple[Subject, ...]:
    """The same for Chinese and Japanese, where the last word of "the model's code" is also the one that counts."""
    found = [subject for subject, pattern in _EAST_ASIAN if re.search(pattern, text)]
    if len(found) > 1 and found[-1] is Subject.WEIGHTS and not re.search(r"权重|重み|参数|和模型|及模型|、模型|与模型", text):
        found.pop()
    return tuple(found)


def _spoken(text: str) -> list[Spoken]:
    found = []
    for match in _WORD.finditer(text):
        assert match.lastgroup is not None  # noqa: S101 - every way through the pattern is named
        found.append(Spoken(Subject(match.lastgroup), match.start(), match.end()))
    return found
