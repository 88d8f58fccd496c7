"""Does the license hold without anyone accepting it in a form?

What it asks
    Whether the terms apply without a form, a click, a signature or an account.

Why it matters
    A license that must be executed apart is a contract with conditions that the publisher can change.

How it looks
    By the license where it is one that we know, else by reading its words; the line is cited. A condition counts as a
    limit. Where licenses that cover it conflict, only what all of them say. What was not read is unknown.

How to answer yes
    Take the acceptance step away.
"""

from collections.abc import Iterator

from openassay.licenses.answers import answer_term, licensed_components
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName

ANSWER = answer_term(TermName.ACCEPTANCE)


@probe("Does the license hold without anyone accepting it in a form?", of=Component)
def license_without_acceptance(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the grants that cover it."""
    for component, holding, composed in licensed_components(dossier):
        yield ANSWER(dossier, component, holding, composed)
