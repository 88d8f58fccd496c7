"""The catalogue: the standards that come with openassay, and the lock that keeps a published revision as it was.

A shelf is a folder laid out like the catalogue, `<id>/<edition>/standard.yaml`. Other people's standards stand on their own.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from openassay.standards.conditions import Known
from openassay.standards.document import Problem, Refused, suggest
from openassay.standards.loading import load
from openassay.vocabulary import limits
from openassay.vocabulary.standard import Standard

STANDARD = "standard.yaml"
SOURCE = "SOURCE.md"
CASES = "cases"
_FOLDER = "catalogue"


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition of one standard on a shelf."""

    id: str
    edition: str
    folder: Traversable
    place: str
    """The path of the folder, for messages; that of the catalogue begins inside of it."""

    @property
    def path(self) -> str:
        """The path of the standard, for messages."""
        return f"{self.place}/{STANDARD}"

    def data(self) -> bytes:
        """Return the bytes of the standard; of one that is over the limit, as many as show that it is."""
        return _read(self.folder.joinpath(STANDARD))

    def source_page(self) -> str:
        """Return the page that says what of the official text was read, and what was not; empty where nobody wrote one."""
        page = self.folder.joinpath(SOURCE)
        return _read(page).decode("utf-8", "replace") if page.is_file() else ""

    def cases(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of each file of conformance cases."""
        return cases_in(self.folder, self.place)


def cases_in(folder: Traversable, place: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file of conformance cases in the folder of a standard; `place` is its path, for messages."""
    cases = folder.joinpath(CASES)
    for file in sorted(cases.iterdir(), key=lambda file: file.name) if cases.is_dir() else ():
        yield f"{place}/{CASES}/{file.name}", _read(file)


class NoStandard(LookupError):  # noqa: N818
    """No standard of that name; the message says which there are."""


@cache
def entries() -> tuple[Entry, ...]:
    """Every edition in the catalogue."""
    return entries_in(files(__package__).joinpath(_FOLDER), "")


def entries_in(folder: Traversable, shelf: str) -> tuple[Entry, ...]:
    """Every edition on a shelf, by id and edition; editions of one standard stand oldest first, by the numbers in them.

    `shelf` is its path, for messages.
    """
    return tuple(
        Entry(standard.name, edition.name, edition, "/".join([*([shelf] if shelf else []), standard.name, edition.name]))
        for standard in sorted(folder.iterdir(), key=lambda item: item.name)
        if standard.is_dir()
        for edition in sorted(standard.iterdir(), key=lambda item: _age(item.name))
        if edition.joinpath(STANDARD).is_file()
    )


def _age(edition: str) -> tuple[list[int], str]:
    """What editions are ordered by: `ouc-2023` before `2025.02` before `2026.04`, and `0.9` before `0.10`."""
    return [int(number) for number in re.findall(r"[0-9]{1,9}", edition)], edition


def _read(file: Traversable) -> bytes:
    with file.open("rb") as opened:
        return opened.read(limits.STANDARD_FILE.value + 1)


@cache
def locked() -> dict[str, str]:
    """The SHA-256 of every published revision, by `<id>@<edition>+r<revision>`."""
    table = tomllib.loads(files(__package__).joinpath(_FOLDER, "lock.toml").read_text("utf-8"))
    return dict(table["sha256"])


def find(name: str, known: Known, among: Sequence[Entry] | None = None) -> Standard:
    """Load one standard by name: `mof`, `mof@1.0`, `mof@1.0+r1`, each with `/<variant>` if wanted.

    Without an edition it is the newest. Raises `NoStandard` where there is none of that name `among` some entries, those of the
    catalogue where none are given.
    """
    among = entries() if among is None else among
    wanted, _, variant = name.partition("/")
    identity, _, edition = wanted.partition("@")
    edition, _, revision = edition.partition("+r")
    matching = [entry for entry in among if entry.id == identity and edition in ("", entry.edition)]
    if not matching:
        every = [entry.id for entry in among] + [f"{entry.id}@{entry.edition}" for entry in among]
        raise NoStandard(f"no standard is called '{name}'; {suggest(wanted, every)}")
    standard = pick(load_entry(matching[-1], known), variant)
    if revision and revision != str(standard.revision):
        raise NoStandard(f"the catalogue holds revision {standard.revision} of {standard.id}@{standard.edition}, not {revision}")
    return standard


def pick(variants: dict[str, Standard], variant: str) -> Standard:
    """Return one variant of a standard, the default where none is named. Raises `NoStandard`."""
    standard = next(iter(variants.values()))
    if variant and variant not in variants:
        raise NoStandard(f"{standard.id} has no variant '{variant}'; {suggest(variant, list(variants))}")
    return variants[variant] if variant else standard


def load_entry(entry: Entry, known: Known) -> dict[str, Standard]:
    """Load every variant of one edition. Raises `Refused` where the text is not the one that was published."""
    data = entry.data()
    variants = load(data, entry.path, known)
    standard = next(iter(variants.values()))
    if (standard.id, standard.edition) != (entry.id, entry.edition):
        raise Refused([Problem(entry.path, 1, f"the folder says {entry.id}@{entry.edition}, the file {standard.name}")])
    if problem := edited(standard, data, entry.path):
        raise Refused([problem])
    return variants


def edited(standard: Standard, data: bytes, path: str) -> Problem | None:
    """Say whether a revision that was published before now has another text. Comments count: the hash is of the bytes."""
    base = standard.name.partition("/")[0]
    digest = hashlib.sha256(data).hexdigest()
    published = locked().get(base)
    if published is None or published == digest:
        return None
    message = (
        f"refused:id-clash: {base} was published with the SHA-256 {published[:16]}..., this text has {digest[:16]}...;"
        " give the new text a higher revision"
    )
    return Problem(path, 1, message)
