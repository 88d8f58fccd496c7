"""The command group. A command's module is imported only when the command is used."""

import importlib
import sys
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from openassay import __version__
from openassay.cli.mistakes import Mistake, debugging, line_of, line_of_fault, no_command
from openassay.cli.screen import plain

COMMANDS = {
    "assess": "Grade a release under the standards.",
    "audit": "Assess every release of a list into an index.",
    "claims": "Show what a release says of itself, against what was found.",
    "compare": "Compare two releases, or two revisions of one, fact by fact.",
    "drift": "Show what a change of edition does to the entries of OSAI.",
    "explain": "Explain a probe, component, standard, requirement, license or code.",
    "export": "Write an assessment as an entry of another index.",
    "grade": "Grade entries of other indexes by what they declare.",
    "impact": "Show whom a changed rule would move, over a whole index.",
    "index": "Keep assessments, find them, and see what became of them.",
    "licenses": "Show the licenses of a release, and what they permit and limit.",
    "limits": "Print every limit that hostile input runs into.",
    "lint": "Find what contradicts itself in entries of other indexes.",
    "next": "Show the cheapest way to a rung of a standard.",
    "schema": "Print a published JSON Schema.",
    "serve": "Show an index in a browser, with badges and an API.",
    "standards": "List, show, check and test the standards.",
}
"""Name and one line of help; the command is `command` in the module of its name."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"openassay.cli.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first word names, or say which was meant."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise Mistake(no_command(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, and end with the exit code that shells expect. No fault of ours ends in a traceback, unless one was asked for."""
        try:
            # Outside click's standalone mode, `main` returns the code that a command exits with.
            ours: dict[str, Any] = {"prog_name": "openassay", "standalone_mode": False}
            code = super().main(*args, **{**({"color": False} if plain() else {}), **kwargs, **ours})
            sys.stdout.flush()
        except NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.ClickException as error:
            click.echo(line_of(error), err=True)
            sys.exit(2)
        except (click.Abort, KeyboardInterrupt):
            click.echo("interrupted", err=True)
            sys.exit(130)
        except (BrokenPipeError, SystemExit):
            # Whoever read our output has seen enough: click leaves by itself then, with a code that means something else here.
            sys.stdout = None  # so that Python does not complain on its way out
            sys.exit(0)
        except Exception as error:
            if debugging():
                raise
            click.echo(line_of_fault(error), err=True)
            sys.exit(2)
        sys.exit(code)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, message="openassay %(version)s")
def cli() -> None:
    """Grade how open an AI model release is, from evidence.

    \b
    openassay assess my-model/                 a folder
    openassay assess model.zip                 an archive
    openassay assess path/to/repo@v1.0         a git repository at a revision
    openassay assess hf://owner/name@v1.0      a model of the Hub
    openassay assess https://github.com/o/n    a repository elsewhere
    openassay assess pypi:magika==1.0.1        a Python package
    openassay assess openassay.yaml            several places, by a manifest
    """  # noqa: D301 - \b is click's mark for text that is not to be wrapped
