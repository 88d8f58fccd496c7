"""Are the outputs free of limits?

What it asks
    Whether the license leaves open what is done with what the model puts out, training other models included.

Why it matters
    A limit on outputs reaches every text and picture that anyone makes with the model.

How it looks
    By the license where it is one that we know, else by reading its words; the line is cited. A condition counts as a
    limit. Where licenses that cover it conflict, only what all of them say. What was not read is unknown.

How to answer yes
    Use a license that claims nothing of the outputs.
"""

from collections.abc import Iterator

from openassay.licenses.answers import answer_term, licensed_components
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName

ANSWER = answer_term(TermName.OUTPUT_LIMITS)


@probe("Are the outputs free of limits?", of=Component)
def license_outputs_unrestricted(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the grants that cover it."""
    for component, holding, composed in licensed_components(dossier):
        yield ANSWER(dossier, component, holding, composed)
