"""Is the component in the release, whole?

What it asks
    Whether the content of the component lies in the sources that were given: complete, and no stub. A name, a link or a promise
    is not enough.

Why it matters
    Everything else rests on it. Whoever wants to use, study or change a model needs the thing itself, and most releases that are
    called open leave out some of it.

How it looks
    The inventory says which files are which component, by their content first and their name second. Whole content here: yes.
    Only some of it, or only a stub, or nothing after a complete search: no. A Git LFS pointer, a link to somewhere else, a gate,
    a file that could not be read: unknown, because the content may be there for others. So is a part whose rest is said to lie
    elsewhere, such as launch scripts here and the trainer in a submodule.

How to answer yes
    Put the content into the release, or give openassay the other places where it lies as well.
"""

from collections.abc import Iterator

from openassay.probes import probe
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Dossier, cite
from openassay.vocabulary.facts import Fact, no, not_applicable, unknown, yes


@probe("Is the component in the release, whole?", of=Component)
def published(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by its state."""
    for component, holding in dossier.holdings.items():
        evidence = cite(holding)
        match holding.state:
            case State.PUBLISHED if evidence:
                yield yes(component, holding.because, *evidence)
            case State.PARTIAL if holding.rest:
                yield unknown(component, f"{holding.because} {holding.rest}", *evidence)
            case State.PARTIAL | State.ABSENT:
                yield no(component, holding.because, *evidence, search=dossier.search(f"files that are {component}"))
            case State.NOT_APPLICABLE:
                yield not_applicable(component, holding.because)
            case _:
                yield unknown(component, holding.because, *evidence)
