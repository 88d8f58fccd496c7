"""Write the reference pages of docs/reference from the program itself: commands, probes, standards, limits, codes.

Usage: python -m tools.generate_reference [--check]
With --check nothing is written; exits with 1 where a page is not what the program says.
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click

from openassay.application.standard_reference import reference_page
from openassay.application.standards import Edition, with_cases
from openassay.cli.main import COMMANDS, cli
from openassay.probes import every_probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.findings import codes
from openassay.vocabulary.limits import every as every_limit
from openassay.vocabulary.standard import Standard

REFERENCE = Path(__file__).parent.parent / "docs/reference"
LICENSE = (
    "<!-- SPDX-License-Identifier: CC-BY-4.0 -->\n"
    "<!-- Written by tools/generate_reference.py; edit the program, not this page. -->\n"
)


def commands() -> Iterator[str]:
    """Yield the help of every command."""
    yield "# Commands\n"
    context = context_of(cli, "openassay")
    yield from _help("openassay", cli)
    for name in sorted(COMMANDS):
        command = cli.get_command(context, name)
        if command is None:
            raise LookupError(name)
        yield from _help(f"openassay {name}", command)
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                yield from _help(f"openassay {name} {inner}", command.commands[inner])


def _help(name: str, command: click.Command) -> Iterator[str]:
    yield f"## {name}\n\n```text\n{command.get_help(context_of(command, name))}\n```\n"


def context_of(command: click.Command, name: str) -> click.Context:
    """Make the context in which a command shows its help as it does when it is run, on a terminal of 80 columns."""
    helps = cli.context_settings["help_option_names"]
    return click.Context(command, info_name=name, help_option_names=helps, max_content_width=80, terminal_width=80)


def probes() -> Iterator[str]:
    """Yield the manual page of every probe."""
    yield "# Probes\n"
    for probe in every_probe().values():
        yield f"## {probe.name}\n\n```text\n{probe.manual}\n```\n\nAsked about: {', '.join(probe.subjects)}.\n"


def components() -> Iterator[str]:
    """Yield the table of components."""
    yield "# Components\n\n| component | family | meaning |\n|---|---|---|"
    yield from (f"| {component} | {component.family} | {component.meaning} |" for component in Component)


def standards() -> Iterator[str]:
    """Yield the list of standards, with a link to the page of each edition."""
    yield "# Standards\n"
    yield (
        "What openassay can grade under. Each page has our reading clause by clause, what it cannot see, its conformance cases,\n"
        "and what of the official text was read. *Provisional* means that the official text was not read in full. A grade is\n"
        "our reading of a standard, and no certification by its publisher.\n"
    )
    yield "| standard | edition | kind | status | text | variants |\n|---|---|---|---|---|---|"
    for edition in with_cases(()):
        standard = default_of(edition)
        link = f"[{standard.title}](standards/{page_name(standard)})"
        variants = ", ".join(standard.variants)
        name = f"`{standard.id}@{standard.edition}`"
        yield f"| {link} | {name} | {standard.scheme} | {standard.status} | {standard.text} | {variants} |"


def default_of(edition: Edition) -> Standard:
    """Return the default variant of an edition."""
    return next(iter(edition.variants.values()))


def page_name(standard: Standard) -> str:
    """Name the file of an edition's page."""
    return f"{standard.id}-{standard.edition}.md"


def standard_pages() -> dict[str, Callable[[], Iterator[str]]]:
    """Return the page of every edition, by the name of its file."""
    return {
        f"standards/{page_name(default_of(edition))}": partial(reference_page, edition, "../standards.md")
        for edition in with_cases(())
    }


def limits() -> Iterator[str]:
    """Yield the table of limits."""
    yield "# Limits\n\n| limit | value | unit | against |\n|---|---:|---|---|"
    yield from (f"| {limit.name} | {limit.value:,} | {limit.unit} | {limit.why} |" for limit in every_limit())


def finding_codes() -> Iterator[str]:
    """Yield the table of codes."""
    yield "# Codes\n\n| code | meaning | what to do |\n|---|---|---|"
    yield from (f"| {code.code} | {code.meaning} | {code.mend} |" for _, code in sorted(codes().items()))


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "commands.md": commands,
    "probes.md": probes,
    "components.md": components,
    "standards.md": standards,
    "limits.md": limits,
    "codes.md": finding_codes,
    **standard_pages(),
}


def main() -> None:
    """Write or check all pages."""
    check = "--check" in sys.argv[1:]
    (REFERENCE / "standards").mkdir(parents=True, exist_ok=True)
    stale = []
    for name, make in PAGES.items():
        text = LICENSE + "\n".join(make()) + "\n"
        path = REFERENCE / name
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
            if not check:
                path.write_text(text, "utf-8")
    for path in sorted((REFERENCE / "standards").iterdir()):
        if f"standards/{path.name}" not in PAGES:
            stale.append(f"standards/{path.name}")
            if not check:
                path.unlink()
    for name in stale:
        print(f"docs/reference/{name} " + ("is not what the program says; run make docs" if check else "written"))
    sys.exit(1 if check and stale else 0)


if __name__ == "__main__":
    main()
