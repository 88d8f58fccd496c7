"""`openassay assess`."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

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
    from openassay.application.assess import NotAssessed, assess
    from openassay.application.threshold import NoSuchThreshold, Threshold

    try:
        threshold = Threshold.parse(require) if require else None
        data = assess(target, standards or DEFAULT_STANDARDS, _progress())
        document = json.loads(data)
        reached = threshold.reached(document) if threshold else True
    except NoSuchThreshold as error:
        raise click.UsageError(str(error)) from error
    except NotAssessed as error:
        click.echo(f"Error: {error}", err=True)
        context.exit(3 if require and error.undecidable else 2)
    if form == "text":
        from openassay.reports.terminal import render

        _write(render(document, full), output)
    else:
        _write(data.decode("ascii"), output)
    if not exit_zero:
        context.exit({True: 0, False: 1, None: 3}[reached])


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(click.unstyle(text), "utf-8")
    except OSError as error:
        raise click.FileError(str(output), error.strerror or "cannot be written") from error


def _progress() -> Callable[[str], None]:
    """Show one line on the terminal that is written over as work goes on; stay silent where nobody watches."""
    if not sys.stderr.isatty():
        return lambda message: None

    def show(message: str) -> None:
        click.echo(f"\r\x1b[K{message}", nl=False, err=True)

    return show
