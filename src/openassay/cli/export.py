"""`openassay export`."""

from pathlib import Path

import click

from openassay.application.export import INDEXES, STANDARDS
from openassay.cli.mistakes import Mistake
from openassay.cli.reading import OUTPUT, PLACES, Places, document_or_exit, write


@click.command("export")
@click.argument("target")
@click.option("--as", "index", type=click.Choice(INDEXES), required=True, help="The index that the entry is for.")
@click.option("--name", metavar="NAME", help="What the model is called; else the last part of the target.")
@PLACES
@OUTPUT
def command(target: str, index: str, name: str | None, places: Places, output: Path | None) -> None:
    """Write an assessment as an entry of another index, with only what is proven.

    TARGET is as for `openassay assess`, or an assessment that it wrote with --format json. The entry is YAML as the Model
    Openness Tool (mot) or the European Open Source AI Index (osai) keeps it. What is not proven is left out, and comments above
    it say why.
    """
    from openassay.application.export import NoGrade, export

    document = document_or_exit(target, STANDARDS[index], places)
    try:
        data = export(document, index, name)
    except NoGrade as error:
        raise Mistake(f"'{target}': {error}") from error
    write(data.decode("utf-8"), output)
