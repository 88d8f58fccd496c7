"""Recipes are built once for all tests of a run that only read them."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hostile import trees
from tests.hostile.recipes import RECIPES

Built = Callable[[str], Path]

TOO_DEEP = "tree-06"
"""Built anew each time and outside of pytest's folders, which it could not clean up."""


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder where all workers of this run put what they built."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "recipes"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def built(shelf: Path) -> Iterator[Built]:
    """Give the release of a recipe by its id. It stands alone, two folders deep; whoever uses it must not change it."""
    deep: list[Path] = []

    def build(name: str) -> Path:
        if name == TOO_DEEP:
            deep.append(Path(tempfile.mkdtemp(prefix="deep-")))
            return _make(name, deep[-1])
        place = shelf / name
        try:
            place.mkdir()
        except FileExistsError:
            return _wait(place)
        release = _make(name, place)
        (place / "built").touch()
        return release

    yield build
    for folder in deep:
        trees.remove_deep(folder / "around" / "release")
        shutil.rmtree(folder)


def _make(name: str, folder: Path) -> Path:
    release = folder / "around" / "release"
    release.mkdir(parents=True)
    RECIPES[name].build(release)
    return release


def _wait(place: Path) -> Path:
    """Wait for another worker, which builds here."""
    end = time.monotonic() + 60
    while not (place / "built").exists():
        assert time.monotonic() < end, f"{place.name} is not built"
        time.sleep(0.02)
    return place / "around" / "release"
