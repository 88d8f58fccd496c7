"""What the terminal can show: colour, and one line of progress that is written over."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import click

from openassay.vocabulary.text import shown

CLEAR = "\r\x1b[K"
_NOW_AND_THEN = 30
"""Seconds between two lines where nobody watches a terminal."""


def plain() -> bool:
    """Whether nothing but text may be written: NO_COLOR is set, or the terminal says that it knows no more."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Give a function that shows a line while work goes on, and takes it away in the end; silent where nobody watches."""
    if plain() or not sys.stderr.isatty():
        yield lambda message: None
        return
    try:
        yield lambda message: click.echo(f"{CLEAR}{shown(message, 78)}", nl=False, err=True)
    finally:
        click.echo(CLEAR, nl=False, err=True)


class Going(Protocol):
    """How far a long piece of work is."""

    total: int
    done: int
    failed: int

    @property
    def rate(self) -> float:
        """Steps a second."""

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes; None where nobody can tell."""


@contextmanager
def watching() -> Iterator[Callable[[Going], None]]:
    """Give a function that shows how far a long piece of work is: on a terminal always, elsewhere a line now and then."""
    if plain() or not sys.stderr.isatty():
        last = time.monotonic()

        def tell(going: Going) -> None:
            nonlocal last
            if time.monotonic() - last >= _NOW_AND_THEN:
                last = time.monotonic()
                click.echo(say_progress(going), err=True)

        yield tell
        return
    with progress() as show:
        yield lambda going: show(say_progress(going))


def say_progress(going: Going) -> str:
    """One line: how many of how many, how fast, and how long it will take."""
    share = 100 * going.done // max(going.total, 1)
    said = f"{going.done:,} of {going.total:,} ({share} %), {going.rate:.1f} a second"
    if going.failed:
        said += f", {going.failed:,} failed"
    return said if going.seconds_left is None else f"{said}, {_say_time(going.seconds_left)} left"


def _say_time(seconds: float) -> str:
    whole = round(seconds)
    if whole < 120:
        return f"{whole} s"
    return f"{whole // 60} min" if whole < 7_200 else f"{whole // 3_600} h {whole // 60 % 60} min"
