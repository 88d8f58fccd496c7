"""Is the component under a license that the Open Source Initiative approved?

What it asks
    Whether the license of the component stands on the list of approved licenses.

Why it matters
    It is the oldest and widest agreement on what open source means for software.

How it looks
    By the SPDX list, which marks approved licenses. In a choice of licenses one approved one is enough; of licenses that
    hold together all must be. A license with added words is another license. One that could not be named is unknown.

How to answer yes
    Use an approved license such as Apache-2.0 or MIT, with its text unchanged.
"""

from collections.abc import Iterator

from openassay.licenses.answers import answer_listed, licensed_components
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact

ANSWER = answer_listed("spdx-osi", "approved by the OSI")


@probe("Is the component under a license that the Open Source Initiative approved?", of=Component)
def license_osi_approved(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the grants that cover it."""
    for component, holding, composed in licensed_components(dossier):
        yield ANSWER(dossier, component, holding, composed)
