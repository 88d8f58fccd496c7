"""Is the same license given everywhere?

What it asks
    Whether all places that give a license for the component give the same one.

Why it matters
    Where a README says one license and the file another, nobody can rely on either.

How it looks
    The grants for the same files are compared: texts with what READMEs, front matter, metadata and tags say. A part of a
    whole does not differ from it. Two that differ: no, with both places. One grant, or several that agree: yes.

How to answer yes
    Name the same license everywhere, or say which files each is for.
"""

from collections.abc import Iterator

from openassay.licenses.answers import each_component, evidence_of_grant, places
from openassay.licenses.phrases import short
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Answer, Fact, no, unknown, yes


@probe("Is the same license given everywhere?", of=Component)
def license_consistent(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by comparing its grants."""
    for component, found in each_component(dossier):
        if isinstance(found, Fact):
            none = found.answer is Answer.NO
            yield unknown(component, "Nothing gives a license, so there is nothing to compare.") if none else found
        elif found.composed.conflicts:
            one, other = found.composed.conflicts[0]
            evidence = (evidence_of_grant(dossier, one), evidence_of_grant(dossier, other))
            here, there = short(one.expression), short(other.expression)
            because = f"It is under {here} in {places((one,))}, and under {there} in {places((other,))}."
            yield no(component, because, *evidence)
        else:
            yield yes(component, f"Every place says {found.expression}.", *found.evidence, basis=found.basis)
