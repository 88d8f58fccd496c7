"""`licenses` and `claims` print parts of the assessment document."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from openassay.cli.main import cli
from tests.cli.releases import plant


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a release with a license and a claim."""
    return plant(tmp_path_factory.mktemp("release") / "small")


def run(*words: str) -> str:
    done = CliRunner().invoke(cli, list(words))
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def test_the_licenses_are_those_of_the_document(release: Path) -> None:
    whole = json.loads(run("assess", str(release), "--format", "json"))
    assert json.loads(run("licenses", str(release), "--format", "json")) == whole["licenses"]
    shown = run("licenses", str(release))
    assert "MIT" in shown
    assert "LICENSE" in shown


def test_the_claims_are_those_of_the_document(release: Path) -> None:
    whole = json.loads(run("assess", str(release), "--format", "json"))
    found = json.loads(run("claims", str(release), "--format", "json"))
    assert found == {key: whole[key] for key in ("claims", "discrepancies")}
    assert found["claims"] != []
    assert "README.md" in run("claims", str(release))


@pytest.mark.parametrize("command", ["licenses", "claims"])
def test_a_part_can_be_written_to_a_file(command: str, release: Path, tmp_path: Path) -> None:
    place = tmp_path / "part"
    assert run(command, str(release), "-o", str(place)) == ""
    assert place.read_text("utf-8") == run(command, str(release))
