"""The API: what it promises in its OpenAPI description holds, and it tells the same as the index."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from starlette.testclient import TestClient

from tests.web.conftest import serving
from tests.web.shelves import BOASTFUL, DAY, MOVED, OPEN

PATHS = ("", "/releases", "/release", "/row", "/lookup", "/history", "/standards", "/dump")


@pytest.fixture(scope="module")
def described(folder: Path) -> Iterator[schemathesis.BaseSchema]:
    with serving(folder) as address:
        yield schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")


def test_every_operation_is_asked(described: schemathesis.BaseSchema) -> None:
    assert set(described.raw_schema["paths"]) == {f"/api/v1{path}" for path in PATHS}


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described(described: schemathesis.BaseSchema, path: str, mode: GenerationMode) -> None:
    operation = described[f"/api/v1{path}"]["GET"]
    if mode is GenerationMode.NEGATIVE and not list(operation.iter_parameters()):
        return

    @settings(
        max_examples=25, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate()

    ask()


def pages(visitor: TestClient, **asked: str | int) -> Iterator[dict[str, object]]:
    cursor = ""
    while True:
        page = visitor.get("/api/v1/releases", params={**asked, "cursor": cursor}).json()
        yield from page["items"]
        cursor = page["next"]
        if not cursor:
            return


def test_pages_of_one_give_every_release_once_in_every_order(visitor: TestClient) -> None:
    total = visitor.get("/api/v1/releases").json()["total"]
    for sort in ("name", "seen", "mof"):
        names = [item["name"] for item in pages(visitor, sort=sort, limit=1)]
        assert len(names) == len(set(names)) == total


def test_the_dump_holds_the_rows_that_the_pages_do(visitor: TestClient) -> None:
    answer = visitor.get("/api/v1/dump")
    assert answer.headers["content-type"] == "application/jsonl"
    assert [json.loads(line) for line in answer.text.splitlines()] == list(pages(visitor))


def test_a_filter_keeps_what_it_says(visitor: TestClient) -> None:
    met = list(pages(visitor, level="mof:class-ii"))
    assert met
    levels = {grade["level"] for item in met for grade in item["grades"] if grade["standard"].startswith("mof@")}  # type: ignore[attr-defined]
    assert levels <= {"class-ii", "class-i"}
    assert {item["name"] for item in pages(visitor, text="boast")} == {BOASTFUL}
    assert all("data-card" in item["gaps"] for item in pages(visitor, gap="data-card"))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("hf://example/moved", MOVED),
        ("example/moved", MOVED),
        ("pkg:huggingface/example/moved", MOVED),
        ("https://github.com/example/open", OPEN),
        ("pkg:github/Example/Open", OPEN),
    ],
)
def test_a_release_is_looked_up_by_what_people_paste(visitor: TestClient, key: str, name: str) -> None:
    assert [item["name"] for item in visitor.get("/api/v1/lookup", params={"key": key}).json()["items"]] == [name]


def test_a_release_is_looked_up_by_its_digest(visitor: TestClient, folder: Path) -> None:
    document = visitor.get("/api/v1/release", params={"name": BOASTFUL}).json()
    found = visitor.get("/api/v1/lookup", params={"key": document["release"]["digest"]}).json()["items"]
    assert BOASTFUL in [item["name"] for item in found]


def test_the_document_is_the_one_of_the_index_and_says_when_it_did_not_change(visitor: TestClient) -> None:
    answer = visitor.get("/api/v1/release", params={"name": OPEN})
    assert answer.json()["schema"] == "openassay/assessment/1"
    again = visitor.get("/api/v1/release", params={"name": OPEN}, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_history_tells_what_moved_and_by_what(visitor: TestClient) -> None:
    first, last = visitor.get("/api/v1/history", params={"name": MOVED}).json()["items"]
    assert (first["at"], last["at"]) == ("2026-10-01", DAY)
    moved = {one["standard"].partition("@")[0]: one for one in last["grades"]}
    assert moved["mof"]["cause"] == "fact"
    assert (moved["mof"]["before"]["level"], moved["mof"]["after"]["level"]) == (None, "class-ii")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/row?name=nobody", 404),
        ("/api/v1/row", 422),
        ("/api/v1/releases?limit=0", 422),
        ("/api/v1/releases?cursor=nonsense", 404),
        ("/api/v1/releases?level=mof:class-x", 404),
        ("/api/v1/nowhere", 404),
    ],
)
def test_what_is_wrong_is_said_as_problem_json(visitor: TestClient, path: str, status: int) -> None:
    answer = visitor.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert answer.json()["title"].endswith(".")
