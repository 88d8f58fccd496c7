"""Do the documents describe risks and harms?

What it asks
    Whether the documents name harms that the model may do, or ways in which it may be misused.

Why it matters
    Openness lets others find harms; it asks of the publisher to say those that are known.

How it looks
    Sentences that name a bias, a harm or a misuse and say that the model may show it, or sections about limits and risks
    that do. Disclaimers of liability do not count.
    Silence is a no only where every document was read and no paper or card is named that was not.

How to answer yes
    Describe known biases, harms and misuses, and what was done about them.
"""

from collections.abc import Iterator

from openassay.inventory.spoken import spoken
from openassay.inventory.told import Topic, tell
from openassay.probes import probe
from openassay.vocabulary.components import RELEASE
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact, no, unknown, yes


@probe("Do the documents describe risks and harms?")
def risks_described(dossier: Dossier) -> Iterator[Fact]:
    """Answer by what the documents tell."""
    read = spoken(dossier)
    places = tell(read.documents, Topic.RISKS)
    search = read.search("risks and harms of the model")
    if places:
        yield yes(RELEASE, f"{places[0].path} describes risks", *places)
    elif read.elsewhere:
        yield unknown(RELEASE, f"no document that was read describes risks, and {read.elsewhere}", search=search)
    else:
        yield no(RELEASE, "no document describes risks", search=search)
