"""Does the data card say what the data are for?

What it asks
    Whether the data card says something of substance about why the data were gathered.

Why it matters
    Data that were gathered for one purpose carry its assumptions into every other.

How it looks
    Every document that is a data card is read as its reader sees it. Wanted is a heading about
    the motivation, purpose or summary, with a text below. A heading with nothing below it, a template's text,
    a placeholder, a pointer to elsewhere, hidden text and code do not count. No data card after a complete search: no. A card
    that could not be read: unknown.

How to answer yes
    Say in the data card why and for whom the data were gathered.
"""

from collections.abc import Iterator

from openassay.inventory.sections import Kind, answer_coverage
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Does the data card say what the data are for?", of=(Component.DATA_CARD,))
def datasheet_covers_motivation(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the data card by what stands in its sections."""
    yield answer_coverage(dossier, Component.DATA_CARD, Kind.DATASHEET, "motivation", "why the data were gathered")
