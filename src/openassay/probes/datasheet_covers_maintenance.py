"""Does the data card say who looks after the data?

What it asks
    Whether the data card says something of substance about the upkeep of the data.

Why it matters
    Data get corrected and withdrawn. Someone must answer for them.

How it looks
    Every document that is a data card is read as its reader sees it. Wanted is a heading about
    maintenance, versions, contact or curators, with a text below. A heading with nothing below it, a template's text,
    a placeholder, a pointer to elsewhere, hidden text and code do not count. No data card after a complete search: no. A card
    that could not be read: unknown.

How to answer yes
    Say in the data card who keeps the data, how to reach them, and how changes are told.
"""

from collections.abc import Iterator

from openassay.inventory.sections import Kind, answer_coverage
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Does the data card say who looks after the data?", of=(Component.DATA_CARD,))
def datasheet_covers_maintenance(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the data card by what stands in its sections."""
    yield answer_coverage(dossier, Component.DATA_CARD, Kind.DATASHEET, "maintenance", "the upkeep of the data")
