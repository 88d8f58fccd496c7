"""Does the license keep to the Open Source Definition?

What it asks
    Whether the license lets anyone use, change and pass on the component for any purpose, whoever they are.

Why it matters
    Not every license that keeps to the definition was ever submitted for approval, and most licenses made for models do not
    keep to it.

How it looks
    A license on the list of approved ones: yes. One that forbids commerce, changes or passing on, or limits fields of use,
    users or territory: no. Any other is unknown, since only a full reading by people can tell.

How to answer yes
    Use a license that the Open Source Initiative has approved.
"""

from collections.abc import Iterator

from openassay.licenses.answers import Licensed, each_component, in_list
from openassay.licenses.phrases import quoted, said
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Answer, Fact
from openassay.vocabulary.licenses import TermAnswer, TermName

LIMITS = (TermName.USE_RESTRICTIONS, TermName.USER_LIMITS, TermName.TERRITORY_LIMITS, TermName.RESEARCH_ONLY)
PERMISSIONS = (TermName.COMMERCIAL_USE, TermName.MODIFICATION, TermName.REDISTRIBUTION)


@probe("Does the license keep to the Open Source Definition?", of=Component)
def license_osd_conformant(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the list of approved licenses, then by its terms."""
    approved = {fact.subject: fact for fact in in_list("spdx-osi")(dossier)}
    for component, licensed in each_component(dossier):
        fact = approved[component]
        if isinstance(licensed, Fact) or fact.answer is Answer.YES or licensed.composed.disputed:
            yield fact
        else:
            yield _by_terms(licensed)


def _by_terms(licensed: Licensed) -> Fact:
    terms = licensed.composed.terms
    against = [name for name in LIMITS if name in terms and terms[name].answer is TermAnswer.YES]
    against += [name for name in PERMISSIONS if name in terms and terms[name].answer in (TermAnswer.NO, TermAnswer.CONDITIONAL)]
    if against:
        term = terms[against[0]]
        return licensed.fact(Answer.NO, f"{licensed.expression} {said(against[0], term.answer)}{quoted(term)}")
    because = f"{licensed.expression} is not on the list of approved licenses, and shows no limit."
    return licensed.fact(Answer.UNKNOWN, because)
