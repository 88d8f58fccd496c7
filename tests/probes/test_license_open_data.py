from openassay.probes.license_open_data import license_open_data
from openassay.vocabulary.facts import Answer
from tests.licenses.samples import CDLA, licensed, own_license, weights_under
from tests.probes.dossiers import answers, fact_of


def test_a_license_of_the_list_is_a_yes() -> None:
    files = {"data/a.csv": "1,2\n", "data/LICENSE": CDLA}
    assert answers(license_open_data, licensed(files))["pretraining-data"] is Answer.YES


def test_a_license_that_forbids_what_the_list_asks_is_a_no() -> None:
    files = {"data/a.csv": "1,2\n", "README.md": "The data are released under CC-BY-NC-4.0.\n"}
    fact = fact_of(license_open_data, licensed(files), "pretraining-data")
    assert fact.answer is Answer.NO
    assert fact.because == "CC-BY-NC-4.0 is not on the list open-data."


def test_a_license_without_a_name_that_forbids_commerce_is_a_no() -> None:
    text = own_license("The grant is for non-commercial purposes only.")
    assert answers(license_open_data, weights_under(text))["final-weights"] is Answer.NO
