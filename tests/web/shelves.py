"""Indexes for the tests of the site: the two examples, one with a history, and releases that differ where a test says so."""

import copy
import json
import random
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from openassay.application.assess import assess, choose
from openassay.index.store import Index
from openassay.web.settings import Settings
from openassay.web.site import site
from tests.conftest import ROOT

OPEN, BOASTFUL, MOVED = "pkg:github/example/open", "pkg:github/example/boastful", "hf://example/moved"
DAY = "2026-11-20"


@cache
def example(name: str) -> dict[str, Any]:
    """The assessment document of an example. Do not change it: copy it."""
    document: dict[str, Any] = json.loads(assess(str(ROOT / "examples" / name), choose(("g7", "mof", "osaid")), lambda _: None))
    return document


def like(name: str, kind: str = "placenames-open", /, **levels: tuple[str | None, str | None]) -> tuple[str, bytes]:
    """A release with another name, and with other levels and ceilings by standard."""
    document = copy.deepcopy(example(kind))
    document["release"]["name"] = name
    document["release"]["sources"][0]["locator"] = name
    for grade in document["grades"]:
        if grade["standard"].partition("@")[0] in levels:
            grade["level"], grade["ceiling"] = levels[grade["standard"].partition("@")[0]]
    return name, to_bytes(document)


def to_bytes(document: dict[str, Any]) -> bytes:
    """A document as the index takes it."""
    return json.dumps(document).encode("ascii")


def any_levels(count: int) -> list[tuple[str, bytes]]:
    """Releases that stand anywhere under the three standards, each the same in every run."""
    chance = random.Random(19)
    found = []
    for place in range(count):
        levels: dict[str, tuple[str | None, str | None]] = {}
        for grade in example("placenames-open")["grades"]:
            rungs = [None, *(rung["id"] for rung in grade["rungs"])]
            low = chance.randrange(len(rungs))
            levels[grade["standard"].partition("@")[0]] = (rungs[low], rungs[chance.randrange(low, len(rungs))])
        found.append(like(f"hf://lab-{place % 5}/model-{place}", **levels))
    return found


def shelf(folder: Path, more: Iterable[tuple[str, bytes]] = ()) -> Path:
    """Make an index: two examples, one release that was boastful first and is open now, and more."""
    with Index.open(folder, create=True, writing=True) as index:
        index.add([like(MOVED, "placenames-boastful")], "2026-10-01")
        both = [like(OPEN), like(BOASTFUL, "placenames-boastful"), like(MOVED), *more]
        index.add(both, DAY)
    return folder


def client(folder: Path, **settings: Any) -> TestClient:
    """A client of the site over an index, in this process, without a limit on requests unless one is set."""
    return TestClient(site(Settings(str(folder), **{"rate": "", "stale_after": 40_000, **settings})))
