"""Expressions are read within limits, and what no list knows is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.licenses.expressions import choose, conjoin, normalise, parse, spelling
from openassay.vocabulary.expression import AllOf, LicenseId, OneOf
from openassay.vocabulary.findings import Unreadable


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("mit", "MIT"),
        ("(MIT)", "MIT"),
        ("MIT and apache-2.0", "MIT AND Apache-2.0"),
        ("MIT OR Apache-2.0 AND CC0-1.0", "MIT OR (Apache-2.0 AND CC0-1.0)"),
        ("(MIT OR Apache-2.0) AND CC0-1.0", "(MIT OR Apache-2.0) AND CC0-1.0"),
        ("MIT AND (MIT AND MIT)", "MIT"),
        ("gpl-2.0+ with classpath-exception-2.0", "GPL-2.0-or-later WITH Classpath-exception-2.0"),
        ("GPL-3.0", "GPL-3.0-only"),
        ("MIT AND non-commercial", "MIT AND LicenseRef-non-commercial"),
        ("llama3.1", "LicenseRef-llama3.1"),
        ("openrail++", "LicenseRef-openrail-plus-plus"),
        ("LicenseRef-My_Own", "LicenseRef-My-Own"),
        ("OpenMDW-1.0", "OpenMDW-1.0"),
    ],
)
def test_expressions_have_one_spelling(text: str, written: str) -> None:
    assert normalise(text) == written
    assert normalise(written) == written


def test_and_and_or_become_a_tree() -> None:
    tree = parse("MIT AND (Apache-2.0 OR ISC)")
    assert tree == AllOf((LicenseId("MIT"), OneOf((LicenseId("Apache-2.0"), LicenseId("ISC")))))


@pytest.mark.parametrize("text", ["", "AND", "MIT AND", "MIT OR OR ISC", "(MIT", "MIT)", "()", "MIT WITH", "MIT ISC"])
def test_what_follows_no_grammar_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as bad:
        parse(text)
    assert bad.value.code == "error:bad-expression"


def test_what_is_too_deep_or_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(Unreadable) as deep:
        parse("(" * 4000 + "MIT" + ")" * 90)
    assert deep.value.code == "error:expression-too-deep"
    with pytest.raises(Unreadable) as long:
        parse("MIT AND " * 5000 + "MIT")
    assert long.value.code == "limit:expression-length"


def test_joining_names_each_license_once() -> None:
    assert conjoin(["MIT", "Apache-2.0 AND MIT"]) == "MIT AND Apache-2.0"
    assert choose(["MIT", "ISC OR MIT"]) == "MIT OR ISC"


def test_an_id_that_is_like_a_known_one_is_not_bent_into_it() -> None:
    assert spelling("Apache2") == "LicenseRef-Apache2"


@given(st.text(alphabet="()ANDORWITHmit-3.0+ ", max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        written = normalise(text)
    except Unreadable:
        return
    assert normalise(written) == written
