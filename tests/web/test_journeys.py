"""The journeys of a visitor, in a real browser. Each also asserts that no foreign host is asked and no policy is broken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.faults.test_hub_faults import FILES
from tests.hub_standin import Repository, serve
from tests.web.conftest import serving
from tests.web.shelves import BOASTFUL, MOVED, OPEN, shelf
from tests.web.visiting import visit

expect.set_options(timeout=20_000)

PAGES = (
    "/",
    "/?q=open&domain=text",
    f"/release?name={OPEN}",
    f"/release?name={BOASTFUL}",
    f"/release?name={MOVED}",
    f"/fact?name={BOASTFUL}&key=published/pretraining-code",
    f"/component?name={BOASTFUL}&component=final-weights",
    f"/compare?name={OPEN}&name={BOASTFUL}",
    "/compare",
    "/publisher?name=example",
    "/standards",
    "/standard?name=mof",
    "/standard?name=osai",
    "/methods",
    "/assess",
    "/nowhere",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("journeys")
    with serve() as hub:
        hub.add(Repository("o/tiny", dict(FILES)))
        environment = {"HF_ENDPOINT": hub.address, "OPENASSAY_LOOPBACK": "1", "XDG_CACHE_HOME": str(folder / "cache")}
        with serving(shelf(folder / "index"), "--allow-assess", "--stale-after", "40000", **environment) as found:
            yield found


def test_a_release_is_found_by_a_part_of_its_name(browser: Browser, address: str) -> None:
    with visit(browser, address) as page:
        page.get_by_label("Search releases").fill("boast")
        page.get_by_role("button", name="Search").click()
        expect(page.locator("table.index tbody tr")).to_have_count(1)
        page.get_by_role("link", name="boastful").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("example/boastful")


def test_why_it_is_not_class_three_is_read_under_the_rung(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/release?name={BOASTFUL}") as page:
        rung = page.locator("#mof li", has_text="Class III").first
        rung.locator("summary").click()
        expect(rung.get_by_text("Data card", exact=True)).to_be_visible()
        rung.locator("a.reason", has_text="data card").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Data card")


def test_a_cell_of_the_matrix_leads_to_file_lines_and_hash(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/release?name={BOASTFUL}") as page:
        page.get_by_role("link", name="Final weights, Commercial use: no").click()
        expect(page.locator(".evidence").first).to_contain_text("MODEL_LICENSE.txt")
        assert page.locator(".evidence .lines").first.inner_text().startswith(":")
        assert len(page.locator(".evidence .hash code").first.inner_text()) == 64


def test_two_releases_are_ticked_and_compared(browser: Browser, address: str) -> None:
    with visit(browser, address) as page:
        page.get_by_label(f"Compare {OPEN}").check()
        page.get_by_label(f"Compare {BOASTFUL}").check()
        page.get_by_role("button", name="Compare those ticked").click()
        expect(page.locator("table.compare").first.locator("thead th")).to_have_count(2)
        row = page.locator("table.compare").first.locator("tr", has_text="Model Openness Framework")
        expect(row).to_contain_text("Class II")
        expect(row).to_contain_text("Not met")


def test_a_badge_is_copied_and_shows_what_the_page_says(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/release?name={OPEN}", permissions=["clipboard-read", "clipboard-write"]) as page:
        row = page.locator(".badge", has=page.get_by_label("Markdown for mof"))
        row.get_by_role("button", name="Copy").click()
        expect(row.get_by_role("button")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"[![Model Openness Framework]({address}/badge.svg?name=")
        said = page.locator("#mof .said").inner_text()
        page.goto(copied.partition("](")[2].partition(")")[0])
        assert said in page.content()


def test_the_history_of_a_grade_is_followed_to_what_it_was(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/release?name={MOVED}") as page:
        expect(page.locator("#history")).to_contain_text("Model Openness Framework: not met, then Class II")
        page.locator("#history a").last.click()
        expect(page.locator("#mof .said")).to_have_text("Not met")


def test_a_pasted_address_is_assessed_and_gets_a_page(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/assess") as page:
        page.get_by_role("textbox").fill("o/tiny")
        page.get_by_role("button", name="Assess").click()
        page.wait_for_url("**/release?name=hf*", timeout=60_000)
        expect(page.get_by_role("heading", level=1)).to_have_text("o/tiny")
        expect(page.locator("#mof")).to_be_visible()


def test_a_path_of_this_machine_is_refused(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/assess") as page:
        page.get_by_role("textbox").fill("/etc")
        with page.expect_response("**/assess") as answer:
            page.get_by_role("button", name="Assess").click()
        assert answer.value.status == 400
        expect(page.get_by_role("alert")).to_contain_text("Only what lies elsewhere is assessed here")
        page.goto(f"{address}/assess")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault_of_access_or_is_wider_than_a_phone(browser: Browser, address: str, scheme: str) -> None:
    axe = Axe()
    found: dict[str, list[str]] = {}
    with visit(browser, address, width=360, color_scheme=scheme) as page:
        for path in PAGES if scheme == "light" else PAGES[::4]:
            page.goto(address + path)
            for details in page.locator("details").all()[:40]:
                details.evaluate("element => element.open = true")
            told = axe.run(page).response
            assert len(told["passes"]) > 5, "axe judged nothing"
            grave = [one for one in told["violations"] if one["impact"] in ("serious", "critical")]
            grave = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in grave]
            if page.evaluate("document.documentElement.scrollWidth") > 360:
                grave.append("wider than 360 px")
            if grave:
                found[path] = grave
    assert found == {}


def test_every_journey_works_without_a_script_and_by_keyboard(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("boast")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="boastful").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Final weights, Commercial use: no").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".evidence").first).to_contain_text("MODEL_LICENSE.txt")
    context.close()


def test_it_prints_without_navigation_and_with_marks(browser: Browser, address: str, tmp_path: Path) -> None:
    with visit(browser, f"{address}/release?name={OPEN}") as page:
        page.emulate_media(media="print")
        expect(page.locator(".jump")).to_be_hidden()
        expect(page.locator("#carry")).to_be_hidden()
        expect(page.locator(".matrix .mark.yes").first).to_be_visible()
        assert page.pdf(path=tmp_path / "page.pdf").startswith(b"%PDF")
