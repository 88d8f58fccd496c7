"""What the commands that read entries of other indexes have in common."""

from pathlib import Path

import click

from openassay.application.index_files import NoEntry, NotNamed, Read, read_entries
from openassay.cli.mistakes import Mistake
from openassay.exchange.mot_entry import MotEntry
from openassay.exchange.osai_entry import OsaiEntry

KINDS = {"mot": MotEntry, "osai": OsaiEntry}
ENTRIES = click.argument("paths", metavar="ENTRY...", nargs=-1, required=True, type=click.Path(path_type=Path))


def entries_or_exit(paths: tuple[Path, ...]) -> tuple[list[Read], list[NoEntry]]:
    """Read the entries that are named; where something named is not there, say so and exit.

    The word `mot` or `osai` before them says of which index they must be.
    """
    index = str(paths[0]) if len(paths) > 1 and str(paths[0]) in KINDS and not paths[0].exists() else None
    try:
        read, refused = read_entries(paths[1:] if index else paths)
    except NotNamed as error:
        raise Mistake(str(error)) from error
    strange = next((one.path for one in read if index and not isinstance(one.entry, KINDS[index])), None)
    if strange:
        raise Mistake(f"'{strange}' is no entry of {index}; leave the word '{index}' out to have entries told by what is in them")
    return read, refused


def tell_refused(refused: list[NoEntry]) -> None:
    """Say which files hold no entry."""
    for bad in refused:
        click.echo(f"Error: {str(bad).rstrip('.')}.", err=True)
