"""Small stand-ins for a source, so that tests of the inventory need no disk."""

from collections.abc import Iterator, Mapping

from openassay.inventory.survey import Surveyed, survey
from openassay.vocabulary.content import Content, Held
from openassay.vocabulary.findings import Finding, Remark, Unreadable
from openassay.vocabulary.release import Entry, EntryKind

Tree = Mapping[str, bytes | str | Entry]
"""Paths with their contents; an `Entry` for what is no readable file."""


class Planted:
    """A snapshot whose files are planted in memory."""

    def __init__(self, tree: Tree, *, complete: bool = True, revision: str = "") -> None:
        self.tree = tree
        self.locator = "planted"
        self.findings: list[Finding] = []
        self.complete = complete
        self.revision = revision
        self.reopened: list[str] = []

    def walk(self) -> Iterator[tuple[Entry, Content | None]]:
        for path, what in self.tree.items():
            if isinstance(what, Entry):
                yield what, None
            else:
                content = Held(what.encode() if isinstance(what, str) else what)
                yield Entry(path, EntryKind.FILE, content.size), content

    def reopen(self, path: str) -> Content:
        self.reopened.append(path)
        what = self.tree.get(path)
        if what is None or isinstance(what, Entry):
            raise Unreadable("error:unreadable", "It is gone.")
        return Held(what.encode() if isinstance(what, str) else what)

    def close(self) -> None:
        pass


class ByName:
    """Formats told by the extension alone, without headers."""

    def recognise(self, path: str, head: bytes, size: int) -> str:
        return {"py": "python", "md": "markdown", "safetensors": "safetensors"}.get(path.rpartition(".")[2], "unknown")

    def read_header(self, format: str, content: Content) -> tuple[object | None, tuple[Remark, ...]]:  # noqa: A002
        if format == "safetensors" and content.size < 8:
            raise Unreadable("error:truncated", "It ends early.")
        return None, ()


def surveyed(tree: Tree, *, complete: bool = True) -> Surveyed:
    """Plant a tree and survey it."""
    return survey(Planted(tree, complete=complete), "source", None, ByName())
