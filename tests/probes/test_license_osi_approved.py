from openassay.probes.license_osi_approved import license_osi_approved
from openassay.vocabulary.facts import Answer
from tests.licenses.samples import APACHE, MIT, licensed, own_license, weights_under
from tests.probes.dossiers import answers, fact_of


def test_every_license_of_the_code_must_be_on_the_list() -> None:
    both = {"run.py": "x", "part/b.py": "y", "LICENSE": MIT, "part/LICENSE": APACHE}
    assert answers(license_osi_approved, licensed(both))["inference-code"] is Answer.YES
    one = {**both, "README.md": "The code in this repository is released under CC BY-NC 4.0.\n"}
    assert answers(license_osi_approved, licensed(one))["inference-code"] is Answer.UNKNOWN


def test_a_choice_needs_one_license_on_the_list() -> None:
    files = {"run.py": "# SPDX-License-Identifier: MIT OR CC-BY-NC-4.0\nx = 1\n"}
    assert answers(license_osi_approved, licensed(files))["inference-code"] is Answer.YES


def test_a_known_license_with_a_limit_added_is_not_that_license() -> None:
    changed = MIT.replace("furnished to do so,", "furnished to do so, for non-commercial purposes only,")
    assert answers(license_osi_approved, licensed({"run.py": "x", "LICENSE": changed}))["inference-code"] is Answer.NO


def test_a_license_without_a_name_that_sets_a_limit_is_none_of_the_list() -> None:
    fact = fact_of(
        license_osi_approved, weights_under(own_license("You shall not use them for military purposes.")), "final-weights"
    )
    assert fact.answer is Answer.NO
    assert fact.because == (
        "Lighthouse-Model-License is not on the list spdx-osi: it restricts what it may be used for: "
        "“You shall not use them for military purposes.”."
    )


def test_a_limit_that_a_readme_adds_keeps_a_license_without_a_name_off_the_list() -> None:
    readme = "## License\n\nThe model weights are for non-commercial use only.\n"
    files = {"model.safetensors": "w", "MODEL_LICENSE.txt": own_license("Be kind."), "README.md": readme}
    fact = fact_of(license_osi_approved, licensed(files), "final-weights")
    assert fact.answer is Answer.NO
    assert fact.because.startswith("Lighthouse-Model-License cannot be named, and no license on the list spdx-osi ")


def test_a_license_without_a_name_and_without_a_limit_that_was_read_may_yet_be_on_the_list() -> None:
    fact = fact_of(license_osi_approved, weights_under(own_license("Be kind.")), "final-weights")
    assert fact.answer is Answer.UNKNOWN
