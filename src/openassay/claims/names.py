"""By what names a release calls itself: the words of its titles, and the names that its documents use most."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from openassay.formats.passages import Form, Passage, Shown
from openassay.formats.visible_text import VisibleText

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*|[A-Z]{2,}")
_PLAIN = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")
MENTIONS = 4
"""How often the most used name of a document must stand in it to be taken for its subject, where its title names none."""


@cache
def _common() -> frozenset[str]:
    table = tomllib.loads(files(__package__).joinpath("names.toml").read_text("utf-8"))
    return frozenset(str(table["common"]).split())


def own_names(documents: Iterable[VisibleText]) -> frozenset[str]:
    """The names, in lower case, by which the release speaks of itself."""
    used: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    fronts: list[tuple[set[str], Counter[str]]] = []
    for document in documents:
        here: Counter[str] = Counter()
        for passage in document.passages:
            if passage.kind is Shown.VISIBLE and passage.form in (Form.PARAGRAPH, Form.ITEM):
                words = _without_links(passage)
                here.update(_names(words))
                seen.update(_names(words, begins_too=True))
                plain.update(_PLAIN.findall(words))
        used += here
        if _is_front(document.text.path):
            fronts.append((set(_names(_title(document), begins_too=True)) | _of_path(document.text.path), here))
    # A word that is written small as often as not is no name, however it stands in a title.
    names = {name for name in seen if name not in _common() and len(name) > 1 and plain[name] < seen[name]}
    own: set[str] = set()
    for titled, here in fronts:
        most, name = max(((here[name], name) for name in names & here.keys()), default=(0, ""))
        own |= (titled & names) or ({name} if most >= MENTIONS else set())
    stems = tuple(stem for name in own if len(stem := name.rstrip("0123456789.-")) > 2)
    return frozenset(own | {name for name in names if name.startswith(stems)})


def _is_front(path: str) -> bool:
    """Whether a document introduces what it stands beside: a README or a card."""
    name = path.rpartition("/")[2].lower()
    return name.startswith("readme") or "card" in name


def _title(document: VisibleText) -> str:
    return next((one.said for one in document.passages if one.kind is Shown.HEADING and one.level == 1), "")


def _names(words: str, *, begins_too: bool = False) -> list[str]:
    """Words that are names by their look: a capital letter that no sentence explains, or a digit."""
    found = []
    for match in _NAME.finditer(words):
        word = match[0]
        begins = match.start() == 0 or words[max(0, match.start() - 2) : match.start()] in (". ", ": ")
        odd = any(sign.isupper() for sign in word[1:]) or any(sign.isdigit() for sign in word)
        if odd or (word[0].isupper() and (begins_too or not begins)):
            found.append(word.lower())
            if "-" in word:
                found.append(word.lower().split("-")[0])
    return found


def _without_links(passage: Passage) -> str:
    parts, at = [], 0
    for mark in passage.marks:
        if mark.kind is Shown.LINK and mark.target.startswith("http") and mark.start >= at:
            parts.append(passage.said[at : mark.start])
            at = mark.end
    parts.append(passage.said[at:])
    return "".join(parts)


def _of_path(path: str) -> set[str]:
    """The folder that a README stands in, and the name of a card: both are often the name of what they are about."""
    folder, _, name = path.lower().rpartition("/")
    stem = name.partition(".")[0].replace("model_card", "").replace("modelcard", "").strip("_-")
    return {part for part in (folder.rpartition("/")[2], stem) if part}
