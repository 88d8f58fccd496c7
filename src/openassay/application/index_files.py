"""Opening the entries of another index that somebody names: files, or folders full of them."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from openassay.vocabulary import limits
from openassay.vocabulary.findings import Unreadable

_T = TypeVar("_T")

ENDINGS = (".yaml", ".yml")


class NoEntry(Exception):  # noqa: N818
    """A file that is no entry, or cannot be read; the message is for the user and begins with the path."""


def read_entries(paths: Iterable[Path], read: Callable[[bytes, str], _T]) -> Iterator[tuple[Path, _T | NoEntry]]:
    """Read every entry that is named. Of a folder, each YAML file in it is one, by name; deeper folders are not looked into.

    What is no entry comes back as a `NoEntry` in its place, so that one bad file among many hides no other.
    """
    for path in paths:
        files = sorted(one for one in path.iterdir() if one.suffix in ENDINGS and one.is_file()) if path.is_dir() else [path]
        for file in files:
            yield file, _read(file, read)


def _read(path: Path, read: Callable[[bytes, str], _T]) -> _T | NoEntry:
    try:
        with path.open("rb") as file:
            data = file.read(limits.STANDARD_FILE.value + 1)
        return read(data, str(path))
    except OSError as error:
        return NoEntry(f"{path}: cannot be read: {error.strerror}")
    except Unreadable as error:
        return NoEntry(f"{path}: {error.because} ({error.code})")
