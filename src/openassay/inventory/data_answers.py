"""What the documents of a release say of the data of one component, laid out for the questions about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from openassay.inventory.data_information import Says, Stage, Statement, statements_in
from openassay.inventory.spoken import Spoken, spoken
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Dossier, Holding, cite
from openassay.vocabulary.facts import Basis, Evidence, Fact, no, not_applicable, unknown, yes

STAGES = {Component.PRETRAINING_DATA: Stage.PRETRAINING, Component.POST_TRAINING_DATA: Stage.POST_TRAINING}
"""The components that these questions are asked about, and the stage that each belongs to."""

MOST = 8
"""Places that are cited for one answer."""


@dataclass(frozen=True)
class Told:
    """What is said of the data of one component."""

    component: Component
    held: Holding
    statements: tuple[Statement, ...]
    spoken: Spoken

    def of(self, *says: Says) -> tuple[Statement, ...]:
        """The statements of these kinds."""
        return tuple(statement for statement in self.statements if statement.says in says)


_latest: list[tuple[Spoken, tuple[Statement, ...]]] = []


def _statements(read: Spoken) -> tuple[Statement, ...]:
    """What is said of the data at all; kept for the next question about the same release."""
    if not (_latest and _latest[0][0] is read):
        _latest[:] = [(read, statements_in(read.documents))]
    return _latest[0][1]


def told_of(dossier: Dossier, component: Component) -> Told:
    """Read what is said of the data of a component."""
    read = spoken(dossier)
    stage = STAGES[component]
    statements = tuple(one for one in _statements(read) if one.stage is stage)
    return Told(component, dossier.holding(component), statements, read)


def cite_statements(statements: Iterable[Statement]) -> tuple[Evidence, ...]:
    """The places of statements, each once, at most `MOST`."""
    return tuple(list(dict.fromkeys(statement.evidence for statement in statements))[:MOST])


def basis_of(statements: Iterable[Statement]) -> Basis:
    """Declared where only metadata says so; observed where the description itself was read."""
    return Basis.DECLARED if all(statement.declared for statement in statements) else Basis.OBSERVED


def answer_no(told: Told, looked_for: str, because: str) -> Fact:
    """A no where everything that could say it was read; else unknown, and what was not read."""
    search = told.spoken.search(looked_for)
    if told.held.state is State.UNKNOWN and told.component is Component.POST_TRAINING_DATA:
        return unknown(told.component, told.held.because, search=search)  # there may have been no such stage
    if told.spoken.elsewhere:
        return unknown(told.component, f"{because}, and {told.spoken.elsewhere}", search=search)
    return no(told.component, because, search=search)


def answer_told(dossier: Dossier, component: Component, says: Says, what: str) -> Fact:
    """Whether the documents tell one kind of thing of the data."""
    told = told_of(dossier, component)
    if told.held.state is State.NOT_APPLICABLE:
        return not_applicable(component, told.held.because)
    if found := told.of(says):
        return yes(component, f"{found[0].evidence.path} tells {what}", *cite_statements(found), basis=basis_of(found))
    return answer_no(told, what, f"no document tells {what}")


def data_is_here(told: Told) -> tuple[Evidence, ...]:
    """The data themselves where they lie in the release; empty where they do not."""
    return cite(told.held) if told.held.state is State.PUBLISHED else ()
