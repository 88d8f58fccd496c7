"""What a recipe for a bad input is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Recipe:
    """A way to make a bad release, and what must be said of it."""

    id: str
    kind: str
    make: Callable[[Path], None]
    files: Mapping[str, tuple[str, ...]]
    """For each file, the codes that its reader must report. No code at all means that it is read like any other."""
    listing: tuple[str, ...] = ()
    """Codes that opening and listing the source must show."""
    elsewhere: tuple[str, ...] = ()
    """Codes that the release as a whole must show besides: rooms above the readers find them."""
    milliseconds: int = 5000
    """How long reading one of its files may take."""
    forgets: Mapping[str, str] = field(default_factory=dict)
    """For each file, a piece of text that must not survive in what was kept of it."""

    @property
    def expects(self) -> tuple[str, ...]:
        """Every code that must appear, sorted."""
        return tuple(sorted({code for codes in self.files.values() for code in codes} | {*self.listing, *self.elsewhere}))

    def build(self, folder: Path) -> None:
        """Write its files into `folder`, which exists and is empty."""
        self.make(folder)


def written(files: Files) -> Callable[[Path], None]:
    """A maker that writes these files."""

    def make(folder: Path) -> None:
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    return make


def sparse(name: str, head: bytes, size: int, tail: bytes = b"") -> Callable[[Path], None]:
    """A maker of one file that claims `size` bytes on disk and holds only `head` and `tail`; between them it reads as zeros."""

    def make(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.write(head)
            file.truncate(size)
            file.seek(size - len(tail))
            file.write(tail)

    return make
