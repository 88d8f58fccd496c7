"""`openassay compare`."""

import json
from pathlib import Path

import click

from openassay.cli.assess import DEFAULT_STANDARDS
from openassay.cli.reading import FORMAT, OUTPUT, Places, document_or_exit, write


@click.command("compare")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--standard", "standards", multiple=True, metavar="NAME", help="Grade under this standard; may be repeated.")
@click.option("--offline", is_flag=True, help="Fetch nothing; read what is in the cache.")
@FORMAT
@OUTPUT
@click.option("--full", is_flag=True, help="List everything, also what the report cuts after the first few.")
def command(
    before: str, after: str, standards: tuple[str, ...], offline: bool, form: str, output: Path | None, full: bool
) -> None:
    """Compare two releases, or two revisions of one: what rose, what fell, and by which fact.

    A and B are targets as for `openassay assess`, or assessments that it wrote with --format json.
    """
    from openassay.reports.comparison import compare, render

    names = standards or DEFAULT_STANDARDS
    found = compare(*(document_or_exit(target, names, Places(offline=offline)) for target in (before, after)))
    if form == "json":
        write(json.dumps(found, indent=2, sort_keys=True) + "\n", output)
    else:
        write(render(found, full), output)
