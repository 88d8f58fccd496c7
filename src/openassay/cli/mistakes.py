"""What the command line says when it cannot do what was asked: one sentence on one line, with the way out."""

import os

import click

from openassay.vocabulary.components import nearest

DEBUG = "OPENASSAY_DEBUG"
"""With this variable in the environment, a fault of ours shows its traceback."""


class Mistake(click.ClickException):
    """Something that was asked for cannot be done; the message is a sentence that names the way out."""

    exit_code = 2


def line_of(error: click.ClickException) -> str:
    """The line for an error. What click itself found wrong with the words of a command points to the command's help."""
    message = " ".join(error.format_message().split()).rstrip(".")
    if message.endswith("?"):
        return f"Error: {message}"
    if isinstance(error, click.UsageError) and error.ctx:
        return f"Error: {message}; see '{error.ctx.command_path} --help'."
    return f"Error: {message}."


def line_of_fault(error: BaseException) -> str:
    """The line for a fault of ours. Its text may quote a release, so it is shown escaped."""
    from openassay.vocabulary.text import shown

    what = shown(f"{type(error).__name__}: {error}".removesuffix(": "), 300)
    return f"Error: a fault of openassay: {what} (error:internal); set {DEBUG}=1 to see where, and report it."


def debugging() -> bool:
    """Whether the person at the terminal asked for tracebacks."""
    return os.environ.get(DEBUG, "") not in ("", "0")


def no_command(name: str, known: list[str]) -> str:
    """What to say of a command that does not exist."""
    close = nearest(name, known)
    return f"there is no command '{name}'; " + (f"did you mean '{close}'?" if close else f"choose from {', '.join(known)}")
