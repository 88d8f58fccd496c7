"""What the terminal can show: colour, and one line of progress that is written over."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from openassay.vocabulary.text import shown

CLEAR = "\r\x1b[K"


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
