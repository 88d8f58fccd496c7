"""What the commands that read a release have in common: the argument, the options, the failures."""

import functools
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from openassay.cli.mistakes import DEBUG, Mistake, debugging
from openassay.cli.screen import progress

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result.")
OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the result to a file.")


@dataclass(frozen=True, slots=True)
class Places:
    """Where a release is read, beside its target."""

    beside: tuple[str, ...] = ()
    follow: bool = False
    offline: bool = False


def PLACES(function: Callable[..., Any]) -> Callable[..., Any]:  # noqa: N802 - it stands among the other options
    """Give a command the options that say where a release is read, as one argument `places`."""

    @functools.wraps(function)
    def gathered(*args: Any, beside: tuple[str, ...], follow: bool, offline: bool, **kwargs: Any) -> Any:
        return function(*args, places=Places(beside, follow, offline), **kwargs)

    for option in reversed(
        (
            click.option(
                "--with", "beside", multiple=True, metavar="ADDRESS", help="Another place of the release; may be repeated."
            ),
            click.option("--follow", is_flag=True, help="Go to the places that the release names, and to what it was made from."),
            click.option("--offline", is_flag=True, help="Fetch nothing; read what is in the cache."),
        )
    ):
        gathered = option(gathered)
    return gathered


def assess_or_exit(
    target: str, standards: tuple[str, ...], require: str | None = None, places: Places | None = None, every: bool = False
) -> tuple[bytes, dict[str, Any], bool | None]:
    """Assess a target: the document as bytes and as values, and whether it reaches the rung that `require` names.

    `every` grades under all other standards as well. Where there is no assessment, say why in one sentence and exit: with 3 where
    a rung was asked for and the release may be there but could not be read, else with 2.
    """
    from openassay.application.assess import NotAssessed, Wanted, assess, choose
    from openassay.application.threshold import NoSuchThreshold, Threshold

    try:
        threshold = Threshold.parse(require) if require else None
        chosen = choose(standards, every)
        if threshold:
            threshold.check(chosen)
        with progress() as show:
            where = places or Places()
            data = assess(target, chosen, show, Wanted(where.beside, where.follow, where.offline))
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


def document_or_exit(target: str, standards: tuple[str, ...], places: Places | None = None) -> dict[str, Any]:
    """The assessment of a target, or the one that a file holds; where there is none, say why and exit."""
    if target.endswith(".json") and Path(target).is_file():
        from openassay.application.written import NotWritten, read_assessment

        try:
            return read_assessment(Path(target))
        except NotWritten as error:
            raise Mistake(str(error)) from error
    return assess_or_exit(target, standards, places=places)[1]


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
