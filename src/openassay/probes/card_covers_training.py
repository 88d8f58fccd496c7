"""Does the model card say how the model was trained?

What it asks
    Whether the model card says something of substance about on what and how the model was trained.

Why it matters
    What a model knows and gets wrong comes from its training. A card that is silent about it cannot be judged.

How it looks
    Every document that is a model card is read as its reader sees it. Wanted is a heading about training or its data, with
    a description below. Instructions to the reader (run this script) describe nothing.
    A heading with nothing below it, a template's text, a placeholder, a pointer to elsewhere, hidden text and code do not
    count. No card after a complete search: no. A card that could not be read: unknown.

How to answer yes
    Say under a heading what data, objective, steps and settings the model was trained with.
"""

from collections.abc import Iterator

from openassay.inventory.sections import Kind, answer_coverage
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Does the model card say how the model was trained?", of=(Component.MODEL_CARD,))
def card_covers_training(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the model card by what stands in its sections."""
    yield answer_coverage(dossier, Component.MODEL_CARD, Kind.MODEL_CARD, "training", "how the model was trained")
