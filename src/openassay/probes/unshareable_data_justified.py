"""Is it said why data that are not shared cannot be?

What it asks
    Where training data are kept back, whether a legal or technical reason is given.

Why it matters
    Several standards excuse data that cannot be shared for legal or technical reasons. They excuse nothing without the
    reason.

How it looks
    Sentences that say that data are not shared, and whether they give a reason: licenses, privacy, contracts; size or
    storage. A reason: yes. Not shared and no reason: no. The data in the release: the question does not arise.

How to answer yes
    Say which data are not shared and why.
"""

from collections.abc import Iterator

from openassay.inventory.data_answers import STAGES, Told, answer_no, cite_statements, data_is_here, told_of
from openassay.inventory.data_information import Says
from openassay.probes import probe
from openassay.vocabulary.components import State
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact, no, not_applicable, yes

REASONS = ("legal", "technical")
"""Reasons that excuse; "other" is a reason, and excuses nothing."""


@probe("Is it said why data that are not shared cannot be?", of=STAGES)
def unshareable_data_justified(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the data of each stage."""
    for component in STAGES:
        yield _answer(told_of(dossier, component))


def _answer(told: Told) -> Fact:
    component = told.component
    if told.held.state is State.NOT_APPLICABLE:
        return not_applicable(component, told.held.because)
    if data_is_here(told):
        return not_applicable(component, "the data are in the release")
    kept = told.of(Says.WITHHELD)
    reasons = [statement for statement in kept if statement.reason in REASONS]
    if reasons:
        return yes(component, f"a {reasons[0].reason} reason is given", *cite_statements(reasons))
    if kept:
        return no(component, "data are said not to be shared, and no legal or technical reason is given", *cite_statements(kept))
    return answer_no(told, "reasons why data are not shared", "no document says that or why data are not shared")
