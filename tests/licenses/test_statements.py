"""Words that link to a license file mean that license, with all of its terms."""

import pytest

from openassay.vocabulary.components import Component
from openassay.vocabulary.licenses import TermAnswer, TermName
from tests.licenses.samples import MIT, composed_of, licenses, own_license, read

CODE, WEIGHTS = Component.INFERENCE_CODE, Component.FINAL_WEIGHTS
TREE = {"run.py": "x = 1\n", "model.safetensors": "w"}
OWN = own_license("You may not use them for military purposes.")
RESTRICTED = "LicenseRef-Lighthouse-Model-License"


@pytest.mark.parametrize(
    "readme",
    [
        "The model weights are licensed under the [Lighthouse Model License](TERMS_OF_USE.txt).\n",
        "The model weights are licensed under the [Lighthouse License Agreement](./TERMS_OF_USE.txt), see there.\n",
        "---\nlicense: other\nlicense_name: lighthouse\nlicense_link: TERMS_OF_USE.txt\n---\n# Lighthouse\n",
    ],
)
def test_a_link_to_a_license_that_nobody_listed_gives_its_terms(readme: str) -> None:
    files = {**TREE, "TERMS_OF_USE.txt": OWN, "README.md": readme}
    composed = composed_of(files, WEIGHTS)
    assert composed is not None
    assert {grant.expression for grant in composed.grants} == {RESTRICTED}
    (said,) = [grant for grant in composed.grants if grant.path == "README.md"]
    restricted = said.terms[TermName.USE_RESTRICTIONS]
    assert restricted.answer is TermAnswer.YES
    assert restricted.quote == "TERMS_OF_USE.txt:5: You may not use them for military purposes."
    assert said.terms[TermName.MODIFICATION].answer is TermAnswer.YES
    assert not composed.conflicts


def test_a_file_that_a_sentence_names_gives_its_license_to_what_the_sentence_is_about() -> None:
    files = {**TREE, "LICENSE": MIT, "LICENSE_A.txt": OWN}
    files["README.md"] = "The model weights are governed by the terms in `LICENSE_A.txt`.\n"
    assert licenses(files, WEIGHTS) == [RESTRICTED]


def test_a_known_license_that_links_to_another_text_stays_a_contradiction() -> None:
    readme = "The code is released under the [Apache License 2.0](LICENSE).\n"
    _, findings = read({**TREE, "LICENSE": MIT, "README.md": readme})
    assert [finding.code for finding in findings] == ["finding:license-conflict"]


def test_limits_of_one_of_two_licenses_are_no_limits_of_what_is_offered_under_either() -> None:
    readme = "## License\n\nThe weights are available under either a non-commercial or an open license.\n"
    assert licenses({**TREE, "README.md": readme}, WEIGHTS) == []


def test_a_question_in_a_heading_gives_no_subject_to_a_limit_below_it() -> None:
    readme = "# How can I use the models, and what license applies?\n\nStudents get access under non-commercial terms.\n"
    assert licenses({**TREE, "README.md": readme}, WEIGHTS) == []


def test_a_file_that_only_tells_of_licenses_gives_each_part_its_own() -> None:
    table = "| License | Component |\n|---|---|\n| MIT License | Code on GitHub |\n| CC-BY-NC-4.0 | Model weights |\n"
    files = {**TREE, "LICENSE.md": f"# License Information\n\nWhat is under which license:\n\n{table}"}
    assert licenses(files, CODE) == ["MIT"]
    assert licenses(files, WEIGHTS) == ["CC-BY-NC-4.0"]


def test_a_license_that_nobody_listed_stays_open_until_a_limit_is_read_in_it() -> None:
    assert licenses({**TREE, "MODEL_LICENSE.txt": own_license("Be kind.")}, WEIGHTS) == [
        "LicenseRef-unknown-Lighthouse-Model-License"
    ]
    assert licenses({**TREE, "MODEL_LICENSE.txt": OWN}, WEIGHTS) == [RESTRICTED]


def test_a_license_without_a_title_goes_by_its_hash() -> None:
    text = "You may use the model weights.\n\nCommercial use is prohibited.\n"
    (expression,) = licenses({**TREE, "MODEL_LICENSE.txt": text}, WEIGHTS)
    assert expression == "LicenseRef-text-00000000"
