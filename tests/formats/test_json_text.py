import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats import json_text
from openassay.formats.shown import escape
from openassay.vocabulary import limits
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def refused(source: str | bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        json_text.read(source)
    return caught.value


_WRONG = ["NaN", "Infinity", "-Infinity", "[1,]", '{"a":1,}', "[1] x", "// c\n1", "'a'", "01", "+1", ".5", '{"a":1 "b":2}']


@pytest.mark.parametrize("text", [*_WRONG, "", '"\t"', "[1"])
def test_what_rfc_8259_does_not_allow_is_refused(text: str) -> None:
    assert refused(text).code == "error:bad-json"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-0", 0),
        ("1e999", "1e999"),
        ("1" * 301, "1" * 301),
        ("1e3", 1000.0),
        ('"\\ud800"', "\ud800"),
        ('"\\u00e9"', "é"),
        ("\ufeff[]", []),
        (" null ", None),
    ],
)
def test_what_it_allows_is_read(text: str, value: object) -> None:
    assert json_text.read(text).data == value


def test_a_lone_surrogate_can_be_shown() -> None:
    data = json_text.read('"model \\ud800"').data
    assert isinstance(data, str)
    assert escape(data).encode("utf-8") == b"model \\ud800"


def test_a_key_that_stands_twice_is_refused_unless_one_allows_it() -> None:
    assert "'a'" in refused('{"b": {"a": 1, "a": 2}}').because
    assert json_text.read('{"a": 1, "a": 2}', unique=False).data == {"a": 2}


def test_deep_nests_are_refused_before_they_are_read() -> None:
    assert refused("[" * 100_000).code == "error:too-deep"
    assert refused('{"a":' * 65 + "1" + "}" * 65).code == "error:too-deep"
    assert json_text.read("[" * 64 + "]" * 64).data
    assert json_text.read('["' + "[" * 1000 + '"]').data == ["[" * 1000]


def test_too_many_brackets_and_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "JSON_COLLECTIONS", limits.JSON_COLLECTIONS._replace(value=100))
    assert refused("[" + "[]," * 200 + "1]").code == "error:too-big"
    monkeypatch.setattr(limits, "JSON_FILE", limits.JSON_FILE._replace(value=10))
    assert refused('"12345678901"').code == "error:too-big"
    with pytest.raises(Unreadable) as caught:
        json_text.read_content(Held(b'"12345678901"'))
    assert caught.value.code == "error:too-big"


def test_an_empty_file_is_empty() -> None:
    with pytest.raises(Unreadable) as caught:
        json_text.read_content(Held(b""))
    assert caught.value.code == "error:empty"


@pytest.mark.parametrize("data", [b'"\xff"', '"a"'.encode("utf-16"), b'"a\0"'])
def test_bytes_that_are_not_utf8_are_refused(data: bytes) -> None:
    assert refused(data).code == "error:encoding"


def test_the_line_of_a_fault_is_told() -> None:
    assert refused('{\n "a": 1,\n "b": }').because.endswith("see line 3")


def test_the_line_of_an_outer_key_is_found() -> None:
    text = '{\n  "a": {"b": "c"},\n  "x": "b",\n  "b": ["a"],\n  "\\u0063": 1\n}'
    found = json_text.read(text)
    assert [found.line_of(key) for key in ("a", "x", "b", "c", "d")] == [2, 3, 4, 5, None]


@quickly
@given(_VALUES)
def test_what_the_standard_library_writes_is_read_back(value: object) -> None:
    assert json_text.read(json.dumps(value), unique=False).data == value
    assert json_text.read(json.dumps(value, ensure_ascii=False), unique=False).data == value


@quickly
@given(damaged(b'{"a": [1, 2.5e3, "text \\u00e9", null, true], "b": {"c": {}}}'))
def test_damaged_texts_are_told(data: bytes) -> None:
    found = survive(json_text.read_content, data)
    if found is not None:
        assert found.line_of("a") in (None, *range(1, data.count(b"\n") + 2))
