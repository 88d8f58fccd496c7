"""A text as sentences with their lines, each with the words that lead into the list it stands in."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from openassay.vocabulary.findings import Lines

LONGEST = 2_000
"""Characters of a sentence that are looked at."""
_END = re.compile(
    r"(?<![ .(][a-z]\.[a-z])(?<!\be\.g)(?<!\bi\.e)(?<!\binc)(?<!\bcorp)(?<!\bltd)(?<!\bno)(?<!\bsec)[.;!?。；！？]+[\"”’')\]*"
    r"_]*(?=\s|$)|[。；！？]",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[ \t>#*|/;-]*(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Za-z]|[ivxIVX]{2,5})[.)、]|[-*•·–◦])\s+")
_HEADING = re.compile(r"\s*(?:#{1,6}\s|[A-Z][A-Z \d.,:&-]{6,80}$)")


_MARK = re.compile(r"(?:and |or )?\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{2,5})[.)]\s")
_INLINE = re.compile(r"(.{3,300}?:)\s*\(?(?:a|i|1)[.)]\s")
"""What leads into a list that begins on its own line."""


class Sentence(NamedTuple):
    """One sentence. `plain` is in lower case with single spaces, `lead` what leads into its list, in the same form."""

    plain: str
    quote: str
    lines: Lines
    lead: str


def read_sentences(body: str) -> list[Sentence]:
    """Take a text apart into sentences; list items are sentences of their own."""
    breaks = [match.start() for match in re.finditer("\n", body)]
    sentences: list[Sentence] = []
    lead = ""
    for start, end, item in _pieces(body):
        first = start + len(body[start:end]) - len(body[start:end].lstrip())
        quote = " ".join(body[start:end].split())[:LONGEST]
        if len(quote) < 3:
            continue
        plain = plain_form(quote)
        lines = Lines(bisect_left(breaks, first) + 1, bisect_left(breaks, max(first, end - 1)) + 1)
        if not item and not quote[:1].islower() and not _MARK.match(quote):
            lead = ""
        sentences.append(Sentence(plain, quote, lines, lead))
        if plain.endswith((":", "：", ": *", ":*")):
            lead = plain[-300:]
        elif inline := _INLINE.match(plain):
            lead = inline[1][-300:]
    return sentences


def plain_form(text: str) -> str:
    """Text in lower case with straight quotes, single spaces and no Markdown marks; a point within a number is `‧`."""
    text = text.lower().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("licence", "license")
    text = re.sub(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", "", text)
    text = re.sub(r"[‐‑–—]", "-", text)
    return " ".join(re.sub(r"(?<=\d)\.(?=\d)", "‧", text).split())


def _pieces(body: str) -> Iterator[tuple[int, int, bool]]:
    """The sentences of a text as character ranges, and whether each begins as an item of a list."""
    for start, end in _paragraphs(body):
        bullet = _BULLET.match(body, start, end)
        at, item = start, bullet is not None
        if bullet:
            at = bullet.end()
        for stop in _END.finditer(body, at, end):
            if stop.end() - at >= 3:
                yield at, stop.end(), item
                at = stop.end()
                item = False
        if body[at:end].strip():
            yield at, end, item


def _paragraphs(body: str) -> Iterator[tuple[int, int]]:
    """Stretches that no sentence crosses: they end at an empty line, before an item of a list, and around a heading."""
    at = start = 0
    for line in body.splitlines(keepends=True):
        blank = not line.strip(" \t\r\n>#*/;-|")
        if blank or _BULLET.match(line) or _HEADING.match(line):
            if start < at:
                yield start, at
            start = at + len(line) if blank else at
        at += len(line)
        if not blank and (_HEADING.match(line) or line.rstrip().endswith((":", "："))):
            yield start, at
            start = at
    if start < at:
        yield start, at
