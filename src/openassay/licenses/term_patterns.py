"""How licenses word their limits and freedoms: patterns over one sentence, from data/term_wording.txt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from openassay.vocabulary.licenses import TermAnswer, TermName

_PART = re.compile(r"<([A-Z]+)>")
_CONTINUES = "    "


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to word one term. `answer` is what it says of the term; `wording` and `unless` are regular expressions."""

    term: TermName
    answer: TermAnswer
    wording: str
    unless: str
    """What takes the meaning away where it stands near; empty where nothing does."""
    lead: bool


@cache
def compiled(wording: str) -> re.Pattern[str]:
    """A regular expression of the wording, compiled when the first sentence needs it: most texts need few of them."""
    return re.compile(wording)


@dataclass(slots=True)
class Wording:
    """All patterns, and what a sentence must hold to be looked at for a term."""

    patterns: list[Pattern] = field(default_factory=list)
    hints: dict[TermName, tuple[str, ...]] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def lifted(self) -> re.Pattern[str]:
        """Words that take a limit away rather than set one."""
        return compiled(self.parts["LIFTED"])

    @property
    def defines(self) -> re.Pattern[str]:
        """The start of a sentence that says what a word means."""
        return compiled(self.parts["DEFINES"])


@cache
def wording() -> Wording:
    """The wording that ships with openassay. Raises `ValueError` where its file is not well formed."""
    return read_wording(files(__package__).joinpath("data/term_wording.txt").read_text("utf-8"))


def read_wording(text: str) -> Wording:
    """Read a file of wording."""
    found = Wording()
    for head, body, but in _entries(text):
        match head:
            case ["let", name]:
                found.parts[name] = _filled(body, found.parts)
            case ["hint", term]:
                found.hints[TermName(term)] = tuple(word.replace("_", " ") for word in body.split())
            case ["say", term, answer, *rest] if rest in ([], ["lead"]):
                expression, unless = _filled(body, found.parts), _filled(but, found.parts)
                found.patterns.append(Pattern(TermName(term), TermAnswer(answer), expression, unless, bool(rest)))
            case _:
                raise ValueError(f"term wording: {' '.join(head)} is no entry")
    return found


def _entries(text: str) -> list[tuple[list[str], str, str]]:
    """Each entry with its body and its `but`."""
    entries: list[tuple[list[str], list[str], list[str]]] = []
    into: list[str] = []
    for line in text.split("\n"):
        if line.startswith(_CONTINUES):
            into.append(line[len(_CONTINUES) :])
        elif line.strip() == "but":
            into = entries[-1][2]
        elif line and not line.startswith("#"):
            entries.append((line.split(), [], []))
            into = entries[-1][1]
    # Hints are words; the lines of a pattern are joined as they are.
    return [(head, (" " if head[0] == "hint" else "").join(body), "".join(but)) for head, body, but in entries]


def _filled(expression: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda match: parts[match[1]], expression)
