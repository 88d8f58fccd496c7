"""Does the data card say what the data may be used for?

What it asks
    Whether the data card says something of substance about the uses of the data and their limits.

Why it matters
    Data that fit one task mislead in another.

How it looks
    Every document that is a data card is read as its reader sees it. Wanted is a heading about
    uses, tasks, biases or limits, with a text below. A heading with nothing below it, a template's text,
    a placeholder, a pointer to elsewhere, hidden text and code do not count. No data card after a complete search: no. A card
    that could not be read: unknown.

How to answer yes
    Say in the data card what the data suit, what they do not suit, and what is known of their biases.
"""

from collections.abc import Iterator

from openassay.inventory.sections import Kind, answer_coverage
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Does the data card say what the data may be used for?", of=(Component.DATA_CARD,))
def datasheet_covers_uses(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the data card by what stands in its sections."""
    yield answer_coverage(dossier, Component.DATA_CARD, Kind.DATASHEET, "uses", "the uses of the data and their limits")
