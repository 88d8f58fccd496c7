"""The words of openness, by language: phrases.toml, read once and compiled."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
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


@dataclass(frozen=True)
class Lexicon:
    """The words of one language. A pattern that the language lacks matches nothing."""

    language: str
    spaced: bool
    heads_on_both_sides: bool
    stops: frozenset[str]
    says: dict[str, re.Pattern[str]]
    nouns: dict[str, re.Pattern[str]]
    self_words: re.Pattern[str]
    governing: re.Pattern[str]
    """Right before the phrase, up to its beginning."""
    group: re.Pattern[str]
    active: re.Pattern[str]
    acted: re.Pattern[str]
    gives: re.Pattern[str]
    made: re.Pattern[str]
    copula: re.Pattern[str]
    """Right before the phrase, with at most one word between."""
    others: re.Pattern[str]
    """Right before the phrase, with up to three words between."""
    near: re.Pattern[str]
    verbs: re.Pattern[str]
    after: re.Pattern[str]
    superlative: re.Pattern[str]
    denied_before: re.Pattern[str]
    denied_after: re.Pattern[str]
    never_denied: re.Pattern[str]
    hedge: re.Pattern[str]
    hedge_before: re.Pattern[str]
    thanks: re.Pattern[str]
    thanks_headings: re.Pattern[str]
    boilerplate: re.Pattern[str]
    conditions: re.Pattern[str]


_NOTHING = re.compile(r"(?!)")


def _compile(entries: list[str], *, spaced: bool, before: str = "", after: str = "") -> re.Pattern[str]:
    if not entries:
        return _NOTHING
    joined = "|".join(entries)
    if not spaced:
        return re.compile(f"{before}(?:{joined}){after}")
    joined = joined.replace(" ?", "\0").replace(" ", " {1,3}").replace("\0", " {0,3}")
    return re.compile(rf"{before}(?<!\w)(?:{joined})(?!\w){after}")


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("phrases.toml").read_text("utf-8"))


def languages() -> list[str]:
    """Every language by its ISO 639-1 code."""
    return list(_table())


@cache
def any_statement() -> tuple[re.Pattern[str], ...]:
    """For each language, any statement at all: a quick look before the slow one."""
    return tuple(
        _compile([one for entries in entry["says"].values() for one in entries], spaced=entry["script"] == "words")
        for entry in _table().values()
    )


@cache
def boilerplate_files() -> frozenset[str]:
    """Beginnings of file names, in lower case, whose text is the same in every repository."""
    return frozenset(name for entry in _table().values() for name in entry["boilerplate"]["files"])


@cache
def lexicon(language: str) -> Lexicon:
    """The words of one language. Most releases speak one or two, and compiling a language takes milliseconds."""
    entry = _table()[language]
    spaced = entry["script"] == "words"
    between = r"(?: {1,3}[\w.%+']{1,30}){0,3} *$" if spaced else r".{0,4}$"

    def words(section: str, key: str, before: str = "", after: str = "") -> re.Pattern[str]:
        return _compile(entry[section].get(key, []), spaced=spaced, before=before, after=after)

    return Lexicon(
        language=language,
        spaced=spaced,
        heads_on_both_sides=entry["head"] == "both",
        stops=frozenset(entry.get("stops", ())),
        says={says: _compile(entries, spaced=spaced) for says, entries in entry["says"].items()},
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
        return lexicon("ja")
    return lexicon("zh") if HAN.search(words) else None


@cache
def _marks() -> dict[str, re.Pattern[str]]:
    """The small words by which a language that is written in words is known."""
    return {
        language: re.compile(entry["marks"])
        for language, entry in _table().items()
        if "marks" in entry and entry["script"] == "words"
    }


def lexicon_for(words: str) -> Lexicon:
    """The lexicon of a passage: by its signs, else by the small words that it uses most."""
    if signs := lexicon_of_signs(words):
        return signs
    best, count = "en", 0
    for language, marks in _marks().items():
        seen = len(marks.findall(words))
        if seen > count:
            best, count = language, seen
    return lexicon(best)
