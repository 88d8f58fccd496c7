"""A part of a source: the files that match a pattern, and the documents and licenses in the folders above them.

`models/7b/**` keeps a folder, `*.safetensors` files at the root, `**/*.json` files anywhere; commas join several patterns.
A license reaches down, so what stands in a folder above a file that was chosen speaks for it: READMEs, cards, licenses, notices.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from openassay.sources.target_error import TargetError
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Finding
from openassay.vocabulary.release import Entry, Snapshot

_MARK = "#select="
_ABOVE = re.compile(
    r"(?i)^(?:readme|licen[sc]e|copying|notice|citation|model[_-]?card|data[_-]?card|datasheet)|polic(?:y|ies)|terms"
)
_LONGEST = 1000


def split(text: str) -> tuple[str, tuple[str, ...]]:
    """An address, and the patterns behind it. Raises `TargetError` where the patterns cannot be read."""
    address, mark, rest = text.partition(_MARK)
    if not mark:
        return text, ()
    return address, checked(rest.split(","))


def checked(patterns: Iterable[str]) -> tuple[str, ...]:
    """The patterns, in order. Raises `TargetError` where one is empty, too long, or leads out of the source."""
    found = tuple(pattern.strip().removeprefix("./") for pattern in patterns)
    for pattern in found:
        if not pattern or len(pattern) > _LONGEST or pattern.startswith("/") or ".." in pattern.split("/"):
            raise TargetError("After #select= stand patterns of paths inside the source, joined by commas, such as models/7b/**.")
    return found


class SelectedSnapshot:
    """A source of which only a part is looked at. What is left out is no more listed than what lies in another source."""

    def __init__(self, inner: Snapshot, patterns: tuple[str, ...]) -> None:
        self._inner = inner
        self._patterns = patterns
        self.locator = f"{inner.locator}{_MARK}{','.join(patterns)}"
        self.findings: list[Finding] = []
        """What was found in the source as a whole, where it concerns what was chosen; final when the walk has ended."""
        self._chosen = 0

    @property
    def inner(self) -> Snapshot:
        """The source as a whole."""
        return self._inner

    @cached_property
    def _matches(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{as_regex(pattern)})" for pattern in self._patterns))

    @cached_property
    def _above(self) -> frozenset[str]:
        """Folders that lie above what the patterns can choose."""
        above = {""}
        for pattern in self._patterns:
            fixed = re.split(r"[*?\[]", pattern, maxsplit=1)[0].rpartition("/")[0]
            while fixed:
                above.add(fixed)
                fixed = fixed.rpartition("/")[0]
        return frozenset(above)

    @property
    def revision(self) -> str:
        """Of the source as a whole."""
        return self._inner.revision

    @property
    def complete(self) -> bool:
        """Whether the listing of the whole is complete, and the patterns chose something."""
        return self._inner.complete and self._chosen > 0

    def chooses(self, path: str) -> bool:
        """Whether a file is kept."""
        if self._matches.fullmatch(path):
            return True
        folder, _, name = path.rpartition("/")
        return folder in self._above and bool(_ABOVE.search(name))

    def walk(self) -> Iterator[tuple[Entry, Content | None]]:
        """Every entry that is kept, once, in the order of the source."""
        for entry, content in self._inner.walk():
            if self.chooses(entry.path):
                self._chosen += bool(self._matches.fullmatch(entry.path))
                yield entry, content
        self.findings.extend(finding for finding in self._inner.findings if not finding.path or self.chooses(finding.path))

    def reopen(self, path: str) -> Content:
        """The content of one file again. Raises `Unreadable`."""
        return self._inner.reopen(path)

    def close(self) -> None:
        """Let go of the source."""
        self._inner.close()


def as_regex(pattern: str) -> str:
    """A pattern as a regular expression: `**` crosses folders, `*` and `?` do not; a folder's name stands for all in it."""
    parts = re.split(r"(\*\*/?|\*|\?)", pattern)
    table = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    body = "".join(table.get(part) or re.escape(part) for part in parts)
    return body + ".*" if pattern.endswith("/") else f"{body}(?:/.*)?"
