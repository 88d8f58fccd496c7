"""The probes that follow the state of a component, held against the table of states."""

import pytest

from openassay.probes.partly_published import partly_published
from openassay.probes.published import published
from openassay.probes.released_on_request import released_on_request
from openassay.probes.ungated import ungated
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Answer, Evidence
from openassay.vocabulary.findings import Lines
from openassay.vocabulary.release import Artifact, EntryKind
from tests.probes.dossiers import answers, dossier_with, fact_of

WEIGHTS = Artifact("main", "model.safetensors", EntryKind.FILE, 9, "a" * 64, "safetensors")
UNHASHED = Artifact("main", "model.safetensors", EntryKind.FILE, 1 << 43, None, "safetensors")
LINE = Evidence("main", "README.md", "b" * 64, Lines(3, 3), "accept our license")
YES, NO, UNKNOWN, NA = Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.NOT_APPLICABLE

TABLE = {
    State.PUBLISHED: (YES, YES, NO, YES),
    State.PARTIAL: (NO, YES, NO, YES),
    State.GATED: (UNKNOWN, UNKNOWN, YES, NO),
    State.ABSENT: (NO, NO, NO, UNKNOWN),
    State.POINTER: (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    State.REFERENCED: (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    State.UNKNOWN: (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    State.NOT_APPLICABLE: (NA, NA, NA, NA),
}


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_answers(state: State) -> None:
    holding = Holding(Component.FINAL_WEIGHTS, state, "a test says so", (WEIGHTS,), (LINE,))
    dossier = dossier_with(holding)
    asked = (published, partly_published, released_on_request, ungated)
    assert tuple(answers(probe, dossier)["final-weights"] for probe in asked) == TABLE[state]


def test_absence_in_a_listing_that_is_not_complete_is_unknown() -> None:
    assert answers(published, dossier_with(complete=False))["final-weights"] is UNKNOWN
    assert answers(published, dossier_with())["final-weights"] is NO


def test_weights_that_were_not_hashed_whole_are_not_called_published() -> None:
    holding = Holding(Component.FINAL_WEIGHTS, State.PUBLISHED, "a test says so", (UNHASHED,))
    assert answers(published, dossier_with(holding))["final-weights"] is UNKNOWN


def test_a_part_whose_rest_may_lie_elsewhere_is_not_said_to_be_incomplete() -> None:
    holding = Holding(
        Component.PRETRAINING_CODE, State.PARTIAL, "A script is here.", (WEIGHTS,), (LINE,), rest="A place is named."
    )
    dossier = dossier_with(holding)
    assert fact_of(published, dossier, "pretraining-code").because == "A script is here. A place is named."
    assert answers(published, dossier)["pretraining-code"] is UNKNOWN
    assert answers(partly_published, dossier)["pretraining-code"] is YES


def test_a_gate_is_cited_with_its_line() -> None:
    holding = Holding(Component.FINAL_WEIGHTS, State.GATED, "a form stands before them", (), (LINE,))
    assert fact_of(ungated, dossier_with(holding), "final-weights").evidence == (LINE,)
