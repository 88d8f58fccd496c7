"""Does everything that gives a license for the component give the same one?

What it asks
    Whether license files, sentences and metadata that speak of the same component name the same license.

Why it matters
    Where a card says one license and the file another, nobody can rely on either.

How it looks
    Grants that cover the same files, or that name the same component in words, are held against each other. A part of an
    expression does not contradict the whole, nor does -only contradict -or-later.

How to answer yes
    Make the README, the card, the package metadata and the license file say the same.
"""

from collections.abc import Iterator

from openassay.licenses.answers import answer_consistent, licensed_components
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Does everything that gives a license for the component give the same one?", of=Component)
def license_consistent(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the grants that cover it."""
    for component, holding, composed in licensed_components(dossier):
        yield answer_consistent(dossier, component, holding, composed)
