"""Hostile names and texts: nothing of them is more than text to a browser, a feed or a badge."""

import copy
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from openassay.index.store import Index
from tests.index.documents import document_of
from tests.web.conftest import serving
from tests.web.naughty import strings
from tests.web.shelves import client, example, to_bytes
from tests.web.visiting import STRANGE, visit

_KEPT = {
    "key",
    "answer",
    "basis",
    "state",
    "component",
    "id",
    "standing",
    "verdict",
    "schema",
    "scheme",
    "grant",
    "claim",
    "how",
    "about",
}
_WHOLE = {
    "facts",
    "covers",
    "rungs",
    "level",
    "ceiling",
    "score",
    "out_of",
    "lines",
    "requirement",
    "standard",
    "licenses",
    "code",
}
"""Keys whose values openassay itself writes from a closed list; all other text may come from a release."""


def spoiled(value: Any, words: Iterator[str], top: bool = True) -> Any:
    """A document with every text that a release can reach replaced by the next string."""
    if isinstance(value, dict):
        kept = _KEPT | (set() if top else _WHOLE)
        return {
            key: one if key in kept and not isinstance(one, list | dict) else _part(key, one, words) for key, one in value.items()
        }
    if isinstance(value, list):
        return [spoiled(one, words, top=False) for one in value]
    return next(words) if isinstance(value, str) else value


def _part(key: str, value: Any, words: Iterator[str]) -> Any:
    plain = key in _WHOLE and not (isinstance(value, list) and value and isinstance(value[0], dict))
    return value if plain or key == "terms" else spoiled(value, words, top=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("naughty") / "index"
    words = cycle(strings())
    whole = [("texts-1", spoiled(copy.deepcopy(example("placenames-boastful")), words))]
    whole += [("texts-2", spoiled(copy.deepcopy(example("placenames-open")), words))]
    with Index.open(folder, create=True, writing=True) as index:
        index.add([(name, document_of()) for name in strings()], "2026-11-20")
        index.add([(name, to_bytes(document)) for name, document in whole], "2026-11-21")
    return folder


def test_there_are_five_hundred_strings() -> None:
    assert len(strings()) >= 500
    assert len(set(strings())) == len(strings())


def test_every_name_has_a_page_a_badge_and_a_row(folder: Path) -> None:
    with client(folder) as visitor:
        for name in strings():
            where = {"name": name}
            assert visitor.get("/badge.svg", params=where | {"standard": "small"}).status_code == 200, name
            assert visitor.get("/api/v1/row", params=where).json()["name"] == name
        for name in strings()[::12]:
            page = visitor.get("/release", params={"name": name})
            assert page.status_code == 200, name
            assert "<script>a" not in page.text


def test_feed_and_badges_of_hostile_names_are_well_formed(folder: Path) -> None:
    with client(folder) as visitor:
        feed = ET.fromstring(visitor.get("/feed.atom").content)
        assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) > 50
        for standard in strings()[::6]:
            ET.fromstring(visitor.get("/badge.svg", params={"name": "texts-1", "standard": standard}).content)


def test_no_browser_is_moved_by_hostile_names_and_texts(browser: Browser, folder: Path) -> None:
    names = [name for name in strings() if name.strip()]
    with serving(folder) as address, visit(browser, address) as page:
        visited = ["/?limit=250", "/?limit=250&sort=seen", "/?q=script", "/methods"]
        visited += [f"/?q={quote(text[:200], safe='')}&license={quote(text[:100], safe='')}" for text in names[::90]]
        visited += [f"/release?name={quote(name, safe='')}" for name in names[::45]]
        visited += ["/release?name=texts-1", "/release?name=texts-2", "/compare?name=texts-1&name=texts-2"]
        visited += [f"/compare?{'&'.join('name=' + quote(name, safe='') for name in names[:4])}"]
        visited += [f"/component?name=texts-1&component={one}" for one in ("final-weights", "model-card", "pretraining-data")]
        keys = [fact["key"] for fact in example("placenames-boastful")["facts"] if fact["evidence"]]
        visited += [f"/fact?name=texts-1&key={quote(key, safe='')}" for key in keys[::25]]
        page.goto(f"{address}/?limit=250")
        for _ in range(2):
            page.get_by_role("link", name="Next page").click()
            assert page.evaluate("window.violations") == []
        for path in visited:
            answer = page.goto(address + path)
            assert answer is not None
            assert answer.status in (200, 404), path
            assert page.evaluate("window.violations") == [], path
            assert page.evaluate(STRANGE) == [], path
