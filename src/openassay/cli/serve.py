"""`openassay serve`."""

from pathlib import Path

import click

from openassay.cli.mistakes import Mistake


@click.command("serve")
@click.option("--index", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), help="The index to show.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 for any free one.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@click.option("--origin", default="", metavar="URL", help="How the site is reached from outside, https://HOST.")
@click.option("--rate", default="600/minute", show_default=True, help="Requests from one address; '' for no limit.")
@click.option("--stale-after", default=180, show_default=True, type=click.IntRange(1), help="Days until a badge turns grey.")
@click.option("--allow-assess", is_flag=True, help="Let visitors have addresses elsewhere assessed.")
@click.option("--allow-folder", "folders", multiple=True, metavar="PATH", help="Let them have what lies in it assessed too.")
def command(
    folder: Path,
    host: str,
    port: int,
    workers: int,
    origin: str,
    rate: str,
    stale_after: int,
    allow_assess: bool,
    folders: tuple[str, ...],
) -> None:
    """Show an index in a browser, with badges and an API.

    Only reads, unless --allow-assess is given: then visitors may have releases assessed, one at a time, which are added to the
    index. No path of this machine is read for them but what lies in --allow-folder. Needs openassay[web].
    """
    try:
        from openassay.web.serving import serve
        from openassay.web.settings import Settings
        from openassay.web.shelf import Damaged, Unusable
    except ModuleNotFoundError as error:
        raise Mistake(f"the site needs '{error.name}', which is not installed; install openassay[web]") from error
    if folders and not allow_assess:
        raise Mistake("--allow-folder says what --allow-assess may read; give both")
    if workers > 1 and allow_assess:
        raise Mistake("--allow-assess has one queue, so it goes with one worker")
    settings = Settings(str(folder), origin, rate, stale_after, allow_assess, folders)
    try:
        serve(settings, host, port, workers, click.echo)
    except (Unusable, Damaged, ValueError, OSError) as error:
        raise Mistake(str(error)) from error
