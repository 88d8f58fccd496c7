"""`openassay index`."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openassay.cli.mistakes import Mistake
from openassay.cli.reading import FORMAT, OUTPUT, write

if TYPE_CHECKING:
    from openassay.index.store import Index

_FOLDER = click.option(
    "--index",
    "folder",
    required=True,
    envvar="OPENASSAY_INDEX",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the index; or set OPENASSAY_INDEX.",
)
_AT = click.option("--at", metavar="TIME", help="The time to note, such as 2026-11-25; now by default.")


@click.group("index")
def command() -> None:
    """Keep assessments, find them, and see what became of them."""


@contextmanager
def _opened(folder: Path, *, writing: bool = False) -> Iterator["Index"]:
    """The index in a folder; what cannot be done with it is said in one sentence."""
    with _needed():
        from openassay.index.store import Index

        with Index.open(folder, create=writing, writing=writing) as index:
            yield index


@contextmanager
def _needed() -> Iterator[None]:
    """Say in one sentence what cannot be done, or what is not installed."""
    from openassay.index.damage import Unusable

    try:
        yield
    except Unusable as error:
        raise Mistake(str(error)) from error
    except ModuleNotFoundError as error:
        raise Mistake(f"an index needs the extra 'index' ({error.name} is missing); install openassay[index]") from error


def _time(at: str | None) -> str:
    from openassay.index.seeing import now

    return at or now()


@command.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@_FOLDER
@_AT
@click.option("--name", help="What to call the release; by default as its assessment does.")
def add(files: tuple[Path, ...], folder: Path, at: str | None, name: str | None) -> None:
    """Add assessments that 'openassay assess --format json' wrote. The index is made where there is none."""
    from openassay.application.written import NotWritten, read_assessment
    from openassay.reports.document import to_bytes

    if name and len(files) > 1:
        raise Mistake("a name can be given to one assessment only; leave --name out")
    try:
        documents = [read_assessment(file) for file in files]
    except NotWritten as error:
        raise Mistake(str(error)) from error
    with _opened(folder, writing=True) as index:
        added = index.add(((name or one["release"]["name"], to_bytes(one)) for one in documents), _time(at))
    click.echo(f"{added.added} added, {added.known} known already")


@command.command("list")
@click.argument("text", required=False, default="")
@_FOLDER
@click.option("--level", "levels", multiple=True, metavar="STANDARD:RUNG", help="Proven to be at least this; may be repeated.")
@click.option("--license", help="The license of the weights.")
@click.option("--domain", help="What the model is for, such as text or protein.")
@click.option("--publisher", help="Who publishes it.")
@click.option("--lacks", metavar="COMPONENT", help="Not shown to publish this component.")
@click.option("--sort", default="name", help="name, seen, or a standard: the best first.")
@click.option("--limit", default=50, type=click.IntRange(1, 1000), help="Most releases to list.")
@click.option("--cursor", default="", help="Where the list before ended.")
@FORMAT
@OUTPUT
def list_(
    text: str,
    folder: Path,
    levels: tuple[str, ...],
    license: str | None,  # noqa: A002
    domain: str | None,
    publisher: str | None,
    lacks: str | None,
    sort: str,
    limit: int,
    cursor: str,
    form: str,
    output: Path | None,
) -> None:
    """List the releases of an index, all or those asked for; TEXT stands in the name, publisher, domain or license."""
    from openassay.index.search import Search
    from openassay.reports.index import render_rows

    asked = dict(_level(level) for level in levels)
    with _opened(folder) as index:
        search = Search(text, asked, license or "", domain or "", publisher or "", lacks or "", sort, cursor, limit)
        page = index.releases(search)
    rows = [asdict(row) for row in page.items]
    if form == "json":
        write(json.dumps({"releases": rows, "total": page.total, "next": page.next}, indent=2, sort_keys=True) + "\n", output)
    else:
        write(render_rows(rows, page.total, page.next), output)


def _level(text: str) -> tuple[str, str]:
    standard, colon, rung = text.rpartition(":")
    if not (standard and colon and rung):
        raise Mistake(f"'{text}' is no level; write it as <standard>:<rung>, such as mof:class-iii")
    return standard, rung


def _named(index: "Index", asked: str) -> str:
    """The name of the one release that is asked for, by name or by what it can be looked up by."""
    if index.row(asked) is not None:
        return asked
    found = index.lookup(asked)
    if len(found) == 1:
        return found[0]
    if found:
        raise Mistake(f"'{asked}' is {len(found)} releases of the index; name one of {', '.join(found[:5])}")
    raise Mistake(f"the index has no release '{asked}'; 'openassay index list' lists what it has")


@command.command("show")
@click.argument("name")
@_FOLDER
@click.option("--revision", default="", help="As it was seen last at this revision.")
@FORMAT
@OUTPUT
@click.option("--full", is_flag=True, help="List everything, also what the report cuts after the first few.")
def show(name: str, folder: Path, revision: str, form: str, output: Path | None, full: bool) -> None:
    """Show the assessment of a release: by its name, hub id, package URL, commit or digest."""
    with _opened(folder) as index:
        data = index.document(_named(index, name), revision)
    if data is None:
        raise Mistake(f"the index has no assessment of '{name}' at '{revision}'; 'openassay index history' lists what it has")
    if form == "json":
        write(data.decode("ascii"), output)
        return
    from openassay.reports.terminal import render

    write(render(json.loads(data), full), output)


@command.command("history")
@click.argument("name")
@_FOLDER
@FORMAT
@OUTPUT
@click.option("--full", is_flag=True, help="List every fact that changed.")
def history(name: str, folder: Path, form: str, output: Path | None, full: bool) -> None:
    """Show what became of a release: what changed, when, and whether by fact or by rule."""
    from openassay.reports.index import render_history

    with _opened(folder) as index:
        found = _named(index, name)
        events = [asdict(event) for event in index.history(found)]
    for change in (change for event in events for change in event["grades"]):
        change["before"], change["after"] = (side and side._asdict() for side in (change["before"], change["after"]))
    if form == "json":
        write(json.dumps({"name": found, "events": events}, indent=2, sort_keys=True) + "\n", output)
    else:
        write(render_history(found, events, full), output)


@command.command("grade")
@click.argument("standards", nargs=-1, required=True, metavar="STANDARD...")
@_FOLDER
@_AT
def grade(standards: tuple[str, ...], folder: Path, at: str | None) -> None:
    """Grade what the index holds under other standards, by name or file. No release is read again."""
    from openassay.application.regrading import NoSuchStandard, regrade, standard_at

    try:
        chosen = [standard_at(name) for name in standards]
    except NoSuchStandard as error:
        raise Mistake(str(error)) from error
    with _opened(folder, writing=True) as index:
        added = regrade(index, chosen, _time(at))
    click.echo(f"{added.added} grades added, {added.known} known already")


@command.command("query")
@click.argument("sql")
@_FOLDER
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", help="How to print the answer.")
@OUTPUT
def query(sql: str, folder: Path, form: str, output: Path | None) -> None:
    """Answer a question in SQL (DuckDB's), which can read the index and nothing else; - reads it from standard input.

    \b
    releases     name, revision, version, seen_at, publisher, domain, license,
                 gaps
    grades       name, seen_at, graded_at, standard, family, level, ceiling,
                 low, high, current
    facts        release, revision, version, seen_at, "<probe>/<component>",
                 "license/<component>": of each release as it was seen last
    assessments  the same of every assessment
    failures     name, seen_at, code, because
    answer("published/final-weights") is yes, no, unknown or not-applicable.
    """  # noqa: D301 - \b is click's mark for text that is not to be wrapped
    from openassay.reports.index import render_table

    with _opened(folder):
        from openassay.index.queries import ask

        found = ask(folder, sys.stdin.read() if sql == "-" else sql)
    if form == "text":
        write(render_table(found.columns, found.rows), output)
    elif form == "csv":
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows((found.columns, *found.rows))
        write(text.getvalue(), output)
    else:
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
        write(json.dumps(rows, indent=2, default=str) + "\n", output)


@command.command("export")
@_FOLDER
@click.option(
    "--format", "form", type=click.Choice(["csv", "jsonl", "parquet", "documents"]), default="csv", help="What to write."
)
@OUTPUT
def export(folder: Path, form: str, output: Path | None) -> None:
    """Write every release with its grades: as CSV, JSON lines or Parquet; or the assessment documents as JSON lines."""
    if form == "parquet" and output is None:
        raise Mistake("Parquet is no text; name a file with -o")
    with _opened(folder) as index:
        from openassay.index import export as give

        if form == "parquet" and output is not None:
            give.write_parquet(index, output)
            return
        ways: dict[str, Callable[[Index], Iterable[str]]] = {
            "csv": give.to_csv, "jsonl": give.to_json_lines, "documents": give.to_documents
        }  # fmt: skip
        write("".join(ways[form](index)), output)


@command.command("verify")
@_FOLDER
@click.option("--head", default="", metavar="HASH", help="A hash that verify showed before; it must still be there.")
@click.pass_context
def verify(context: click.Context, folder: Path, head: str) -> None:
    """Verify that no byte of the index was altered. Exit code 1 if one was."""
    from openassay.index.manifest import FILE

    if not (folder / FILE).exists():
        raise Mistake(f"there is no index in {folder}: it has no {FILE}")
    with _needed():
        from openassay.index.verification import verify as check

        found = check(folder, head)
    for problem in found.problems:
        click.echo(problem, err=True)
    for remark in found.remarks:
        click.echo(remark)
    count: Any = len(found.problems) or "no"
    click.echo(f"{found.lines} lines and {found.segments} segments verified, {count} problems")
    click.echo(f"head {found.head}")
    context.exit(1 if found.problems else 0)


@command.command("compact")
@_FOLDER
def compact(folder: Path) -> None:
    """Put small files of the index together. What it holds stays as it is."""
    with _opened(folder, writing=True) as index:
        fewer = index.compact()
    click.echo(f"{fewer} files fewer")
