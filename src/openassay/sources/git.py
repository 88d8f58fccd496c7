"""A git repository on this disk as a source: the tree of one commit, read from its objects and never checked out."""

from collections.abc import Iterator
from typing import NamedTuple

from openassay.formats.streams import Inflated
from openassay.sources import names
from openassay.sources.address import GitAddress
from openassay.sources.git_objects import ASKED_AT_ONCE, Found, GitObjects
from openassay.sources.git_repository import find_repository
from openassay.sources.loaded import Loaded
from openassay.sources.oddities import GITMODULES, GITMODULES_READ, TOO_DEEP, Oddities
from openassay.sources.target_error import TargetError
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import GIT_DIFFERENCE, MEMBER_KEPT, PATH_BYTES, TREE_DEPTH, TREE_FILES, TREE_LISTING
from openassay.vocabulary.release import Entry, EntryKind

_Step = tuple[Entry, Content | None]

_LINK, _SUBMODULE = b"120000", b"160000"


class _Line(NamedTuple):
    """One entry of a tree."""

    mode: bytes
    name: str
    """Of the object: 40 hex digits."""
    path: bytes


class GitSnapshot:
    """One commit of a repository.

    A content of at most `MEMBER_KEPT` bytes is loaded when it is first used. A longer one passes by: its start can be had by
    position, the rest only in order, and only until something else is read.
    """

    def __init__(self, address: GitAddress) -> None:
        """Open the repository and find the commit. Raises `TargetError`."""
        self.locator = address.locator
        repository = find_repository(address.path)
        shown = names.brief(str(address.path))
        if repository is None:
            raise TargetError(f"{shown} is not a git repository.", undecidable=True)
        if unknown := repository.unknown_format():
            raise TargetError(f"The git repository {shown} {unknown}, which is not read yet.", undecidable=True)
        self._objects = GitObjects(repository)
        self._oddities = Oddities()
        self.findings = self._oddities.findings
        self._complete = True
        self._data = bytearray()
        self._index: dict[bytes, str] | None = None
        commit = self._objects.commit_of(address.ref)
        if commit is None:
            self._objects.close()
            what = "has no commit yet" if address.ref == "HEAD" else f"has no branch, tag or commit {names.brief(address.ref)}"
            raise TargetError(f"The git repository {shown} {what}.")
        self._commit = commit

    @property
    def revision(self) -> str:
        """`git:` and the 40 hex digits of the commit."""
        return f"git:{self._commit}"

    @property
    def complete(self) -> bool:
        """False once a limit was reached or git could not list the whole tree."""
        return self._complete

    def walk(self) -> Iterator[_Step]:
        """Every entry once, sorted by the bytes of its path.

        A tree with more entries than are read gives none at all: a few objects can stand for endless paths, and no release that
        is not made so comes near the limit.
        """
        listing = self._objects.listing(self._commit, TREE_FILES.value, TREE_LISTING.value)
        if listing.over:
            self._cut(TREE_FILES.code, "", f"The tree has more than {TREE_FILES.value:,} entries; none of them is read.")
        else:
            self._data = listing.data
            if listing.broken:
                self._cut("error:unreadable", "", "git could not list the whole tree: a part is missing in this copy, or broken.")
            yield from self._walk_lines()
        self._oddities.finish()

    def reopen(self, path: str) -> Content:
        """The content of one file again. Raises `Unreadable`."""
        if self._index is None:
            if not self._data:
                self._data = self._objects.listing(self._commit, TREE_FILES.value, TREE_LISTING.value).data
            self._index = {line.path: line.name for line in self._lines()}
        name = self._index.get(names.raw(path))
        found = self._objects.find([name])[0] if name else None
        if name is None or found is None or found.kind != "blob":
            raise Unreadable("error:unreadable", "No such file is in this copy of the repository.")
        if because := self._too_big(name, found.size):
            raise Unreadable("error:too-big", because)
        return self._content(name, found.size)

    def close(self) -> None:
        """End the git processes."""
        self._objects.close()

    def _walk_lines(self) -> Iterator[_Step]:
        group: list[tuple[str, _Line]] = []
        for line in self._lines():
            path = self._oddities.see(line.path)
            if path is None:
                self._complete = False
            elif line.path.count(b"/") > TREE_DEPTH.value:
                self._cut(TREE_DEPTH.code, path, TOO_DEEP)
            else:
                group.append((path, line))
            if len(group) == ASKED_AT_ONCE:
                yield from self._visit(group)
                group.clear()
        yield from self._visit(group)

    def _lines(self) -> Iterator[_Line]:
        at = 0
        while (end := self._data.find(0, at)) >= 0:
            head, _, path = bytes(self._data[at:end]).partition(b"\t")
            mode, _, name = head.split(b" ")
            yield _Line(mode, name.decode("ascii"), path)
            at = end + 1

    def _visit(self, group: list[tuple[str, _Line]]) -> Iterator[_Step]:
        blobs = [line.name for _, line in group if line.mode != _SUBMODULE]
        try:
            found = dict(zip(blobs, self._objects.find(blobs), strict=True))
        except Unreadable as error:
            for path, _ in group:
                yield self._unreadable(path, error.because), None
            return
        for path, line in group:
            if line.mode == _SUBMODULE:
                self._oddities.note("finding:submodule", path, "A submodule: its content lies in another repository.")
                yield Entry(path, EntryKind.SUBMODULE, target=line.name), None
            else:
                yield self._step(path, line, found[line.name])

    def _step(self, path: str, line: _Line, found: Found | None) -> _Step:
        if found is None:
            return Entry(path, EntryKind.MISSING, because="The content is not in this copy of the repository."), None
        if found.kind != "blob":
            return self._unreadable(path, f"The object is a {found.kind}, not a file."), None
        if line.mode == _LINK:
            return self._link(path, line.name, found.size), None
        if because := self._too_big(line.name, found.size):
            self._oddities.note("error:too-big", path, because)
            return Entry(path, EntryKind.UNREADABLE, found.size, because=because), None
        content = self._content(line.name, found.size)
        if path == GITMODULES:
            self._read_gitmodules(content)
        return Entry(path, EntryKind.FILE, found.size), content

    def _content(self, name: str, size: int) -> Content:
        if size <= MEMBER_KEPT.value:
            return Loaded(size, lambda: self._objects.load(name, size))
        return Inflated(size, lambda: self._objects.stream(name, size), again=True)

    def _too_big(self, name: str, size: int) -> str | None:
        """Say why a blob cannot be read within the memory that git may have, or None where it can."""
        if size <= GIT_DIFFERENCE.value or not self._objects.is_difference(name):
            return None
        most = GIT_DIFFERENCE.value
        return f"The file has {size:,} bytes and is stored as a difference; such files are read up to {most:,} bytes."

    def _link(self, path: str, name: str, size: int) -> Entry:
        if size > PATH_BYTES.value:
            return self._unreadable(path, f"The target of the link has {size:,} bytes, more than a path can have.", size)
        try:
            target = names.shown(self._objects.load(name, size))
        except Unreadable as error:
            return self._unreadable(path, error.because, size)
        self._oddities.see_link(path, target)
        return Entry(path, EntryKind.LINK, size, target)

    def _read_gitmodules(self, content: Content) -> None:
        try:
            self._oddities.see_gitmodules(content.read_at(0, GITMODULES_READ))
        except Unreadable:
            return  # whoever reads the file as a whole is told

    def _unreadable(self, path: str, because: str, size: int | None = None) -> Entry:
        self._oddities.note("error:unreadable", path, because)
        return Entry(path, EntryKind.UNREADABLE, size, because=because)

    def _cut(self, code: str, path: str, because: str) -> None:
        self._complete = False
        self._oddities.note(code, path, because)
