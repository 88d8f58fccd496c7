"""Where standards come from: the catalogue, other people's shelves, packages, and single files that somebody names.

A shelf is a folder laid out like the catalogue. The environment variable OPENASSAY_STANDARDS names shelves; packages offer
theirs through the entry-point group `openassay.standards`. A standard that is named by its file needs no shelf. Nothing is taken
from the release that is graded.
"""

import os
import re
from collections.abc import Iterator
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

from openassay.application.headline import HEADLINE
from openassay.application.known import known
from openassay.standards import catalogue
from openassay.standards.catalogue import Entry, NoStandard
from openassay.standards.document import Problem, Refused
from openassay.standards.loading import load
from openassay.vocabulary import limits
from openassay.vocabulary.standard import Standard

VARIABLE = "OPENASSAY_STANDARDS"
ENTRY_POINTS = "openassay.standards"
"""The entry-point group; each entry names the package whose folder is the shelf."""

_FILE = re.compile(r"(?P<path>.+\.ya?ml)(?:/(?P<variant>[^/]+))?", re.DOTALL)


def shelved() -> tuple[Entry, ...]:
    """Every edition on every shelf, the catalogue's first.

    Raises `Refused` where two shelves clash or one is not there: whoever adds standards must not take a name that already stands
    for another.
    """
    found = list(catalogue.entries())
    ours = {entry.id for entry in found}
    seen: dict[tuple[str, str], Entry] = {}
    for entry in _others():
        if entry.id in ours:
            message = f"refused:id-clash: the catalogue has a standard '{entry.id}'; give this one another id"
            raise Refused([Problem(entry.path, 1, message)])
        first = seen.setdefault((entry.id, entry.edition), entry)
        if first is not entry:
            message = f"refused:id-clash: {entry.id}@{entry.edition} also stands in {first.path}"
            raise Refused([Problem(entry.path, 1, message)])
        found.append(entry)
    return tuple(found)


def _others() -> Iterator[Entry]:
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        place = f"the package {point.value}"
        try:
            yield from catalogue.entries_in(files(point.value), place)
        except (ImportError, TypeError, OSError) as error:
            message = f"it is offered as '{point.name}' and cannot be read; mend or remove it ({type(error).__name__})"
            raise Refused([Problem(place, 1, message)]) from error
    for name in filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)):
        if not Path(name).is_dir():
            raise Refused([Problem(name, 1, f"{VARIABLE} names it, and it is no folder")])
        try:
            yield from catalogue.entries_in(Path(name), name)
        except OSError as error:
            raise Refused([Problem(name, 1, f"{VARIABLE} names it, and it cannot be read: {error.strerror}")]) from error


def find_standard(name: str) -> Standard:
    """Load a standard by its name or by the path of its file, `<path>.yaml`, each with `/<variant>` if wanted.

    Raises `NoStandard`, `Refused` where it is not taken, or `Unreadable` at a limit.
    """
    if file := _FILE.fullmatch(name):
        return catalogue.pick(load_file(Path(file["path"])), file["variant"] or "")
    if name.partition("/")[0].partition("@")[0] in {entry.id for entry in catalogue.entries()}:
        return catalogue.find(name, known())  # nobody else can have that id, so the other shelves need not be looked through
    try:
        return catalogue.find(name, known(), shelved())
    except NoStandard as error:
        inside = Path(name) / catalogue.STANDARD
        hint = f"; to grade under the file in that folder, name it: '{inside}'" if inside.is_file() else ""
        raise NoStandard(f"{error}{hint}") from error


def load_file(path: Path) -> dict[str, Standard]:
    """Load every variant of the standard in a file. Raises `NoStandard` where it cannot be read, `Refused` or `Unreadable`."""
    try:
        with path.open("rb") as file:
            data = file.read(limits.STANDARD_FILE.value + 1)
    except OSError as error:
        raise NoStandard(f"{path}: cannot be read: {error.strerror}") from error
    variants = load(data, str(path), known())
    if problem := catalogue.edited(next(iter(variants.values())), data, str(path)):
        raise Refused([problem])
    return variants


def every_name() -> list[str]:
    """The name of every standard in its newest edition: those of the headline first, then by id."""
    ids = {entry.id: entry for entry in shelved()}  # of one id the last stays, which is the newest
    return [*HEADLINE, *sorted(ids.keys() - set(HEADLINE))]
