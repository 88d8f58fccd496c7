"""Do the documents say how the training data were chosen?

What it asks
    Whether the documents say where the data were gathered and by what measure they were taken in or left out.

Why it matters
    The choice of data is the first decision about what a model will know, and whom it will serve.

How it looks
    Sentences about the data that say from where they were gathered, sampled, selected or crawled, or by which threshold or
    criterion.
    The documents of the release are read as their readers see them: hidden text, denials and code do not count. Silence is
    a no only where every document was read and no paper or card is named that was not.

How to answer yes
    Say how the data were obtained and by which criteria they were kept.
"""

from collections.abc import Iterator

from openassay.inventory.data_answers import STAGES, answer_told
from openassay.inventory.data_information import Says
from openassay.probes import probe
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Do the documents say how the training data were chosen?", of=STAGES)
def data_selection_described(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the data of each stage by what the documents tell."""
    for component in STAGES:
        yield answer_told(dossier, component, Says.SELECTION, "how the data were chosen")
