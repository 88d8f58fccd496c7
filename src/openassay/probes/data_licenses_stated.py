"""Do the documents say under which licenses the training data stand?

What it asks
    Whether licenses or terms of the data sources are named.

Why it matters
    A model's license promises nothing about the data; whoever wants to use or rebuild the data needs their terms.

How it looks
    Names of licenses and terms in sentences about the data, and in tables of data sets. The license of the repository is
    not that of the data.
    The documents of the release are read as their readers see them: hidden text, denials and code do not count. Silence is
    a no only where every document was read and no paper or card is named that was not.

How to answer yes
    Name the license of each source.
"""

from collections.abc import Iterator

from openassay.inventory.data_answers import STAGES, answer_told
from openassay.inventory.data_information import Says
from openassay.probes import probe
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Do the documents say under which licenses the training data stand?", of=STAGES)
def data_licenses_stated(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the data of each stage by what the documents tell."""
    for component in STAGES:
        yield answer_told(dossier, component, Says.LICENSE, "under which licenses the data stand")
