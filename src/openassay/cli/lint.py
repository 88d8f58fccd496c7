"""`openassay lint`."""

import json
from pathlib import Path

import click

from openassay.cli.entries import ENTRIES, entries_or_exit
from openassay.cli.mistakes import Mistake
from openassay.cli.reading import FORMAT, OUTPUT, write


@click.command("lint")
@ENTRIES
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave this kind of finding out; may be repeated.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@FORMAT
@OUTPUT
@click.pass_context
def command(
    context: click.Context, paths: tuple[Path, ...], ignore: tuple[str, ...], exit_zero: bool, form: str, output: Path | None
) -> None:
    """Find what contradicts itself in entries of other indexes.

    ENTRY is a YAML file of the Model Openness Tool (MOT) or of the European Open Source AI Index (OSAI), or a folder of them.
    An entry is held against its own notes, the rules it is graded by, what it rests on, and the other entries that are named
    with it. The word mot or osai before them says of which index they must be. Nothing is fetched. The exit code is 1 where
    something is found, or where a file is no entry.
    """
    from openassay.application.lint import NoSuchCode, lint
    from openassay.reports.lint import render

    read, refused = entries_or_exit(paths)
    try:
        document = lint(read, refused, ignore)
    except NoSuchCode as error:
        raise Mistake(str(error)) from error
    write(json.dumps(document, indent=2, sort_keys=True) + "\n" if form == "json" else render(document), output)
    context.exit(1 if document["findings"] and not exit_zero else 0)
