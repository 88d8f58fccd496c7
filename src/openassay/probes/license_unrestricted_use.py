"""May the component be used for any purpose?

What it asks
    Whether the license leaves the purpose of use open: no list of forbidden uses, no acceptable-use policy.

Why it matters
    Freedom of purpose is the first of the four freedoms, and what most model licenses take away.

How it looks
    By the license where it is one that we know, else by reading its words; the line is cited. A condition counts as a
    limit. Where licenses that cover it conflict, only what all of them say. What was not read is unknown.

How to answer yes
    Use a license without use restrictions, and ask for good behaviour outside the license.
"""

from collections.abc import Iterator

from openassay.licenses.answers import answer_term, licensed_components
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName

ANSWER = answer_term(TermName.USE_RESTRICTIONS)


@probe("May the component be used for any purpose?", of=Component)
def license_unrestricted_use(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the grants that cover it."""
    for component, holding, composed in licensed_components(dossier):
        yield ANSWER(dossier, component, holding, composed)
