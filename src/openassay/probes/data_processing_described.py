"""Do the documents say what was done to the training data?

What it asks
    Whether the documents say how the data were cleaned, filtered, freed of duplicates, tokenised or otherwise changed.

Why it matters
    Nobody can rebuild or judge a data set from its sources alone; what was thrown away matters as much as what was kept.

How it looks
    Sentences about the data that name a step: deduplication, filtering, cleaning, decontamination, normalisation,
    augmentation. Instructions on how to run a script describe nothing.
    The documents of the release are read as their readers see them: hidden text, denials and code do not count. Silence is
    a no only where every document was read and no paper or card is named that was not.

How to answer yes
    Name the steps between the sources and what the model saw, with their settings.
"""

from collections.abc import Iterator

from openassay.inventory.data_answers import STAGES, answer_told
from openassay.inventory.data_information import Says
from openassay.probes import probe
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Do the documents say what was done to the training data?", of=STAGES)
def data_processing_described(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the data of each stage by what the documents tell."""
    for component in STAGES:
        yield answer_told(dossier, component, Says.PROCESSING, "what was done to the data")
