from openassay.probes.license_unrestricted_use import license_unrestricted_use
from openassay.vocabulary.facts import Answer
from tests.licenses.samples import MIT, licensed, own_license, weights_under
from tests.probes.dossiers import answers, fact_of

SENTENCE = "You may not use the weights for military purposes."
CARD = "---\nlicense: other\nlicense_name: acme-open\n---\n# Atlas\n"


def test_a_free_license_is_a_yes() -> None:
    assert answers(license_unrestricted_use, weights_under(MIT))["final-weights"] is Answer.YES


def test_a_sentence_against_it_is_a_no_and_quoted_with_its_line() -> None:
    fact = fact_of(license_unrestricted_use, weights_under(own_license(SENTENCE)), "final-weights")
    assert fact.answer is Answer.NO
    assert fact.because == f"Lighthouse-Model-License restricts what it may be used for: “{SENTENCE}”."
    assert [evidence.path for evidence in fact.evidence] == ["MODEL_LICENSE.txt"]


def test_what_nobody_read_is_unknown_and_never_free() -> None:
    fact = fact_of(license_unrestricted_use, licensed({"model.safetensors": "w", "README.md": CARD}), "final-weights")
    assert fact.answer is Answer.UNKNOWN
    assert fact.because.startswith("Nothing that was read settles whether acme-open ")
