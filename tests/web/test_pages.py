"""Pages: what they say, for whom nothing is there, and what an address keeps."""

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from openassay.index.store import Index
from openassay.web.release_page import ReleasePage, release_page
from openassay.web.rendering import assets
from tests.conftest import ROOT
from tests.web.shelves import BOASTFUL, MOVED, OPEN, client, like, shelf


@pytest.mark.parametrize(
    "path",
    [
        "/release?name=nobody/nothing",
        "/release",
        f"/release?name={OPEN}&at=ffffffff",
        f"/fact?name={OPEN}&key=nothing",
        f"/component?name={OPEN}&component=nothing",
        f"/compare?name={OPEN}&name=nothing",
        "/standard?name=nothing",
        "/publisher?name=nothing",
        "/?sort=nothing",
        "/?level.mof=class-x",
        "/?cursor=nonsense",
        "/?gap=nothing",
        "/nowhere",
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(visitor: TestClient, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 404
    assert re.search(r'<p class="lede">[A-Z“].*\.</p>', answer.text)
    assert "Traceback" not in answer.text


def test_an_address_keeps_filter_order_and_columns(visitor: TestClient) -> None:
    page = visitor.get("/?domain=text&sort=mof&cols=mof&cols=publisher&limit=25&level.mof=class-iii").text
    assert "<option selected>text</option>" in page
    head = page[page.index("<thead>") : page.index("</thead>")]
    assert "MOF" in head
    assert "Publisher" in head
    assert "OSAID" not in head
    names = re.findall(r'<a href="/release\?name=([^"]+)"', page)
    assert names
    titles = re.findall(r"<title>([^<]*)</title>", page[page.index("<tbody>") :])
    assert all(title.lower().startswith("class") for title in titles)
    assert titles == sorted(
        titles, key=lambda title: ["Class III", "Class II", "Class I"].index(title.partition(",")[0]), reverse=True
    )


def test_pages_of_the_list_go_on_where_the_one_before_ended(visitor: TestClient) -> None:
    with_all = visitor.get("/?limit=100").text
    assert 'rel="next"' not in with_all
    assert visitor.get("/").text.count('class="pick"') == with_all.count('class="pick"')


def test_a_release_page_says_what_is_here_what_is_claimed_and_what_is_next(visitor: TestClient) -> None:
    page = visitor.get("/release", params={"name": BOASTFUL}).text
    assert "3 things that it says of itself are not so." in page
    assert (
        page.index("<summary>Not so") < page.index("<h2>License terms") < page.index("<h2>Next step") < page.index("<h2>History")
    )
    assert "Put the weights under an open source license" in page
    assert page.count('class="cell"') > 150


def test_every_cell_of_the_matrix_leads_to_its_evidence(visitor: TestClient) -> None:
    page = visitor.get("/release", params={"name": BOASTFUL}).text
    leads = sorted(set(re.findall(r'class="cell" href="([^"]+)"', page)))
    assert len(leads) > 100
    for lead in leads[::12]:
        there = visitor.get(lead.replace("&amp;", "&"))
        assert there.status_code == 200
        assert "Evidence" in there.text or "Search" in there.text or "not known" in there.text or "Questions" in there.text


def test_a_yes_shows_file_lines_and_hash(visitor: TestClient) -> None:
    page = visitor.get("/fact", params={"name": OPEN, "key": "licensed/final-weights"}).text
    assert re.search(r'<span class="where">LICENSE<span class="lines">:\d', page)
    assert re.search(r"sha256 <code>[0-9a-f]{64}</code>", page)
    assert "Who asks" in page


def test_an_earlier_revision_is_shown_as_it_was(visitor: TestClient) -> None:
    now = visitor.get("/release", params={"name": MOVED}).text
    before = visitor.get("/release", params={"name": MOVED, "at": example_revision(visitor)}).text
    assert "Class II, Open Tooling Model</p>" in now
    assert '<p class="said">Not met</p>' in before


def example_revision(visitor: TestClient) -> str:
    revision: str = visitor.get("/api/v1/history", params={"name": MOVED}).json()["items"][0]["revision"]
    return revision


def test_a_page_is_new_as_soon_as_the_index_is(tmp_path: Path) -> None:
    folder = shelf(tmp_path / "index")
    with client(folder) as visitor:
        assert visitor.get("/release", params={"name": "hf://late/comer"}).status_code == 404
        assert "3 releases" in visitor.get("/").text
        with Index.open(folder, writing=True) as index:
            index.add([like("hf://late/comer")], "2026-11-25")
        assert visitor.get("/release", params={"name": "hf://late/comer"}).status_code == 200
        assert "4 releases" in visitor.get("/").text


def test_a_page_of_a_release_stays_kept_when_others_come_and_is_made_anew_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shelf(tmp_path / "index")
    made: list[str] = []

    def counted(document: dict[str, Any]) -> ReleasePage:
        made.append(document["release"]["name"])
        return release_page(document)

    monkeypatch.setattr("openassay.web.pages.release_page", counted)
    with client(folder) as visitor:
        visitor.get("/release", params={"name": OPEN})
        with Index.open(folder, writing=True) as index:
            index.add([like("hf://late/comer")], "2026-11-25")
        visitor.get("/release", params={"name": OPEN})
        assert len(made) == 1
        with Index.open(folder, writing=True) as index:
            index.add([like(OPEN, mof=("class-iii", "class-iii"))], "2026-11-26")
        assert "Class III, Open Model</p>" in visitor.get("/release", params={"name": OPEN}).text
        assert len(made) == 2


def test_what_the_browser_has_is_not_sent_again(visitor: TestClient) -> None:
    first = visitor.get("/methods")
    assert first.headers["content-encoding"] == "gzip"
    assert visitor.get("/methods", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    plain = visitor.get("/methods", headers={"accept-encoding": "identity"})
    assert (plain.text, "content-encoding" in plain.headers) == (first.text, False)


def test_a_comparison_names_what_differs_and_takes_at_most_four(visitor: TestClient) -> None:
    page = visitor.get("/compare", params={"name": [OPEN, BOASTFUL]}).text
    assert "Where parts are here and answers differ" in page
    five = visitor.get(
        "/compare", params={"name": [OPEN, BOASTFUL, MOVED, *(f"hf://lab-{place}/model-{place}" for place in range(2))]}
    ).text
    assert len(re.findall(r'<th scope="col"><a href="/release', five)) == 4


def test_a_standards_page_has_clauses_our_reading_and_the_distribution(visitor: TestClient) -> None:
    page = visitor.get("/standard?name=mof").text
    for part in ("Class III, Open Model", "How we read it", "What it cannot see", "proven", "published/final-weights is yes"):
        assert part in page


def test_every_edition_of_the_catalogue_has_a_page(visitor: TestClient) -> None:
    names = re.findall(r'<a href="/standard\?name=([^"]+)"', visitor.get("/standards").text)
    assert len(names) >= 15
    assert [name for name in names if visitor.get(f"/standard?name={name}").status_code != 200] == []


def test_the_site_has_no_asset_without_a_license_and_none_of_another_host() -> None:
    folder = ROOT / "src" / "openassay" / "web" / "assets"
    for name, data in assets().items():
        beside = folder / f"{name}.license"
        assert beside.exists() or b"http" not in data.replace(b"http://www.w3.org/", b""), name
