"""Does anybody give a license for it?

What it asks
    Whether a license covers the component: a text that reaches its files, or words that give one for it.

Why it matters
    Without a license nobody but the publisher may use, copy or change a thing, however public it is. Silence is not
    permission.

How it looks
    License files are found by their names and read; a text reaches the files below it, and not into folders that have a
    license of their own. Sentences of a README, front matter, package metadata and tags in the files count as well, as
    declared where only words say so. Nothing gives a license, and everything was searched: no. Part of the files are under
    no license: no.

How to answer yes
    Put a LICENSE file with an unchanged license text at the root, and say in the README what it is for: code, weights,
    data.
"""

from collections.abc import Iterator

from openassay.licenses.answers import each_component, places
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Answer, Fact, no


@probe("Does anybody give a license for it?", of=Component)
def licensed(dossier: Dossier) -> Iterator[Fact]:
    """Answer for every component by the grants that reach it."""
    for component, found in each_component(dossier):
        if isinstance(found, Fact):
            yield found
        elif found.composed.unlicensed:
            paths = found.composed.unlicensed
            because = f"{len(paths)} of its files are under no license, such as {paths[0]}."
            yield no(component, because, search=dossier.search(f"a license for {paths[0]}"))
        else:
            yield found.fact(Answer.YES, f"It is under {found.expression}, given in {places(found.composed.grants[:3])}.")
