"""The lie of a release: whose each artifact is, what its path says, and the documents that speak for the release."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from openassay.inventory.vendored import find_vendored
from openassay.inventory.words import Words, folder_words, words_of
from openassay.vocabulary import limits
from openassay.vocabulary.release import Artifact, EntryKind, Release
from openassay.vocabulary.text import Text

TEST_WORDS = frozenset({
    "test", "tests", "testing", "unittest", "unittests", "fixture", "fixtures", "testdata", "conftest", "mock", "mocks",
    "dummy", "stubs",
})  # fmt: skip
"""A path with one of these as a folder holds what tests need, not what the release offers."""

PAGES = (".md", ".rst", ".txt", ".pdf", ".html", ".tex", ".docx")
"""Suffixes of documents."""

PROSE = frozenset({"markdown", "rst", "text", "latex", "html"})
"""Formats that people read."""

_README = re.compile(r"(?i)^(readme|index|about|overview)([._-].*)?$|^(METADATA|PKG-INFO)$")
_DOCUMENT = re.compile(
    r"(?i)readme|model[_-]?card|data[_-]?card|datasheet|release|usage|training|getting[_-]?started|^(METADATA|PKG-INFO)$"
    r"|weights|models?\.md|datasets?\.md"
)
_NOT_ABOUT_THE_RELEASE = re.compile(
    r"(?i)licen[sc]e|copying|notice|policy|terms|changelog|^changes|history|contributing|code[_-]of[_-]conduct|security"
    r"|requirements"
)

READ_AT_MOST = 200
"""Documents looked through for what a release says of itself; the ones nearest to the root come first."""


class Placed(NamedTuple):
    """An artifact with what its place says."""

    artifact: Artifact
    name: str
    """The last part of the path."""
    words: Words
    vendored: bool
    test: bool

    @property
    def own(self) -> bool:
        """Whether it is the releaser's, and more than a test."""
        return not self.vendored and not self.test


class _Folder(NamedTuple):
    words: frozenset[str]
    vendored: bool
    test: bool


class Layout:
    """A release as the inventory walks it. Everything in it is in the order of source and path."""

    def __init__(self, release: Release, read_text: Callable[[Artifact], Text | None]) -> None:
        self.release = release
        self.read_text = read_text
        self.vendored: list[tuple[str, str]] = []
        """Source and path of each folder that holds somebody else's work."""
        self.places = tuple(self._place())

    def _place(self) -> Iterator[Placed]:
        for source in self.release.sources:
            artifacts = [artifact for artifact in self.release.artifacts if artifact.source == source.id]
            vendored = find_vendored(artifacts, self.read_text)
            self.vendored += ((source.id, folder) for folder in sorted(vendored))
            folders: dict[str, _Folder] = {}
            for artifact in artifacts:
                path, _, name = artifact.path.rpartition("/")
                folder = folders.get(path)
                if folder is None:
                    folder = folders[path] = _look_at_folder(path, vendored)
                stem = name.partition(".")[0].lower()
                test = folder.test or stem.startswith("test_") or stem.endswith("_test") or stem == "conftest"
                theirs = folder.vendored or artifact.path in vendored
                yield Placed(artifact, name, Words(words_of(name.rpartition(".")[0] or name), folder.words), theirs, test)

    @cached_property
    def own(self) -> tuple[Placed, ...]:
        """What is the releaser's, without tests."""
        return tuple(place for place in self.places if not place.vendored and not place.test)

    @cached_property
    def pages(self) -> tuple[Placed, ...]:
        """Own artifacts that may be documents, by format or name."""
        return tuple(
            place
            for place in self.own
            if place.artifact.format in PROSE or place.name.lower().endswith(PAGES) or "." not in place.name
        )

    @cached_property
    def copies(self) -> frozenset[tuple[str, str]]:
        """Source and path of each page that has the very content of another one.

        The original is a README, or of several with one name the nearest to the root. Under different names none is: the same
        words are not a report and a data card at once, and which of the two they are the name does not show.
        """
        groups: dict[str, list[Artifact]] = {}
        for artifact in sorted((place.artifact for place in self.pages), key=_rank_of_page):
            if artifact.sha256 and artifact.size:
                groups.setdefault(artifact.sha256, []).append(artifact)
        found: set[tuple[str, str]] = set()
        for group in groups.values():
            original = is_readme(group[0].path) or len({artifact.name.lower() for artifact in group}) == 1
            found.update((artifact.source, artifact.path) for artifact in group[original:])
        return frozenset(found)

    def files(self, *formats: str) -> Iterator[Placed]:
        """Own files of the given formats."""
        return (place for place in self.own if place.artifact.kind is EntryKind.FILE and place.artifact.format in formats)

    @property
    def documents(self) -> tuple[Text, ...]:
        """Texts that speak for the release: its READMEs, cards and the like, nearest to the root first."""
        return self._documents[0]

    @property
    def documents_left_out(self) -> bool:
        """Whether there are more of them than are read."""
        return self._documents[1]

    @cached_property
    def _documents(self) -> tuple[tuple[Text, ...], bool]:
        chosen = [place.artifact for place in self.own if _speaks(place)]
        chosen = [artifact for artifact in chosen if (artifact.source, artifact.path) not in self.copies]
        chosen.sort(key=lambda artifact: (artifact.path.count("/"), artifact.source, artifact.path))
        found: list[Text] = []
        room, left_out = limits.DOCUMENTS.value, len(chosen) > READ_AT_MOST
        for artifact in chosen[:READ_AT_MOST]:
            size = min(artifact.size or 0, limits.DOCUMENT.value)
            if size > room:
                left_out = True
            elif (text := self.read_text(artifact)) is not None:
                room -= size
                found.append(text)
        return tuple(found), left_out

    @cached_property
    def readmes(self) -> tuple[Text, ...]:
        """The READMEs among the documents, nearest to the root first."""
        return tuple(text for text in self.documents if is_readme(text.path))

    def unread(self, matters: Callable[[Artifact], bool]) -> list[Artifact]:
        """Own artifacts whose content could not be looked into, among those that matter to a question."""
        blind = (EntryKind.MISSING, EntryKind.UNREADABLE)
        return [place.artifact for place in self.own if place.artifact.kind in blind and matters(place.artifact)]


def _rank_of_page(artifact: Artifact) -> tuple[bool, int, str, str]:
    return not is_readme(artifact.path), artifact.path.count("/"), artifact.source, artifact.path


def _look_at_folder(path: str, vendored: frozenset[str]) -> _Folder:
    words = folder_words(path)
    theirs = any(path == one or path.startswith(f"{one}/") for one in vendored)
    workshop = any(part.startswith(".") and len(part) > 2 for part in path.split("/"))
    return _Folder(words, theirs, bool(words & TEST_WORDS) or workshop)


def is_readme(path: str) -> bool:
    """Whether a file of this name introduces the folder that it stands in."""
    return bool(_README.match(path.rpartition("/")[2]))


def _speaks(place: Placed) -> bool:
    artifact = place.artifact
    if artifact.kind is not EntryKind.FILE:
        return False
    name = place.name
    if name in ("METADATA", "PKG-INFO"):
        return True
    if artifact.format not in PROSE or _NOT_ABOUT_THE_RELEASE.search(name):
        return False
    told = artifact.format in ("markdown", "rst") and bool(place.words.folders & {"modelcards", "cards", "docs"})
    return told or bool(_DOCUMENT.search(name)) or "/" not in artifact.path
