"""Fitting text into the columns of a terminal: wide characters take two, and nothing from a release reaches it raw."""

import textwrap
from itertools import groupby
from unicodedata import combining, east_asian_width

from openassay.vocabulary.text import shown


def cells(text: str) -> int:
    """Return how many columns the text takes."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def fit(text: str, width: int) -> str:
    """Return the text padded or cut to just `width` columns; what is cut ends in an ellipsis of three dots."""
    safe = shown(text, most=max(width * 4, 3))
    if cells(safe) > width:
        while safe and cells(safe) > width - 3:
            safe = safe[:-1]
        safe += "..."[:width]
    return safe + " " * (width - cells(safe))


def fit_path(path: str, width: int) -> str:
    """Return a path cut at its front, where it tells least, to at most `width` columns."""
    safe = shown(path, most=100_000)
    if cells(safe) <= width:
        return safe
    while safe and cells(safe) > width - 3:
        safe = safe[1:]
    return "..." + safe


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return the text wrapped to `width` columns, with one indent for the first line and another for the others."""
    safe = shown(" ".join(text.split()), most=100_000)
    return textwrap.wrap(safe, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [first.rstrip()]


def reflow(text: str, width: int) -> str:
    """Return a page wrapped to `width` columns: lines that follow each other with one indent are one paragraph."""
    lines: list[str] = []
    for indent, group in groupby(text.splitlines(), key=_indent):
        rows = list(group)
        prose = len(indent) == 4 and not rows[0].lstrip().startswith(("-", "|"))  # the body of a manual page
        for row in [" ".join(row.strip() for row in rows)] if prose and rows[0] else rows:
            hang = indent + ("  " if not prose else "")
            lines += textwrap.wrap(row.strip(), width, initial_indent=indent, subsequent_indent=hang, break_on_hyphens=False) or [
                ""
            ]
    return "\n".join(lines)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
