"""Is the license the same for everyone, however many users or however much income they have?

What it asks
    Whether the license sets no threshold of users, revenue, funding or staff.

Why it matters
    A license with a threshold ends for those who succeed, and nobody can build on it without looking ahead to that day.

How it looks
    Terms follow from the license where it is one that we know, and are read in its words otherwise, each with its line;
    limits that stand in a README or in a policy that the license names are added to them. What nobody read is unknown,
    never free.

How to answer yes
    Use a license without thresholds.
"""

from collections.abc import Iterator

from openassay.licenses.answers import of_terms, unlimited
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName


@probe("Is the license the same for everyone, however many users or however much income they have?", of=Component)
def license_unlimited_users(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by its license."""
    yield from of_terms(unlimited(TermName.USER_LIMITS))(dossier)
