"""`openassay next`."""

import json
from pathlib import Path

import click

from openassay.cli.assess import DEFAULT_STANDARDS
from openassay.cli.mistakes import Mistake
from openassay.cli.reading import FORMAT, OUTPUT, PLACES, Places, assess_or_exit, write


@click.command("next")
@click.argument("target")
@click.option("--to", "to", required=True, metavar="STANDARD:RUNG", help="The rung to get to, such as mof:class-ii.")
@PLACES
@FORMAT
@OUTPUT
def command(target: str, to: str, places: Places, form: str, output: Path | None) -> None:
    """Show the cheapest way to a rung of a standard: what is to be done, by component.

    Each step says what else it would meet under the standards of `openassay assess`. TARGET is as for `openassay assess`.
    """
    from openassay.application.threshold import NoSuchThreshold, Threshold
    from openassay.reports.next_steps import path_to
    from openassay.reports.paths import render, to_document

    try:
        threshold = Threshold.parse(to)
        names = [threshold.standard, *(name for name in DEFAULT_STANDARDS if name != threshold.standard.partition("@")[0])]
        _, document, _ = assess_or_exit(target, tuple(names), to, places)
        grade = threshold.grade_in(document)
    except NoSuchThreshold as error:
        raise Mistake(str(error)) from error
    path = path_to(document, grade, threshold.rung)
    if form == "json":
        write(json.dumps(to_document(path, document), indent=2, sort_keys=True) + "\n", output)
    else:
        write(render(path, document), output)
