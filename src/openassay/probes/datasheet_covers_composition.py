"""Does the data card say what is in the data?

What it asks
    Whether the data card says something of substance about the make-up of the data.

Why it matters
    A model knows what its data hold. Languages, domains and amounts tell what to expect of it.

How it looks
    Every document that is a data card is read as its reader sees it. Wanted is a heading about
    composition, structure, contents, languages or size, with a text below. A heading with nothing below it, a template's text,
    a placeholder, a pointer to elsewhere, hidden text and code do not count. No data card after a complete search: no. A card
    that could not be read: unknown.

How to answer yes
    Say in the data card what the records are, how many there are, and of which kinds.
"""

from collections.abc import Iterator

from openassay.inventory.sections import Kind, answer_coverage
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Does the data card say what is in the data?", of=(Component.DATA_CARD,))
def datasheet_covers_composition(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the data card by what stands in its sections."""
    yield answer_coverage(dossier, Component.DATA_CARD, Kind.DATASHEET, "composition", "the make-up of the data")
