"""Do the documents say on what hardware the model was trained?

What it asks
    Whether the processors that the training ran on are named.

Why it matters
    It tells who could repeat the training, and what results depend on.

How it looks
    Sentences that name processors together with training, or below a heading about hardware. What the reader needs to run
    the model is another matter.
    Silence is a no only where every document was read and no paper or card is named that was not.

How to answer yes
    Name the type and number of processors.
"""

from collections.abc import Iterator

from openassay.inventory.spoken import spoken
from openassay.inventory.told import Topic, tell
from openassay.probes import probe
from openassay.vocabulary.components import RELEASE
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact, no, unknown, yes


@probe("Do the documents say on what hardware the model was trained?")
def hardware_stated(dossier: Dossier) -> Iterator[Fact]:
    """Answer by what the documents tell."""
    read = spoken(dossier)
    places = tell(read.documents, Topic.HARDWARE)
    search = read.search("the hardware of the training")
    if places:
        yield yes(RELEASE, f"{places[0].path} states the hardware of the training", *places)
    elif read.elsewhere:
        yield unknown(
            RELEASE, f"no document that was read states the hardware of the training, and {read.elsewhere}", search=search
        )
    else:
        yield no(RELEASE, "no document states the hardware of the training", search=search)
