"""Does the model card say what the model cannot do?

What it asks
    Whether the model card says something of substance about limits, biases and risks of the model.

Why it matters
    Whoever uses a model must know where it fails. No model has no limits, so silence is telling.

How it looks
    Every document that is a model card is read as its reader sees it. Wanted is a heading about limits, bias or risks, with
    words below that name one.
    A heading with nothing below it, a template's text, a placeholder, a pointer to elsewhere, hidden text and code do not
    count. No card after a complete search: no. A card that could not be read: unknown.

How to answer yes
    Name the known failures, biases and risks, and what was done about them.
"""

from collections.abc import Iterator

from openassay.inventory.sections import Kind, answer_coverage
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Does the model card say what the model cannot do?", of=(Component.MODEL_CARD,))
def card_covers_limits(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the model card by what stands in its sections."""
    yield answer_coverage(dossier, Component.MODEL_CARD, Kind.MODEL_CARD, "limits", "what the model cannot do")
