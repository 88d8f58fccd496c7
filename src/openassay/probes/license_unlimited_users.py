"""May anyone use the component, however many users or however much revenue they have?

What it asks
    Whether the license treats all users alike: no threshold of users or revenue.

Why it matters
    A threshold makes a license a commercial offer to everyone who might grow past it.

How it looks
    By the license where it is one that we know, else by reading its words; the line is cited. A condition counts as a
    limit. Where licenses that cover it conflict, only what all of them say. What was not read is unknown.

How to answer yes
    Use a license without thresholds.
"""

from collections.abc import Iterator

from openassay.licenses.answers import answer_term, licensed_components
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName

ANSWER = answer_term(TermName.USER_LIMITS)


@probe("May anyone use the component, however many users or however much revenue they have?", of=Component)
def license_unlimited_users(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the grants that cover it."""
    for component, holding, composed in licensed_components(dossier):
        yield ANSWER(dossier, component, holding, composed)
