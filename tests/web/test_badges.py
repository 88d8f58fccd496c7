"""Badges: they say what the page says, from the same row, and turn grey in time."""

import random
import re
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from openassay.index.store import Index
from openassay.web.badges import GREY, badge_of, nothing, to_shields, to_svg
from tests.web.shelves import DAY, MOVED, OPEN, any_levels, client, like, shelf

SVG = "{http://www.w3.org/2000/svg}"


def said_on_page(visitor: TestClient, name: str) -> dict[str, str]:
    """The verdict of each standard, as the release page has it."""
    page = visitor.get("/release", params={"name": name}).text
    found = re.findall(r'id="(g7|mof|osaid)">.*?<p class="said">(.*?)</p>', page, re.DOTALL)
    return {standard: unescape(said).strip() for standard, said in found}


def test_a_thousand_badges_agree_with_the_pages_while_the_index_changes(tmp_path: Path) -> None:
    folder = shelf(tmp_path / "index", any_levels(24))
    names = [name for name, _ in any_levels(24)] + [OPEN, MOVED]
    chance = random.Random(29)
    with client(folder) as visitor:
        for turn in range(2):
            pages = {name: said_on_page(visitor, name) for name in names}
            for _ in range(500):
                name, standard = chance.choice(names), chance.choice(("g7", "mof", "osaid"))
                where = {"name": name, "standard": standard}
                title = ET.fromstring(visitor.get("/badge.svg", params=where).content).findtext(f"{SVG}title") or ""
                shields = visitor.get("/badge.json", params=where).json()
                said = pages[name][standard]
                assert (
                    title.lower()
                    == f"{standard}: {said.lower()}, {shields['message'].split(', ', said.count(', ') + 1)[-1]}".lower()
                )
                assert shields["message"].lower().startswith(said.lower() + ", 2026-")
            if turn == 0:
                with Index.open(folder, writing=True) as index:
                    index.add([like(OPEN, mof=("class-i", "class-i"))], "2026-11-24")
        assert said_on_page(visitor, OPEN)["mof"].startswith("Class I,")


def test_a_badge_names_standard_level_day_and_revision(visitor: TestClient) -> None:
    badge = visitor.get("/badge.json", params={"name": OPEN, "standard": "mof"}).json()
    assert badge["label"] == "MOF"
    assert re.fullmatch(rf"Class II, Open Tooling Model, {DAY}, [0-9a-f]{{7}}", badge["message"])
    assert badge["schemaVersion"] == 1
    assert badge["isError"] is False


@pytest.mark.parametrize(("day", "grey"), [(date(2026, 11, 20), False), (date(2027, 5, 19), False), (date(2027, 5, 20), True)])
def test_a_badge_turns_grey_and_says_so_once_it_is_older_than_the_operator_wants(day: date, grey: bool) -> None:
    badge = badge_of("MOF", "Class II", "reached", DAY, "git:" + "a" * 40, day, 180)
    assert (badge.colour == GREY) is grey
    assert badge.message.startswith("stale: ") is grey


def test_what_is_not_there_is_grey_and_no_error_of_the_server(visitor: TestClient) -> None:
    answer = visitor.get("/badge.svg", params={"name": "nobody/nothing", "standard": "mof"})
    assert answer.status_code == 404
    assert GREY in answer.text
    assert "not in this index" in answer.text
    assert visitor.get("/badge.json", params={"name": OPEN, "standard": "nothing"}).json()["message"] == "not graded"


def test_a_badge_is_found_by_any_name_of_the_release_and_is_not_sent_twice(visitor: TestClient) -> None:
    first = visitor.get("/badge.svg", params={"name": "https://github.com/example/open", "standard": "g7"})
    assert "Open Source AI with Open Data" in first.text
    again = visitor.get("/badge.svg", params={"name": OPEN, "standard": "g7"}, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_markup_in_a_badge_stays_text() -> None:
    drawn = to_svg(nothing('<script>&"', "]]><a/>"))
    assert [element.tag for element in ET.fromstring(drawn).iter() if element.tag.endswith(("script", "a"))] == []
    assert to_shields(nothing("x", "y"))["isError"] is True
