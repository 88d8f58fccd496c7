import struct

import pytest
from hypothesis import given

from openassay.formats import gguf
from openassay.vocabulary import limits
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive
from tests.hostile import making

_TOKENS = struct.pack("<IQ", 8, 100) + b"".join(making.gguf_text(f"token{number}") for number in range(100))
_TAGS = struct.pack("<IQ", 8, 2) + making.gguf_text("text-generation") + making.gguf_text("fr")
GOOD = making.gguf(
    [
        making.gguf_pair("general.license", 8, making.gguf_text("apache-2.0")),
        making.gguf_pair("general.tags", 9, _TAGS),
        making.gguf_pair("tokenizer.ggml.tokens", 9, _TOKENS),
        making.gguf_pair("llama.block_count", 4, struct.pack("<I", 32)),
        making.gguf_pair("llama.rope", 6, struct.pack("<f", 0.5)),
        making.gguf_pair("flag", 7, b"\1"),
        making.gguf_pair("sizes", 9, struct.pack("<IQ", 4, 2) + struct.pack("<II", 7, 8)),
        making.gguf_pair("scores", 9, struct.pack("<IQ", 6, 2) + struct.pack("<ff", 1, 2)),
    ],
    [making.gguf_tensor("a", [32, 2], 2, 0), making.gguf_tensor("b", [4], 0, 64)],
    bytes(range(80)),
)


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        gguf.read(Held(data))
    return caught.value.code


def test_pairs_and_tensors_are_read_and_long_arrays_passed_over() -> None:
    header = gguf.read(Held(GOOD))
    pairs = dict(header.metadata)
    assert header.text("general.license") == "apache-2.0"
    assert pairs["general.tags"] == ("text-generation", "fr")
    assert pairs["tokenizer.ggml.tokens"] is None
    assert (pairs["llama.block_count"], pairs["llama.rope"], pairs["flag"]) == (32, 0.5, True)
    assert (pairs["sizes"], pairs["scores"]) == ((7, 8), None)
    assert header.dtypes == (("F32", 4), ("Q4_0", 64))
    assert (header.tensors, header.parameters, header.remarks) == (2, 68, ())


def test_a_key_that_is_not_text_has_no_text() -> None:
    assert gguf.read(Held(GOOD)).text("llama.block_count") is None


def test_a_file_of_the_other_byte_order_is_read() -> None:
    pair = struct.pack(">Q", 1) + b"k" + struct.pack(">II", 4, 7)
    header = gguf.read(Held(b"GGUF" + struct.pack(">IQQ", 3, 0, 1) + pair))
    assert header.metadata == (("k", 7),)


def test_an_unknown_tensor_type_is_counted_under_its_number() -> None:
    data = making.gguf(tensors=[making.gguf_tensor("a", [8], 77, 0)])
    assert gguf.read(Held(data)).dtypes == (("type-77", 8),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "error:empty"),
        (GOOD[:60], "error:truncated"),
        (making.gguf([making.gguf_pair("a", 99, b"")]), "error:bad-header"),
        (making.gguf([making.gguf_pair("a", 9, struct.pack("<IQ", 99, 1))]), "error:bad-header"),
        (making.gguf([making.gguf_pair("a", 9, struct.pack("<IQ", 0, 10_000_001))]), "error:too-many-values"),
        (making.gguf(tensors=[making.gguf_tensor("a", [1] * 5, 0, 0)]), "error:bad-header"),
        (making.gguf(tensors=[making.gguf_tensor("a", [1], 0, 3)]), "error:bad-alignment"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 1 << 62), "error:bad-header"),
    ],
)
def test_what_does_not_fit_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_file_of_a_vocabulary_alone_needs_no_values() -> None:
    data = b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + making.gguf_pair("k", 7, b"\1")
    header = gguf.read(Held(data))
    assert (header.tensors, header.remarks) == (0, ())


def test_values_that_all_look_alike_are_told() -> None:
    data = making.gguf(tensors=[making.gguf_tensor("a", [512], 0, 0)], values=bytes(2048))
    assert [remark.code for remark in gguf.read(Held(data)).remarks] == ["finding:weights-look-empty"]


def test_a_text_is_cut_to_what_is_kept() -> None:
    data = making.gguf([making.gguf_pair("general.name", 8, making.gguf_text("é" * 100_000))])
    kept = gguf.read(Held(data)).text("general.name")
    assert kept is not None
    assert len(kept.encode()) <= limits.STRING_KEPT.value


@quickly
@given(damaged(GOOD))
def test_damaged_files_are_told(data: bytes) -> None:
    survive(gguf.read, data)
