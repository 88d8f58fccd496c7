"""`openassay assess`."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openassay.cli.mistakes import DEBUG, Mistake, debugging

if TYPE_CHECKING:
    from openassay.application.assess import NotAssessed

DEFAULT_STANDARDS = ("g7", "mof", "osaid")


@click.command("assess")
@click.argument("target")
@click.option("--standard", "standards", multiple=True, metavar="NAME", help="Grade under this standard; may be repeated.")
@click.option("--require", metavar="STANDARD:RUNG", help="Exit with 1 below this rung, with 3 where it cannot be decided.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever --require finds.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the result to a file.")
@click.option("--full", is_flag=True, help="List everything, also what the report cuts after the first few.")
@click.pass_context
def command(
    context: click.Context,
    target: str,
    standards: tuple[str, ...],
    require: str | None,
    exit_zero: bool,
    form: str,
    output: Path | None,
    full: bool,
) -> None:
    """Grade a release under the standards: G7, MOF and OSAID unless others are named.

    TARGET is a folder, an archive, a git repository on this disk (with @REF for a revision of it), or pypi:NAME[==VERSION].
    Nothing of the release is run. A bad grade is no error: the exit code is 0 unless --require asks for a rung.
    """
    from openassay.application.assess import NotAssessed, assess, choose
    from openassay.application.threshold import NoSuchThreshold, Threshold

    try:
        threshold = Threshold.parse(require) if require else None
        chosen = choose(standards or DEFAULT_STANDARDS)
        if threshold:
            threshold.check(chosen)
        data = assess(target, chosen, _progress())
    except NoSuchThreshold as error:
        raise Mistake(str(error)) from error
    except NotAssessed as error:
        _tell(error)
        context.exit(3 if require and error.undecidable else 2)
    document = json.loads(data)
    if form == "text":
        from openassay.reports.terminal import render

        _write(render(document, full), output)
    else:
        _write(data.decode("ascii"), output)
    if threshold and not exit_zero:
        context.exit({True: 0, False: 1, None: 3}[threshold.reached(document)])


def _tell(error: "NotAssessed") -> None:
    """Say in one line why there is no assessment; after a fault of ours, its traceback for who asked for it."""
    if error.detail and debugging():
        click.echo(error.detail, err=True, nl=False)
    hint = f"; set {DEBUG}=1 to see where, and report it." if error.detail else ""
    click.echo(f"Error: {str(error).rstrip('.') if hint else error}{hint}", err=True)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        try:
            click.echo(text, nl=False)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever reads has seen enough. What --require found is still told by the exit code.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    try:
        output.write_text(click.unstyle(text), "utf-8")
    except OSError as error:
        raise Mistake(f"'{output}' could not be written: {error.strerror}; name another file with -o") from error


def _progress() -> Callable[[str], None]:
    """Show one line on the terminal that is written over as work goes on; stay silent where nobody watches."""
    if not sys.stderr.isatty():
        return lambda message: None

    def show(message: str) -> None:
        click.echo(f"\r\x1b[K{message}", nl=False, err=True)

    return show
