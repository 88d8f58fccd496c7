"""`openassay limits`."""

import click

from openassay.reports.columns import wrap
from openassay.vocabulary.limits import every


@click.command("limits")
def command() -> None:
    """Print every limit that hostile input runs into.

    What is over a limit is reported as unknown, with the code limit:<name>.
    """
    for limit in every():
        click.echo(f"{limit.name:26} {limit.value:>17,} {limit.unit}")
        click.echo("\n".join(wrap(limit.why, 80, "    ", "    ")))
