import pytest
from hypothesis import given

from openassay.formats import onnx
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive
from tests.hostile.making import message, onnx_tensor, scalar, varint
from tests.hostile.making import onnx as model

_NODE = message(1, message(4, "MatMul") + message(5, message(1, "value") + message(5, onnx_tensor([5], 7))))
_GRAPH = _NODE + message(5, onnx_tensor([2, 3]) + message(9, bytes(24))) + message(5, onnx_tensor([4], 10)) + message(2, "main")
_PAIRS = message(14, message(1, "license") + message(2, "mit"))
GOOD = model(_GRAPH, "pytorch") + message(3, "2.4") + _PAIRS


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        onnx.read(Held(data))
    return caught.value.code


def test_maker_metadata_and_weights_are_read() -> None:
    header = onnx.read(Held(GOOD))
    assert (header.producer, header.producer_version, header.ir_version) == ("pytorch", "2.4", 8)
    assert header.metadata == (("license", "mit"),)
    assert (header.tensors, header.parameters) == (3, 15)
    assert header.dtypes == (("F16", 4), ("F32", 6), ("I64", 5))
    assert (header.external, header.remarks) == ((), ())


def test_packed_sides_are_read() -> None:
    packed = message(1, varint(300) + varint(2)) + scalar(2, 1)
    assert onnx.read(Held(model(message(5, packed)))).parameters == 600


def test_weights_of_a_graph_inside_a_graph_are_counted() -> None:
    branch = message(1, message(5, message(6, message(5, onnx_tensor([7])))))
    assert onnx.read(Held(model(branch))).parameters == 7


def test_files_beside_the_model_are_named_and_those_outside_are_told() -> None:
    places = ("model.onnx_data", "../../x", "/etc/passwd")
    graph = b"".join(message(5, onnx_tensor([1], external={"location": place, "offset": "0"})) for place in places)
    header = onnx.read(Held(model(graph)))
    assert header.external == ("../../x", "/etc/passwd", "model.onnx_data")
    assert [remark.code for remark in header.remarks] == ["finding:path-escape"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "error:empty"),
        (scalar(1, 8), "error:bad-header"),
        (b"\x3a\xff\xff\xff\x7f", "error:truncated"),
        (b"\x0f", "error:bad-protobuf"),
        (b"\x00\x00", "error:bad-protobuf"),
        (b"\xff" * 20, "error:bad-protobuf"),
        (model(message(1, b"\x2a\x09")), "error:truncated"),
        (model(message(1, b"\x2a\x09")) + bytes(20), "error:bad-protobuf"),
        (model(message(5, onnx_tensor([1 << 40, 1 << 40]))), "error:overflow"),
    ],
)
def test_what_is_no_model_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_text_is_not_taken_for_messages_in_messages() -> None:
    assert onnx.read(Held(GOOD + message(6, "\n\n\n\n" * 500))).tensors == 3


@quickly
@given(damaged(GOOD))
def test_damaged_models_are_told(data: bytes) -> None:
    survive(onnx.read, data)
