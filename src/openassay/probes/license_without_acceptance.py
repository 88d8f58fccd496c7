"""Can it be used without agreeing to anything first?

What it asks
    Whether nobody must fill in a form, register, sign or click before the component may be used.

Why it matters
    A click or a form gives the publisher a list of users and a way to refuse them; many cannot agree on behalf of their
    employer.

How it looks
    Terms follow from the license where it is one that we know, and are read in its words otherwise, each with its line;
    limits that stand in a README or in a policy that the license names are added to them. What nobody read is unknown,
    never free. That use itself counts as agreement is not held against a license, since nobody has to do anything for it. A
    gate before the download is asked by another probe.

How to answer yes
    Do not ask for agreement; a license needs none.
"""

from collections.abc import Iterator

from openassay.licenses.answers import of_terms
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Answer, Fact
from openassay.vocabulary.licenses import TermAnswer, TermName


@probe("Can it be used without agreeing to anything first?", of=Component)
def license_without_acceptance(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by its license."""
    yield from of_terms(_says)(dossier)


def _says(terms: dict[TermName, TermAnswer]) -> tuple[Answer, TermName]:
    free = {TermAnswer.NO: Answer.YES, TermAnswer.CONDITIONAL: Answer.YES, TermAnswer.YES: Answer.NO}
    return free.get(terms.get(TermName.ACCEPTANCE, TermAnswer.UNKNOWN), Answer.UNKNOWN), TermName.ACCEPTANCE
