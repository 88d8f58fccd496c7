"""Is it said from which model this one was made?

What it asks
    Where the weights were tuned, merged or distilled from others: whether these others are named.

Why it matters
    Terms, data and faults come down from the base. Whoever does not know it cannot judge what was made of it.

How it looks
    The base model in a card's metadata or in a sentence of the documents, or base weights in the release: yes, with the place.
    No sign of a base after a complete search: the question does not arise.

How to answer yes
    Give `base_model` in the front matter of the model card.
"""

from collections.abc import Iterator

from openassay.probes import probe
from openassay.vocabulary.components import RELEASE, Component, State
from openassay.vocabulary.dossier import Dossier, cite
from openassay.vocabulary.facts import Fact, not_applicable, unknown, yes


@probe("Is it said from which model this one was made?")
def base_model_named(dossier: Dossier) -> Iterator[Fact]:
    """Answer by what the release holds or says of base weights."""
    held = dossier.holding(Component.BASE_WEIGHTS)
    evidence = cite(held)
    if held.state is State.NOT_APPLICABLE:
        yield not_applicable(RELEASE, held.because)
    elif evidence and held.state in (State.REFERENCED, State.PUBLISHED, State.PARTIAL, State.POINTER, State.GATED):
        yield yes(RELEASE, held.because, *evidence)
    else:
        yield unknown(RELEASE, held.because, *evidence)
