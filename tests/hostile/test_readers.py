"""Every file of the recipes is told by its reader for what it is, in bounded time and memory."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.hostile.conftest import Built
from tests.hostile.reading import MEMORY
from tests.hostile.recipe import Recipe
from tests.hostile.recipes import RECIPES as EVERY

RECIPES = {name: recipe for name, recipe in EVERY.items() if recipe.files}

SLACK = 3
"""Machines differ; the bounds of the recipes are stretched by this."""


Readings = dict[str, dict[str, Any]]


def read(kind: str, built: Built) -> tuple[Readings, int]:
    """Read every file of the recipes of one kind in one program with bounded memory; return what came of each, and the peak."""
    releases = [str(built(name)) for name, recipe in RECIPES.items() if recipe.kind == kind]
    command = [sys.executable, "-m", "tests.hostile.reading", *releases]
    environment = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return found["files"], found["peak_kib"] * 1024


@pytest.mark.parametrize("kind", sorted({recipe.kind for recipe in RECIPES.values()}))
def test_each_file_of_a_recipe_is_told_for_what_it_is_in_bounds(kind: str, built: Built) -> None:
    files, peak = read(kind, built)
    assert peak < MEMORY
    expected = {str(built(name) / path): (recipe, path) for name, recipe in RECIPES.items() for path in recipe.files}
    expected = {path: about for path, about in expected.items() if about[0].kind == kind}
    assert files.keys() == expected.keys()
    assert [line for path, (recipe, name) in expected.items() for line in wrong(recipe, name, files[path])] == []


def wrong(recipe: Recipe, path: str, found: dict[str, Any]) -> Iterator[str]:
    """Say what is not as it should be with the reading of one file."""
    codes = set(recipe.files[path])
    said = set(found["codes"])
    if not codes <= said or (not codes and said):
        yield f"{recipe.id}: {path} is said to be {sorted(said)} and should be {sorted(codes)}"
    if found["seconds"] * 1000 > recipe.milliseconds * SLACK:
        yield f"{recipe.id}: {path} took {found['seconds']:.2f} s"
    text = recipe.forgets.get(path)
    if text is not None and (text in found["kept"] or len(found["kept"]) > 16_384):
        yield f"{recipe.id}: {path} is kept at too great a length, or with {text}"


def test_every_given_recipe_of_these_kinds_is_built(shared: Path) -> None:
    lines = (shared / "truth" / "hostile.jsonl").read_text("utf-8").splitlines()
    kinds = {recipe.kind for recipe in RECIPES.values()}
    given = {row["id"] for row in map(json.loads, lines) if row["kind"] in kinds}
    assert given <= set(RECIPES)
