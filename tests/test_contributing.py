"""What CONTRIBUTING.md and the README promise is done here as they say it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

DIFF = re.search(r"```diff\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)


def new_files(diff: str) -> dict[str, str]:
    """Read the new files of a diff that adds and changes nothing else."""
    files: dict[str, str] = {}
    path = ""
    for line in diff.splitlines():
        if line.startswith("+++ b/"):
            path = line.removeprefix("+++ b/")
            files[path] = ""
        elif line.startswith("+"):
            files[path] += line[1:] + "\n"
        else:
            assert line == "--- /dev/null" or re.fullmatch(r"@@ -0,0 \+1,\d+ @@", line), line
    return files


def test_the_diff_that_adds_a_probe_is_all_that_is_needed(tmp_path: Path) -> None:
    assert DIFF is not None
    for folder in ("src", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    files = new_files(DIFF[1])
    assert len(files) == 2
    for path, text in files.items():
        assert not (tmp_path / path).exists()
        (tmp_path / path).write_text(text, "utf-8")

    def run(*words: str) -> str:
        command = [sys.executable, *words]
        done = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": "src:."}, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        *(path for path in files if path.startswith("tests/")),
        "tests/probes/test_every_probe.py",
    )
    assert "Keep a CHANGELOG.md." in run("-m", "openassay", "explain", "changelog-kept")


def test_the_hunks_of_the_diff_count_their_lines() -> None:
    assert DIFF is not None
    counts = [int(count) for count in re.findall(r"@@ -0,0 \+1,(\d+) @@", DIFF[1])]
    assert counts == [text.count("\n") for text in new_files(DIFF[1]).values()]


def test_every_command_of_the_readme_exists() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    from openassay.cli.main import COMMANDS

    named = set(re.findall(r"^\$ openassay ([a-z]+)", text, re.MULTILINE))
    assert named
    assert named <= COMMANDS.keys()
    targets = set(re.findall(r"^\$ make ([a-z]+)", text, re.MULTILINE))
    assert all(f"\n{target}:" in (ROOT / "Makefile").read_text("utf-8") for target in targets)
