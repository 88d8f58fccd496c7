"""Are the sources of the training data named?

What it asks
    Whether every source that the model was trained on is named so that a reader knows which it is.

Why it matters
    A named source can be looked up, licensed, checked for overlap with tests, and used again. "Publicly available data" can
    not.

How it looks
    Sentences and tables that say what the model was trained on, links to places where data sets lie, and the data sets that
    a card's metadata lists. Names of data sets and portals count; kinds of data do not. A name given in a denial, a
    comparison or an instruction counts for nothing.
    All named: yes. Some named and others only mentioned ("and internal data"): unknown. Only kinds of data: no. The data
    themselves in the release: yes.

How to answer yes
    Name every source: the data set, the portal with its release or date, the crawl.
"""

from collections.abc import Iterator

from openassay.inventory.data_answers import STAGES, Told, answer_no, basis_of, cite_statements, data_is_here, told_of
from openassay.inventory.data_information import Says
from openassay.probes import probe
from openassay.vocabulary.components import State
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact, no, not_applicable, unknown, yes


@probe("Are the sources of the training data named?", of=STAGES)
def data_sources_identified(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the data of each stage."""
    for component in STAGES:
        yield _answer(told_of(dossier, component))


def _answer(told: Told) -> Fact:
    component = told.component
    if told.held.state is State.NOT_APPLICABLE:
        return not_applicable(component, told.held.because)
    if here := data_is_here(told):
        return yes(component, "the data themselves are in the release", *here)
    named, vague, rest = told.of(Says.SOURCE), told.of(Says.VAGUE), told.of(Says.REST)
    if named and rest:
        because = "some sources are named, and others are only mentioned"
        return unknown(component, because, *cite_statements([*rest, *named]))
    if named:
        names = list(dict.fromkeys(name for statement in named for name in statement.names))
        because = f"named: {', '.join(names[:5])}" + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        return yes(component, because, *cite_statements(named), basis=basis_of(named))
    if vague or rest:
        unnamed = cite_statements([*vague, *rest])
        if told.spoken.elsewhere:
            return unknown(component, f"only kinds of data are told here, and {told.spoken.elsewhere}", *unnamed)
        return no(component, "only kinds of data are told, no source is named", *unnamed)
    return answer_no(told, "names of the data sources", "no document names a source of these data")
