"""Fixtures of the site's tests: an index, the site over it as a client and as a server, and a browser."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from starlette.testclient import TestClient

from tests.conftest import ROOT
from tests.web.shelves import any_levels, client, shelf

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelf(tmp_path_factory.mktemp("site") / "index", any_levels(12))


@pytest.fixture(scope="session")
def visitor(folder: Path) -> Iterator[TestClient]:
    with client(folder) as made:
        yield made


@contextmanager
def serving(index: Path, *options: str, **environment: str) -> Iterator[str]:
    """Serve an index by the command, as an operator does; give the address without its last slash."""
    command = [sys.executable, "-m", "openassay", "serve", "--index", str(index), "--port", "0", "--rate", "", *options]
    where = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=where | environment, cwd=ROOT) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\n", line), line
        try:
            yield line.strip().rstrip("/")
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("there is no browser here; the journeys need Debian's package chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()
