"""Is at least some of the component in the release?

What it asks
    Whether the content of the component, or a real part of it, lies in the sources that were given.

Why it matters
    Some standards grade in steps: a third of the training data is less than all of it, and more than none.

How it looks
    As for `published`, but a part counts: some of the shards that an index lists, one of two data sets, code without its
    configuration.

How to answer yes
    Publish what you can, and say what is missing and why.
"""

from collections.abc import Iterator

from openassay.probes import probe
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Dossier, cite
from openassay.vocabulary.facts import Fact, no, not_applicable, unknown, yes


@probe("Is at least some of the component in the release?", of=Component)
def partly_published(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by its state."""
    for component, holding in dossier.holdings.items():
        evidence = cite(holding)
        match holding.state:
            case State.PUBLISHED | State.PARTIAL if evidence:
                yield yes(component, holding.because, *evidence)
            case State.ABSENT:
                yield no(component, holding.because, *evidence, search=dossier.search(f"files that are {component}"))
            case State.NOT_APPLICABLE:
                yield not_applicable(component, holding.because)
            case _:
                yield unknown(component, holding.because, *evidence)
