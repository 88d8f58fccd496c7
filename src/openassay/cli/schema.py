"""`openassay schema`."""

from importlib.resources import files

import click

SCHEMAS = {
    "assessment": ("openassay.reports", "assessment.schema.json"),
    "drift": ("openassay.reports", "drift.schema.json"),
    "entry-grades": ("openassay.reports", "entry-grades.schema.json"),
    "lint": ("openassay.reports", "lint.schema.json"),
    "manifest": ("openassay.application", "manifest.schema.json"),
    "standard": ("openassay.standards", "standard.schema.json"),
}


@click.command("schema")
@click.argument("name", type=click.Choice(sorted(SCHEMAS)), metavar="NAME")
def command(name: str) -> None:
    """Print a published JSON Schema."""
    package, file = SCHEMAS[name]
    click.echo(files(package).joinpath(file).read_text("utf-8"), nl=False)
