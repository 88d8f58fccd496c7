"""Which license a name, a tag, a sentence or an address means. What is only like a known name is left alone."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from openassay.licenses.expressions import spdx_ids, spelling
from openassay.licenses.table import ref_of, table

_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)*\+*|[\u4e00-\u9fff]+", re.IGNORECASE)
_CC = re.compile(
    r"\b(?:creative[\s_-]+commons|cc)(?:[\s_-]+licen[cs]e)?[\s_:,-]*"
    r"(?P<by>by|attribution)"
    r"(?P<parts>(?:[\s_/,–—-]*(?:non[\s_-]?commercial|nc|no[\s_-]?deriv(?:ative)?s?(?:[\s_-]+works)?|nd|"
    r"share[\s_-]?alike|sa)\b)*)"
    r"[\s_-]*(?:\(cc[\s_-]+[a-z\s_-]{2,12}\))?[\s_-]*"
    r"(?:(?:licen[cs]e|international|version|v|public)[\s,_-]*)*"
    r"(?P<version>[1-4]\.\d)?",
    re.IGNORECASE,
)


class Named(NamedTuple):
    """A license that is named in a text, and where: character offsets, end not included."""

    id: str
    start: int
    end: int


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files(__package__).joinpath("data/names.json").read_text("utf-8"))
    return data


def _words(text: str) -> tuple[str, ...]:
    return tuple(match[0].lower().replace("licence", "license") for match in _WORD.finditer(text))


@cache
def _phrases() -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    """All phrases by their first word, the longest first."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    pairs = [(phrase, id_) for id_, phrases in _data()["phrases"].items() for phrase in phrases]
    for row in table().values():
        id_ = spelling(row.id)
        pairs += [(phrase, id_) for phrase in (*row.titles, *(hub for hub in row.hub if re.search(r"[^a-z]", hub)))]
    for phrase, id_ in pairs:
        words = _words(phrase)
        by_first.setdefault(words[0], []).append((words, id_))
    for listed in by_first.values():
        listed.sort(key=lambda pair: (-len(pair[0]), pair))
    return by_first


def find_names(text: str) -> Iterator[Named]:
    """The licenses that a text names, from left to right, the longest name at each place.

    A bare word such as "MIT" counts only in capitals.
    """
    pieces = [(match[0].lower().replace("licence", "license"), match.start(), match.end()) for match in _WORD.finditer(text)]
    creative = {match.start(): match for match in _CC.finditer(text)}
    at = 0
    phrases = _phrases()
    while at < len(pieces):
        word, start, _ = pieces[at]
        if start in creative and (named := _creative_commons(creative[start])):
            yield Named(named, start, creative[start].end())
            while at < len(pieces) and pieces[at][1] < creative[start].end():
                at += 1
            continue
        for words, id_ in phrases.get(word, ()):
            if len(words) <= len(pieces) - at and all(pieces[at + n][0] == words[n] for n in range(1, len(words))):
                end = pieces[at + len(words) - 1][2]
                if len(words) == 1 and words[0].isalpha() and not text[start:end].isupper():
                    continue
                yield Named(id_, start, end)
                at += len(words) - 1
                break
        at += 1


def _creative_commons(match: re.Match[str]) -> str | None:
    """The id of a Creative Commons license that is named; None where its version is missing."""
    if not match["version"]:
        return None
    parts = re.sub(r"[^a-z]", "", match["parts"].lower())
    id_ = "CC-BY"
    if "nc" in parts or "noncommercial" in parts:
        id_ += "-NC"
        parts = parts.replace("noncommercial", "").replace("nc", "")
    if "nd" in parts or "noderiv" in parts:
        id_ += "-ND"
    elif "sa" in parts or "sharealike" in parts:
        id_ += "-SA"
    return spdx_ids().get(f"{id_}-{match['version']}".lower())


def id_of_tag(tag: str) -> str | None:
    """The id for a `license:` value of the Hub; None for families, `other`, `unknown` and what the Hub does not have."""
    tag = tag.strip().lower()
    if tag in _data()["families"]:
        return None
    known: str | None = _data()["hub"].get(tag)
    if known or (known := spdx_ids().get(tag)):
        return spelling(known)
    ours = ref_of(tag)
    return spelling(ours) if ours else None


@cache
def _aliases() -> Mapping[str, str]:
    found = {}
    for row in table().values():
        for name in (*row.names, *row.hub, row.id, row.name):
            found[_folded(name)] = spelling(row.id)
    for id_, phrases in _data()["phrases"].items():
        for phrase in phrases:
            found.setdefault(_folded(phrase), id_)
    for id_, labels in _data()["labels"].items():
        found.update({_folded(label): id_ for label in labels})
    return found


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9.+\u4e00-\u9fff]+", "-", name.lower().replace("licence", "license")).strip("-")


def id_of_name(name: str) -> str | None:
    """The id for a free `license_name` or the license field of a package; None where it is none that we know."""
    folded = _folded(name)
    if not folded or len(folded) > 200:
        return None
    return _aliases().get(folded) or id_of_tag(folded) or _aliases().get(folded.removesuffix("-license").removeprefix("the-"))


def id_of_classifier(classifier: str) -> str | None:
    """The id for a trove classifier of a Python package; None where it leaves the license open."""
    found: str | None = _data()["classifiers"].get(classifier.strip())
    return found


@cache
def _urls() -> Mapping[str, str]:
    found = {url.lower().removeprefix("www.").rstrip("/"): id_ for url, id_ in _data()["urls"].items()}
    for row in table().values():
        found.update({url.lower().removeprefix("www.").rstrip("/"): spelling(row.id) for url in row.urls})
    return found


_CC_URL = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<kind>by(?:-nc)?(?:-sa|-nd)?)|publicdomain/(?P<zero>zero))/(?P<version>\d\.\d)"
)
_SPDX_URL = re.compile(r"spdx\.org/licenses/([A-Za-z0-9.+-]+?)(?:\.html|\.json|\.txt)?$")


def id_of_url(url: str) -> str | None:
    """The id for the address of a license; None for any other address."""
    bare = re.sub(r"^[a-z]+://", "", url.strip().lower()).removeprefix("www.").split("?")[0].split("#")[0].rstrip("/")
    if match := _CC_URL.search(bare):
        return spdx_ids().get(f"cc0-{match['version']}" if match["zero"] else f"cc-{match['kind']}-{match['version']}")
    if match := _SPDX_URL.search(bare):
        return spdx_ids().get(match[1])
    return _urls().get(bare)
