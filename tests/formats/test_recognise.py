import json
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats.recognise import HEAD, disguise, is_text, promised, recognise
from tests.formats.damage import quickly
from tests.hostile import making
from tests.hostile.archives import zipped

_POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 12345\n"


def form(name: str, data: bytes) -> str:
    return recognise(name, data[:HEAD], len(data))


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("x", making.safetensors({"a": making.tensor("U8", [1], 0, 1)}, b"x"), "safetensors"),
        ("x", making.gguf(), "gguf"),
        ("x.bin", b"lmgg" + bytes(40), "ggml"),
        ("x", b"\x93NUMPY\x01\0", "npy"),
        ("x", b"\x89HDF\r\n\x1a\n" + bytes(40), "hdf5"),
        ("x", zipped({"m/data.pkl": b"", "m/data/0": b""}), "pytorch-zip"),
        ("x.pt", zipped({"other": b""}), "pytorch-zip"),
        ("x.pth.tar", zipped({"m/version": b""}), "pytorch-zip"),
        ("x", zipped({"a.npy": b""}), "npz"),
        ("x.keras", zipped({"metadata.json": b""}), "keras"),
        ("x.whl", zipped({"a/__init__.py": b""}), "zip"),
        ("x", making.onnx(b""), "onnx"),
        ("saved_model.pb", b"\x08\x01\x12\x05maker", "tf-saved-model"),
        ("x", b"\x1c\0\0\0TFL3" + bytes(20), "tflite"),
        ("tokenizer.model", b"\x0a\x0e\x0a\x05<unk>\x15\0\0\0\0\x18\x02", "sentencepiece"),
        ("x.ftz", b"\xba\x16\x4f\x2f" + bytes(20), "fasttext"),
        ("model.safetensors", _POINTER, "lfs-pointer"),
        ("x", b"\x80\x04\x95\x01\0\0\0\0\0\0\0N.", "pickle"),
        ("x.joblib", b"\x80\x04N.", "joblib"),
        ("x", making.tar(making.tar_member("a", b"1")), "tar"),
        ("x.tgz", b"\x1f\x8b\x08\0", "gzip"),
        ("x", b"BZh91AY", "bzip2"),
        ("x", b"\xfd7zXZ\0", "xz"),
        ("x", b"\x28\xb5\x2f\xfd", "zstd"),
        ("x", b"PAR1" + bytes(9), "parquet"),
        ("x", b"ARROW1\0\0", "arrow"),
        ("x", b"%PDF-1.7", "pdf"),
        ("x", making.png_head(1, 1), "png"),
        ("x", b"\xff\xd8\xff\xe0" + bytes(9), "jpeg"),
        ("x", b"GIF89a" + bytes(9), "gif"),
        ("x", b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        ("x", b"RIFF\0\0\0\0WAVEfmt ", "audio"),
        ("x", b"RIFF\0\0\0\0ACON", "binary"),
        ("x", b"\0\0\0\x18ftypmp42" + bytes(9), "video"),
        ("x", b"\0\0\0\x18ftypavif" + bytes(9), "avif"),
        ("x", b"\x7fELF" + bytes(9), "executable"),
        ("model.data-00000-of-00002", bytes(range(256)), "tf-checkpoint"),
        ("model.engine", bytes(range(256)), "tensorrt"),
        ("x", bytes(range(256)), "binary"),
        ("model.safetensors", bytes(range(256)), "safetensors"),
        ("model.safetensors", b"", "safetensors"),
        ("pytorch_model.bin", b"", "binary"),
        ("model.data-00000-of-00001", b"", "tf-checkpoint"),
        ("README.md", b"", "markdown"),
        ("LICENSE", b"", "text"),
    ],
)
def test_content_tells_what_a_file_is(name: str, data: bytes, expected: str) -> None:
    assert form(name, data) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b/README.md", "markdown"),
        ("README", "text"),
        ("train.py", "python"),
        ("run.sh", "shell"),
        ("run.slurm", "slurm"),
        ("kernel.cu", "cuda"),
        ("a.cpp", "c++"),
        ("a.c", "c"),
        ("a.js", "javascript"),
        ("config.json", "json"),
        ("data.jsonl", "jsonl"),
        ("a.YAML", "yaml"),
        ("pyproject.toml", "toml"),
        ("a.ipynb", "notebook"),
        ("refs.bib", "bibtex"),
        ("CITATION.cff", "citation-cff"),
        ("data.csv", "csv"),
        ("Dockerfile", "dockerfile"),
        ("index.rst", "rst"),
        ("page.html", "html"),
        ("vocab.txt", "text"),
        ("no-suffix", "text"),
    ],
)
def test_the_name_tells_texts_apart(name: str, expected: str) -> None:
    assert form(name, b"some words\n") == expected
    assert is_text(expected)


def test_a_shell_script_for_a_queue_is_told() -> None:
    assert form("train.sh", b"#!/bin/bash\n#SBATCH --nodes=4\nsrun train\n") == "slurm"
    assert form("train", b"#!/bin/bash\n#SBATCH --nodes=4\n") == "slurm"


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (b"#!/usr/bin/env python3", "python"),
        (b"#!/usr/bin/python3.11", "python"),
        (b"#!/bin/sh", "shell"),
        (b"#!/usr/bin/env node", "javascript"),
        (b"#!/usr/bin/env awk", "text"),
    ],
)
def test_the_first_line_tells_a_script(first: bytes, expected: str) -> None:
    assert form("tool", first + b"\nx\n") == expected


def test_a_pickle_is_one_under_any_name() -> None:
    for data in (making.global_call("os", "system"), b"cposix\nsystem\n(S'x'\ntR."):
        for name in ("README.md", "tokenizer.json", "model.safetensors", "model.bin"):
            assert form(name, data) == "pickle"


@pytest.mark.parametrize(
    ("name", "told"), [("README.md", True), ("a.safetensors", True), ("a.bin", False), ("a.pkl", False), ("no-suffix", False)]
)
def test_a_disguise_is_a_name_that_promises_something_else(name: str, told: bool) -> None:
    remark = disguise(name, "pickle")
    assert (remark is not None and remark.code == "finding:pickle-in-disguise") is told


def test_a_web_page_instead_of_weights_is_told() -> None:
    page = b"<!DOCTYPE html><html><title>Sign in</title></html>"
    for name in ("model.safetensors", "pytorch_model.bin"):
        assert form(name, page) == "html"
        remark = disguise(name, "html")
        assert remark is not None
        assert remark.code == "finding:not-the-file"
    assert disguise("index.html", "html") is None


def test_a_long_file_that_begins_as_a_pointer_is_none() -> None:
    assert form("a.txt", _POINTER + b"x" * 2000) == "text"


def test_a_text_in_an_older_encoding_is_text_and_noise_is_not() -> None:
    assert form("a.txt", "Déjà vu, naïve façade. ".encode("latin-1") * 20) == "text"
    assert form("notes", "It was a naïve view of the world, she said. ".encode("latin-1") * 20) == "text"
    assert form("a.txt", "文本是用旧编码写的".encode("gbk")) == "text"
    assert form("a.txt", "words".encode("utf-16")) == "text"
    assert form("notes", bytes(range(128, 256)) * 4) == "binary"
    assert form("a.txt", bytes(range(1, 256))) == "binary"


def test_a_letter_that_is_cut_at_the_end_of_the_head_does_not_make_it_binary() -> None:
    data = b"x" * (HEAD - 1) + "é".encode() * 10
    assert form("a.md", data) == "markdown"


def test_what_a_name_promises_is_told_without_content() -> None:
    assert (promised("a/MODEL.GGUF"), promised("README.md"), promised("x")) == ("gguf", "markdown", "")


def test_a_real_zip_with_a_long_first_name_is_a_zip() -> None:
    assert form("x.zip", zipped({"n" * 5000: b""}, method=zipfile.ZIP_DEFLATED)) == "zip"


@quickly
@given(st.text("abc./", max_size=12), st.binary(max_size=64))
def test_anything_is_something(name: str, data: bytes) -> None:
    assert form(name, data)


@quickly
@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5)))
def test_json_is_never_taken_for_a_binary_file(value: dict[str, object]) -> None:
    assert form("a.json", json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")) == "json"


@quickly
@given(st.integers(0, 2**64 - 1))
def test_a_length_that_does_not_fit_is_no_safetensors(length: int) -> None:
    data = struct.pack("<Q", length) + b"{}"
    assert (form("x", data) == "safetensors") is (length == 2)
