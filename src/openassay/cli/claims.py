"""`openassay claims`."""

import json
from pathlib import Path

import click

from openassay.cli.reading import FORMAT, OUTPUT, PLACES, Places, assess_or_exit, write


@click.command("claims")
@click.argument("target")
@PLACES
@FORMAT
@OUTPUT
def command(target: str, places: Places, form: str, output: Path | None) -> None:
    """Show what a release says of its own openness, against what was found."""
    _, document, _ = assess_or_exit(target, (), places=places)
    if form == "json":
        write(json.dumps({key: document[key] for key in ("claims", "discrepancies")}, indent=2, sort_keys=True) + "\n", output)
        return
    from openassay.reports.claims import render

    write(render(document), output)
