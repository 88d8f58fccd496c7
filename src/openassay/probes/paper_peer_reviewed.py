"""Was the paper peer reviewed?

What it asks
    Whether a paper of the release's own appeared in a journal or at a conference that reviews.

Why it matters
    Somebody who gains nothing by it has read the paper and asked questions.

How it looks
    The journal or conference in BibTeX entries and CITATION.cff, against a table of venues that review, and DOIs of
    publishers that do. A preprint may have been reviewed since, so it answers unknown; so do workshops and venues that are
    not in the table.

How to answer yes
    Cite the reviewed version.
"""

from collections.abc import Iterator

from openassay.inventory.papers import Standing, own_works
from openassay.probes import probe
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Basis, Fact, no, not_applicable, unknown, yes


@probe("Was the paper peer reviewed?", of=(Component.RESEARCH_PAPER,))
def paper_peer_reviewed(dossier: Dossier) -> Iterator[Fact]:
    """Answer by the venues of the works that the release cites as its own."""
    component = Component.RESEARCH_PAPER
    works, search = own_works(dossier)
    reviewed = [work for work in works if work.standing is Standing.PEER_REVIEWED]
    open_ended = [work for work in works if work.standing in (Standing.ARCHIVED, Standing.WORKSHOP, Standing.UNKNOWN)]
    held = dossier.holding(component)
    if held.state is State.NOT_APPLICABLE:
        yield not_applicable(component, held.because)
    elif reviewed:
        places = [work.evidence for work in reviewed[:4]]
        yield yes(component, f"it is cited from {reviewed[0].venue or reviewed[0].doi}", *places, basis=Basis.DECLARED)
    elif open_ended:
        yield unknown(component, "it is cited without a venue that is known to review", *[one.evidence for one in open_ended[:4]])
    elif works:
        yield no(component, "only software, reports or web pages are cited", *[work.evidence for work in works[:4]])
    elif held.state is not State.ABSENT:
        yield unknown(component, held.because, search=search)
    else:
        yield no(component, "no work of its own is cited", search=search)
