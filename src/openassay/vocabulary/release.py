"""A release as it was found: the sources that were opened, and the artifacts in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Finding, Remark


class EntryKind(StrEnum):
    """What stands at a path of a source."""

    FILE = "file"
    LINK = "link"
    """A symbolic link: never followed; its target is text."""
    SUBMODULE = "submodule"
    MISSING = "missing"
    """In the tree, but the content is not in this copy."""
    SPECIAL = "special"
    """A device, a pipe, a socket."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of a source, before its content is looked at."""

    path: str
    kind: EntryKind
    size: int | None = None
    """Bytes; None where the source does not say."""
    target: str = ""
    """Where a link points, or the commit of a submodule."""
    because: str = ""
    """Why an entry is missing or unreadable."""


class Snapshot(Protocol):
    """A source, opened at one immutable revision.

    `walk` passes once over everything; a content is valid until the next step. `reopen` gives the content of one path
    again. Findings about the source itself collect in `findings` and are final when the walk has ended.
    """

    locator: str
    """What the user gave, normalised; never a path outside the target."""
    findings: list[Finding]

    @property
    def revision(self) -> str:
        """The immutable revision, such as `git:<commit>` or `sha256:<digest>`; empty where only the walk can tell."""

    @property
    def complete(self) -> bool:
        """Whether the listing holds everything that the source has; final when the walk has ended."""

    def walk(self) -> Iterator[tuple[Entry, Content | None]]:
        """Every entry once, with its content where it is a file."""

    def reopen(self, path: str) -> Content:
        """The content of one file again. Raises `Unreadable`."""

    def close(self) -> None:
        """Let go of files and child processes."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of a release, as the inventory saw it."""

    source: str
    path: str
    kind: EntryKind
    size: int | None
    sha256: str | None
    """Hex digest of the whole content; None where it was not read whole."""
    format: str
    """What the bytes are, by content and name: `safetensors`, `python`, `markdown`, `pickle`, ...; `unknown` otherwise."""
    header: object | None = None
    """The typed header of the format's reader, where it has one."""
    remarks: tuple[Remark, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The path without its last part; empty at the root."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Source:
    """A source after it was read."""

    id: str
    locator: str
    revision: str
    complete: bool
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Release:
    """Everything that was read: the unit that is graded."""

    name: str
    digest: str
    sources: tuple[Source, ...]
    artifacts: tuple[Artifact, ...] = field(repr=False)

    @property
    def complete(self) -> bool:
        """Whether every listing is complete: only then can absence be proven."""
        return all(source.complete for source in self.sources)
