"""Do the documents tell how the code is used?

What it asks
    For each kind of code that is in the release: whether a document names one of its files, so that a reader learns what it is
    for or how to run it.

Why it matters
    Code that nobody explains is hard to check and harder to run again.

How it looks
    READMEs and other documents, for the name of a file of the component, in a sentence or in a command. Code that is not here
    cannot be looked up: unknown where it may lie elsewhere, no where it is absent after a complete search. How much is told
    is not weighed.

How to answer yes
    Write into the README which file does what, and the command that runs it.
"""

import re
from collections.abc import Iterator

from openassay.inventory.spoken import Spoken, spoken
from openassay.probes import probe
from openassay.vocabulary.components import Component, Family, State
from openassay.vocabulary.dossier import Dossier, Holding, cite
from openassay.vocabulary.facts import Fact, no, not_applicable, unknown, yes

CODE = [
    component for component in Component if component.family is Family.CODE and component is not Component.SUPPORTING_LIBRARIES
]
MOST = 200
"""Files of one component that are looked for."""
TOO_COMMON = frozenset({"__init__.py", "setup.py", "utils.py", "main.py", "config.yaml", "config.json"})
"""Names that stand in documents for many things; only with their folder do they name a file."""


@probe("Do the documents tell how the code is used?", of=CODE)
def code_documented(dossier: Dossier) -> Iterator[Fact]:
    """Answer for each kind of code by the documents that name its files."""
    read = spoken(dossier)
    for component in CODE:
        yield _answer(dossier.holding(component), read)


def _answer(held: Holding, read: Spoken) -> Fact:
    component = held.component
    search = read.search(f"documents that name {component}")
    if held.state is State.NOT_APPLICABLE:
        return not_applicable(component, held.because)
    if held.state is State.ABSENT:
        return no(component, f"there is none to be documented: {held.because}", *cite(held), search=search)
    if held.state not in (State.PUBLISHED, State.PARTIAL):
        return unknown(component, held.because, *cite(held))
    own = {artifact.path for artifact in held.artifacts}
    for artifact in held.artifacts[:MOST]:
        may_name = [text for text in read.texts if artifact.name in text.body and text.path not in own]
        if not may_name:
            continue
        names = [artifact.path] if artifact.name.lower() in TOO_COMMON else [artifact.path, artifact.name]
        pattern = re.compile(rf"(?<![\w/.-])(?:\./)?(?:{'|'.join(map(re.escape, names))})(?![\w-])")
        for text in may_name:
            if place := pattern.search(text.body):
                line = text.evidence_at(place.start(), place.end())
                return yes(component, f"{text.path} names {artifact.path}", line)
    if read.elsewhere:
        return unknown(component, f"no document that was read names it, and {read.elsewhere}", search=search)
    return no(component, "no document names a file of it", search=search)
