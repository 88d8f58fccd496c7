"""What the commands that read a release have in common: the options, the failures, where the result goes."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openassay.cli.mistakes import DEBUG, Mistake, debugging

if TYPE_CHECKING:
    from openassay.application.assess import NotAssessed
    from openassay.vocabulary.standard import Standard

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result.")
OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the result to a file.")


def choose_or_refuse(names: Iterable[str]) -> "list[Standard]":
    """Find the standards named; one that is not there is the user's mistake."""
    from openassay.application.assess import NotAssessed, choose

    try:
        return choose(names)
    except NotAssessed as error:
        raise Mistake(str(error)) from error


def assess_or_exit(target: str, standards: "Iterable[Standard]", *, undecidable: int = 2) -> tuple[bytes, dict[str, Any]]:
    """Assess a target; where that fails, say why in one sentence and exit.

    The exit code is 2, or `undecidable` where the release may be there but could not be read.
    """
    from openassay.application.assess import NotAssessed, assess

    try:
        data = assess(target, standards, show_progress())
    except NotAssessed as error:
        _tell(error)
        raise click.exceptions.Exit(undecidable if error.undecidable else 2) from error
    return data, json.loads(data)


def _tell(error: "NotAssessed") -> None:
    """Say in one line why there is no assessment; after a fault of ours, its traceback for who asked for it."""
    if error.detail and debugging():
        click.echo(error.detail, err=True, nl=False)
    hint = f"; set {DEBUG}=1 to see where, and report it." if error.detail else ""
    click.echo(f"Error: {str(error).rstrip('.') if hint else error}{hint}", err=True)


def write(text: str, output: Path | None) -> None:
    """Print the result, or write it to a file."""
    if output is None:
        try:
            click.echo(text, nl=False)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever reads has seen enough. What was found is still told by the exit code.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    try:
        output.write_text(click.unstyle(text), "utf-8")
    except OSError as error:
        raise Mistake(f"'{output}' could not be written: {error.strerror}; name another file with -o") from error


def show_progress() -> Callable[[str], None]:
    """Show one line on the terminal that is written over as work goes on; stay silent where nobody watches."""
    if not sys.stderr.isatty():
        return lambda message: None
    return lambda message: click.echo(f"\r\x1b[K{message}", nl=False, err=True)
