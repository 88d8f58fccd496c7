from openassay.probes.license_unlimited_users import license_unlimited_users
from openassay.vocabulary.facts import Answer
from tests.licenses.samples import MIT, licensed, own_license, weights_under
from tests.probes.dossiers import answers, fact_of

SENTENCE = "If you have more than 10 million monthly active users, you must request a license from us."
CARD = "---\nlicense: other\nlicense_name: acme-open\n---\n# Atlas\n"


def test_a_free_license_is_a_yes() -> None:
    assert answers(license_unlimited_users, weights_under(MIT))["final-weights"] is Answer.YES


def test_a_sentence_against_it_is_a_no_and_quoted_with_its_line() -> None:
    fact = fact_of(license_unlimited_users, weights_under(own_license(SENTENCE)), "final-weights")
    assert fact.answer is Answer.NO
    assert fact.because == f"Lighthouse-Model-License depends on the number of users or on income: “{SENTENCE}”."
    assert [evidence.path for evidence in fact.evidence] == ["MODEL_LICENSE.txt"]


def test_what_nobody_read_is_unknown_and_never_free() -> None:
    fact = fact_of(license_unlimited_users, licensed({"model.safetensors": "w", "README.md": CARD}), "final-weights")
    assert fact.answer is Answer.UNKNOWN
    assert fact.because.startswith("Nothing that was read settles whether acme-open ")
