"""Is the license approved by the Open Source Initiative?

What it asks
    Whether every license that holds for the component is on the list of licenses that the Open Source Initiative has
    approved.

Why it matters
    An approved license has been read by people who look for hidden limits, and it is understood by those who must clear its
    use.

How it looks
    The grants of the component are put together, those of different files with AND. An expression with OR needs one license
    on the list, one with AND needs all. A known license with words added is not that license. Where different licenses are
    given for the same thing, the answer is unknown unless none of them is on the list. The list is that of the SPDX license
    list.

How to answer yes
    Put the component under an approved license, unchanged, and name it by its SPDX id.
"""

from collections.abc import Iterator

from openassay.licenses.answers import in_list
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact


@probe("Is the license approved by the Open Source Initiative?", of=Component)
def license_osi_approved(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by its license."""
    yield from in_list("spdx-osi")(dossier)
