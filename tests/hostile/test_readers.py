"""Every recipe is told for what it is, in bounded time and memory."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.hostile.reading import MEMORY
from tests.hostile.recipes import RECIPES as EVERY

RECIPES = {name: recipe for name, recipe in EVERY.items() if recipe.kind not in ("tree", "git")}

SLACK = 3
"""Machines differ; the bounds of the recipes are stretched by this."""


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Build every recipe, and read all files in one program with bounded memory."""
    folder = tmp_path_factory.mktemp("hostile")
    for recipe in RECIPES.values():
        release = folder / recipe.id
        release.mkdir()
        recipe.build(release)
    command = [sys.executable, "-m", "tests.hostile.reading", str(folder)]
    environment = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_each_file_of_a_recipe_is_told_for_what_it_is(name: str, readings: dict[str, Any]) -> None:
    recipe = RECIPES[name]
    for path, codes in recipe.files.items():
        found = readings["files"][f"{name}/{path}"]
        assert set(codes) <= set(found["codes"]), (path, found)
        if not codes:
            assert not found["codes"], (path, found)
        assert found["seconds"] * 1000 < recipe.milliseconds * SLACK, path


@pytest.mark.parametrize("name", sorted(name for name, recipe in RECIPES.items() if recipe.forgets))
def test_what_must_not_be_kept_is_not_kept(name: str, readings: dict[str, Any]) -> None:
    for path, text in RECIPES[name].forgets.items():
        found = readings["files"][f"{name}/{path}"]
        assert text not in found["kept"]
        assert len(found["kept"]) < 16_384


def test_all_recipes_together_stay_under_the_memory_of_a_worker(readings: dict[str, Any]) -> None:
    assert readings["peak_kib"] * 1024 < MEMORY


def test_every_file_that_a_recipe_writes_has_an_expectation(readings: dict[str, Any]) -> None:
    expected = {f"{name}/{path}" for name, recipe in RECIPES.items() for path in recipe.files}
    assert expected == set(readings["files"])


def test_every_given_recipe_of_these_kinds_is_built(shared: Path) -> None:
    lines = (shared / "truth" / "hostile.jsonl").read_text("utf-8").splitlines()
    kinds = {recipe.kind for recipe in RECIPES.values()}
    given = {row["id"] for row in map(json.loads, lines) if row["kind"] in kinds}
    assert given <= set(RECIPES)
