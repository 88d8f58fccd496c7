"""Does the license allow passing it on?

What it asks
    Whether anyone may pass the component on, changed or not.

Why it matters
    What only its publisher may hand out disappears when the publisher does.

How it looks
    Terms follow from the license where it is one that we know, and are read in its words otherwise, each with its line;
    limits that stand in a README or in a policy that the license names are added to them. What nobody read is unknown,
    never free. Duties to keep notices or to use the same license do not count against it.

How to answer yes
    Use a license that lets anyone distribute copies and derivatives.
"""

from collections.abc import Iterator

from openassay.licenses.answers import of_terms, permits
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName


@probe("Does the license allow passing it on?", of=Component)
def license_allows_redistribution(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by its license."""
    yield from of_terms(permits(TermName.REDISTRIBUTION))(dossier)
