"""Weights of a demonstration: they lie beside the script that runs it and share its name; the release's own are elsewhere."""

import re
from collections.abc import Iterable, Sequence

from openassay.inventory.layout import Layout
from openassay.inventory.weight_sets import WeightSet

_RUNNER = re.compile(r"(?i)(?:^|[_-])(?:run|demo|train|test|example|toy)(?:[_-]|$)")
_SHARED = 8
"""Characters that a file and a script must share at the start of their names."""


def demo_folders(layout: Layout, sets: Sequence[WeightSet]) -> frozenset[tuple[str, str]]:
    """Source and folder of weights that a script beside them runs as a demonstration."""
    scripts: dict[tuple[str, str], list[str]] = {}
    for place in layout.files("python"):
        stem = place.name.rpartition(".")[0]
        if _RUNNER.search(stem):
            scripts.setdefault((place.artifact.source, place.artifact.folder), []).append(stem)
    found = set()
    for one in sets:
        for place in one.places:
            where = (place.artifact.source, place.artifact.folder)
            if any(_shares(place.name, stem) for stem in scripts.get(where, ())):
                found.add(where)
    return frozenset(found)


def _shares(name: str, stem: str) -> bool:
    start = name[:_SHARED]
    return len(start) == _SHARED and stem.startswith(start) and bool(re.search(r"[\d_-]", start))


def lying_in(sets: Iterable[WeightSet], folders: frozenset[tuple[str, str]]) -> list[WeightSet]:
    """The sets all of whose files lie in the folders."""
    return [one for one in sets if all((place.artifact.source, place.artifact.folder) in folders for place in one.places)]
