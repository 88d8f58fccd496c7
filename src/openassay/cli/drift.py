"""`openassay drift`."""

import json
from pathlib import Path

import click

from openassay.application.standards import Mistaken
from openassay.cli.entries import ENTRIES, entries_or_exit, tell_refused
from openassay.cli.mistakes import Mistake
from openassay.cli.reading import FORMAT, OUTPUT, write


@click.command("drift")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@ENTRIES
@FORMAT
@OUTPUT
@click.option("--full", is_flag=True, help="List every system that moved.")
@click.pass_context
def command(
    context: click.Context, before: str, after: str, paths: tuple[Path, ...], form: str, output: Path | None, full: bool
) -> None:
    """Show what the change from edition A to edition B of OSAI does to many systems.

    A and B are editions of the European Open Source AI Index, such as osai@2025.02 and osai@2026.04. ENTRY is a YAML file of the
    index, or a folder of them. Each system is graded under both from the same cells; a cell that is empty counts as closed, as it
    does for the index. A file that is no entry is named, and the exit code is 2.
    """
    from openassay.application.grade_osai import compare_editions, edition
    from openassay.exchange.osai_entry import OsaiEntry
    from openassay.reports.drift import render, to_document

    read, refused = entries_or_exit(paths)
    try:
        first, second = edition(before), edition(after)
    except Mistaken as error:
        raise Mistake(str(error)) from error
    strange = next((one.path for one in read if not isinstance(one.entry, OsaiEntry)), None)
    if strange:
        raise Mistake(f"'{strange}' is no entry of the European Open Source AI Index, whose editions are compared")
    change = compare_editions([one.entry for one in read if isinstance(one.entry, OsaiEntry)], first, second)
    names = (change.before.name, change.after.name)
    document = to_document(names, (change.dropped, change.added), change.cells_changed, change.drift)
    write(json.dumps(document, indent=2, sort_keys=True) + "\n" if form == "json" else render(document, full), output)
    tell_refused(refused)
    context.exit(2 if refused else 0)
