"""Are the training data described?

What it asks
    Whether the documents tell what the data are: their sources by name, or their make-up and how they were gathered.

Why it matters
    Where data cannot be shared, a description is what is left to judge a model by.

How it looks
    Named sources; or a make-up in numbers (65 % of the audio is English) together with the amount; or how the data were
    gathered together with one of these. Words such as "a new mix of publicly available data" describe nothing.
    The fact is observed when the description itself was read, and declared where only a card's metadata lists names.

How to answer yes
    Describe the sources, the make-up and the amounts, or publish the data.
"""

from collections.abc import Iterator

from openassay.inventory.data_answers import STAGES, Told, answer_no, basis_of, cite_statements, data_is_here, told_of
from openassay.inventory.data_information import Says
from openassay.probes import probe
from openassay.vocabulary.components import State
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact, not_applicable, yes


@probe("Are the training data described?", of=STAGES)
def data_sources_described(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the data of each stage."""
    for component in STAGES:
        yield _answer(told_of(dossier, component))


def _answer(told: Told) -> Fact:
    component = told.component
    if told.held.state is State.NOT_APPLICABLE:
        return not_applicable(component, told.held.because)
    if here := data_is_here(told):
        return yes(component, "the data themselves are in the release", *here)
    named, size, mixture, gathered = (told.of(says) for says in (Says.SOURCE, Says.SIZE, Says.MIXTURE, Says.SELECTION))
    if named:
        return yes(component, "sources are named", *cite_statements(named), basis=basis_of(named))
    if (size and mixture) or (gathered and (size or mixture)):
        told_by = cite_statements([*mixture, *gathered, *size])
        return yes(component, "make-up, amounts or gathering are described", *told_by)
    return answer_no(told, "a description of the data", "no document describes these data beyond their kind")
