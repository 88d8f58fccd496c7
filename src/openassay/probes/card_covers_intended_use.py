"""Does the model card say what the model is for?

What it asks
    Whether the model card says something of substance about what the model is meant for and what not.

Why it matters
    It tells users whether their use is foreseen, and reviewers against what to judge.

How it looks
    Every document that is a model card is read as its reader sees it. Wanted is a heading about uses, users or scope, with
    a description below.
    A heading with nothing below it, a template's text, a placeholder, a pointer to elsewhere, hidden text and code do not
    count. No card after a complete search: no. A card that could not be read: unknown.

How to answer yes
    Say who is meant to use the model for what, and which uses are out of scope.
"""

from collections.abc import Iterator

from openassay.inventory.sections import Kind, answer_coverage
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Does the model card say what the model is for?", of=(Component.MODEL_CARD,))
def card_covers_intended_use(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the model card by what stands in its sections."""
    yield answer_coverage(dossier, Component.MODEL_CARD, Kind.MODEL_CARD, "intended-use", "what the model is for")
