import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats.gguf import GgufHeader
from openassay.formats.header import inspect, read_header
from openassay.formats.model_config import ModelConfig
from openassay.formats.weight_index import WeightIndex
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import quickly
from tests.hostile import making
from tests.hostile.archives import zipped


class Gone(Held):
    """Content that cannot be had."""

    def read_at(self, offset: int, length: int) -> bytes:
        raise Unreadable("error:unreadable", "it vanished")


def test_a_file_is_recognised_and_its_header_read() -> None:
    reading = inspect("a/model.gguf", Held(making.gguf()))
    assert reading.format == "gguf"
    assert isinstance(reading.header, GgufHeader)
    assert reading.remarks == ()


def test_a_refusal_is_a_remark() -> None:
    reading = inspect("model.safetensors", Held(b"1234567"))
    assert (reading.format, reading.header) == ("safetensors", None)
    assert [remark.code for remark in reading.remarks] == ["error:truncated"]


def test_content_that_cannot_be_had_is_a_remark() -> None:
    reading = inspect("model.safetensors", Gone(b"x"))
    assert (reading.format, reading.header, reading.remarks[0].code) == ("unknown", None, "error:unreadable")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("pytorch_model.bin", bytes(range(256)), "unknown:opaque-file"),
        ("README.md", "# Modèle\n".encode("latin-1"), "error:encoding"),
        ("README.md", "# Model\n".encode("utf-16"), "error:encoding"),
        ("README.md", b"# Mo\0del\n", "error:encoding"),
        ("README.md", making.global_call("os", "system"), "finding:pickle-in-disguise"),
        ("model.bin", b"<html><body>Sign in</body></html>", "finding:not-the-file"),
        ("paper.pdf", b"%PDF-1.4", "unknown:pdf"),
    ],
)
def test_what_is_odd_about_a_file_is_told(name: str, data: bytes, code: str) -> None:
    assert code in [remark.code for remark in inspect(name, Held(data)).remarks]


@pytest.mark.parametrize(("name", "data"), [("README.md", b"# Model\n"), ("a.py", b"x = 1\n"), ("blob", bytes(range(256)))])
def test_of_an_ordinary_file_nothing_is_said(name: str, data: bytes) -> None:
    reading = inspect(name, Held(data))
    assert (reading.header, reading.remarks) == (None, ())


def test_json_files_are_told_apart_by_name() -> None:
    index = b'{"weight_map": {"a": "model-1.safetensors"}}'
    assert isinstance(read_header("json", Held(index), "model.safetensors.index.json"), WeightIndex)
    assert isinstance(read_header("json", Held(b"{}"), "x/config.json"), ModelConfig)
    assert read_header("json", Held(b"{"), "data.json") is None


def test_an_archive_is_surveyed() -> None:
    header = read_header("zip", Held(zipped({"a": b""})))
    assert header is not None
    assert header.remarks == ()


_NAMES = ["a.safetensors", "a.gguf", "a.pkl", "a.pt", "a.npz", "a.onnx", "a.keras", "a.png", "a.ipynb", "config.json"]


@quickly
@given(st.sampled_from(_NAMES), st.binary(max_size=100))
def test_no_file_makes_it_raise(name: str, data: bytes) -> None:
    inspect(name, Held(data))
