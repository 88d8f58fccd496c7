"""The API: the rows that the pages show, for programs. Versioned; every failure is problem+json."""

import json
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from openassay import __version__
from openassay.index.history import Event
from openassay.inventory.profiles import profiles
from openassay.vocabulary.components import Component
from openassay.web.answers import JSON, LINES, PROBLEM, Answer, answer_of, as_json, problem, send
from openassay.web.badges import is_stale
from openassay.web.settings import Settings
from openassay.web.shelf import Damaged, Row, Search, Shelf, Unusable, catalogue, grade_of, grades_of
from openassay.web.shelf import Grade as CarriedGrade

LICENSE = "CC-BY-4.0"
_NAME = Annotated[str, Query(min_length=1, max_length=1000, description="The name of a release, as the index has it.")]
_AT = Annotated[str, Query(max_length=1000, description="A revision of it, or a part of one; the latest if empty.")]
_KEY = Annotated[
    str,
    Query(
        min_length=1,
        max_length=1000,
        description="A Hub id, a page of the Hub or of a forge, a package URL, a digest or a commit.",
    ),
]
_LIMIT = Annotated[int, Query(ge=1, le=1000, description="Most rows of one page.")]
_CURSOR = Annotated[str, Query(max_length=2000, description="The `next` of the page before.")]
_LEVEL = Annotated[
    str,
    Query(max_length=120, description="A standard and the rung or score that is proven at least: `mof:class-iii`, `osai:1/2`."),
]
_TEXT = Annotated[str, Query(max_length=200, description="Stands in the name, publisher, field or license.")]
_GAP = Annotated[Component | Literal[""], Query(description="A part that is not published.")]


class Grade(BaseModel):
    """A grade: what is proven, and what is not ruled out."""

    standard: str
    title: str
    verdict: str
    level: str | None
    ceiling: str | None
    score: tuple[str, str] | None


class Release(BaseModel):
    """A release as it was seen last."""

    name: str
    revision: str
    seen_at: str
    digest: str
    openassay: str
    publisher: str
    domain: str
    license: str
    gaps: list[str]
    stale: bool
    grades: list[Grade]


class Releases(BaseModel):
    """A page of releases."""

    items: list[Release]
    next: str
    total: int
    license: str


class Found(BaseModel):
    """Releases that a key belongs to."""

    items: list[Release]
    license: str


class Move(BaseModel):
    """A grade that moved, and whether by fact or by rule."""

    standard: str
    cause: str
    before: Grade | None
    after: Grade


class Moment(BaseModel):
    """One event in the course of a release."""

    at: str
    what: str
    revision: str
    digest: str
    openassay: str
    because: str
    grades: list[Move]
    facts: list[dict[str, str]]


class Course(BaseModel):
    """All that became of a release, the oldest first."""

    name: str
    items: list[Moment]
    license: str


class StandardLine(BaseModel):
    """One standard of the catalogue."""

    name: str
    title: str
    publisher: str
    status: str
    scheme: str
    rungs: list[str]


class Standards(BaseModel):
    """The catalogue."""

    items: list[StandardLine]
    license: str


class Problem(BaseModel):
    """What went wrong, by RFC 9457."""

    type: str
    title: str
    status: int
    detail: str = ""


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    said = {
        304: "What you have still holds.",
        404: "It is not in this index.",
        400: "The address is too long.",
        422: "A parameter is not as it should be.",
        429: "Too many requests.",
        503: "The index is damaged.",
    }
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        status: {"description": said[status]} | ({} if status == 304 else {"content": {PROBLEM: schema}}) for status in statuses
    }


_ALL = _problems(304, 404, 400, 422, 429, 503)
_FEW = _problems(304, 400, 422, 429)


class Api:
    """The API over one index."""

    def __init__(self, shelf: Shelf, settings: Settings) -> None:
        self._shelf = shelf
        self._settings = settings
        self.router = APIRouter(prefix="/api/v1")
        get = self.router.add_api_route
        get("", self.start, summary="Where to begin", responses=_FEW, response_model=dict[str, str])
        get("/releases", self.releases, summary="Search the releases", responses=_ALL, response_model=Releases)
        get("/release", self.release, summary="One assessment document", responses=_ALL, response_model=dict[str, Any])
        get("/row", self.row, summary="One release as it was seen last", responses=_ALL, response_model=Release)
        get("/lookup", self.lookup, summary="Find by Hub id, package URL, page or digest", responses=_ALL, response_model=Found)
        get("/history", self.history, summary="What became of a release", responses=_ALL, response_model=Course)
        get("/standards", self.standards, summary="The catalogue", responses=_FEW, response_model=Standards)
        lines: dict[int | str, dict[str, Any]] = {
            200: {"description": "One release a line.", "content": {LINES: {"schema": {"type": "string"}}}}
        }
        get("/dump", self.dump, summary="Every row, as JSON lines", responses={**_ALL, **lines}, response_class=Response)

    async def _answer(self, request: Request, make: Callable[[], Answer]) -> Response:
        def made() -> Answer:
            try:
                return make()
            except Unusable as error:
                return problem(404, "That is not in this index.", _plain(str(error)))
            except Damaged as error:
                return problem(503, "The index is damaged.", _plain(str(error)))

        return send(request, await run_in_threadpool(made))

    async def start(self, request: Request) -> Response:
        """Name the other addresses."""
        parts = ("releases", "release", "row", "lookup", "history", "standards", "dump", "openapi.json")
        return send(
            request, as_json({part: f"/api/v1/{part}" for part in parts} | {"openassay": __version__, "license": LICENSE})
        )

    async def releases(
        self,
        request: Request,
        text: _TEXT = "",
        level: _LEVEL = "",
        license: Annotated[str, Query(max_length=200)] = "",  # noqa: A002 - the parameter is called so
        domain: Annotated[str, Query(max_length=60, description="One of: " + ", ".join(sorted(profiles())))] = "",
        publisher: Annotated[str, Query(max_length=200)] = "",
        gap: _GAP = "",
        sort: Annotated[str, Query(max_length=60, description="`name`, `seen` or a standard.")] = "name",
        cursor: _CURSOR = "",
        limit: _LIMIT = 50,
    ) -> Response:
        """Find releases; all that is given must hold."""
        standard, _, rung = level.partition(":")
        search = Search(text, {standard: rung} if level else {}, license, domain, publisher, gap, sort or "name", cursor, limit)

        def make() -> Answer:
            page = self._shelf.releases(search)
            items = [self._release(row) for row in page.items]
            return as_json({"items": items, "next": page.next, "total": page.total, "license": LICENSE})

        return await self._answer(request, make)

    async def release(self, request: Request, name: _NAME, at: _AT = "") -> Response:
        """Give the assessment document, byte for byte as the index holds it."""

        def make() -> Answer:
            data = self._shelf.document(name, at)
            return problem(404, "No such release or revision is in this index.") if data is None else answer_of(data, JSON)

        return await self._answer(request, make)

    async def row(self, request: Request, name: _NAME) -> Response:
        """Give what page and badge show of a release."""

        def make() -> Answer:
            row = self._shelf.row(name)
            return problem(404, "No such release is in this index.") if row is None else as_json(self._release(row))

        return await self._answer(request, make)

    async def lookup(self, request: Request, key: _KEY) -> Response:
        """Find the releases that a key belongs to; none is no failure."""

        def make() -> Answer:
            rows = [row for name in self._shelf.lookup(key) if (row := self._shelf.row(name))]
            return as_json({"items": [self._release(row) for row in rows], "license": LICENSE})

        return await self._answer(request, make)

    async def history(self, request: Request, name: _NAME) -> Response:
        """Tell what changed, when, and whether by fact or by rule."""

        def make() -> Answer:
            events = self._shelf.history(name)
            if not events:
                return problem(404, "No such release is in this index.")
            return as_json({"name": name, "items": [_moment(event) for event in events], "license": LICENSE})

        return await self._answer(request, make)

    async def standards(self, request: Request) -> Response:
        """List the catalogue."""
        items = [
            {
                "name": standard.name,
                "title": standard.title,
                "publisher": standard.publisher,
                "status": standard.status,
                "scheme": standard.scheme,
                "rungs": [rung.id for rung in standard.rungs],
            }
            for standard in catalogue()
        ]
        return send(request, as_json({"items": items, "license": LICENSE}))

    async def dump(self, request: Request, cursor: _CURSOR = "") -> Response:
        """Give every row, one a line, by name; begin behind a cursor of `/releases` if one is given."""
        search = Search(cursor=cursor, limit=500)

        def first() -> Answer | None:
            self._shelf.releases(Search(cursor=cursor, limit=1))
            return None

        def lines() -> Iterator[bytes]:
            for row in self._shelf.every(search):
                yield json.dumps(self._release(row), sort_keys=True).encode("ascii") + b"\n"

        try:
            await run_in_threadpool(first)
        except Unusable as error:
            return send(request, problem(404, "That is not in this index.", _plain(str(error))))
        return StreamingResponse(lines(), media_type=LINES)

    def _release(self, row: Row) -> dict[str, Any]:
        return {
            "name": row.name,
            "revision": row.revision,
            "seen_at": row.seen_at,
            "digest": row.digest,
            "openassay": row.version,
            "publisher": row.publisher,
            "domain": row.domain,
            "license": row.license,
            "gaps": list(row.gaps),
            "stale": is_stale(row.seen_at, self._shelf.today(), self._settings.stale_after),
            "grades": [_grade(grade) for grade in grades_of(row)],
        }


def _grade(grade: CarriedGrade) -> dict[str, Any]:
    return {
        "standard": grade.standard,
        "title": grade.title,
        "verdict": grade.said,
        "level": grade.level,
        "ceiling": grade.ceiling,
        "score": list(grade.score) if grade.score else None,
    }


def _moment(event: Event) -> dict[str, Any]:
    return {
        "at": event.at,
        "what": event.what,
        "revision": event.revision,
        "digest": event.digest,
        "openassay": event.version,
        "because": event.because,
        "grades": [
            {
                "standard": change.after.standard,
                "cause": change.cause,
                "before": _grade(grade_of(change.before)) if change.before else None,
                "after": _grade(grade_of(change.after)),
            }
            for change in event.grades
        ],
        "facts": [{"key": fact.key, "before": fact.before, "after": fact.after} for fact in event.facts],
    }


def _plain(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode()
