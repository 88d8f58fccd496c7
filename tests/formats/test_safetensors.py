import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats import safetensors
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive
from tests.hostile import making

_HEADER: dict[str, dict[str, object]] = {
    "__metadata__": {"format": "pt", "license": "mit"},
    "a.weight": making.tensor("BF16", [2, 3], 0, 12),
    "a.bias": making.tensor("F32", [1], 12, 16),
}
GOOD = making.safetensors(_HEADER, bytes(range(16)))


def read(data: bytes) -> safetensors.SafetensorsHeader:
    return safetensors.read(Held(data))


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.code


def test_tensors_values_types_and_metadata_are_counted() -> None:
    header = read(GOOD)
    assert (header.tensors, header.parameters) == (2, 7)
    assert header.dtypes == (("BF16", 6), ("F32", 1))
    assert header.metadata == (("format", "pt"), ("license", "mit"))
    assert header.data_size == 16
    assert header.remarks == ()


def test_spelling_does_not_matter() -> None:
    spaced = json.dumps(_HEADER, indent=2).encode()
    reordered = json.dumps({name: dict(reversed(entry.items())) for name, entry in _HEADER.items()}).encode()
    expected = read(GOOD)
    for text in (spaced, reordered, spaced + b"   "):
        found = read(making.safetensors(text, bytes(range(16))))
        assert (found.tensors, found.dtypes, found.metadata) == (expected.tensors, expected.dtypes, expected.metadata)


def test_an_escaped_name_is_the_name() -> None:
    twice = b'{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\\u0061":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}'
    assert refused(making.safetensors(twice, b"ab")) == "error:duplicate-tensor"


def test_an_empty_header_holds_no_tensors() -> None:
    assert read(making.safetensors({})).tensors == 0


def test_values_that_are_missing_are_told_and_counted_all_the_same() -> None:
    header = read(GOOD[:-4])
    assert [remark.code for remark in header.remarks] == ["finding:truncated-weights"]
    assert header.parameters == 7


def test_constant_values_look_empty_and_others_do_not() -> None:
    entry = {"w": making.tensor("F32", [512], 0, 2048)}
    assert [remark.code for remark in read(making.safetensors(entry, bytes(2048))).remarks] == ["finding:weights-look-empty"]
    assert read(making.safetensors(entry, bytes(2047) + b"\1")).remarks == ()


@pytest.mark.parametrize(
    ("header", "values", "code"),
    [
        ({"a": making.tensor("F99", [1], 0, 4)}, 4, "error:bad-header"),
        ({"a": {"dtype": "F32", "shape": [1]}}, 4, "error:bad-header"),
        ({"a": making.tensor("F32", [-1], 0, 4)}, 4, "error:bad-header"),
        ({"a": making.tensor("U8", [4], 0, 4), "b": making.tensor("U8", [4], 2, 6)}, 6, "error:overlap"),
        ({"a": making.tensor("U8", [4], 0, 4)}, 5, "error:hole"),
        ({"__metadata__": {"a": 1}}, 0, "error:bad-header"),
        (b'{"a":1', 0, "error:bad-header"),
        (b'{"a":{"dtype":"U8","shape":[1,],"data_offsets":[0,1]}}', 1, "error:bad-header"),
        (b'{"a":{"dtype":"U8","shape":[01],"data_offsets":[0,1]}}', 1, "error:bad-header"),
        ('{"a":{"dtype":"U8","shape":[\u0661],"data_offsets":[0,1]}}'.encode(), 1, "error:bad-header"),
        (b"{} more", 0, "error:bad-header"),
        (b'{"__metadata__":{},"__metadata__":{}}', 0, "error:bad-header"),
    ],
)
def test_what_does_not_fit_is_refused(header: object, values: int, code: str) -> None:
    assert refused(making.safetensors(header, bytes(values))) == code


def test_a_header_past_the_end_is_truncated() -> None:
    assert refused(struct.pack("<Q", 100) + b"{}") == "error:truncated"


@quickly
@given(damaged(GOOD))
def test_damaged_files_are_told(data: bytes) -> None:
    survive(safetensors.read, data)


@quickly
@given(st.lists(st.integers(0, 40), min_size=1, max_size=6, unique=True))
def test_any_set_of_tensors_side_by_side_is_read(sides: list[int]) -> None:
    header: dict[str, object] = {}
    at = 0
    for number, side in enumerate(sides):
        header[f"t{number}"] = making.tensor("F16", [side], at, at + 2 * side)
        at += 2 * side
    found = read(making.safetensors(header, bytes(at)))
    assert (found.tensors, found.parameters) == (len(sides), sum(sides))
