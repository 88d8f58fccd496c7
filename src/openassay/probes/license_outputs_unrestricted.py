"""Are the outputs free of limits?

What it asks
    Whether the license leaves it free what is done with what the model puts out, training of other models included.

Why it matters
    Outputs end up in data sets, products and papers; limits on them follow into all of these.

How it looks
    Terms follow from the license where it is one that we know, and are read in its words otherwise, each with its line;
    limits that stand in a README or in a policy that the license names are added to them. What nobody read is unknown,
    never free.

How to answer yes
    Say nothing of outputs in the license, or say that they are free.
"""

from collections.abc import Iterator

from openassay.licenses.answers import of_terms, unlimited
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.licenses import TermName


@probe("Are the outputs free of limits?", of=Component)
def license_outputs_unrestricted(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by its license."""
    yield from of_terms(unlimited(TermName.OUTPUT_LIMITS))(dossier)
