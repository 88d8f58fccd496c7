"""May the component be changed?

What it asks
    Whether the license lets anyone change the component and use what comes of it.

Why it matters
    Fine-tuning a model is changing it.

How it looks
    By the license where it is one that we know, else by reading its words; the line is cited. A condition counts as a
    limit. Where licenses that cover it conflict, only what all of them say. What was not read is unknown.

How to answer yes
    Use a license that permits derivative works.
"""

from collections.abc import Iterator

from openassay.licenses.answers import answer_term, licensed_components
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName

ANSWER = answer_term(TermName.MODIFICATION)


@probe("May the component be changed?", of=Component)
def license_allows_modification(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the grants that cover it."""
    for component, holding, composed in licensed_components(dossier):
        yield ANSWER(dossier, component, holding, composed)
