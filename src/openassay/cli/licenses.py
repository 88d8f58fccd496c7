"""`openassay licenses`."""

import json
from pathlib import Path

import click

from openassay.cli.reading import FORMAT, OUTPUT, PLACES, Places, assess_or_exit, write


@click.command("licenses")
@click.argument("target")
@PLACES
@FORMAT
@OUTPUT
def command(target: str, places: Places, form: str, output: Path | None) -> None:
    """Show the licenses of a release: component, license, terms, and where it says so."""
    _, document, _ = assess_or_exit(target, (), places=places)
    if form == "json":
        write(json.dumps(document["licenses"], indent=2, sort_keys=True) + "\n", output)
        return
    from openassay.reports.licenses import render

    write(render(document), output)
