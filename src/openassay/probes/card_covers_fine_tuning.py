"""Does the model card say how the model was tuned?

What it asks
    Whether the model card says something of substance about how the model was tuned, aligned or instructed after its first
    training.

Why it matters
    The last stage decides how a model behaves towards people, and it is the stage that is most often left out.

How it looks
    Every document that is a model card is read as its reader sees it. Wanted is a heading about fine-tuning, post-training
    or alignment, with a description below. How the reader can tune it is another matter.
    A heading with nothing below it, a template's text, a placeholder, a pointer to elsewhere, hidden text and code do not
    count. No card after a complete search: no. A card that could not be read, or a second
    stage of training of which nothing is known: unknown.

How to answer yes
    Say under a heading what the model was tuned on, by which method, and to what end.
"""

from collections.abc import Iterator

from openassay.inventory.sections import Kind, answer_coverage
from openassay.probes import probe
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Answer, Fact, not_applicable, unknown


@probe("Does the model card say how the model was tuned?", of=(Component.MODEL_CARD,))
def card_covers_fine_tuning(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the model card by what stands in its sections."""
    later = dossier.holding(Component.POST_TRAINING_DATA)
    if later.state is State.NOT_APPLICABLE:
        yield not_applicable(Component.MODEL_CARD, later.because)
        return
    said = answer_coverage(dossier, Component.MODEL_CARD, Kind.MODEL_CARD, "fine-tuning", "how the model was tuned")
    if later.state is State.UNKNOWN and said.answer is Answer.NO:
        yield unknown(Component.MODEL_CARD, later.because, *said.evidence, search=said.search)
        return
    yield said
