"""Does the license allow changes?

What it asks
    Whether anyone may change the component and use what comes of it.

Why it matters
    What may not be changed cannot be repaired, adapted to a language, or studied by taking it apart.

How it looks
    Terms follow from the license where it is one that we know, and are read in its words otherwise, each with its line;
    limits that stand in a README or in a policy that the license names are added to them. What nobody read is unknown,
    never free.

How to answer yes
    Use a license that lets anyone make derivatives.
"""

from collections.abc import Iterator

from openassay.licenses.answers import of_terms, permits
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName


@probe("Does the license allow changes?", of=Component)
def license_allows_modification(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by its license."""
    yield from of_terms(permits(TermName.MODIFICATION))(dossier)
