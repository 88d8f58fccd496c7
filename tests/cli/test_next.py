import json
from pathlib import Path

import pytest

from tests.cli.releases import plant
from tests.cli.running import openassay


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plant(tmp_path_factory.mktemp("next") / "atlas")


def test_the_way_to_a_rung_is_told_by_component(release: Path) -> None:
    done = openassay("next", str(release), "--to", "mof:class-ii")
    assert done.returncode == 0, done.stderr
    assert "Class II" in done.stdout
    assert "pretraining-code\n" in done.stdout
    assert "also meets " in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_the_steps_come_as_json_with_what_each_gives(release: Path) -> None:
    done = openassay("next", str(release), "--to", "g7:open-source", "--format", "json")
    found = json.loads(done.stdout)
    assert found["schema"] == "openassay/path/1"
    assert found["to"]["rung"] == "open-source"
    assert all(step["facts"] for step in found["steps"])
    components = [step["component"] for step in found["steps"]]
    assert components == sorted(components, key=components.index)


def test_a_rung_that_is_reached_leaves_nothing_to_do(release: Path) -> None:
    done = openassay("next", str(release), "--to", "g7:weights-available")
    assert "Nothing stands in the way" in done.stdout


@pytest.mark.parametrize(("to", "says"), [("mof:class-iv", "class-i"), ("nothing:x", "nothing"), ("mof", "mof")])
def test_a_rung_that_does_not_exist_is_told(to: str, says: str, release: Path) -> None:
    done = openassay("next", str(release), "--to", to)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
