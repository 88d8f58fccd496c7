from openassay.probes.license_within_upstream import license_within_upstream
from openassay.vocabulary.facts import Answer, Basis
from tests.licenses.samples import licensed
from tests.probes.dossiers import fact_of

CARD = "---\nlicense: {license}\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Atlas\n"


def test_weights_under_another_license_than_their_base_brings_are_a_no() -> None:
    files = {"model.safetensors": "w", "README.md": CARD.format(license="mit")}
    fact = fact_of(license_within_upstream, licensed(files), "final-weights")
    assert (fact.answer, fact.basis) == (Answer.NO, Basis.DECLARED)
    assert fact.because == "meta-llama/Llama-3.1-8B brings llama3.1, and the weights are given under MIT."


def test_weights_under_the_license_of_their_base_are_a_yes_that_is_only_declared() -> None:
    files = {"model.safetensors": "w", "README.md": CARD.format(license="llama3.1")}
    fact = fact_of(license_within_upstream, licensed(files), "final-weights")
    assert (fact.answer, fact.basis) == (Answer.YES, Basis.DECLARED)


def test_without_a_base_that_a_card_names_it_is_unknown() -> None:
    files = {"model.safetensors": "w", "README.md": "---\nlicense: mit\n---\n# Atlas\n"}
    assert fact_of(license_within_upstream, licensed(files), "final-weights").answer is Answer.UNKNOWN
