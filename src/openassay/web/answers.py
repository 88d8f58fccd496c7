"""Answers over HTTP: with an ETag that is made of what they hold, compressed once, and kept while what they show stays so."""

import gzip
import hashlib
import json
import zlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

HTML = "text/html; charset=utf-8"
JSON = "application/json"
PROBLEM = "application/problem+json"
LINES = "application/jsonl"
SVG = "image/svg+xml"
ATOM = "application/atom+xml"
MINUTE = "public, max-age=60"
KEPT = 64 * 1024 * 1024
_SMALL = 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """A body as it is kept: compressed where that helps."""

    body: bytes
    etag: str
    media: str
    packed: bool
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


def answer_of(body: bytes, media: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Make an answer of a body."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    packed = len(body) > _SMALL
    kept = gzip.compress(body, 6, mtime=0) if packed else body
    return Answer(kept, etag, media, packed, status, headers or {})


def as_json(value: Any, status: int = 200) -> Answer:
    """An answer in JSON, with sorted keys."""
    return answer_of(json.dumps(value, sort_keys=True).encode("ascii") + b"\n", JSON, status)


def problem(status: int, title: str, detail: str = "") -> Answer:
    """An answer that says what is wrong, by RFC 9457."""
    body = {"type": "about:blank", "title": title, "status": status} | ({"detail": detail} if detail else {})
    return answer_of(json.dumps(body, sort_keys=True).encode("ascii") + b"\n", PROBLEM, status)


def send(request: Request, answer: Answer, cache: str = MINUTE) -> Response:
    """Send an answer, or only say that what the client has still holds."""
    headers = {"etag": answer.etag, "cache-control": cache, "vary": "accept-encoding", **answer.headers}
    if answer.status != 200:
        headers["cache-control"] = "no-store"
    elif answer.etag in (one.strip() for one in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    body = answer.body
    if answer.packed and "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
    elif answer.packed:
        body = zlib.decompress(body, 16 + zlib.MAX_WBITS)
    return Response(body, answer.status, headers, answer.media)


class Kept:
    """Answers, each with a mark of what it was made from. The least recently used go first."""

    def __init__(self, most: int = KEPT) -> None:
        """`most` is how many bytes are kept."""
        self._most = most
        self._bytes = 0
        self._answers: OrderedDict[str, tuple[str, Answer]] = OrderedDict()

    def get(self, key: str, mark: str) -> Answer | None:
        """The answer under a key, if it was made from what `mark` stands for."""
        found = self._answers.get(key)
        if found is None or found[0] != mark:
            return None
        self._answers.move_to_end(key)
        return found[1]

    def put(self, key: str, mark: str, answer: Answer) -> None:
        """Keep an answer in place of the one before; failures are not kept."""
        if answer.status != 200:
            return
        if key in self._answers:
            self._let_go(key, self._answers.pop(key)[1])
        self._answers[key] = (mark, answer)
        self._bytes += len(answer.body) + len(key)
        while self._bytes > self._most:
            old, (_, gone) = self._answers.popitem(last=False)
            self._let_go(old, gone)

    def _let_go(self, key: str, answer: Answer) -> None:
        self._bytes -= len(answer.body) + len(key)
