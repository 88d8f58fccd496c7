"""`openassay standards`."""

import json
from pathlib import Path

import click

from openassay.application import scaffold
from openassay.application import standards as use
from openassay.application.standard_page import standard_page
from openassay.cli.mistakes import Mistake
from openassay.cli.reading import FORMAT
from openassay.reports.columns import reflow
from openassay.vocabulary.standard import Scheme


@click.group("standards")
def command() -> None:
    """List, show, compare, check and test standards, and start new ones."""


@command.command("list")
@click.pass_context
def list_(context: click.Context) -> None:
    """List all standards with their status and variants, the default first.

    Those of the catalogue come first, then those of other people: from folders that OPENASSAY_STANDARDS names, laid out as
    ID/EDITION/standard.yaml, and from packages that offer some.
    """
    standards, problems = use.listed()
    for standard in standards:
        variants = f" {', '.join(standard.variants)}" if standard.variants else ""
        click.echo(f"{standard.name:30} {standard.status:12}{variants}".rstrip())
        click.echo(f"    {standard.title}")
    for problem in problems:
        click.echo(problem, err=True)
    context.exit(1 if problems else 0)


@command.command("show")
@click.argument("name")
@click.option("--source", is_flag=True, help="Show what of the official text was read, and what was not.")
@click.option("--markdown", is_flag=True, help="Write its whole page in Markdown: our reading, its cases, its sources.")
def show(name: str, source: bool, markdown: bool) -> None:
    """Show one standard: its rungs and all that they ask.

    NAME is as `openassay standards list` names it, with or without edition and revision, or the path of a file.
    """
    try:
        if source:
            click.echo(use.source_page(name))
        elif markdown:
            from openassay.application.standard_reference import reference_page

            click.echo("\n".join(line for edition in use.with_cases([name]) for line in reference_page(edition)))
        else:
            click.echo(reflow("\n".join(standard_page(use.named(name))), 80))
    except use.Mistaken as error:
        raise Mistake(str(error)) from error


@command.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...]) -> None:
    """Check standards: those of the catalogue against their lock, or those at the paths given, with their cases.

    A path is a file, the folder of an edition, or a folder laid out as ID/EDITION/standard.yaml. Every mistake is named with its
    file and line. Exit code 1 if there is one.
    """
    problems, checked = use.check(paths)
    for problem in problems:
        click.echo(problem, err=True)
    click.echo(f"{checked} checked, {len(problems)} problems")
    context.exit(1 if problems else 0)


@command.command("test")
@click.argument("names", nargs=-1)
@click.pass_context
def test(context: click.Context, names: tuple[str, ...]) -> None:
    """Run the conformance cases of the standards named or at the paths given, or of the whole catalogue."""
    try:
        failures, count = use.run_cases(names)
    except use.Mistaken as error:
        raise Mistake(str(error)) from error
    for failure in failures:
        click.echo(failure, err=True)
    click.echo(f"{count} cases, {len(failures)} failed")
    context.exit(1 if failures else 0)


@command.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@FORMAT
def diff(before: str, after: str, form: str) -> None:
    """Say in words what changed from standard A to standard B: what is stricter, looser, new or gone.

    A and B are names, with an edition or variant if wanted, or paths of files. Conditions are compared by what they ask for, not
    by how they are written.
    """
    from openassay.application.standard_changes import compare_named, say_comparisons, to_document

    try:
        comparisons = list(compare_named(before, after))
    except use.Mistaken as error:
        raise Mistake(str(error)) from error
    if form == "json":
        click.echo(json.dumps(to_document(comparisons), indent=2, sort_keys=True))
    else:
        click.echo(reflow("\n".join(say_comparisons(comparisons)), 80))


@command.command("new")
@click.argument("name", metavar="ID")
@click.option(
    "--scheme", type=click.Choice([scheme.value for scheme in Scheme]), default="ladder", help="How verdicts come to a grade."
)
@click.option("--edition", default="1", metavar="EDITION", help="The publisher's edition; 1 if there is none.")
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), default=".", help="The folder to write to; here if not given."
)
def new(name: str, scheme: str, edition: str, into: Path) -> None:
    """Start a standard: write ID/EDITION/standard.yaml, its cases and its page of sources.

    What is written passes `openassay standards check` and `test`. A JSON Schema beside it lets editors complete names.
    """
    try:
        paths = scaffold.start(name, into, Scheme(scheme), edition)
    except use.Mistaken as error:
        raise Mistake(str(error)) from error
    for path in paths:
        click.echo(path)
    click.echo(f"Next: edit it, then openassay standards check {into / name / edition}")
