"""Data information: what the documents of a release say about the data that it was made from.

Named sources and where to get them, sizes, mixtures, processing, selection, dates, licenses, and why something is not shared.
Vague words ("a mix of publicly available data") name nothing. Hidden text, denials and instructions to the reader never count.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from openassay.formats.passages import LINK_SIGN, Form, Passage, Sentence, Shown, sentences
from openassay.formats.visible_text import VisibleText, read_visible
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.text import Text

SENTENCE = 1_500
"""The longest sentence that is read, in characters."""


class Says(StrEnum):
    """What a statement about data tells."""

    SOURCE = "source"
    """A data set or portal by its name."""
    VAGUE = "vague"
    """Of what kind the data are, with no name."""
    REST = "rest"
    """That there are data besides those that are named."""
    SIZE = "size"
    MIXTURE = "mixture"
    PROCESSING = "processing"
    SELECTION = "selection"
    DATE = "date"
    LICENSE = "license"
    WITHHELD = "withheld"
    """That something is not shared; with a reason where one is given."""


class Stage(StrEnum):
    """Which training the data were for."""

    PRETRAINING = "pretraining"
    POST_TRAINING = "post-training"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that is said of the data."""

    says: Says
    stage: Stage
    evidence: Evidence
    names: tuple[str, ...] = ()
    """The data sets that it names."""
    where: tuple[str, ...] = ()
    """Where they can be had; empty where nothing is said and nothing is known."""
    pinned: bool = False
    """Whether a date, a release or ids tell which state of a portal was used."""
    reason: str = ""
    """`legal`, `technical` or `other`, of what is not shared; empty where no reason is given."""
    declared: bool = False
    """Whether only the card's metadata says so."""


@dataclass
class _Place:
    """Where in a document a passage stands, as far as data are concerned."""

    data: bool
    evaluation: bool
    usage: bool
    stage: Stage | None
    column: str = ""
    names: dict[str, str] = field(default_factory=dict)


_DASHES = re.compile(r"[-\u2010-\u2015]")
_NAMED = re.compile(
    r"(?<![\w-])((?:[A-Z][\w+.-]{0,40}|[a-z]{1,20}[A-Z]\w{0,40})(?: (?:[A-Z0-9][\w+.-]{0,40}|of|and|v\d[\d.]{0,8})){0,4})"
    r" (?:data ?sets?|corpus|corpora|database|collection)\b"
)
_COLLECTION = re.compile(r"data ?set|corpus|collection|database", re.IGNORECASE)
_TAGGED = re.compile(r"^datasets:[ \t]*(?:\[(.{0,2000})\][ \t]*)?$", re.MULTILINE)
_TAG = re.compile(r"[ \t]{0,8}-[ \t]+[\"']?([\w./-]{2,120})[\"']?[ \t]*$")
_POINTERS = frozenset(("here", "link", "url", "dataset", "data", "datasets", "this", "huggingface", "hugging face", "download"))
_PIN = re.compile(r"(?:19|20)\d\d|release|snapshot|version|v\d|accession|ids?\b|list of", re.IGNORECASE)


def read_data_information(texts: Iterable[Text]) -> tuple[Statement, ...]:
    """Every statement about the training data in the texts, in the order of source, path and place."""
    return statements_in(read_visible(text) for text in sorted(texts, key=lambda text: (text.source, text.path)))


def statements_in(documents: Iterable[VisibleText]) -> tuple[Statement, ...]:
    """The same for documents that were read before, in their order."""
    return tuple(statement for document in documents for statement in _read_document(document))


def _read_document(document: VisibleText) -> Iterator[Statement]:
    yield from _tagged(document)
    stem = document.text.path.rpartition("/")[2].lower().partition(".")[0]
    of_data = stem in _list("data_documents") or "datasheet" in stem or "data_card" in stem
    labels: dict[tuple[int, int], str] = {}
    for passage in document.passages:
        if passage.cell and passage.form is Form.LABEL:
            labels[passage.cell.table, passage.cell.column] = _plain(passage.said)
        if passage.kind is not Shown.VISIBLE or passage.form is Form.LABEL:
            continue
        place = _place(passage, of_data=of_data)
        if passage.cell:
            place.column = labels.get((passage.cell.table, passage.cell.column), "")
            yield from _read_cell(document, passage, place)
        elif place.data or _matches("about", _plain(passage.said)):
            for sentence in sentences(passage):
                yield from _read_sentence(document, sentence, place)


def _place(passage: Passage, *, of_data: bool) -> _Place:
    data = evaluation = usage = False
    stage: Stage | None = None
    for heading in reversed(passage.path):
        words = _plain(heading)[:120]
        if not (data or evaluation or usage):
            evaluation = _matches("evaluation_headings", words)
            usage = not evaluation and _matches("usage_headings", words)
            data = not (evaluation or usage) and _matches("data_headings", words)
        stage = stage or _stage(words)
    return _Place(data or (of_data and not evaluation), evaluation, usage, stage)


def _stage(words: str) -> Stage | None:
    if _matches("post_training", words):
        return Stage.POST_TRAINING
    return Stage.PRETRAINING if _matches("pre_training", words) else None


def _read_sentence(document: VisibleText, sentence: Sentence, place: _Place) -> Iterator[Statement]:
    words = _plain(sentence.said[:SENTENCE])
    trained = _matches("trained", words)
    stage = _stage(words) or place.stage or Stage.PRETRAINING
    evidence = _cite(document, sentence)
    if words.endswith(("?", "\uff1f")):
        return
    if _matches("withheld", words) and _matches("withheld_what", words):
        yield Statement(Says.WITHHELD, stage, evidence, reason=_reason(words))
        return
    if not (trained or place.data) or _matches("foreign", words) or _is_evaluation(words, place):
        return
    names = {} if place.usage and not trained else _names(sentence, words, trained=trained)
    if _matches("instruction", words) and "our " not in words and not (names and (trained or _hosted(sentence))):
        return
    if names:
        yield Statement(Says.SOURCE, stage, evidence, tuple(names), _where(names), _PIN.search(sentence.said) is not None)
    if _matches("rest", words):
        yield Statement(Says.REST, stage, evidence)
    elif not names and _matches("vague", words):
        yield Statement(Says.VAGUE, stage, evidence)
    for says in (Says.SIZE, Says.MIXTURE, Says.PROCESSING, Says.SELECTION, Says.DATE, Says.LICENSE):
        if _matches(says.value, words) and not place.usage:
            yield Statement(says, stage, evidence, tuple(names))


def _is_evaluation(words: str, place: _Place) -> bool:
    """Whether the data were for measuring: the word for it comes before any word for training, or the heading says so."""
    measured = _pattern("evaluation").search(words)
    trained = _pattern("trained").search(words)
    if place.evaluation:
        return not re.search(r"\bour (?:pre ?)?training (?:data|set|corpus)", words)
    return measured is not None and (trained is None or measured.start() < trained.start())


def _read_cell(document: VisibleText, passage: Passage, place: _Place) -> Iterator[Statement]:
    """A cell of a table about data: what it tells is decided by the head of its column."""
    if not place.data or place.evaluation or place.usage or passage.cell is None:
        return
    stage = place.stage or Stage.PRETRAINING
    evidence = document.text.evidence_at(passage.start, passage.end)
    names = _linked(passage, 0, len(passage.said))
    if _whole("column_source", place.column) and len(passage.said) > 1 and not passage.said[0].isdigit():
        yield Statement(Says.SOURCE, stage, evidence, (passage.said[:80],), _where(names or _known(passage.said)))
    elif names:
        yield Statement(Says.SOURCE, stage, evidence, tuple(names), _where(names))
    elif _whole("column_license", place.column):
        yield Statement(Says.LICENSE, stage, evidence)
    elif any(sign.isdigit() for sign in passage.said):
        if _whole("column_size", place.column):
            yield Statement(Says.SIZE, stage, evidence)
        elif _whole("column_mixture", place.column) or passage.said.endswith("%"):
            yield Statement(Says.MIXTURE, stage, evidence)


def _names(sentence: Sentence, words: str, *, trained: bool) -> dict[str, str]:
    """The data sets that a sentence names, with where they are; none where it denies them."""
    passage, start = sentence.passage, sentence.start
    end = start + len(sentence.said)
    found = _linked(passage, start, end)
    found |= _known(sentence.said)
    if trained:
        for mark in passage.marks:
            title = passage.said[mark.start : mark.end]
            leads = mark.kind is Shown.LINK and start <= mark.start < end and not mark.target.startswith("#")
            if leads and title[:1].isupper() and _COLLECTION.search(title):
                found.setdefault(title, mark.target if _host().search(mark.target) else "")
        for match in _NAMED.finditer(sentence.said):
            name = match[1].strip()
            if name.split()[0].lower() not in _list("common") and not any(name in known or known in name for known in found):
                found[name] = _link_of(passage, start + match.start(1), start + match.end(1))
    return {name: where for name, where in found.items() if not _denied(sentence.said, words, name)}


def _denied(said: str, words: str, name: str) -> bool:
    at = said.find(name)
    left = words[max(0, at - 70) : at] if at > 0 else ""
    return _matches("denied", left.rpartition(". ")[2])


def _linked(passage: Passage, start: int, end: int) -> dict[str, str]:
    """Links to places where data sets lie, by the words of the link or the end of the address."""
    found = {}
    for mark in passage.marks:
        if mark.kind is Shown.LINK and start <= mark.start < end and _host().search(mark.target):
            words = passage.said[mark.start : mark.end].strip()
            path = mark.target.partition("#")[0].partition("?")[0].rstrip("/").removesuffix("/index.html")
            tail = path.rpartition("/")[2]
            telling = words and words != LINK_SIGN and words.lower() not in _POINTERS
            found[words if telling else tail] = mark.target
    return found


def _known(said: str) -> dict[str, str]:
    """Data sets and portals that are known by name."""
    found: dict[str, str] = {}
    for match in _known_names().finditer(said):
        found.setdefault(match[0], _places_of_names()[match[0]])
    return found


def _hosted(sentence: Sentence) -> bool:
    return bool(_linked(sentence.passage, sentence.start, sentence.start + len(sentence.said)))


def _link_of(passage: Passage, start: int, end: int) -> str:
    mark = passage.marked(start, end, Shown.LINK)
    return mark.target if mark is not None and mark.target.startswith("http") else ""


def _where(names: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place for place in names.values() if place))


def _reason(words: str) -> str:
    if _matches("legal", words):
        return "legal"
    if _matches("technical", words):
        return "technical"
    return "other" if re.search(r"\b(?:because|due to|since|as it|owing to|reasons?)\b|\u56e0", words) else ""


def _tagged(document: VisibleText) -> Iterator[Statement]:
    """Data sets that the metadata at the head of a card lists."""
    head = next((passage for passage in document.passages if passage.kind is Shown.FRONT_MATTER), None)
    if head is None:
        return
    body = document.text.body[head.start : head.end]
    tag = _TAGGED.search(body)
    if tag is None:
        return
    names = [one.strip(" \"'") for one in tag[1].split(",")] if tag[1] else []
    end = tag.end()
    for line in [] if tag[1] else body[tag.end() + 1 :].split("\n"):
        item = _TAG.match(line)
        if item is None:
            break
        names.append(item[1])
        end += len(line) + 1
    names = [name for name in names if name]
    if names:
        where = tuple(f"https://huggingface.co/datasets/{name}" for name in names if "/" in name)
        evidence = document.text.evidence_at(head.start + tag.start(), head.start + end)
        yield Statement(Says.SOURCE, Stage.PRETRAINING, evidence, tuple(names), where, declared=True)


def _cite(document: VisibleText, sentence: Sentence) -> Evidence:
    passage = sentence.passage
    start = passage.offset(sentence.start)
    end = passage.offset(sentence.start + len(sentence.said) - 1) + 1
    return document.text.evidence_at(start, end)


def _plain(words: str) -> str:
    lowered = words.lower()
    return _DASHES.sub(" ", lowered if len(lowered) == len(words) else "".join(sign.lower()[:1] for sign in words))


def _matches(key: str, words: str) -> bool:
    return _pattern(key).search(words) is not None


def _whole(key: str, words: str) -> bool:
    return _pattern(key).search(words) is not None and len(words) < 40


@cache
def _pattern(key: str) -> re.Pattern[str]:
    joined = "|".join(_list(key)).replace(" ?", "\0").replace(" ", " {1,3}").replace("\0", " {0,3}")
    return re.compile(rf"(?<![a-z]){'(?:' + joined + ')'}(?![a-z])")


def _list(key: str) -> list[str]:
    return _phrases()[key]


@cache
def _phrases() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("data_phrases.toml").read_text("utf-8"))


@cache
def _data_sets() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data_sets.toml").read_text("utf-8"))


@cache
def _host() -> re.Pattern[str]:
    return re.compile("|".join(_data_sets()["hosts"]))


@cache
def _places_of_names() -> dict[str, str]:
    table = _data_sets()
    return {**table["named"], **{name: entry["where"] for name, entry in table["portals"].items()}}


@cache
def _known_names() -> re.Pattern[str]:
    names = sorted(_places_of_names(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w])")
