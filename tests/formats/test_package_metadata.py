import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats import package_metadata
from openassay.formats.package_metadata import Field
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import quickly

_METADATA = """Metadata-Version: 2.4
Name: a-model
Version: 1.2
License: MIT License
        with more lines
License-Expression: MIT
License-File: LICENSE
License-File: NOTICE
Classifier: License :: OSI Approved :: MIT License
Classifier: Programming Language :: Python

# A model
Name: not-this
"""


def test_fields_are_read_with_their_lines() -> None:
    found = package_metadata.read(_METADATA)
    assert (found.name, found.version) == ("a-model", "1.2")
    assert found.license == Field("license", "MIT License\nwith more lines", 4)
    assert found.license_expression == Field("license-expression", "MIT", 6)
    assert [(field.value, field.line) for field in found.license_files] == [("LICENSE", 7), ("NOTICE", 8)]
    assert [field.line for field in found.classifiers] == [9, 10]
    assert found.description_line == 12


@pytest.mark.parametrize("value", ["UNKNOWN", ""])
def test_a_license_that_says_nothing_is_none(value: str) -> None:
    assert package_metadata.read(f"Name: a\nLicense: {value}\n").license is None


def test_without_a_description_there_is_no_line_for_it() -> None:
    assert package_metadata.read("Name: a\nVersion: 1").description_line is None


@pytest.mark.parametrize(
    ("text", "code"), [("", "error:empty"), ("Version: 1", "error:bad-header"), ("\nName: a", "error:bad-header")]
)
def test_what_names_no_package_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        package_metadata.read(text)
    assert caught.value.code == code


def test_too_many_fields_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "METADATA_FIELDS", limits.METADATA_FIELDS._replace(value=3))
    with pytest.raises(Unreadable) as caught:
        package_metadata.read(_METADATA)
    assert caught.value.code == "limit:metadata-fields"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("MIT", "MIT"),
        ({"type": "MIT", "url": "x"}, "MIT"),
        ([{"type": "MIT"}, {"type": "Apache-2.0"}], "MIT OR Apache-2.0"),
        (7, None),
        ([{"type": 1}], None),
        ({}, None),
    ],
)
def test_the_license_of_an_npm_package_is_read(value: object, said: str | None) -> None:
    found = package_metadata.read_npm(json.dumps({"name": "a", "version": "1.0.0", "license": value}, indent=1))
    assert (found.name, found.version) == ("a", "1.0.0")
    assert found.license == (Field("license", said, 4) if said else None)
    assert [remark.code for remark in found.remarks] == ([] if said else ["error:field-type"])


def test_the_old_list_of_licenses_is_read() -> None:
    found = package_metadata.read_npm('{"licenses": [{"type": "MIT"}]}')
    assert found.license == Field("license", "MIT", 1)
    assert package_metadata.read_npm("{}").license is None


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        package_metadata.read_npm("[]")
    assert caught.value.code == "error:bad-header"


@quickly
@given(st.text())
def test_any_text_is_read_or_told(text: str) -> None:
    for source in (text, f"Name: a\n{text}"):
        try:
            package_metadata.read(source)
        except Unreadable as error:
            code = error.code
        else:
            continue
        assert code in ("error:empty", "error:bad-header")
