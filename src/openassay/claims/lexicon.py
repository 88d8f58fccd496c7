"""The words of openness, by language: phrases.toml, read once and compiled."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

KANA = re.compile("[\u3040-\u30ff]")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")

_DASHES = {ord(sign): " " for sign in "-\u2010\u2011\u2012\u2013\u2014\u2015"} | {ord("\u2019"): "'", ord("\u2018"): "'"}


def plain(words: str) -> str:
    """Lower case, with dashes as spaces and apostrophes straight; no longer and no shorter than it was."""
    lowered = words.lower()
    if len(lowered) != len(words):
        lowered = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in words)
    return lowered.translate(_DASHES).replace("state of the art", "state_of_the_art")


class Phrases:
    """A pattern that is compiled when it is first asked: most releases speak one language, and six are known."""

    def __init__(self, pattern: str) -> None:
        self._source = pattern

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._source)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Find the first place."""
        return self._pattern.search(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole text."""
        return self._pattern.fullmatch(text)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Find every place."""
        return self._pattern.finditer(text, start)

    def findall(self, text: str) -> list[str]:
        """Find what stands at every place."""
        return self._pattern.findall(text)


@dataclass(frozen=True)
class Lexicon:
    """The words of one language. A pattern that the language lacks matches nothing."""

    language: str
    spaced: bool
    heads_on_both_sides: bool
    marks: Phrases | None
    stops: frozenset[str]
    says: dict[str, Phrases]
    any: Phrases
    """Any statement at all: a quick look before the slow one."""
    nouns: dict[str, Phrases]
    self_words: Phrases
    governing: Phrases
    """Right before the phrase, up to its beginning."""
    group: Phrases
    active: Phrases
    acted: Phrases
    gives: Phrases
    made: Phrases
    copula: Phrases
    """Right before the phrase, with at most one word between."""
    others: Phrases
    """Right before the phrase, with up to three words between."""
    near: Phrases
    verbs: Phrases
    after: Phrases
    superlative: Phrases
    denied_before: Phrases
    denied_after: Phrases
    never_denied: Phrases
    hedge: Phrases
    hedge_before: Phrases
    thanks: Phrases
    thanks_headings: Phrases
    boilerplate: Phrases
    conditions: Phrases


def _compile(entries: list[str], *, spaced: bool, before: str = "", after: str = "") -> Phrases:
    if not entries:
        return Phrases(r"(?!)")
    joined = "|".join(entries)
    if not spaced:
        return Phrases(f"{before}(?:{joined}){after}")
    joined = joined.replace(" ?", "\0").replace(" ", " {1,3}").replace("\0", " {0,3}")
    return Phrases(rf"{before}(?<!\w)(?:{joined})(?!\w){after}")


@cache
def lexicons() -> dict[str, Lexicon]:
    """Every language by its ISO 639-1 code."""
    table = tomllib.loads(files(__package__).joinpath("phrases.toml").read_text("utf-8"))
    return {language: _lexicon(language, entry) for language, entry in table.items()}


@cache
def boilerplate_files() -> frozenset[str]:
    """Beginnings of file names, in lower case, whose text is the same in every repository."""
    table = tomllib.loads(files(__package__).joinpath("phrases.toml").read_text("utf-8"))
    return frozenset(name for entry in table.values() for name in entry["boilerplate"]["files"])


def _lexicon(language: str, entry: dict[str, Any]) -> Lexicon:
    spaced = entry["script"] == "words"
    between = r"(?: {1,3}[\w.%+']{1,30}){0,3} *$" if spaced else r".{0,4}$"

    def words(section: str, key: str, before: str = "", after: str = "") -> Phrases:
        return _compile(entry[section].get(key, []), spaced=spaced, before=before, after=after)

    return Lexicon(
        language=language,
        spaced=spaced,
        heads_on_both_sides=entry["head"] == "both",
        marks=Phrases(entry["marks"]) if "marks" in entry else None,
        stops=frozenset(entry.get("stops", ())),
        says={says: _compile(entries, spaced=spaced) for says, entries in entry["says"].items()},
        any=_compile([one for entries in entry["says"].values() for one in entries], spaced=spaced),
        nouns={kind: _compile(entries, spaced=spaced) for kind, entries in entry["nouns"].items()},
        self_words=words("self", "words"),
        governing=words("self", "governing", after=r" *$" if spaced else "$"),
        group=words("self", "group", after=r" *$" if spaced else ".{0,4}$"),
        active=words("self", "active", before="^" if not spaced else "^ *"),
        acted=words("self", "acted", after=r" *$" if spaced else "$"),
        gives=words("self", "gives"),
        made=words("self", "made"),
        copula=_compile(entry["copula"], spaced=spaced, after=r"(?: {1,3}\w{1,30})? *$" if spaced else ".{0,2}$"),
        others=words("others", "words", after=between),
        near=words("comparison", "near", after=r" *$" if spaced else "$"),
        verbs=words("comparison", "verbs"),
        after=words("comparison", "after", before="^ *"),
        superlative=words("comparison", "superlative", after=r" *$" if spaced else "$"),
        denied_before=words("negation", "before", after=r" *$" if spaced else "$"),
        denied_after=words("negation", "after", before="^ *" if spaced else "^"),
        never_denied=words("negation", "never"),
        hedge=words("hedge", "words"),
        hedge_before=words("hedge", "before"),
        thanks=words("thanks", "words"),
        thanks_headings=words("thanks", "headings"),
        boilerplate=words("boilerplate", "words"),
        conditions=words("conditions", "words"),
    )


def lexicon_of_signs(words: str) -> Lexicon | None:
    """The lexicon of a sentence that is written in signs; None where it is not."""
    if KANA.search(words):
        return lexicons()["ja"]
    return lexicons()["zh"] if HAN.search(words) else None


def lexicon_for(words: str) -> Lexicon:
    """The lexicon of a passage: by its signs, else by the small words that it uses most."""
    if signs := lexicon_of_signs(words):
        return signs
    best, count = lexicons()["en"], 0
    for lexicon in lexicons().values():
        if lexicon.spaced and lexicon.marks is not None:
            seen = len(lexicon.marks.findall(words))
            if seen > count:
                best, count = lexicon, seen
    return best
