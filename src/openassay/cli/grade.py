"""`openassay grade`."""

import json
from pathlib import Path

import click

from openassay.application.standards import Mistaken
from openassay.cli.entries import ENTRIES, entries_or_exit, tell_refused
from openassay.cli.mistakes import Mistake
from openassay.cli.reading import FORMAT, OUTPUT, write


@click.command("grade")
@ENTRIES
@click.option("--standard", "standards", multiple=True, metavar="NAME", help="Grade under this standard; may be repeated.")
@FORMAT
@OUTPUT
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], standards: tuple[str, ...], form: str, output: Path | None) -> None:
    """Grade entries of other indexes by what they declare.

    ENTRY is a YAML file of the Model Openness Tool (MOT) or of the European Open Source AI Index (OSAI), or a folder of them. An
    entry of MOT is graded as MOT itself does and under the strict reading of MOF, and every difference is explained; one of OSAI
    from its cells, under the newest edition unless others are named. The word mot or osai before them says of which index they
    must be. A file that is no entry is named, and the exit code is 2.
    """
    from openassay.application.grade_entries import grade_entries

    read, refused = entries_or_exit(paths)
    try:
        document = grade_entries(read, refused, standards)
    except Mistaken as error:
        raise Mistake(str(error)) from error
    if form == "json":
        write(json.dumps(document, indent=2, sort_keys=True) + "\n", output)
    else:
        from openassay.reports.entry_grades import render

        write(render(document), output)
    tell_refused(refused)
    context.exit(2 if refused else 0)
