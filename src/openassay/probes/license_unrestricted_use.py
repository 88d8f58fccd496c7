"""May it be used for any purpose?

What it asks
    Whether the license leaves the purpose of use free: no list of forbidden fields, no research or personal use only.

Why it matters
    A list of forbidden uses, however well meant, must be interpreted by every user and passed on to every other, and it is
    why such licenses are not open source.

How it looks
    Terms follow from the license where it is one that we know, and are read in its words otherwise, each with its line;
    limits that stand in a README or in a policy that the license names are added to them. What nobody read is unknown,
    never free.

How to answer yes
    Use a license without restrictions of the field of use; publish advice on use apart from the license.
"""

from collections.abc import Iterator

from openassay.licenses.answers import of_terms, unlimited
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName


@probe("May it be used for any purpose?", of=Component)
def license_unrestricted_use(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by its license."""
    yield from of_terms(unlimited(TermName.USE_RESTRICTIONS, TermName.RESEARCH_ONLY))(dossier)
