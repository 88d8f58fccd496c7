"""Does the license allow commercial use?

What it asks
    Whether anyone may use the component commercially, without asking and without a threshold.

Why it matters
    Non-commercial terms exclude not only companies: many schools, hospitals and public bodies cannot tell whether they fall
    under them.

How it looks
    Terms follow from the license where it is one that we know, and are read in its words otherwise, each with its line;
    limits that stand in a README or in a policy that the license names are added to them. What nobody read is unknown,
    never free. A permission that holds only below a number of users or an income, or after asking, is a no.

How to answer yes
    Use a license without limits on commerce.
"""

from collections.abc import Iterator

from openassay.licenses.answers import of_terms, permits
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName


@probe("Does the license allow commercial use?", of=Component)
def license_allows_commercial_use(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by its license."""
    yield from of_terms(permits(TermName.COMMERCIAL_USE))(dossier)
