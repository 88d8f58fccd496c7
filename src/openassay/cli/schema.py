"""`openassay schema`."""

from importlib.resources import files

import click

SCHEMAS = {
    "assessment": ("openassay.reports", "assessment.schema.json"),
    "cases": ("openassay.standards", "cases.schema.json"),
    "drift": ("openassay.reports", "drift.schema.json"),
    "entry-grades": ("openassay.reports", "entry-grades.schema.json"),
    "lint": ("openassay.reports", "lint.schema.json"),
    "manifest": ("openassay.application", "manifest.schema.json"),
    "standard": ("openassay.standards", "standard.schema.json"),
}


@click.command("schema")
@click.argument("name", type=click.Choice(sorted(SCHEMAS)), metavar="NAME")
def command(name: str) -> None:
    """Print a published JSON Schema: assessment, cases, manifest or standard.

    That of a standard has the names of all probes, components and license lists in it, for editors to complete.
    """
    if name == "standard":
        from openassay.application.standard_schema import standard_schema

        click.echo(standard_schema(), nl=False)
        return
    package, file = SCHEMAS[name]
    click.echo(files(package).joinpath(file).read_text("utf-8"), nl=False)
