"""The licenses of one component: put together where they agree, kept as readings where they contradict each other."""

import pytest

from openassay.licenses.composition import Composed
from openassay.vocabulary.components import Component
from openassay.vocabulary.licenses import TermAnswer, TermName
from tests.licenses.samples import APACHE, CC_BY, MIT, composed_of, licenses, read

CODE, WEIGHTS = Component.INFERENCE_CODE, Component.FINAL_WEIGHTS


def composed(files: dict[str, str], component: Component = CODE) -> Composed:
    found = composed_of(files, component)
    assert found is not None
    return found


def test_licenses_of_different_files_hold_together() -> None:
    found = composed({"a.py": "x", "part/b.py": "y", "LICENSE": MIT, "part/LICENSE": CC_BY})
    assert {expression for expression, _ in found.entries} == {"MIT", "CC-BY-4.0"}
    assert not found.disputed


def test_two_readings_stay_two_readings() -> None:
    found = composed({"a.py": "x", "LICENSE": APACHE, "README.md": "The code is released under CC BY-NC 4.0.\n"})
    assert found.disputed
    assert {one.expression for one in found.conflicts[0]} == {"Apache-2.0", "CC-BY-NC-4.0"}


def test_metadata_that_a_text_contradicts_with_no_limit_of_its_own_stand_back() -> None:
    found = composed({"a.py": "x", "LICENSE": MIT, "setup.py": 'setup(name="a", license="Apache-2.0")\n'})
    assert [expression for expression, _ in found.entries] == ["MIT"]
    assert [grant.expression for grant in found.outweighed] == ["Apache-2.0"]
    assert not found.disputed


def test_metadata_that_set_a_limit_which_the_text_has_not_are_a_reading() -> None:
    setup = 'setup(name="a", license="CC-BY-NC-4.0")\n'
    assert composed({"a.py": "x", "LICENSE": MIT, "setup.py": setup}).disputed


@pytest.mark.parametrize("name", ["BSD License", "the Apache License"])
def test_words_that_name_a_family_are_no_license_beside_one_of_it(name: str) -> None:
    text = APACHE if "Apache" in name else None
    files = {"a.py": "x", "README.md": f"The code is released under {name}.\n"}
    files |= {"LICENSE": text} if text else {"b.py": "# SPDX-License-Identifier: BSD-3-Clause\n"}
    assert licenses(files, CODE) == (["Apache-2.0"] if text else ["BSD-3-Clause"])


def test_files_that_no_license_reaches_are_named() -> None:
    assert composed({"a/run.py": "x", "b/run.py": "y", "a/LICENSE": MIT}).unlicensed == ("b/run.py",)


def test_a_limit_of_one_license_limits_the_component() -> None:
    files = {"a.safetensors": "w", "b/c.safetensors": "w", "LICENSE-MODEL": MIT}
    files["b/LICENSE"] = "Acme Terms of Use\n\nYou may use the model weights for non-commercial purposes only.\n"
    found = composed(files, WEIGHTS)
    assert found.terms[TermName.COMMERCIAL_USE].answer is TermAnswer.NO


def test_one_contradiction_is_one_finding_however_many_components_it_is_about() -> None:
    files = {"a.py": "x", "m.safetensors": "w", "data/a.csv": "1", "LICENSE": APACHE}
    files["README.md"] = "This project is released under the MIT License.\n"
    _, findings = read(files)
    (told,) = [finding for finding in findings if finding.code == "finding:license-conflict"]
    assert told.because.startswith("MIT stands here, and Apache-2.0 in LICENSE:2, for ")
