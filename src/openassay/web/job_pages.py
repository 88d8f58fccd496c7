"""The pages of the queue: paste an address, watch, cancel, and come to the page of the release."""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from openassay.web.addresses import Refused
from openassay.web.answers import HTML, answer_of, send
from openassay.web.jobs import Busy, Queue
from openassay.web.rendering import render
from openassay.web.settings import Settings
from openassay.web.words import address

_NEVER = "no-store"


class JobPages:
    """The pages over one queue."""

    def __init__(self, queue: Queue, settings: Settings) -> None:
        self._queue = queue
        self._settings = settings

    def routes(self) -> list[Route]:
        """The routes of the queue."""
        return [
            Route("/assess", self._form),
            Route("/assess", self._add, methods=["POST"]),
            Route("/assess/job", self._job),
            Route("/assess/cancel", self._cancel, methods=["POST"]),
        ]

    def _page(self, request: Request, template: str, status: int = 200, **values: object) -> Response:
        body = render(template, here="assess", may_assess=True, **values)
        return send(request, answer_of(body, HTML, status), _NEVER)

    async def _form(self, request: Request) -> Response:
        return self._page(request, "assess.html", asked="", said="", folders=self._settings.folders)

    async def _add(self, request: Request) -> Response:
        text = await _field(request, "address")
        visitor = request.client.host if request.client else ""
        try:
            job = self._queue.add(text, visitor)
        except (Refused, Busy) as error:
            status = 429 if isinstance(error, Busy) else 400
            return self._page(request, "assess.html", status, asked=text, said=str(error), folders=self._settings.folders)
        return RedirectResponse(address("/assess/job", id=job.id), 303)

    async def _job(self, request: Request) -> Response:
        found = self._queue.get(request.query_params.get("id", ""))
        if found is None:
            return self._page(
                request, "message.html", 404, title="Not found", said="There is no such assessment, or it was long ago."
            )
        job, before = found
        if job.state == "done":
            return RedirectResponse(address("/release", name=job.release), 303)
        return self._page(request, "job.html", job=job, before=before)

    async def _cancel(self, request: Request) -> Response:
        id_ = await _field(request, "id")
        self._queue.cancel(id_)
        return RedirectResponse(address("/assess/job", id=id_), 303)


async def _field(request: Request, name: str) -> str:
    body = await request.body()
    return parse_qs(body.decode("utf-8", "replace"), max_num_fields=8).get(name, [""])[0]
