import json

import pytest
from hypothesis import given

from openassay.formats import keras
from openassay.vocabulary.content import Held
from tests.formats.damage import damaged, quickly, survive
from tests.hostile.archives import zipped

_METADATA = json.dumps({"keras_version": "3.5.0", "date_saved": "2024-01-01"}).encode()


def _file(config: object) -> bytes:
    return zipped({"metadata.json": _METADATA, "config.json": json.dumps(config).encode(), "model.weights.h5": bytes(99)})


GOOD = _file({"class_name": "Functional", "config": {"layers": [{"class_name": "Dense"}]}})


def test_version_class_and_weights_are_read() -> None:
    assert keras.read(Held(GOOD)) == keras.KerasHeader("3.5.0", "Functional", True, True, 99)


@pytest.mark.parametrize("name", ["Lambda", "__lambda__"])
def test_a_layer_of_code_is_told(name: str) -> None:
    header = keras.read(Held(_file({"class_name": "Sequential", "config": {"layers": [{"class_name": name}]}})))
    assert [remark.code for remark in header.remarks] == ["finding:code-object"]


def test_an_escaped_name_of_a_layer_of_code_is_told() -> None:
    data = zipped({"config.json": b'{"layers": [{"class_name": "L\\u0061mbda"}]}'})
    assert "finding:code-object" in [remark.code for remark in keras.read(Held(data)).remarks]


def test_a_missing_or_broken_configuration_is_told() -> None:
    missing = keras.read(Held(zipped({"metadata.json": _METADATA})))
    assert (missing.has_config, [remark.code for remark in missing.remarks]) == (False, ["error:bad-header"])
    broken = keras.read(Held(zipped({"config.json": b"{"})))
    assert [remark.code for remark in broken.remarks] == ["error:bad-json", "error:bad-header"]


@quickly
@given(damaged(GOOD))
def test_damaged_files_are_told(data: bytes) -> None:
    survive(keras.read, data)
