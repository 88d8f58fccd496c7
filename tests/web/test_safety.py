"""What stands between the site and its visitors."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from openassay.web.safety import POLICY, is_own
from tests.conftest import ROOT
from tests.web.shelves import OPEN, client


@pytest.mark.parametrize(
    "path", ["/", f"/release?name={OPEN}", "/nowhere", "/assets/site.css", "/api/v1", "/badge.svg", "/feed.atom"]
)
def test_every_answer_carries_the_headers(visitor: TestClient, path: str) -> None:
    headers = visitor.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers
    assert "server" not in headers


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    assert POLICY.startswith("default-src 'none';")
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_pages_name_no_other_host_to_load_from(visitor: TestClient) -> None:
    for path in ("/", f"/release?name={OPEN}", "/methods", "/standard?name=mof"):
        page = visitor.get(path).text
        for mark in (' src="', ' href="'):
            assert not [
                part for part in page.split(mark)[1:] if part.startswith(("http:", "https:", "//", "data:", "javascript:"))
            ]


def test_it_only_reads_unless_the_operator_wants_otherwise(visitor: TestClient) -> None:
    for path in ("/assess", "/assess/job", "/assess/cancel"):
        assert visitor.get(path).status_code == 404
        assert visitor.post(path).status_code == 404
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert visitor.request(method, "/").status_code in (404, 405)
        assert visitor.request(method, "/api/v1/releases").status_code == 405


def test_too_many_requests_are_told_to_wait(folder: Path) -> None:
    with client(folder, rate="3/minute") as visitor:
        statuses = [visitor.get("/methods").status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        refused = visitor.get("/")
        assert refused.headers["retry-after"] == "60"
        assert refused.headers["content-security-policy"] == POLICY
        assert visitor.get("/assets/site.css").status_code == 200


def test_forms_of_other_sites_are_refused(folder: Path) -> None:
    with client(folder, may_assess=True) as visitor:
        form = {"address": "/etc"}
        assert visitor.post("/assess", data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403
        assert visitor.post("/assess", data=form, headers={"origin": "https://evil.example"}).status_code == 403
        assert visitor.post("/assess", data=form, headers={"sec-fetch-site": "same-origin"}).status_code == 400


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({}, True),
        ({b"origin": b"http://a:1", b"host": b"a:1"}, True),
        ({b"origin": b"http://a:2", b"host": b"a:1"}, False),
        ({b"origin": b"null", b"host": b"a:1"}, False),
        ({b"sec-fetch-site": b"same-site", b"origin": b"http://a:1", b"host": b"a:1"}, False),
    ],
)
def test_a_request_is_ours_only_if_its_page_is(headers: dict[bytes, bytes], own: bool) -> None:
    assert is_own(headers) is own


def test_what_no_form_needs_is_refused(folder: Path) -> None:
    with client(folder, may_assess=True) as visitor:
        assert visitor.get("/?q=" + "x" * 40_000).status_code == 400
        assert visitor.post("/assess", content=b"x" * 20_000).status_code == 413
        assert visitor.post("/assess", content=b"", headers={"content-length": "many"}).status_code == 400


def test_the_name_of_a_standard_is_never_taken_for_a_file(folder: Path, tmp_path: Path) -> None:
    text = (ROOT / "src/openassay/standards/catalogue/mof/1.0/standard.yaml").read_text("utf-8")
    (tmp_path / "secret.yaml").write_text(text.replace("id: mof", "id: secret"), "utf-8")
    with client(folder) as visitor:
        for name in (tmp_path / "secret.yaml", f"{tmp_path}/secret.yaml/strict", tmp_path, "/etc/passwd", "../standard.yaml"):
            page = visitor.get("/standard", params={"name": str(name)})
            assert page.status_code == 404
            assert "There is no standard of that name." in page.text
