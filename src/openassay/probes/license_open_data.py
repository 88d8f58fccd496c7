"""Is the license an open data license?

What it asks
    Whether every license that holds for the component is on the list of open data licenses.

Why it matters
    Data are licensed in their own way: a software license says nothing of database rights, and many data licenses forbid
    commerce.

How it looks
    The grants of the component are put together, those of different files with AND. An expression with OR needs one license
    on the list, one with AND needs all. A known license with words added is not that license. Where different licenses are
    given for the same thing, the answer is unknown unless none of them is on the list. The list holds what the Open
    Definition approved for data, earlier versions of the same licenses, and the Community Data License Agreements.

How to answer yes
    Put the component under CDLA-Permissive-2.0, CC-BY-4.0 or another license of the list.
"""

from collections.abc import Iterator

from openassay.licenses.answers import in_list
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Is the license an open data license?", of=Component)
def license_open_data(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by its license."""
    yield from in_list("open-data")(dossier)
