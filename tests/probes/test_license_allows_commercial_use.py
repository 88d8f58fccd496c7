from openassay.probes.license_allows_commercial_use import license_allows_commercial_use
from openassay.vocabulary.facts import Answer
from tests.licenses.samples import MIT, licensed, own_license, weights_under
from tests.probes.dossiers import answers, fact_of

SENTENCE = "The grant is for non-commercial purposes only."
CARD = "---\nlicense: other\nlicense_name: acme-open\n---\n# Atlas\n"


def test_a_free_license_is_a_yes() -> None:
    assert answers(license_allows_commercial_use, weights_under(MIT))["final-weights"] is Answer.YES


def test_a_sentence_against_it_is_a_no_and_quoted_with_its_line() -> None:
    fact = fact_of(license_allows_commercial_use, weights_under(own_license(SENTENCE)), "final-weights")
    assert fact.answer is Answer.NO
    assert fact.because == f"Lighthouse-Model-License does not permit commercial use: “{SENTENCE}”."
    assert [evidence.path for evidence in fact.evidence] == ["MODEL_LICENSE.txt"]


def test_what_nobody_read_is_unknown_and_never_free() -> None:
    fact = fact_of(license_allows_commercial_use, licensed({"model.safetensors": "w", "README.md": CARD}), "final-weights")
    assert fact.answer is Answer.UNKNOWN
    assert fact.because.startswith("Nothing that was read settles whether acme-open ")


def test_commerce_on_conditions_is_no_freedom() -> None:
    text = own_license("If you wish to use them commercially, you must request a separate license from us.")
    assert answers(license_allows_commercial_use, weights_under(text))["final-weights"] is Answer.NO
