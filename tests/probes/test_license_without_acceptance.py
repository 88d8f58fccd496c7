from openassay.probes.license_without_acceptance import license_without_acceptance
from openassay.vocabulary.facts import Answer
from tests.licenses.samples import MIT, own_license, weights_under
from tests.probes.dossiers import answers, fact_of


def test_a_form_to_fill_in_is_a_no() -> None:
    sentence = "You must register and accept this agreement before you download the model weights."
    assert answers(license_without_acceptance, weights_under(own_license(sentence)))["final-weights"] is Answer.NO


def test_use_that_counts_as_agreement_asks_nothing_of_anybody() -> None:
    sentence = "By using the model weights you agree to be bound by this license."
    fact = fact_of(license_without_acceptance, weights_under(own_license(sentence)), "final-weights")
    assert fact.answer is Answer.YES
    assert fact.because == f"Lighthouse-Model-License takes use for agreement: “{sentence}”."


def test_a_free_license_asks_for_no_agreement() -> None:
    assert answers(license_without_acceptance, weights_under(MIT))["final-weights"] is Answer.YES
