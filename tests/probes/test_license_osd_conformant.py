from openassay.probes.license_osd_conformant import license_osd_conformant
from openassay.vocabulary.facts import Answer
from tests.licenses.samples import MIT, own_license, weights_under
from tests.probes.dossiers import answers, fact_of


def test_an_approved_license_keeps_to_the_definition() -> None:
    assert answers(license_osd_conformant, weights_under(MIT))["final-weights"] is Answer.YES


def test_a_limit_of_the_field_of_use_is_against_it_and_quoted() -> None:
    fact = fact_of(license_osd_conformant, weights_under(own_license("You may not use them for surveillance.")), "final-weights")
    assert fact.answer is Answer.NO
    assert fact.because == "Lighthouse-Model-License restricts what it may be used for: “You may not use them for surveillance.”."


def test_a_license_off_the_list_without_a_limit_is_for_people_to_judge() -> None:
    fact = fact_of(license_osd_conformant, weights_under(own_license("Be kind.")), "final-weights")
    assert fact.answer is Answer.UNKNOWN
    assert fact.because == "Lighthouse-Model-License is not on the list of approved licenses, and shows no limit."
