"""What is carried elsewhere: badges, and the feed of grades that changed. They read the same row as the page."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from openassay.vocabulary.text import shown
from openassay.web.answers import ATOM, SVG, Answer, answer_of, as_json, send
from openassay.web.badges import Badge, badge_of, nothing, to_shields, to_svg
from openassay.web.history import say_change
from openassay.web.settings import Settings
from openassay.web.shelf import Search, Shelf, grades_of
from openassay.web.words import SHORT, address

_HOUR = "public, max-age=3600"
_RELEASES = 60
"""Releases that the feed looks back over, the latest first."""
_ENTRIES = 100


class Carried:
    """Badges and feed over one index."""

    def __init__(self, shelf: Shelf, settings: Settings) -> None:
        self._shelf = shelf
        self._settings = settings

    def routes(self) -> list[Route]:
        """The routes of badges and feed."""
        return [Route("/badge.svg", self._svg), Route("/badge.json", self._shields), Route("/feed.atom", self._feed)]

    async def _svg(self, request: Request) -> Response:
        badge = self._badge(request)
        return send(request, answer_of(to_svg(badge), SVG, 200 if badge.tone else 404), _HOUR)

    async def _shields(self, request: Request) -> Response:
        return send(request, as_json(to_shields(self._badge(request))), _HOUR)

    def _badge(self, request: Request) -> Badge:
        asked = request.query_params.get("standard", "mof")
        label = SHORT.get(asked.partition("@")[0], shown(asked, 40))
        name = request.query_params.get("name", "")
        row = self._shelf.row(name)
        if row is None and (found := self._shelf.lookup(name)):
            row = self._shelf.row(found[0])
        if row is None:
            return nothing(label, "not in this index")
        grade = next((one for one in grades_of(row) if asked in (one.id, one.standard, one.standard.partition("+r")[0])), None)
        if grade is None:
            return nothing(label, "not graded")
        return badge_of(label, grade.said, grade.tone, row.seen_at, row.revision, self._shelf.today(), self._settings.stale_after)

    async def _feed(self, request: Request) -> Response:
        return send(request, await run_in_threadpool(self._make_feed, request), _HOUR)

    def _make_feed(self, request: Request) -> Answer:
        origin = (
            self._settings.origin.rstrip("/") or f"{request.url.scheme}://{quote(request.headers.get('host', ''), safe=':.[]')}"
        )
        entries = sorted(self._entries(origin, request.query_params.get("publisher", "")), reverse=True)[:_ENTRIES]
        updated = entries[0][0] if entries else "1970-01-01T00:00:00Z"
        body = "".join(entry for _, entry in entries)
        return answer_of(
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>openassay: grades that changed</title><id>{escape(origin)}/feed.atom</id><updated>{updated}</updated>"
            f'<link rel="self" href={quoteattr(f"{origin}/feed.atom")}/><link href={quoteattr(f"{origin}/")}/>'
            f"<author><name>openassay</name></author>{body}</feed>\n".encode("utf-8", "replace"),
            ATOM,
        )

    def _entries(self, origin: str, publisher: str) -> Iterator[tuple[str, str]]:
        rows = self._shelf.every(Search(publisher=publisher, sort="seen"))
        for row in islice(rows, _RELEASES):
            for event in self._shelf.history(row.name):
                moved = [say_change(change) for change in event.grades]
                if not moved:
                    continue
                first = all(change.before is None for change in event.grades)
                when = event.at if "T" in event.at else f"{event.at}T00:00:00Z"
                page = origin + address("/release", name=row.name)
                title = f"{shown(row.name, 120)} was {'graded for the first time' if first else 'graded otherwise'}"
                entry = (
                    f"<entry><title>{escape(title)}</title><id>{escape(page)}#{when}-{event.digest[:12]}</id>"
                    f"<updated>{when}</updated><link href={quoteattr(page)}/>"
                    f"<summary>{escape(shown(event.because + ' ' + '. '.join(moved), 800))}</summary></entry>"
                )
                yield when, entry
