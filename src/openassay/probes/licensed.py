"""Does somebody give a license for all of the component?

What it asks
    Whether a license text, a sentence or metadata in the release gives a license that covers every file of the component,
    or that names the component where its content lies elsewhere.

Why it matters
    Without a license, nobody may use, change or pass on what is published, whatever a README calls it.

How it looks
    License files and what they reach, license tags in files, sentences that give a license, and metadata of cards and
    packages. A license reaches only files of its own source, and weights only where it says so or where they lie under it.
    Only metadata: the answer is declared, not observed.

How to answer yes
    Put a license file beside the component, and say in a sentence which component it is for.
"""

from collections.abc import Iterator

from openassay.licenses.answers import answer_licensed, licensed_components
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Does somebody give a license for all of the component?", of=Component)
def licensed(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the grants that cover it."""
    for component, holding, composed in licensed_components(dossier):
        yield answer_licensed(dossier, component, holding, composed)
