"""Which files are licenses by their names, and for what."""

import pytest

from openassay.licenses.license_files import Subject, license_file, may_license, without_translations
from openassay.vocabulary.release import Artifact, EntryKind


def file(path: str, kind: EntryKind = EntryKind.FILE) -> Artifact:
    return Artifact("main", path, kind, 9, "0" * 64, "text")


@pytest.mark.parametrize(
    ("path", "subject", "folder"),
    [
        ("LICENSE", Subject.EVERYTHING, ""),
        ("COPYING.md", Subject.EVERYTHING, ""),
        ("LICENSE-MODEL", Subject.WEIGHTS, ""),
        ("LICENSE_weights.txt", Subject.WEIGHTS, ""),
        ("data/LICENSE", Subject.EVERYTHING, "data"),
        ("LICENSE-DATA.txt", Subject.DATA, ""),
        ("LICENSE.code", Subject.CODE, ""),
        ("model_licenses/LICENSE-SVD", Subject.WEIGHTS, ""),
        ("atlas-1.0.dist-info/licenses/LICENSE", Subject.EVERYTHING, ""),
        ("OUTPUT_TERMS_OF_USE.md", Subject.OUTPUTS, ""),
    ],
)
def test_the_name_says_what_a_license_is_for_and_where_it_reaches(path: str, subject: Subject, folder: str) -> None:
    found = license_file(file(path))
    assert found is not None
    assert (found.subject, found.folder, found.policy) == (subject, folder, False)


@pytest.mark.parametrize(
    "path",
    ["license.py", "license_plates.csv", "README.md", "THIRD_PARTY_LICENSES.txt", "LICENSE.png", "dist/a.min.js.LICENSE.txt"],
)
def test_other_files_are_no_licenses(path: str) -> None:
    assert license_file(file(path)) is None


def test_a_use_policy_is_told_apart() -> None:
    found = license_file(file("USE_POLICY.md"))
    assert found is not None
    assert found.policy


def test_a_license_that_nobody_could_read_may_yet_license() -> None:
    assert may_license(file("LICENSE.pdf"))
    assert may_license(file("LICENSE", EntryKind.UNREADABLE))
    assert not may_license(file("LICENSE"))
    assert not may_license(file("run.py", EntryKind.UNREADABLE))


def test_a_translation_of_a_license_that_is_there_is_left_out() -> None:
    names = ["LICENSE", "LICENSE-zh-CN", "MODEL_LICENSE_cn"]
    files = [found for found in (license_file(file(name)) for name in names) if found]
    assert [found.artifact.path for found in without_translations(files)] == ["LICENSE", "MODEL_LICENSE_cn"]
