"""Can anyone have the component, without asking?

What it asks
    Whether the component can be taken without a form, a log-in, an agreement to click or a person's consent.

Why it matters
    A gate decides who may study a model. It also lets a publisher close a release later.

How it looks
    Content in the sources that were given was taken without asking: yes. A gate that the release names for it: no, with the line.
    Content that lies elsewhere was not asked for: unknown.

How to answer yes
    Take the gate away. A license can carry the terms without one.
"""

from collections.abc import Iterator

from openassay.probes import probe
from openassay.vocabulary.components import Component, Family, State
from openassay.vocabulary.dossier import Dossier, cite
from openassay.vocabulary.facts import Fact, no, not_applicable, unknown, yes

GATEABLE = [component for component in Component if component.family is Family.DATA]


@probe("Can anyone have the component, without asking?", of=GATEABLE)
def ungated(dossier: Dossier) -> Iterator[Fact]:
    """Answer for weights and data by their state."""
    for component in GATEABLE:
        holding = dossier.holding(component)
        evidence = cite(holding)
        match holding.state:
            case State.PUBLISHED | State.PARTIAL if evidence:
                yield yes(component, "it was read without asking anyone", *evidence)
            case State.GATED if evidence:
                yield no(component, holding.because, *evidence)
            case State.NOT_APPLICABLE:
                yield not_applicable(component, holding.because)
            case _:
                yield unknown(component, holding.because, *evidence)
