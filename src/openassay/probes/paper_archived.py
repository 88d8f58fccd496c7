"""Is the paper or report kept in an archive?

What it asks
    Whether a paper or report of the release's own stands in an archive or with a publisher, under an identifier: arXiv, DOI
    and the like.

Why it matters
    A page on the web can change or go. What is archived can be cited and checked years later.

How it looks
    BibTeX entries, CITATION.cff, and links called "Paper" at the top of documents. The first entry under a heading about
    citation is the release's own, and so is one whose title bears its name. An identifier: yes, on the word of the release,
    because nothing is looked up.

How to answer yes
    Deposit the report in an archive and cite its identifier.
"""

from collections.abc import Iterator

from openassay.inventory.papers import own_works
from openassay.probes import probe
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Basis, Fact, no, not_applicable, unknown, yes

PAPERS = (Component.TECHNICAL_REPORT, Component.RESEARCH_PAPER)


@probe("Is the paper or report kept in an archive?", of=PAPERS)
def paper_archived(dossier: Dossier) -> Iterator[Fact]:
    """Answer by the works that the release cites as its own."""
    works, search = own_works(dossier)
    kept = [work for work in works if work.archived]
    for component in PAPERS:
        held = dossier.holding(component)
        if held.state is State.NOT_APPLICABLE:
            yield not_applicable(component, held.because)
        elif kept:
            first = kept[0]
            identifier = f"arXiv {first.arxiv}" if first.arxiv else first.doi or first.venue or "an archive"
            places = [work.evidence for work in kept[:4]]
            yield yes(component, f"it is cited as {identifier}", *places, basis=Basis.DECLARED)
        elif works:
            yield no(component, "its own works are cited without an archive", *[work.evidence for work in works[:4]])
        elif held.state is not State.ABSENT:
            yield unknown(component, held.because, search=search)
        else:
            yield no(component, "no work of its own is cited", search=search)
