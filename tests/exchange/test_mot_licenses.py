import pytest

from openassay.exchange.mot_licenses import ARXIV, Kind, Reading, read_license


@pytest.mark.parametrize(
    ("text", "kind", "expression"),
    [
        ("Apache-2.0", Kind.KNOWN, "Apache-2.0"),
        ("CC-BY-NC-4.0", Kind.KNOWN, "CC-BY-NC-4.0"),
        ("ODC-PDDL-1.0", Kind.KNOWN, "ODC-PDDL-1.0"),
        ("mit", Kind.SPELLING, "MIT"),
        ("MIT ", Kind.SPELLING, "MIT"),
        ("The MIT License", Kind.MISSPELT, "MIT"),
        ("Apache License 2.0", Kind.MISSPELT, "Apache-2.0"),
        ("Creative Commons Attribution Non Commercial 4.0", Kind.MISSPELT, "CC-BY-NC-4.0"),
        ("Llama 2 Community License", Kind.OWN, "LicenseRef-llama2"),
        ("Seabird Model License", Kind.OWN, "LicenseRef-unknown-Seabird-Model-License"),
        ("Dialogue and data evaluation license agreement", Kind.OWN, None),
        ("OpenRAIL", Kind.OWN, "LicenseRef-unknown-OpenRAIL"),
        ("arXiv.org perpetual, non-exclusive license 1.0", Kind.ARXIV, ARXIV),
        ("MIT OR Apache-2.0", Kind.SEVERAL, "MIT OR Apache-2.0"),
        ("MIT License; non-commercial", Kind.SEVERAL, None),
        ("https://code.example/LICENSE", Kind.ADDRESS, None),
        ("Component not included", Kind.ABSENT, None),
        ("not released yet", Kind.ABSENT, None),
        ("Proprietary", Kind.CLOSED, "LicenseRef-proprietary"),
        ("All rights reserved.", Kind.CLOSED, "LicenseRef-proprietary"),
        ("Undisclosed", Kind.PLACEHOLDER, None),
        ("Other License", Kind.PLACEHOLDER, None),
        ("BSD", Kind.PLACEHOLDER, None),
        ("n/a", Kind.PLACEHOLDER, None),
        ("unlicensed", Kind.UNLICENSED, None),
        ("", Kind.UNLICENSED, None),
    ],
)
def test_a_license_field_is_told_for_what_it_says(text: str, kind: Kind, expression: str | None) -> None:
    found = read_license(text, "code")
    assert found.kind is kind
    if expression:
        assert found == Reading(kind, expression)


def test_names_of_data_are_no_license() -> None:
    assert read_license("wikipedia, seabird/calls", "data").kind is Kind.NO_LICENSE
    assert read_license('datasets under "mit" and "apache-2.0"', "code").kind is Kind.NO_LICENSE
    assert read_license("calls", "data").kind is Kind.NO_LICENSE
    assert read_license("calls", "code").kind is Kind.PLACEHOLDER
