"""May the component be used commercially?

What it asks
    Whether the license lets anyone use the component for business.

Why it matters
    A non-commercial license shuts out most who would build on a model, and no definition of open source allows it.

How it looks
    By the license where it is one that we know, else by reading its words; the line is cited. A condition counts as a
    limit. Where licenses that cover it conflict, only what all of them say. What was not read is unknown.

How to answer yes
    Use a license without a non-commercial clause.
"""

from collections.abc import Iterator

from openassay.licenses.answers import answer_term, licensed_components
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName

ANSWER = answer_term(TermName.COMMERCIAL_USE)


@probe("May the component be used commercially?", of=Component)
def license_allows_commercial_use(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the grants that cover it."""
    for component, holding, composed in licensed_components(dossier):
        yield ANSWER(dossier, component, holding, composed)
