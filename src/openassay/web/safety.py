"""What stands between the site and its visitors: headers, limits on what a request may ask, and on how often."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
EMBEDDED = ("/badge.svg", "/badge.json", "/feed.atom", "/api/")
"""What other sites may show or ask for; all else stays with this one."""
_LONGEST = 32_768
_BODY = 16_384


class Guard:
    """Refuses what no visitor needs, counts requests by address, and puts the headers on every answer."""

    def __init__(self, app: App, rate: str, report: Callable[[str], None] | None = None) -> None:
        """`rate` is a number of requests in a time, as `300/minute`; empty for no limit. `report` hears of policy reports."""
        self._app = app
        self._rate = parse(rate) if rate else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._report = report

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_headers(path)]
            await send(message)

        refusal = self._refuse(scope)
        if refusal:
            await _say(guarded, *refusal)
            return
        await self._app(scope, _bounded(receive), guarded)

    def _refuse(self, scope: Scope) -> tuple[int, str] | None:
        if len(scope.get("query_string", b"")) > _LONGEST or len(scope.get("raw_path") or b"") > _LONGEST:
            return 400, "The address is longer than any page of this site."
        headers = dict(scope["headers"])
        if scope["method"] == "POST" and not is_own(headers):
            return 403, "A form of another site may not be sent here."
        try:
            length = int(headers.get(b"content-length", b"0"))
        except ValueError:
            return 400, "The length of the request is no number."
        if length > _BODY:
            return 413, "The request is larger than any form of this site."
        client = scope.get("client")
        if (
            self._rate
            and not scope["path"].startswith("/assets/")
            and not self._limiter.hit(self._rate, client[0] if client else "")
        ):
            return 429, "Too many requests came from your address; try again in a minute."
        return None


def is_own(headers: MutableMapping[bytes, bytes]) -> bool:
    """Whether a request that changes something comes from a page of this site.

    Browsers say so in `Sec-Fetch-Site`; older ones at least name the origin. A client that says neither carries no cookie of a
    visitor's, so nothing can be done in somebody's name with it.
    """
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site in (b"same-origin", b"none")
    origin = headers.get(b"origin")
    return origin is None or urlsplit(origin.decode("latin-1")).netloc.encode("latin-1") == headers.get(b"host", b"")


def _headers(path: str) -> list[tuple[bytes, bytes]]:
    embedded = path.startswith(EMBEDDED)
    policy = "cross-origin" if embedded else "same-origin"
    pairs = [*HEADERS, ("cross-origin-resource-policy", policy)]
    if embedded:
        pairs.append(("access-control-allow-origin", "*"))
    return [(name.encode("ascii"), value.encode("ascii")) for name, value in pairs]


def _bounded(receive: Receive) -> Receive:
    """Read no more of a body than any form of this site has, whatever its header says."""
    read = 0

    async def next_part() -> MutableMapping[str, Any]:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > _BODY:
            return {"type": "http.disconnect"}
        return message

    return next_part


async def _say(send: Send, status: int, because: str) -> None:
    body = json.dumps({"type": "about:blank", "title": because, "status": status}).encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    if status == 429:
        headers.append((b"retry-after", b"60"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
