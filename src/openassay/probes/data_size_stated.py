"""Do the documents say how much data the model was trained on?

What it asks
    Whether an amount is given: tokens, images, hours, records, structures, bytes.

Why it matters
    The amount tells what a repetition costs, and whether what is published can be all of it.

How it looks
    Numbers with a unit, in sentences about the training or under a heading about the data, and in tables of data sets.
    The documents of the release are read as their readers see them: hidden text, denials and code do not count. Silence is
    a no only where every document was read and no paper or card is named that was not.

How to answer yes
    Give the amount of data, by source where there are several.
"""

from collections.abc import Iterator

from openassay.inventory.data_answers import STAGES, answer_told
from openassay.inventory.data_information import Says
from openassay.probes import probe
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Do the documents say how much data the model was trained on?", of=STAGES)
def data_size_stated(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the data of each stage by what the documents tell."""
    for component in STAGES:
        yield answer_told(dossier, component, Says.SIZE, "how much data there was")
