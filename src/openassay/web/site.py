"""The application: pages, API, badges and feed over one index, behind the guard."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from openassay import __version__
from openassay.web.answers import HTML, answer_of, problem, send
from openassay.web.api import LICENSE, Api
from openassay.web.carried import Carried
from openassay.web.job_pages import JobPages
from openassay.web.jobs import Queue
from openassay.web.pages import Pages
from openassay.web.rendering import assets, render
from openassay.web.safety import Guard
from openassay.web.settings import Settings
from openassay.web.shelf import Shelf

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}
_YEAR = "public, max-age=31536000, immutable"


def from_environment() -> FastAPI:
    """The application with the settings that `openassay serve` left, for a worker process of the server."""
    return site(Settings.from_environment())


def site(settings: Settings) -> FastAPI:
    """The application over an index. Raises `Unusable` where there is none."""
    shelf = Shelf(settings.index)
    queue = Queue(shelf.folder, settings) if settings.may_assess else None

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        if queue is not None:
            queue.close()
        shelf.close()

    app = FastAPI(
        title="openassay",
        version=__version__,
        summary="How open AI model releases are, from evidence, under every published standard.",
        license_info={"name": LICENSE},
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.router.routes += Pages(shelf, settings).routes()
    app.router.routes += Carried(shelf, settings).routes()
    if queue is not None:
        app.router.routes += JobPages(queue, settings).routes()
    app.router.routes.append(Route("/assets/{name}", _asset))
    app.include_router(Api(shelf, settings).router)
    _say_failures(app, settings)
    app.add_middleware(Guard, rate=settings.rate)
    return app


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    data = assets().get(name)
    if data is None:
        raise HTTPException(404)
    return send(request, answer_of(data, _TYPES[re.sub(r".*\.", "", name)]), _YEAR)


def _say_failures(app: FastAPI, settings: Settings) -> None:
    """Every failure is one sentence: a page for people, problem+json for programs."""

    async def failed(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
        said = {404: "There is no page here.", 405: "That is not done here."}.get(status, "Something went wrong on this side.")
        if request.url.path.startswith(("/api/", "/badge", "/feed")):
            answer = problem(status, said)
        else:
            body = render(
                "message.html",
                title="Not found" if status == 404 else "Not done",
                said=said,
                here="",
                may_assess=settings.may_assess,
            )
            answer = answer_of(body, HTML, status)
        response = send(request, answer)
        response.headers.update(headers)
        return response

    async def wrong(request: Request, error: Exception) -> Response:
        told = (
            "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors())
            if isinstance(error, RequestValidationError)
            else ""
        )
        return send(
            request, problem(422, "A parameter is not as it should be.", told.encode("ascii", "backslashreplace").decode())
        )

    app.add_exception_handler(HTTPException, failed)
    app.add_exception_handler(Exception, failed)
    app.add_exception_handler(RequestValidationError, wrong)
