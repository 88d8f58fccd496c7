"""A license reaches what its text, its name or words say, and by place what lies under it, and nothing else."""

import time

import pytest

from openassay.vocabulary.components import Component
from openassay.vocabulary.licenses import How, TermAnswer, TermName
from openassay.vocabulary.limits import DOCUMENT, LICENSE_FILES
from tests.licenses.samples import APACHE, BSD, CC_BY, MIT, composed_of, licenses, read, release_of

CODE, WEIGHTS, DATA, CARD = Component.INFERENCE_CODE, Component.FINAL_WEIGHTS, Component.PRETRAINING_DATA, Component.MODEL_CARD
TREE = {"run.py": "x = 1\n", "model.safetensors": "w", "data/a.csv": "1,2\n"}


def test_a_license_at_the_root_reaches_code_by_its_text_and_weights_by_place() -> None:
    files = {**TREE, "LICENSE": MIT}
    code, weights = composed_of(files, CODE), composed_of(files, WEIGHTS)
    assert code is not None
    assert weights is not None
    assert [grant.how for grant in code.grants] == [How.TEXT]
    assert [grant.how for grant in weights.grants] == [How.LOCATION]
    assert licenses(files, DATA) == ["MIT"]


def test_a_license_of_software_does_not_reach_weights_that_lie_elsewhere() -> None:
    assert licenses({"run.py": "x", "LICENSE": APACHE}, WEIGHTS) == []


def test_a_text_that_speaks_of_weights_reaches_them_wherever_they_lie() -> None:
    text = "Atlas Terms of Use\n\nYou may use, modify and distribute the model weights for research purposes only.\n"
    composed = composed_of({"run.py": "x", "LICENSE": text}, WEIGHTS)
    assert composed is not None
    assert composed.entries[0][0] == "LicenseRef-Atlas-Terms-of-Use"
    assert composed.terms[TermName.COMMERCIAL_USE].answer is TermAnswer.NO


@pytest.mark.parametrize(
    "name", ["LICENSE-MODEL", "LICENSE_weights", "MODEL_LICENSE", "model_licenses/LICENSE", "LICENSE.models.md"]
)
def test_the_name_of_a_file_says_that_it_is_for_the_weights(name: str) -> None:
    files = {**TREE, "LICENSE": MIT, name: CC_BY}
    assert licenses(files, WEIGHTS) == ["CC-BY-4.0"]
    assert licenses(files, CODE) == ["MIT"]


def test_a_license_of_a_folder_ends_the_reach_of_the_one_above() -> None:
    files = {"a.py": "x", "part/b.py": "y", "LICENSE": MIT, "part/LICENSE": APACHE}
    assert sorted(licenses(files, CODE)) == ["Apache-2.0", "MIT"]
    assert not composed_of(files, CODE).conflicts  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["bundle.py.LICENSE.txt", "bundle.py.license"])
def test_a_license_that_is_named_after_one_file_reaches_that_file(name: str) -> None:
    files = {"src/run.py": "x = 1\n", "src/bundle.py": "y = 2\n", f"src/{name}": MIT, "LICENSE": APACHE}
    code = composed_of(files, CODE)
    assert code is not None
    reached = {grant.expression: grant.artifacts for grant in code.grants}
    assert reached == {"Apache-2.0": {"src/run.py"}, "MIT": {"src/bundle.py"}}


def test_words_of_a_readme_give_the_weights_another_license_than_the_file() -> None:
    readme = "# Atlas\n\n## License\n\nThe code is released under the MIT License, the model weights under CC BY-NC 4.0.\n"
    files = {**TREE, "LICENSE": MIT, "README.md": readme}
    composed = composed_of(files, WEIGHTS)
    assert licenses(files, WEIGHTS) == ["CC-BY-NC-4.0"]
    assert licenses(files, CODE) == ["MIT"]
    assert composed is not None
    assert composed.grants[0].declared
    assert composed.grants[0].lines == (5, 5)


def test_words_give_weights_that_lie_elsewhere_a_declared_license() -> None:
    files = {"run.py": "x", "README.md": "The weights are licensed under Apache 2.0.\n"}
    composed = composed_of(files, WEIGHTS)
    assert composed is not None
    assert [(grant.expression, grant.declared, grant.artifacts) for grant in composed.grants] == [
        ("Apache-2.0", True, frozenset())
    ]


def test_a_readme_that_contradicts_the_file_is_a_finding_with_both_places() -> None:
    files = {**TREE, "LICENSE": APACHE, "README.md": "The code in this repository is licensed under the MIT License.\n"}
    _, findings = read(files)
    (conflict,) = [finding for finding in findings if finding.code == "finding:license-conflict"]
    assert (conflict.path, conflict.lines) == ("README.md", (1, 1))
    assert "in LICENSE:" in conflict.because


def test_a_link_to_a_license_that_is_not_there_is_a_finding() -> None:
    files = {**TREE, "LICENSE": MIT, "README.md": "This project is under the MIT license, see [it](LICENCE.txt).\n"}
    _, findings = read(files)
    assert [finding.code for finding in findings] == ["finding:license-link-dead"]


def test_front_matter_gives_the_weights_a_declared_license() -> None:
    files = {"model.safetensors": "w", "README.md": "---\nlicense: other\nlicense_name: mnpl\n---\n# Atlas\n"}
    composed = composed_of(files, WEIGHTS)
    assert composed is not None
    assert [(grant.expression, grant.how, grant.lines) for grant in composed.grants] == [
        ("LicenseRef-mnpl-0.1", How.METADATA, (2, 2))
    ]


def test_a_free_license_name_is_kept_as_unknown() -> None:
    assert licenses({"model.pt": "w", "README.md": "---\nlicense: other\nlicense_name: Our Own\n---\n"}, WEIGHTS) == [
        "LicenseRef-unknown-Our-Own"
    ]


def test_front_matter_of_a_data_card_is_about_data() -> None:
    files = {"data/a.csv": "1", "README.md": "---\nlicense: cc-by-4.0\ntask_categories: [x]\n---\n"}
    assert licenses(files, DATA) == ["CC-BY-4.0"]
    assert licenses(files, WEIGHTS) == []


def test_package_metadata_is_declared_and_contradicts_another_text() -> None:
    files = {"pkg/run.py": "x", "pkg-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: pkg\nLicense: MIT\n\n", "LICENSE": BSD}
    _, findings = read(files)
    assert "finding:license-conflict" in [finding.code for finding in findings]


def test_tags_of_a_few_files_stand_for_those_files() -> None:
    files = {**TREE, "b.py": "x", "c.py": "# SPDX-License-Identifier: BSD-3-Clause\n", "LICENSE": MIT}
    composed = composed_of(files, CODE)
    assert composed is not None
    assert {grant.expression: sorted(grant.artifacts & {"run.py", "b.py", "c.py"}) for grant in composed.grants} == {
        "MIT": ["b.py", "run.py"],
        "BSD-3-Clause": ["c.py"],
    }
    assert not composed.conflicts


def test_a_policy_that_the_license_names_adds_its_limits() -> None:
    license_ = "Atlas License\n\nYou may use, modify and distribute the model weights. Follow the Acceptable Use Policy.\n"
    policy = "You agree not to use it for military ends.\nThe rights are not granted to persons located in the European Union.\n"
    composed = composed_of({"run.py": "x", "LICENSE": license_, "USE_POLICY.md": policy}, CODE)
    assert composed is not None
    assert composed.terms[TermName.TERRITORY_LIMITS].answer is TermAnswer.YES
    assert str(composed.terms[TermName.TERRITORY_LIMITS].quote).startswith("USE_POLICY.md:2: ")


def test_limits_in_words_contradict_a_free_license_and_join_another() -> None:
    words = "## License\n\nThe code and the weights are licensed for research use only.\n"
    free = composed_of({"run.py": "x", "LICENSE": MIT, "README.md": words}, CODE)
    assert free is not None
    assert free.conflicts
    joined = composed_of({"run.py": "x", "LICENSE-MODEL": CC_BY.replace("CC", "CC"), "README.md": words}, WEIGHTS)
    assert joined is not None
    assert joined.terms[TermName.RESEARCH_ONLY].answer is TermAnswer.YES


def test_hidden_words_give_nothing() -> None:
    assert licenses({"run.py": "x", "README.md": "<!-- The code is licensed under the MIT License. -->\n# Atlas\n"}, CODE) == []


def test_a_badge_gives_nothing() -> None:
    badge = "[![License: MIT](https://img.shields.io/badge/License-MIT-yellow.svg)](https://opensource.org/licenses/MIT)\n"
    assert licenses({"run.py": "x", "README.md": badge}, CODE) == []


def test_license_files_beyond_the_limit_are_left_out_and_said_so() -> None:
    files = {f"d{number}/LICENSE": "x" for number in range(LICENSE_FILES.value + 1)}
    _, findings = read(files)
    assert LICENSE_FILES.code in {finding.code for finding in findings}


def test_the_same_release_gives_the_same_grants_in_the_same_order() -> None:
    files = {**TREE, "LICENSE": MIT, "LICENSE-MODEL": CC_BY, "README.md": "The weights are under Apache 2.0 license.\n"}
    assert read(files) == read(dict(reversed(files.items())))
    ids = [grant.id for grant in read(files)[0]]
    assert len(ids) == len(set(ids))
    assert all(len(id_) == len("grant:") + 8 for id_ in ids)


def test_a_source_does_not_reach_into_another() -> None:
    release, held, _ = release_of({"run.py": "x"})
    assert release.sources[0].id == "main"
    assert held[CODE].artifacts
    assert licenses({"model.pt": "w"}, WEIGHTS) == []


@pytest.mark.parametrize(("name", "body"), [("LICENSE", ""), ("COPYING.txt", " \n\t\n")])
def test_a_license_file_without_a_word_is_told_and_gives_nothing(name: str, body: str) -> None:
    grants, findings = read({**TREE, name: body})
    assert grants == ()
    assert [(finding.code, finding.path) for finding in findings] == [("unknown:empty", name)]


@pytest.mark.parametrize("name", ["LICENSE.png", "licence.pdf", "MODEL_LICENSE.docx", "license-agreement.jpeg"])
def test_a_license_in_a_picture_or_a_pdf_is_told_and_gives_nothing(name: str) -> None:
    grants, findings = read({**TREE, name: "x"})
    assert grants == ()
    assert [(finding.code, finding.path) for finding in findings] == [("unknown:license-unreadable", name)]


@pytest.mark.parametrize("name", ["docs/license.svg", "license_plates.png", "sublicense.pdf"])
def test_other_pictures_are_no_licenses(name: str) -> None:
    assert read({**TREE, name: "x"}) == ((), ())


def test_a_card_whose_license_is_no_text_is_told_with_its_line() -> None:
    _, findings = read({"README.md": "---\ntags: [x]\nlicense: no\n---\n# A\n"})
    assert [(finding.code, finding.lines) for finding in findings] == [("error:field-type", (3, 3))]
    assert findings[0].because.startswith("In the front matter license must be text: ")


def test_documents_beyond_the_room_for_them_are_told_and_not_read() -> None:
    size = DOCUMENT.value - 100
    files = {f"{letter}/README.md": "word " * (size // 5) for letter in "abcde"}
    files["z/README.md"] = "The model weights are released under the MIT License.\n"
    grants, findings = read(files)
    assert grants == ()
    assert [(finding.code, finding.path) for finding in findings] == [("limit:documents", "e/README.md")]


def test_a_document_that_says_the_same_without_end_costs_no_more_than_its_length() -> None:
    line = "The model weights are released under the Apache License 2.0.\n"
    begin = time.process_time()
    composed = composed_of({**TREE, "README.md": line * 4000}, WEIGHTS)
    assert composed is not None
    assert [expression for expression, _ in composed.entries] == ["Apache-2.0"]
    assert time.process_time() - begin < 10
