"""`openassay explain`."""

import click

from openassay.cli.mistakes import Mistake


@click.command("explain")
@click.argument("name")
def command(name: str) -> None:
    """Explain a probe, component, standard, requirement, code or limit.

    \b
    openassay explain published
    openassay explain final-weights
    openassay explain mof@1.0
    openassay explain mof:class-iii/data-card
    openassay explain limit:json-depth
    """  # noqa: D301 - \b is click's mark for text that is not to be wrapped
    from openassay.application.explain import Unexplained, explain

    try:
        click.echo(explain(name))
    except Unexplained as error:
        raise Mistake(str(error)) from error
