import pytest

from openassay.vocabulary.facts import Answer, Baseless, Basis, Evidence, Fact, Search, no, unknown, yes

HERE = Evidence("main", "model.safetensors", "0" * 64)


def test_a_yes_without_evidence_cannot_be_made() -> None:
    with pytest.raises(Baseless, match="a yes needs evidence"):
        yes("final-weights", "it is so")


def test_a_no_needs_evidence_or_a_complete_search() -> None:
    with pytest.raises(Baseless, match="a no needs evidence or a complete search"):
        Fact("final-weights", Answer.NO, "it is so", search=Search("weights", 3, complete=False))
    assert no("final-weights", "none", search=Search("weights", 3, complete=True)).answer is Answer.NO
    assert no("final-weights", "a stub", HERE).answer is Answer.NO


def test_an_incomplete_search_gives_unknown_instead_of_no() -> None:
    fact = no("final-weights", "none found", search=Search("weights", 3, complete=False))
    assert fact.answer is Answer.UNKNOWN
    assert "not everything could be read" in fact.because


def test_every_answer_needs_a_reason() -> None:
    with pytest.raises(Baseless, match="needs its reason"):
        unknown("final-weights", "")


def test_observed_is_worth_more_than_attested_and_attested_more_than_declared() -> None:
    assert Basis.OBSERVED.rank > Basis.ATTESTED.rank > Basis.DECLARED.rank


def test_evidence_is_kept_in_a_fixed_order() -> None:
    other = Evidence("main", "a.safetensors", "1" * 64)
    assert yes("final-weights", "both", HERE, other).evidence == (other, HERE)
