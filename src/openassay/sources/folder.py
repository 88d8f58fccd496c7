"""A folder on this disk as a source. Links are never followed, and no special file is ever opened.

Every folder is opened relative to the descriptor of the one above, so a name that is swapped for a link while the walk goes on
leads nowhere. `.git` is passed over: it is git's, not the release's.
"""

import os
import stat
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from openassay.sources import disk, names
from openassay.sources.disk import DiskFile, NotRegular
from openassay.sources.oddities import GITMODULES, GITMODULES_READ, TOO_DEEP, Oddities
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import TREE_DEPTH, TREE_FILES
from openassay.vocabulary.release import Entry, EntryKind

_Step = tuple[Entry, Content | None]

_NEVER_LISTED = frozenset((b"", b".", b"..", b".git"))


class _Seen(IntEnum):
    FOLDER = 0
    FILE = 1
    OTHER = 2


class _Name(NamedTuple):
    key: bytes
    """The name, with a slash where it is a folder: so sorted, the whole walk is in the order of paths."""
    seen: _Seen


class _Open(NamedTuple):
    """A folder that the walk is in."""

    fd: int
    prefix: bytes
    left: Iterator[_Name]


class FolderSnapshot:
    """A folder, read as it is on disk. It has no revision: its content is its identity."""

    revision = ""

    def __init__(self, path: bytes, locator: str) -> None:
        """Open the folder at `path`, following links in that one path. Raises `OSError`."""
        self.locator = locator
        self._oddities = Oddities()
        self.findings = self._oddities.findings
        self._complete = True
        self._files = 0
        self._root = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    @property
    def complete(self) -> bool:
        """False once a limit was reached or a folder could not be listed."""
        return self._complete

    def walk(self) -> Iterator[_Step]:
        """Every entry once, sorted by the bytes of its path. A content is closed at the next step."""
        open_folders: list[_Open] = []
        try:
            self._enter(open_folders, os.dup(self._root), b"")
            while open_folders:
                folder = open_folders[-1]
                name = next(folder.left, None)
                if name is None:
                    os.close(open_folders.pop().fd)
                elif name.seen is _Seen.FOLDER:
                    self._descend(open_folders, folder, name.key[:-1])
                elif self._files >= TREE_FILES.value:
                    self._cut(
                        TREE_FILES.code,
                        folder.prefix,
                        f"There are more than {TREE_FILES.value:,} files; the rest is not read.",
                    )
                    break
                else:
                    yield from self._visit(folder, name)
        finally:
            for folder in open_folders:
                os.close(folder.fd)
        self._oddities.finish()

    def reopen(self, path: str) -> Content:
        """The content of one file again; valid as long as it is held. Raises `Unreadable`."""
        parts = names.raw(path).split(b"/")
        if not _NEVER_LISTED.isdisjoint(parts):
            raise Unreadable("error:unreadable", "No such file is in the folder.")
        *folders, name = parts
        fd = os.dup(self._root)
        try:
            for part in folders:
                above, fd = fd, -1
                try:
                    fd = os.open(part, disk.FOLDER, dir_fd=above)
                finally:
                    os.close(above)
            return DiskFile(name, fd)
        except NotRegular as error:
            raise Unreadable("error:unreadable", f"It is now {error}.") from None
        except (OSError, ValueError) as error:
            because = disk.reason(error) if isinstance(error, OSError) else "no such name"
            raise Unreadable("error:unreadable", f"It could not be opened again: {because}.") from None
        finally:
            if fd >= 0:
                os.close(fd)

    def close(self) -> None:
        """Let go of the folder."""
        if self._root >= 0:
            os.close(self._root)
            self._root = -1

    def _descend(self, open_folders: list[_Open], above: _Open, name: bytes) -> None:
        raw_path = above.prefix + name
        path = self._oddities.see(raw_path, folder=True)
        if path is None:
            self._complete = False
        elif len(open_folders) > TREE_DEPTH.value:
            self._cut(TREE_DEPTH.code, raw_path, TOO_DEEP)
        else:
            try:
                fd = os.open(name, disk.FOLDER, dir_fd=above.fd)
            except OSError as error:
                self._cut("error:unreadable", raw_path, f"The folder could not be listed: {disk.reason(error)}.")
            else:
                self._enter(open_folders, fd, raw_path + b"/")

    def _enter(self, open_folders: list[_Open], fd: int, prefix: bytes) -> None:
        try:
            listed = _list(fd)
        except OSError as error:
            os.close(fd)
            self._cut("error:unreadable", prefix, f"The folder could not be listed: {disk.reason(error)}.")
            return
        if listed is None:
            self._cut(TREE_FILES.code, prefix, f"The folder holds more than {TREE_FILES.value:,} names; none of them is read.")
            listed = []
        open_folders.append(_Open(fd, prefix, iter(listed)))

    def _visit(self, folder: _Open, name: _Name) -> Iterator[_Step]:
        raw_path = folder.prefix + name.key
        path = self._oddities.see(raw_path)
        if path is None:
            self._complete = False
            return
        self._files += 1
        if name.seen is _Seen.FILE:
            try:
                content = DiskFile(name.key, folder.fd)
            except OSError as error:
                yield self._not_opened(folder.fd, name.key, path, error), None
                return
            if raw_path == GITMODULES.encode():
                self._read_gitmodules(content)
            try:
                yield Entry(path, EntryKind.FILE, content.size), content
            finally:
                content.close()
        else:
            yield self._other(folder.fd, name.key, path), None

    def _read_gitmodules(self, content: Content) -> None:
        try:
            self._oddities.see_gitmodules(content.read_at(0, GITMODULES_READ))
        except Unreadable:
            return  # whoever reads the file as a whole is told

    def _not_opened(self, folder: int, name: bytes, path: str, error: OSError) -> Entry:
        """Describe what was listed as a file and could not be opened as one."""
        try:
            found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        except OSError:
            return self._unreadable(path, "The file vanished while the folder was read.")
        if stat.S_ISREG(found.st_mode):
            return self._unreadable(path, f"The file could not be opened: {disk.reason(error)}.", found.st_size)
        return self._other(folder, name, path)

    def _other(self, folder: int, name: bytes, path: str) -> Entry:
        """Describe a link or a special file."""
        try:
            found = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if stat.S_ISLNK(found.st_mode):
                target = names.shown(os.readlink(name, dir_fd=folder))
                self._oddities.see_link(path, target)
                return Entry(path, EntryKind.LINK, found.st_size, target)
        except OSError as error:
            return self._unreadable(path, f"The entry could not be looked at: {disk.reason(error)}.")
        because = f"It is {disk.kind_of(found.st_mode)}, not a file; it is not opened."
        self._oddities.note("finding:special-file", path, because)
        return Entry(path, EntryKind.SPECIAL, because=because)

    def _unreadable(self, path: str, because: str, size: int | None = None) -> Entry:
        self._oddities.note("error:unreadable", path, because)
        return Entry(path, EntryKind.UNREADABLE, size, because=because)

    def _cut(self, code: str, raw_path: bytes, because: str) -> None:
        self._complete = False
        self._oddities.note(code, names.shown(raw_path.removesuffix(b"/")), because)


def _list(fd: int) -> list[_Name] | None:
    """The names in a folder, sorted; None where there are more than are read. Sorting needs all of them, so no part is kept."""
    listed: list[_Name] = []
    with os.scandir(fd) as entries:
        for entry in entries:
            name = os.fsencode(entry.name)
            if entry.is_dir(follow_symlinks=False):
                if name != b".git":
                    listed.append(_Name(name + b"/", _Seen.FOLDER))
            elif entry.is_file(follow_symlinks=False):
                if name != b".git":  # the file that stands in a work tree or submodule instead of the folder
                    listed.append(_Name(name, _Seen.FILE))
            else:
                listed.append(_Name(name, _Seen.OTHER))
            if len(listed) > TREE_FILES.value:
                return None
    listed.sort()
    return listed
