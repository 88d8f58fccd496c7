"""`openassay assess`."""

from pathlib import Path

import click

from openassay.application.headline import HEADLINE
from openassay.cli.reading import FORMAT, OUTPUT, PLACES, Places, assess_or_exit, write

DEFAULT_STANDARDS = HEADLINE


@click.command("assess")
@click.argument("target")
@click.option("--standard", "standards", multiple=True, metavar="NAME", help="Grade under this standard; may be repeated.")
@click.option("--all", "every", is_flag=True, help="Grade under every standard, in its newest edition.")
@click.option("--require", metavar="STANDARD:RUNG", help="Exit with 1 below this rung, with 3 where it cannot be decided.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever --require finds.")
@PLACES
@FORMAT
@OUTPUT
@click.option("--full", is_flag=True, help="List everything, also what the report cuts after the first few.")
@click.pass_context
def command(
    context: click.Context,
    target: str,
    standards: tuple[str, ...],
    every: bool,
    require: str | None,
    exit_zero: bool,
    places: Places,
    form: str,
    output: Path | None,
    full: bool,
) -> None:
    """Grade a release under standards: G7, MOF, OSAID, OSAI and the EU's exemption unless others are named.

    A standard is named as `openassay standards list` names it, or by the path of its file; /VARIANT behind it picks a variant.

    TARGET is a folder, an archive, a git repository on this disk (with @REF for a revision of it), hf://OWNER/NAME[@REF],
    hf://datasets/OWNER/NAME, a page of the Hub, GitHub or GitLab, git+https://HOST/PATH[@REF], pypi:NAME[==VERSION],
    npm:NAME[@VERSION], a package URL, or an openassay.yaml that names several of them. #select=GLOB,... behind it keeps a part.
    Nothing of the release is run. A bad grade is no error: the exit code is 0 unless --require asks for a rung.
    """
    data, document, reached = assess_or_exit(target, standards or DEFAULT_STANDARDS, require, places, every)
    if form == "text":
        from openassay.reports.terminal import render

        write(render(document, full), output)
    else:
        write(data.decode("ascii"), output)
    if not exit_zero:
        context.exit({True: 0, False: 1, None: 3}[reached])
