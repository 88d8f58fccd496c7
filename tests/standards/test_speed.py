"""Standards cost little: to load one, and to grade under all. No more are loaded than are asked for."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bench.standards import GRADE, LOAD, best, every_fact
from openassay.application.headline import HEADLINE
from openassay.application.known import known
from openassay.application.shelves import find_standard
from openassay.cli.main import cli
from openassay.grading.schemes import grade
from openassay.standards import catalogue, loading
from openassay.standards.catalogue import entries, load_entry
from tests.cli.releases import plant


def test_no_standard_takes_long_to_load() -> None:
    slow = {entry.place: took for entry in entries() if (took := best(partial(load_entry, entry, known()), 3)) > LOAD}
    assert slow == {}


def test_grading_under_every_edition_takes_no_time_once_the_facts_are_there() -> None:
    standards = [find_standard(f"{entry.id}@{entry.edition}") for entry in entries()]
    case = every_fact(standards)
    assert best(lambda: [grade(standard, case) for standard in standards], 3) <= GRADE


@pytest.mark.parametrize(
    ("words", "count"), [([], len(HEADLINE)), (["--standard", "g7"], 1), (["--all"], len({entry.id for entry in entries()}))]
)
def test_a_release_graded_under_five_standards_loads_five(
    words: list[str], count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    def load(data: bytes, path: str, *more: Any) -> Any:
        loaded.append(path)
        return original(data, path, *more)

    original = loading.load
    monkeypatch.setattr(catalogue, "load", load)
    done = CliRunner().invoke(cli, ["assess", str(plant(tmp_path / "release")), *words])
    assert done.exit_code == 0
    assert len(loaded) == len(set(loaded)) == count
