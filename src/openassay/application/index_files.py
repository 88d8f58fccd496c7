"""Opening the entries of another index that somebody names: files, or folders full of them."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from openassay.exchange.entries import Entry, read_any
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.text import shown

ENDINGS = (".yaml", ".yml")


class NotNamed(Exception):  # noqa: N818
    """What was named holds no entries; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Read:
    """A file that holds an entry."""

    path: str
    sha256: str
    entry: Entry


@dataclass(frozen=True, slots=True, order=True)
class NoEntry:
    """A file that holds none."""

    path: str
    line: int
    code: str
    because: str

    def __str__(self) -> str:
        return f"{shown(self.path, 200)}: {self.because} ({self.code})"


def read_entries(paths: Iterable[Path]) -> tuple[list[Read], list[NoEntry]]:
    """Read every entry that is named, and say which files hold none, so that one bad file among many hides no other.

    Of a folder, each YAML file in it is an entry, by name; deeper folders, links, and names that begin with a point or an
    underscore are passed over. Raises `NotNamed` where a path is not there, or there is nothing to read.
    """
    read: list[Read] = []
    refused: list[NoEntry] = []
    for number, file in enumerate(_files(paths), 1):
        if number > limits.INDEX_ENTRIES.value:
            raise NotNamed(f"more than {limits.INDEX_ENTRIES.value} entries are not read at once ({limits.INDEX_ENTRIES.code})")
        match _read(file):
            case Read() as found:
                read.append(found)
            case NoEntry() as bad:
                refused.append(bad)
    if not read and not refused:
        raise NotNamed("no entry was named; give files that end in .yaml or .yml, or folders of them")
    return read, refused


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            try:
                members = sorted(path.iterdir())
            except OSError as error:
                raise NotNamed(f"'{shown(str(path), 200)}' cannot be read: {error.strerror}") from error
            yield from (one for one in members if one.suffix in ENDINGS and one.name[0] not in "._" and _is_plain(one))
        elif not path.exists():
            raise NotNamed(f"'{shown(str(path), 200)}' does not exist")
        elif not path.is_file():
            raise NotNamed(f"'{shown(str(path), 200)}' is neither a file nor a folder")
        else:
            yield path


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _read(path: Path) -> Read | NoEntry:
    try:
        with path.open("rb") as file:
            data = file.read(limits.STANDARD_FILE.value + 1)
        return Read(str(path), hashlib.sha256(data).hexdigest(), read_any(data, str(path)))
    except OSError as error:
        return NoEntry(str(path), 1, "error:unreadable", f"it cannot be read: {error.strerror}")
    except Unreadable as error:
        return NoEntry(str(path), _line_of(error.because), error.code, error.because)


def _line_of(because: str) -> int:
    """The line that a reader named at the head of its sentence; 1 where it named none."""
    head, _, _ = because.partition(":")
    return int(head[5:]) if head.startswith("line ") and head[5:].isdigit() else 1
