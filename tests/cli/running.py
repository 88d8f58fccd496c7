"""Running the command as a program of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import ROOT

COMMAND = [sys.executable, "-m", "openassay"]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of the tests with our sources, and what the test adds."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), **(more or {})}


def openassay(
    *words: str, env: Mapping[str, str] | None = None, whole_env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command line to its end. `env` joins the environment of the tests, `whole_env` takes its place."""
    settings = dict(whole_env) if whole_env is not None else environment(env)
    return subprocess.run(
        [*COMMAND, *words], env=settings, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
