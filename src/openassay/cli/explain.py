"""`openassay explain`."""

import click

from openassay.cli.mistakes import Mistake


@click.command("explain")
@click.argument("name", nargs=-1, required=True)
def command(name: tuple[str, ...]) -> None:
    """Explain a probe, component, standard, requirement, license, code or limit.

    \b
    openassay explain published
    openassay explain final-weights
    openassay explain mof@1.0
    openassay explain mof:class-iii/data-card
    openassay explain license llama3.1
    openassay explain limit:json-depth
    """  # noqa: D301 - \b is click's mark for text that is not to be wrapped
    from openassay.application.explain import Unexplained, explain
    from openassay.reports.columns import reflow

    try:
        click.echo(reflow(explain(" ".join(name)), 80))
    except Unexplained as error:
        raise Mistake(str(error)) from error
