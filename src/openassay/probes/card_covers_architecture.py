"""Does the model card say how the model is built?

What it asks
    Whether the model card says something of substance about what the model is made of and how its parts connect.

Why it matters
    People who study, adapt or compress a model need to know its parts; without that, the weights are numbers.

How it looks
    Every document that is a model card is read as its reader sees it. Wanted is a heading about the architecture or the
    type of the model, with the words for it below (transformer, diffusion, layers, ...).
    A heading with nothing below it, a template's text, a placeholder, a pointer to elsewhere, hidden text and code do not
    count. No card after a complete search: no. A card that could not be read: unknown.

How to answer yes
    Describe the architecture under a heading of its own: type, size, layers, what goes in and what comes out.
"""

from collections.abc import Iterator

from openassay.inventory.sections import Kind, answer_coverage
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Does the model card say how the model is built?", of=(Component.MODEL_CARD,))
def card_covers_architecture(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the model card by what stands in its sections."""
    yield answer_coverage(dossier, Component.MODEL_CARD, Kind.MODEL_CARD, "architecture", "how the model is built")
