"""Do the documents say how much energy the training took?

What it asks
    Whether energy or emissions of carbon are given in numbers.

Why it matters
    It is part of the price that others pay.

How it looks
    Numbers of kilowatt hours or of carbon dioxide. The sentence of a template on how emissions can be estimated does not
    count.
    Silence is a no only where every document was read and no paper or card is named that was not.

How to answer yes
    Give the energy used, or the emissions and how they were estimated.
"""

from collections.abc import Iterator

from openassay.inventory.spoken import spoken
from openassay.inventory.told import Topic, tell
from openassay.probes import probe
from openassay.vocabulary.components import RELEASE
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact, no, unknown, yes


@probe("Do the documents say how much energy the training took?")
def energy_stated(dossier: Dossier) -> Iterator[Fact]:
    """Answer by what the documents tell."""
    read = spoken(dossier)
    places = tell(read.documents, Topic.ENERGY)
    search = read.search("the energy or emissions of the training")
    if places:
        yield yes(RELEASE, f"{places[0].path} states the energy or emissions of the training", *places)
    elif read.elsewhere:
        yield unknown(
            RELEASE,
            f"no document that was read states the energy or emissions of the training, and {read.elsewhere}",
            search=search,
        )
    else:
        yield no(RELEASE, "no document states the energy or emissions of the training", search=search)
