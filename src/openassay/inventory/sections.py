"""Section coverage: which of the expected topics a document about a model or its data says something about.

A heading alone covers nothing, and neither does a template's text, a placeholder, or a sentence that only points elsewhere.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from openassay.formats.passages import Form, Passage, Sentence, Shown, sentences
from openassay.formats.visible_text import VisibleText, read_visible
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Evidence, Fact, no, not_applicable, unknown, yes
from openassay.vocabulary.release import Artifact
from openassay.vocabulary.text import Text

WORDS = 8
"""Words that must stand below a heading before it says something; half as many again in signs where no spaces part words."""

HEADING = 120
"""Characters of a heading that are read."""

LABEL = 7
"""The longest label that opens a paragraph, in words: "Out-of-scope uses: ..."."""


class Kind(StrEnum):
    """A kind of document, by what is expected of it."""

    MODEL_CARD = "model-card"
    DATASHEET = "datasheet"
    EU_SUMMARY = "eu-summary"


@dataclass(frozen=True)
class Section:
    """A topic of a document, and the headings that announce it."""

    name: str
    headings: re.Pattern[str]
    exact: re.Pattern[str]
    """The headings as a whole: what announces the topic and nothing else."""
    needs: re.Pattern[str] | None
    """Words that the text must hold besides."""
    never: re.Pattern[str] | None
    """Words in a heading that make it about something else."""
    skip: re.Pattern[str] | None
    """Words that make a sentence an instruction to the reader."""


_SIGNS = re.compile(r"[^\w\s]|_")
_NUMBERING = re.compile(r"^(?:\d+ )+")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"\d")
_LABEL = re.compile(r"^([^.:\n]{2,60}):(?:\s|$)")


def coverage(text: Text, kind: Kind) -> Mapping[str, Evidence]:
    """The sections of one document that say something, by name in the order of the kind; a section that does not is not there.

    The evidence is the first passage of substance below the heading.
    """
    return cover(read_visible(text), kind)


def cover(document: VisibleText, kind: Kind) -> Mapping[str, Evidence]:
    """The same for a document that was read before."""
    said: dict[str, list[tuple[Passage, int]]] = {}
    numbers: dict[str, int] = {}
    for passage, section in _places(document, kind):
        words = substance(passage, section.skip, section.needs)
        if passage.form is Form.CELL and _NUMBER.search(passage.said):
            numbers[section.name] = numbers.get(section.name, 0) + 1
        if words:
            said.setdefault(section.name, []).append((passage, words))
    found = {}
    for section in sections(kind):
        passages = said.get(section.name, [])
        if sum(words for _, words in passages) >= WORDS or (passages and numbers.get(section.name, 0) >= 3):
            best = max(passages, key=lambda one: min(one[1], WORDS))[0]
            found[section.name] = document.text.evidence_at(best.start, best.end)
    return found


@dataclass(frozen=True)
class Covered:
    """What the documents of one component cover, taken together."""

    sections: Mapping[str, tuple[Evidence, ...]]
    read: tuple[Artifact, ...]
    """The documents that were read."""
    unread: tuple[Artifact, ...]
    """Those that could not be."""


def cover_component(dossier: Dossier, component: Component, kind: Kind) -> Covered:
    """Look through every document that a release holds of a component; stubs and copies, where nothing else is, are none."""
    found: dict[str, list[Evidence]] = {}
    read, unread = [], []
    held = dossier.holding(component)
    for artifact in held.artifacts if held.state is not State.ABSENT else ():
        text = dossier.text(artifact)
        if text is None or not text.whole:
            unread.append(artifact)
        if text is not None:
            read.append(artifact)
            for name, evidence in coverage(text, kind).items():
                found.setdefault(name, []).append(evidence)
    return Covered({name: tuple(places) for name, places in found.items()}, tuple(read), tuple(unread))


def answer_coverage(dossier: Dossier, component: Component, kind: Kind, section: str, topic: str) -> Fact:
    """Whether the documents of a component say something of a topic.

    Where the component is not here, there is nothing that could; where it could not be read, it may.
    """
    held = dossier.holding(component)
    if held.state is State.NOT_APPLICABLE:
        return not_applicable(component, held.because)
    covered = cover_component(dossier, component, kind)
    search = dossier.search(f"what is said of {topic}", [*covered.read, *covered.unread])
    if places := covered.sections.get(section):
        return yes(component, f"{places[0].path} says it", *places)
    if covered.unread or (not covered.read and held.state is not State.ABSENT):
        return unknown(component, held.because if not covered.read else "not all of it could be read", search=search)
    if not covered.read:
        return no(component, held.because, search=dossier.search(f"a {component} that says something of {topic}"))
    return no(component, f"nothing of substance is said of {topic}", search=search)


def substance(passage: Passage, skip: re.Pattern[str] | None = None, needs: re.Pattern[str] | None = None) -> int:
    """How many words of a passage say something: without template text, placeholders, pointers and admissions of nothing.

    Sentences in which `skip` is found do not count; where `needs` is found in none of those that are left, none does.
    """
    told = [
        (one, plain)
        for one, plain in ((one, _plain(one.said)) for one in sentences(passage))
        if not (skip and skip.search(plain))
    ]
    if needs is not None and not any(needs.search(plain) for _, plain in told):
        return 0
    return sum(_weigh(sentence) for sentence, _ in told)


def _weigh(sentence: Sentence) -> int:
    said = sentence.said.lower().strip(" *-\u2022>:")
    rules = _rules()
    if said.endswith("?") or rules.template.match(said) or "[more information needed]" in said or rules.nothing.match(said):
        return 0
    words = len(_WORD.findall(said)) if not _HAN.search(said) else len(_HAN.findall(said)) * 2 // 3
    if rules.pointer.search(said) and words < 3 * WORDS:
        return 0
    return words


def _places(document: VisibleText, kind: Kind) -> Iterator[tuple[Passage, Section]]:
    """Every passage that is read, with each section it belongs to: by its label, or else by the nearest heading that tells."""
    label, path = "", tuple[str, ...]()
    for passage in document.passages:
        if passage.kind is Shown.HEADING or passage.path != path:
            label, path = "", passage.path
        if passage.kind is not Shown.VISIBLE:
            continue
        own = _label(passage)
        if own:
            label = own
        elif passage.form is Form.PARAGRAPH:
            label = ""
        found = matching(label, kind, whole=True) if label else ()
        if not found:
            found = next((match for heading in reversed(passage.path) if (match := matching(heading, kind))), ())
        for section in found:
            yield passage, section


def _label(passage: Passage) -> str:
    """The words in bold, or before a colon, that open a paragraph and say what it is about."""
    strong = next((mark for mark in passage.marks if mark.kind is Shown.STRONG and mark.start == 0), None)
    if strong is not None and len(passage.said[: strong.end].split()) <= LABEL and passage.form is not Form.CELL:
        return passage.said[: strong.end]
    match = _LABEL.match(passage.said)
    return match[1] if match and len(match[1].split()) <= LABEL and passage.form is not Form.CELL else ""


@lru_cache(maxsize=4_096)
def matching(heading: str, kind: Kind, *, whole: bool = False) -> tuple[Section, ...]:
    """The sections that a heading announces. With `whole`, the heading must be about nothing else, as a label in a text is."""
    words = _heading(heading[:HEADING])
    found = []
    for section in sections(kind):
        if section.never is not None and section.never.search(words):
            continue
        if section.exact.fullmatch(words) if whole else section.headings.search(words):
            found.append(section)
    return tuple(found)


def _plain(words: str) -> str:
    return " ".join(_SIGNS.sub(" ", words.lower()).split())


def _heading(words: str) -> str:
    return _NUMBERING.sub("", _plain(words))


@dataclass(frozen=True)
class _Rules:
    template: re.Pattern[str]
    pointer: re.Pattern[str]
    nothing: re.Pattern[str]


@cache
def _rules() -> _Rules:
    table = _table()
    template = "|".join(
        re.escape(words) + (r"(?!\w)" if words[-1].isascii() and words[-1].isalnum() else "") for words in table["template"]
    )
    return _Rules(
        template=re.compile(rf"[\[(<*_ ]*(?:{template})"),
        pointer=re.compile("|".join(rf"(?<!\w)(?:{words})" for words in table["pointer"])),
        nothing=re.compile("|".join(table["nothing"])),
    )


@cache
def sections(kind: Kind) -> tuple[Section, ...]:
    """The sections that are expected of a kind of document, in their order."""
    return tuple(_section(name, entry) for name, entry in _table()[kind.value].items())


def _section(name: str, entry: dict[str, list[str]]) -> Section:
    headings = "|".join(entry["headings"])
    return Section(
        name=name,
        headings=re.compile(rf"(?<![a-z])(?:{headings})(?![a-z])"),
        exact=re.compile(
            rf"(?:(?:primary|main|our|the|key|known|model|intended) )?(?:{headings})(?: (?:and|&|or) (?:{headings}|\w+))?"
        ),
        needs=_any(entry["needs"]),
        never=_any(entry.get("not", [])),
        skip=_any(entry.get("skip", [])),
    )


def _any(words: list[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(words)})(?![a-z])") if words else None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("sections.toml").read_text("utf-8"))
