import json

import pytest
from hypothesis import given

from openassay.formats import weight_index
from openassay.vocabulary import limits
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive

_MAP = {"a": "model-2.safetensors", "b": "model-1.safetensors", "c": "model-1.safetensors"}
GOOD = json.dumps({"metadata": {"total_size": 1234}, "weight_map": _MAP}).encode()


def test_shards_and_size_are_read() -> None:
    found = weight_index.read(Held(GOOD))
    assert found == weight_index.WeightIndex(("model-1.safetensors", "model-2.safetensors"), 3, 1234)


@pytest.mark.parametrize(
    ("size", "read", "told"), [(1e9, 10**9, False), ("1 GB", None, True), (-1, None, True), (None, None, False)]
)
def test_a_size_that_is_none_is_told(size: object, read: int | None, told: bool) -> None:
    found = weight_index.read(Held(json.dumps({"metadata": {"total_size": size}, "weight_map": _MAP}).encode()))
    assert (found.total_size, [remark.code for remark in found.remarks]) == (read, ["unknown:bad-value"] if told else [])


def test_a_shard_outside_the_folder_is_told() -> None:
    found = weight_index.read(Held(json.dumps({"weight_map": {"a": "../../x.safetensors"}}).encode()))
    assert [remark.code for remark in found.remarks] == ["finding:path-escape"]


@pytest.mark.parametrize("data", [b"{}", b"[]", b'{"weight_map": {}}', b'{"weight_map": {"a": 1}}'])
def test_what_is_no_index_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        weight_index.read(Held(data))
    assert caught.value.code == "error:bad-header"


def test_too_many_shards_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SHARDS", limits.SHARDS._replace(value=1))
    with pytest.raises(Unreadable) as caught:
        weight_index.read(Held(GOOD))
    assert caught.value.code == "limit:shards"


@quickly
@given(damaged(GOOD))
def test_damaged_indexes_are_told(data: bytes) -> None:
    survive(weight_index.read, data)
