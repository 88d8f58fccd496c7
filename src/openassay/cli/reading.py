"""What the commands that read a release have in common: the argument, the options, the failures."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result.")
OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the result to a file.")


def assess_or_exit(target: str, standards: tuple[str, ...], *, undecidable: int = 2) -> tuple[bytes, dict[str, Any]]:
    """Assess a target; where that fails, say why in one sentence and exit.

    The exit code is 2, or `undecidable` where the release may be there but could not be read.
    """
    from openassay.application.assess import NotAssessed, assess

    try:
        data = assess(target, standards, show_progress())
    except NotAssessed as error:
        click.echo(f"Error: {error}", err=True)
        raise click.exceptions.Exit(undecidable if error.undecidable else 2) from error
    return data, json.loads(data)


def write(text: str, output: Path | None) -> None:
    """Print the result, or write it to a file."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(click.unstyle(text), "utf-8")
    except OSError as error:
        raise click.FileError(str(output), error.strerror or "cannot be written") from error


def show_progress() -> Callable[[str], None]:
    """Show one line on the terminal that is written over as work goes on; stay silent where nobody watches."""
    if not sys.stderr.isatty():
        return lambda message: None
    return lambda message: click.echo(f"\r\x1b[K{message}", nl=False, err=True)
