"""Recipes of the kind pickle. The payloads name what they would call; nothing here is ever loaded."""

import io
import pickletools
import struct

from tests.hostile.making import global_call, message, onnx, onnx_tensor
from tests.hostile.recipe import Recipe, written

_BENIGN = b"\x80\x02}X\x01\x00\x00\x00aK\x01s."
_SYSTEM = b"cposix\nsystem\n(S'touch canary'\ntR."
_CALLS = ("finding:pickle-calls",)


def _one(number: str, data: bytes, *codes: str, name: str = "model.pkl", milliseconds: int = 5000) -> Recipe:
    return Recipe(f"pickle-{number}", "pickle", written({name: data}), {name: codes}, milliseconds=milliseconds)


def _text(value: str) -> bytes:
    return b"\x8c" + bytes([len(value)]) + value.encode()


def _broken_arguments() -> Recipe:
    files = {
        "long4.pkl": b"\x80\x02\x8b" + struct.pack("<I", 2**31 - 1) + b"xx.",
        "unicode8.pkl": b"\x80\x04\x8d" + struct.pack("<Q", 2**63 - 1) + b"xx.",
        "digits.pkl": b"I" + b"7" * 5000 + b"\n.",
    }
    return Recipe("pickle-13", "pickle", written(files), dict.fromkeys(files, ("error:bad-pickle",)), milliseconds=50)


def _disguised() -> Recipe:
    files = {"README.md": global_call("os", "system"), "tokenizer.json": _SYSTEM}
    return Recipe("pickle-16", "pickle", written(files), dict.fromkeys(files, ("finding:pickle-in-disguise", *_CALLS)))


def _code_object() -> bytes:
    """What cloudpickle writes before a function's code."""
    build = b"ccloudpickle.cloudpickle\n_builtin_type\n" + _text("CodeType") + b"\x85R"
    return b"\x80\x04" + build + b"(K\x00K\x00" + b"C\x04\x64\x00S\x00" + b"tR."


def _partial() -> bytes:
    return b"\x80\x02cfunctools\npartial\ncbuiltins\neval\n" + b"X\x01\x00\x00\x001\x86R)R."


def _set_state() -> bytes:
    """BUILD hands a state to an object whose class comes from an unlisted module."""
    return b"\x80\x02c_interpreters\nCrossInterpreterBufferView\n)\x81}X\x01\x00\x00\x00aK\x01sb."


def _item_on_tensor() -> bytes:
    """An item set on what `_rebuild_tensor_v2` returns."""
    return b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n)RK\x00K\x01s."


def _graph_in_graph(levels: int) -> bytes:
    """A model whose node has an attribute that is a graph whose node has an attribute that ..."""
    graph = b""
    for _ in range(levels):
        graph = message(1, message(5, message(6, graph)))
    return onnx(graph)


def _fields_in_fields(levels: int) -> bytes:
    data = b"\x08\x01"
    for _ in range(levels):
        data = message(2, data)
    return b"\x08\x01" + data


def checked(data: bytes) -> bytes:
    """`data`, if the standard library's own reader of opcodes gets through it: the recipes are to be what they say."""
    for _ in pickletools.genops(io.BytesIO(data)):
        pass
    return data


_REMEMBERED = checked(
    b"\x80\x04" + _text("posix") + b"\x940" + _text("system") + b"\x940" + b"h\x00h\x01\x93" + _text("true") + b"\x85R."
)
_EXTENSIONS = checked(b"\x80\x02\x82\x01\x83\x01\x01\x84\x01\x01\x01\x00\x87.")
_OBJECT = checked(b"(cos\nsystem\nS'true'\no.")
_INSTANCE = checked(b"(S'true'\nios\nsystem\n.")

RECIPES = (
    _one("01", _SYSTEM, *_CALLS, name="model.bin"),
    _one("02", _BENIGN + global_call("os", "system"), *_CALLS),
    _one("03", b"\x01\xff\x0c\xfe" * 1024 + _BENIGN, "unknown:opaque-file", name="model.bin"),
    _one("04", global_call("os", "system")[:-1] + b"\x8c\x7fcut", *_CALLS, "error:truncated"),
    _one("05", _REMEMBERED, "finding:unresolved-global", *_CALLS),
    _one("06", _EXTENSIONS, "unknown:extension-registry"),
    Recipe(
        "pickle-07",
        "pickle",
        written({"inst.pkl": _INSTANCE, "obj.pkl": _OBJECT}),
        dict.fromkeys(("inst.pkl", "obj.pkl"), _CALLS),
    ),
    _one("08", global_call("pkgutil", "resolve_name", "os:system"), *_CALLS),
    _one("09", _partial(), *_CALLS),
    _one("10", _set_state(), *_CALLS),
    _one("12", _item_on_tensor(), "finding:malformed-pickle"),
    _broken_arguments(),
    _disguised(),
    _one("22", _code_object(), "finding:code-object", *_CALLS),
    _one("25", onnx(message(5, onnx_tensor([2, 2], external={"location": "../../x"}))), "finding:path-escape", name="model.onnx"),
    Recipe(
        "pickle-26",
        "pickle",
        written({"model.onnx": _graph_in_graph(10_000), "saved/saved_model.pb": _fields_in_fields(10_000)}),
        dict.fromkeys(("model.onnx", "saved/saved_model.pb"), ("error:too-deep",)),
    ),
)
