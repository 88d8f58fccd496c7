"""May the component be passed on?

What it asks
    Whether the license lets anyone give the component to others.

Why it matters
    What may not be passed on cannot be mirrored, packaged or built into anything that others use.

How it looks
    By the license where it is one that we know, else by reading its words; the line is cited. A condition counts as a
    limit. Where licenses that cover it conflict, only what all of them say. What was not read is unknown.

How to answer yes
    Use a license that permits redistribution.
"""

from collections.abc import Iterator

from openassay.licenses.answers import answer_term, licensed_components
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName

ANSWER = answer_term(TermName.REDISTRIBUTION)


@probe("May the component be passed on?", of=Component)
def license_allows_redistribution(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the grants that cover it."""
    for component, holding, composed in licensed_components(dossier):
        yield ANSWER(dossier, component, holding, composed)
