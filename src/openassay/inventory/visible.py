"""What a reader of a document sees of it. Hidden text is blanked out, and offsets and lines stay as they were."""

import re
from collections.abc import Iterator
from functools import lru_cache

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HIDING = re.compile(
    r"<(\w{1,20})\b(?=[^<>]{0,500}?(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden"
    r"|font-size\s{0,3}:\s{0,3}[01](?:px|pt)?\b"
    r"|[^-]color\s{0,3}:\s{0,3}(?:white|#fff(?:fff)?)\b|\shidden\b))[^<>]{0,1000}>",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\U000e0000-\U000e007f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_FENCE = re.compile(r"^[ \t]{0,12}(```|~~~).*?(?:^[ \t]{0,12}\1|\Z)", re.DOTALL | re.MULTILINE)
_NOT_LINE_END = re.compile(r"[^\n]+")


@lru_cache(maxsize=64)
def visible(body: str) -> str:
    """The text with comments, hidden elements and invisible characters replaced by spaces."""
    if "<!--" in body:
        body = _COMMENT.sub(_blank, body)
    if "<" in body:
        body = "".join(_without_hidden(body))
    return body if body.isascii() else _INVISIBLE.sub(" ", body)


@lru_cache(maxsize=64)
def prose(body: str) -> str:
    """The visible text without its fenced code blocks."""
    return _FENCE.sub(_blank, visible(body))


def _without_hidden(body: str) -> Iterator[str]:
    """The pieces of a text, those from a hiding tag to the end of its element blanked out. One that never ends hides the rest."""
    at = 0
    while match := _HIDING.search(body, at):
        end = body.find(f"</{match[1]}", match.end())
        end = len(body) if end < 0 else end
        yield body[at : match.start()]
        yield _spaces(body[match.start() : end])
        at = end
    yield body[at:]


def _blank(match: re.Match[str]) -> str:
    return _spaces(match[0])


def _spaces(piece: str) -> str:
    return _NOT_LINE_END.sub(lambda line: " " * len(line[0]), piece)
