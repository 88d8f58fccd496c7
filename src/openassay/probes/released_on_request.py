"""Can the component be had by those who ask for it?

What it asks
    Whether the component is given out after a form, an application or an agreement: there, but not for everyone.

Why it matters
    Standards disagree on whether a gated download is a release. The question is asked apart, so that each can decide.

How it looks
    A gate that the release itself names, with the line that names it: yes. Content that anyone can take, or that a complete
    search did not find: no, for it is not given out on request. Everything else is unknown.

How to answer yes
    This answer describes a gate. The more open answer is a yes to `published`.
"""

from collections.abc import Iterator

from openassay.probes import probe
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Dossier, cite
from openassay.vocabulary.facts import Fact, no, not_applicable, unknown, yes


@probe("Can the component be had by those who ask for it?", of=Component)
def released_on_request(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by its state."""
    for component, holding in dossier.holdings.items():
        evidence = cite(holding)
        match holding.state:
            case State.GATED if evidence:
                yield yes(component, holding.because, *evidence)
            case State.PUBLISHED | State.PARTIAL | State.ABSENT:
                yield no(component, holding.because, *evidence, search=dossier.search(f"a place for {component}"))
            case State.NOT_APPLICABLE:
                yield not_applicable(component, holding.because)
            case _:
                yield unknown(component, holding.because, *evidence)
