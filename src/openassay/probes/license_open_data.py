"""Is the component under an open data license?

What it asks
    Whether the license of the component stands on the list of licenses that conform to the Open Definition for data.

Why it matters
    Data and weights are seldom software; the licenses made for data say what may be done with them.

How it looks
    By a list that names its sources. A license with added words is another license. One that could not be named is unknown.

How to answer yes
    Use an open data license such as CDLA-Permissive-2.0, CC-BY-4.0 or CC0-1.0.
"""

from collections.abc import Iterator

from openassay.licenses.answers import answer_listed, licensed_components
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact

ANSWER = answer_listed("open-data", "an open data license")


@probe("Is the component under an open data license?", of=Component)
def license_open_data(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the grants that cover it."""
    for component, holding, composed in licensed_components(dossier):
        yield ANSWER(dossier, component, holding, composed)
