"""What the commands that read a release have in common: the argument, the options, the failures."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from openassay.cli.mistakes import DEBUG, Mistake, debugging
from openassay.cli.screen import progress

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result.")
OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the result to a file.")


def assess_or_exit(
    target: str, standards: tuple[str, ...], require: str | None = None
) -> tuple[bytes, dict[str, Any], bool | None]:
    """Assess a target: the document as bytes and as values, and whether it reaches the rung that `require` names.

    Where there is no assessment, say why in one sentence and exit: with 3 where a rung was asked for and the release may be there
    but could not be read, else with 2.
    """
    from openassay.application.assess import NotAssessed, assess, choose
    from openassay.application.threshold import NoSuchThreshold, Threshold

    try:
        threshold = Threshold.parse(require) if require else None
        chosen = choose(standards)
        if threshold:
            threshold.check(chosen)
        with progress() as show:
            data = assess(target, chosen, show)
    except NoSuchThreshold as error:
        raise Mistake(str(error)) from error
    except NotAssessed as error:
        if error.detail and debugging():
            click.echo(error.detail, err=True, nl=False)
        hint = f"; set {DEBUG}=1 to see where, and report it." if error.detail else ""
        click.echo(f"Error: {str(error).rstrip('.') if hint else error}{hint}", err=True)
        raise click.exceptions.Exit(3 if require and error.undecidable else 2) from error
    document = json.loads(data)
    return data, document, threshold.reached(document) if threshold else True


def write(text: str, output: Path | None) -> None:
    """Print the result, or write it to a file. Whoever closes the pipe has seen enough; the exit code still tells the rest."""
    if output is None:
        try:
            click.echo(text, nl=False)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    try:
        output.write_text(click.unstyle(text), "utf-8")
    except OSError as error:
        raise Mistake(f"'{output}' could not be written: {error.strerror}; name another file with -o") from error
