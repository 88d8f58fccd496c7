"""A license without a name is none of a list where it sets a limit that no license on the list has."""

import pytest

from openassay.licenses import lists
from openassay.licenses.lists import beyond, every_list, members
from openassay.vocabulary.licenses import Term, TermAnswer, TermName

LIMIT = {TermName.USE_RESTRICTIONS: Term(TermAnswer.YES)}


@pytest.mark.parametrize("name", ["open-content", "open-data", "open-definition", "ours", "spdx-fsf", "spdx-osi"])
def test_every_list_is_of_licenses_that_set_no_limit_of_use(name: str) -> None:
    assert beyond(name, LIMIT) is TermName.USE_RESTRICTIONS


def test_a_limit_that_a_license_on_the_list_has_as_well_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "members", lambda name: frozenset({"mit", "openrail++"}))
    assert beyond("made-up", LIMIT) is None
    assert beyond("made-up", {TermName.COMMERCIAL_USE: Term(TermAnswer.NO)}) is TermName.COMMERCIAL_USE


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        (TermName.USE_RESTRICTIONS, TermAnswer.UNKNOWN),
        (TermName.USE_RESTRICTIONS, TermAnswer.CONDITIONAL),
        (TermName.REDISTRIBUTION, TermAnswer.CONDITIONAL),
        (TermName.NAMING_DUTY, TermAnswer.YES),
        (TermName.ACCEPTANCE, TermAnswer.YES),
    ],
)
def test_what_open_licenses_may_ask_as_well_is_no_proof(name: TermName, answer: TermAnswer) -> None:
    assert beyond("spdx-osi", {name: Term(answer)}) is None


def test_the_lists_hold_ids_in_lower_case() -> None:
    assert all(id_ == id_.lower() for ids in every_list().values() for id_ in ids)
    assert "mit" in members("spdx-osi")
    assert "cc-by-nc-4.0" not in members("open-data")
    with pytest.raises(KeyError):
        members("no-such-list")
