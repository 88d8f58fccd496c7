"""Can anyone get the training data from where they come from?

What it asks
    Whether every named source can be had by anyone: a place is known for each, and none is kept back.

Why it matters
    Data by reference are as good as a copy only while others can fetch the same. In fields where data fill petabytes, it is
    the only way.

How it looks
    The data themselves in the release, or a place for each source that is named: a link to where data sets lie, or a public
    data set or portal that is known by name. A source without a place, or others that are only mentioned: unknown. A
    sentence that says that data are not shared: no.
    Nothing is fetched: that a place is named says not that it still answers.

How to answer yes
    Give a place for each source, with the release or date that was used.
"""

from collections.abc import Iterator

from openassay.inventory.data_answers import STAGES, Told, answer_no, basis_of, cite_statements, data_is_here, told_of
from openassay.inventory.data_information import Says
from openassay.probes import probe
from openassay.vocabulary.components import State
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact, no, not_applicable, unknown, yes


@probe("Can anyone get the training data from where they come from?", of=STAGES)
def data_sources_obtainable(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the data of each stage."""
    for component in STAGES:
        yield _answer(told_of(dossier, component))


def _answer(told: Told) -> Fact:
    component = told.component
    if told.held.state is State.NOT_APPLICABLE:
        return not_applicable(component, told.held.because)
    if here := data_is_here(told):
        return yes(component, "the data themselves are in the release", *here)
    named, rest, kept = told.of(Says.SOURCE), told.of(Says.REST), told.of(Says.WITHHELD)
    if kept:
        return no(component, "it is said that data are not shared", *cite_statements(kept))
    if not named:
        return answer_no(told, "places where the data can be had", "no source of these data is named, so none can be fetched")
    if rest:
        return unknown(component, "others than the named sources are only mentioned", *cite_statements([*rest, *named]))
    placed = {name for statement in named if statement.where for name in statement.names}
    lost = [statement for statement in named if not statement.where and not placed & set(statement.names)]
    if lost:
        return unknown(component, f"no place is known for {lost[0].names[0]}", *cite_statements(lost))
    return yes(component, "a place is named for every source", *cite_statements(named), basis=basis_of(named))
