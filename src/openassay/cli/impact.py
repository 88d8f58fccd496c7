"""`openassay impact`."""

import json
from pathlib import Path

import click

from openassay.cli.mistakes import Mistake
from openassay.cli.reading import OUTPUT, write


@click.command("impact")
@click.argument("new", metavar="NEW_STANDARD")
@click.option(
    "--index",
    "folder",
    required=True,
    envvar="OPENASSAY_INDEX",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the index; or set OPENASSAY_INDEX.",
)
@click.option("--against", metavar="STANDARD", help="The standard before; by default the one of the same id and edition.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="How to print the result.")
@OUTPUT
@click.option("--full", is_flag=True, help="List everything, also what the report cuts after the first few.")
def command(new: str, folder: Path, against: str | None, form: str, output: Path | None, full: bool) -> None:
    """Show whom a changed rule would move: every release of an index graded under two standards.

    NEW_STANDARD is the file of a standard, FILE.yaml or FILE.yaml/VARIANT, or the name of one; so is what it is held against.
    Each release counts as it was seen last. Nothing about the index changes, and no release is read again.
    """
    try:
        from openassay.application.impact import impact, standards_for, to_document
        from openassay.application.standards import Mistaken
        from openassay.index.damage import Unusable
        from openassay.index.store import Index
    except ModuleNotFoundError as error:
        raise Mistake(f"an index needs the extra 'index' ({error.name} is missing); install openassay[index]") from error
    from openassay.reports.impact import MOST, render, to_csv

    try:
        before, after = standards_for(new, against)
        with Index.open(folder) as index:
            most = MOST if form == "text" and not full else None
            document = to_document(impact(index, before, after), index.mark, most)
    except (Mistaken, Unusable) as error:
        raise Mistake(str(error)) from error
    if form == "json":
        write(json.dumps(document, indent=2, sort_keys=True) + "\n", output)
    else:
        write(to_csv(document) if form == "csv" else render(document, full), output)
