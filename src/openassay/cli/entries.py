"""What the commands that read entries of other indexes have in common."""

from pathlib import Path

import click

from openassay.application.index_files import NoEntry, NotNamed, Read, read_entries
from openassay.cli.mistakes import Mistake

ENTRIES = click.argument("paths", metavar="ENTRY...", nargs=-1, required=True, type=click.Path(path_type=Path))


def entries_or_exit(paths: tuple[Path, ...]) -> tuple[list[Read], list[NoEntry]]:
    """Read the entries that are named; where something named is not there, say so and exit."""
    try:
        return read_entries(paths)
    except NotNamed as error:
        raise Mistake(str(error)) from error


def tell_refused(refused: list[NoEntry]) -> None:
    """Say which files hold no entry."""
    for bad in refused:
        click.echo(f"Error: {str(bad).rstrip('.')}.", err=True)
