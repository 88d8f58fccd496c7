"""What documents tell of the hardware, computation and energy of training, of risks, and of where to report faults."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from openassay.formats.passages import Form, Passage, Shown, sentences
from openassay.formats.visible_text import VisibleText
from openassay.vocabulary.facts import Evidence

SENTENCE = 1_500
"""The longest sentence that is read, in characters."""

MOST = 6
"""Places that are cited for one topic."""


class Topic(StrEnum):
    """A thing that documents may tell."""

    HARDWARE = "hardware"
    COMPUTE = "compute"
    ENERGY = "energy"
    RISKS = "risks"
    VULNERABILITY = "vulnerability"


@dataclass(frozen=True)
class _Signs:
    groups: tuple[re.Pattern[str], ...]
    under: re.Pattern[str] | None
    never: re.Pattern[str] | None


_DASHES = re.compile(r"[-\u2010-\u2015]")


def tell(documents: Iterable[VisibleText], topic: Topic) -> tuple[Evidence, ...]:
    """The places where the documents tell of a topic, in their order, at most `MOST`."""
    found: list[Evidence] = []
    for document in documents:
        for start, end in _places(document, topic):
            found.append(document.text.evidence_at(start, end))
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def _places(document: VisibleText, topic: Topic) -> Iterator[tuple[int, int]]:
    signs = _signs(topic)
    for passage in document.passages:
        if passage.kind is not Shown.VISIBLE or passage.form is Form.LABEL:
            continue
        if not signs.groups[0].search(_plain(passage.said)):
            continue
        below = signs.under is not None and any(signs.under.search(_plain(heading)) for heading in passage.path)
        yield from _sentences(passage, signs, below=below)


def _sentences(passage: Passage, signs: _Signs, *, below: bool) -> Iterator[tuple[int, int]]:
    for sentence in sentences(passage):
        words = _plain(sentence.said[:SENTENCE])
        needed = signs.groups[:1] if below else signs.groups
        told = all(group.search(words) for group in needed) and not words.endswith("?")
        if told and not (signs.never and signs.never.search(words)):
            end = passage.offset(sentence.start + len(sentence.said) - 1) + 1
            yield passage.offset(sentence.start), end


def _plain(words: str) -> str:
    return _DASHES.sub(" ", words.lower())


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("told.toml").read_text("utf-8"))


@cache
def _signs(topic: Topic) -> _Signs:
    entry = _table()[topic.value]
    return _Signs(
        groups=tuple(_any(group) for group in entry["needs"]),
        under=_any(entry["under"]) if entry["under"] else None,
        never=_any(entry["never"]) if entry["never"] else None,
    )


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(words)})(?![a-z])")
