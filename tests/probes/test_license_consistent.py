from openassay.probes.license_consistent import license_consistent
from openassay.vocabulary.facts import Answer
from tests.licenses.samples import APACHE, MIT, licensed
from tests.probes.dossiers import answers, fact_of


def test_a_readme_against_the_file_is_a_no_with_both_places() -> None:
    files = {"run.py": "x", "LICENSE": APACHE, "README.md": "The code in this repository is licensed under the MIT License.\n"}
    fact = fact_of(license_consistent, licensed(files), "inference-code")
    assert fact.answer is Answer.NO
    assert [evidence.path for evidence in fact.evidence] == ["LICENSE", "README.md"]
    assert fact.because == "It is under Apache-2.0 in LICENSE:2, and under MIT in README.md:1."


def test_places_that_agree_are_a_yes() -> None:
    files = {"run.py": "x", "LICENSE": MIT, "README.md": "This project is licensed under the MIT License.\n"}
    assert answers(license_consistent, licensed(files))["inference-code"] is Answer.YES


def test_licenses_of_different_files_do_not_contradict_each_other() -> None:
    files = {"run.py": "x", "part/b.py": "y", "LICENSE": MIT, "part/LICENSE": APACHE}
    assert answers(license_consistent, licensed(files))["inference-code"] is Answer.YES


def test_where_nothing_gives_a_license_there_is_nothing_to_compare() -> None:
    assert answers(license_consistent, licensed({"run.py": "x"}))["inference-code"] is Answer.UNKNOWN
