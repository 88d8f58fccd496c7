"""`openassay limits`."""

import click

from openassay.vocabulary.limits import every


@click.command("limits")
def command() -> None:
    """Print every limit that hostile input runs into.

    What is over a limit is reported as unknown, with the code limit:<name>.
    """
    for limit in every():
        click.echo(f"{limit.name:24} {limit.value:>15,} {limit.unit:12} {limit.why}")
