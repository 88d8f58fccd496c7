"""`openassay audit`."""

from pathlib import Path

import click

from openassay.cli.assess import DEFAULT_STANDARDS
from openassay.cli.mistakes import Mistake
from openassay.cli.screen import watching
from openassay.vocabulary.limits import MIB, RELEASE_MEMORY, RELEASE_SECONDS


@click.command("audit")
@click.argument("list_", metavar="LIST", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--into", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), help="The index: a folder.")
@click.option("--standard", "standards", multiple=True, metavar="NAME", help="Grade under this standard; may be repeated.")
@click.option("--at", metavar="TIME", help="The time to note, as 2026-11-25; else that at which the audit begins.")
@click.option("--again", is_flag=True, help="Assess anew what the index has from the same list.")
@click.option("--workers", type=click.IntRange(1, 4096), metavar="N", help="Processes; as many as there are cores by default.")
@click.option("--cluster", metavar="ADDRESS", help="Work on this Dask cluster instead: tcp://HOST:PORT, or its file.")
@click.option("--chunk", type=click.IntRange(1, 10_000), metavar="N", help="Releases given to a worker at once.")
@click.option("--seconds", type=click.IntRange(1), default=RELEASE_SECONDS.value, help="Longest time for one release.")
@click.option("--memory", type=click.IntRange(16), default=RELEASE_MEMORY.value // MIB, help="Most memory for one, in MiB.")
@click.option("--follow", is_flag=True, help="Go to the places that each release names, and to what it was made from.")
@click.option("--offline", is_flag=True, help="Fetch nothing; read what is in the cache.")
def command(
    list_: Path,
    folder: Path,
    standards: tuple[str, ...],
    at: str | None,
    again: bool,
    workers: int | None,
    cluster: str | None,
    chunk: int | None,
    seconds: int,
    memory: int,
    follow: bool,
    offline: bool,
) -> None:
    """Assess every release of a list into an index, on all cores.

    LIST has one address a line, or a JSON object {"address", "name", "with"}. Whatever ends the audit, the same command
    goes on where it was. A release that cannot be assessed is passed over, and said in the end; so is why.
    """
    from openassay.application.assess import NotAssessed
    from openassay.application.auditing.ordering import Asked, Unaudited, carry_out

    asked = Asked(
        list_, folder, standards or DEFAULT_STANDARDS, at, again, workers, cluster, chunk, seconds, memory * MIB, follow, offline
    )
    try:
        with watching() as show:
            summary = carry_out(asked, show)
    except (Unaudited, NotAssessed) as error:
        raise Mistake(str(error)) from error
    except KeyboardInterrupt:
        click.echo("interrupted; the same command goes on where this one was", err=True)
        raise click.exceptions.Exit(130) from None
    from openassay.reports.audit import render

    click.echo(render(summary.seen_at, summary.total, summary.already, summary.failed), nl=False)
