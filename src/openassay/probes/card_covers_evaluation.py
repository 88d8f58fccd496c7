"""Does the model card say how the model was measured?

What it asks
    Whether the model card says something of substance about how the model was measured and what came of it.

Why it matters
    A claim of quality is worth what its measurement is worth.

How it looks
    Every document that is a model card is read as its reader sees it. Wanted is a heading about evaluation, results or
    benchmarks, with results below, or how they came about.
    A heading with nothing below it, a template's text, a placeholder, a pointer to elsewhere, hidden text and code do not
    count. No card after a complete search: no. A card that could not be read: unknown.

How to answer yes
    Give the measured results, the data they were measured on, and the way of measuring.
"""

from collections.abc import Iterator

from openassay.inventory.sections import Kind, answer_coverage
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Does the model card say how the model was measured?", of=(Component.MODEL_CARD,))
def card_covers_evaluation(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the model card by what stands in its sections."""
    yield answer_coverage(dossier, Component.MODEL_CARD, Kind.MODEL_CARD, "evaluation", "how the model was measured")
