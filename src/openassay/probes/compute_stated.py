"""Do the documents say how much computation the training took?

What it asks
    Whether an amount of computation is given: processor hours, operations, or days on a number of processors.

Why it matters
    It is what a repetition costs, and several laws ask for it.

How it looks
    Numbers of GPU or TPU hours, of floating-point operations, or of days on processors, in sentences about training.
    Silence is a no only where every document was read and no paper or card is named that was not.

How to answer yes
    Give the processor hours or the operations of each stage.
"""

from collections.abc import Iterator

from openassay.inventory.spoken import spoken
from openassay.inventory.told import Topic, tell
from openassay.probes import probe
from openassay.vocabulary.components import RELEASE
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact, no, unknown, yes


@probe("Do the documents say how much computation the training took?")
def compute_stated(dossier: Dossier) -> Iterator[Fact]:
    """Answer by what the documents tell."""
    read = spoken(dossier)
    places = tell(read.documents, Topic.COMPUTE)
    search = read.search("the computation that the training took")
    if places:
        yield yes(RELEASE, f"{places[0].path} states the computation that the training took", *places)
    elif read.elsewhere:
        yield unknown(
            RELEASE,
            f"no document that was read states the computation that the training took, and {read.elsewhere}",
            search=search,
        )
    else:
        yield no(RELEASE, "no document states the computation that the training took", search=search)
