"""The header of a weight file declares a license for that file, and contradicts a text that says something else."""

from dataclasses import replace

import pytest

from openassay.formats.gguf import GgufHeader
from openassay.formats.safetensors import SafetensorsHeader
from openassay.licenses.composition import Composed, compose
from openassay.licenses.grants import read_grants
from openassay.licenses.headers import of_headers
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.licenses import How
from tests.licenses.samples import APACHE, MIT, release_of

WEIGHTS = Component.FINAL_WEIGHTS


def safetensors(license_name: str, key: str = "license") -> SafetensorsHeader:
    return SafetensorsHeader(1, 4, (("F32", 4),), ((key, license_name),), 64, 16)


def composed(files: dict[str, str], header: object) -> tuple[Composed, list[str]]:
    release, held, texts = release_of({"model.safetensors": "w", **files})
    artifacts = tuple(replace(each, header=header) if each.name == "model.safetensors" else each for each in release.artifacts)
    weights = tuple(each for each in artifacts if each.name == "model.safetensors")
    held[WEIGHTS] = Holding(WEIGHTS, held[WEIGHTS].state, "here", weights)
    grants, findings = read_grants(replace(release, artifacts=artifacts), held, lambda artifact: texts.get(artifact.path))
    return compose(held, grants).components[WEIGHTS], [finding.code for finding in findings]


@pytest.mark.parametrize(
    "header",
    [
        safetensors("apache-2.0"),
        safetensors("Apache 2.0", "modelspec.license"),
        GgufHeader(3, (("general.license", "apache-2.0"),), 1, 4, (("F32", 4),), 32, 64),
    ],
)
def test_a_header_declares_a_license_for_its_own_file(header: object) -> None:
    found, codes = composed({"run.py": "x"}, header)
    assert [(grant.expression, grant.how, grant.declared, grant.artifacts) for grant in found.grants] == [
        ("Apache-2.0", How.METADATA, True, frozenset({"model.safetensors"}))
    ]
    assert codes == []


def test_a_header_that_agrees_with_the_license_file_is_no_conflict() -> None:
    found, codes = composed({"LICENSE": APACHE}, safetensors("apache-2.0"))
    assert [expression for expression, _ in found.entries] == ["Apache-2.0"]
    assert codes == []


def test_a_header_that_contradicts_the_license_file_is_a_finding_and_neither_wins() -> None:
    found, codes = composed({"LICENSE": MIT}, safetensors("cc-by-nc-4.0"))
    assert {expression for expression, _ in found.entries} == {"MIT", "CC-BY-NC-4.0"}
    assert "finding:license-conflict" in codes


def test_what_a_readme_says_of_the_weights_does_not_silence_the_header() -> None:
    readme = "# Atlas\n\nThe model weights are released under the Apache License 2.0.\n"
    found, codes = composed({"README.md": readme}, safetensors("cc-by-nc-4.0"))
    assert {expression for expression, _ in found.entries} == {"Apache-2.0", "CC-BY-NC-4.0"}
    assert "finding:license-conflict" in codes


def test_a_name_that_is_no_known_license_stays_unknown() -> None:
    found, _ = composed({}, safetensors("our own terms!"))
    assert [expression for expression, _ in found.entries] == ["LicenseRef-unknown-our-own-terms"]


def test_a_header_without_a_license_or_of_a_file_that_was_not_read_whole_says_nothing() -> None:
    release, _, _ = release_of({"model.safetensors": "w"})
    silent = replace(release.artifacts[0], header=safetensors(" "))
    unread = replace(release.artifacts[0], header=safetensors("mit"), sha256=None)
    assert of_headers([silent, unread]) == []
