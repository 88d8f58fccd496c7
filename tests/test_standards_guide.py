"""The example and the commands of docs/standards.md are what they say."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from openassay.application.shelves import find_standard
from openassay.cli.main import cli
from tests.cli.releases import plant
from tests.conftest import ROOT

GUIDE = (ROOT / "docs/standards.md").read_text("utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
COMMANDS = [
    line[2:].partition("  #")[0].split()
    for block in re.findall(r"```console\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines()
]


def test_the_example_is_taken(tmp_path: Path) -> None:
    (text,) = EXAMPLE
    (tmp_path / "standard.yaml").write_text(text, "utf-8")
    assert find_standard(f"{tmp_path}/standard.yaml").name == "weights-and-words@2026+r1"
    assert find_standard(f"{tmp_path}/standard.yaml/lax").name == "weights-and-words@2026+r1/lax"


def test_every_command_does_what_it_is_there_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plant(tmp_path / "my-model")
    words = sorted(COMMANDS, key=lambda command: command[1:3] != ["standards", "new"])  # what it starts, others use
    assert len(words) >= 10
    for command in words:
        done = CliRunner().invoke(cli, command[1:])
        assert (done.exit_code, done.stderr) == (0, ""), command
