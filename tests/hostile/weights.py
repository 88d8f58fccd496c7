"""Recipes of the kinds safetensors and gguf."""

import json
import struct

from tests.hostile.making import gguf, gguf_pair, gguf_tensor, gguf_text, safetensors, tensor
from tests.hostile.recipe import Recipe, sparse, written

_EMPTY_CARD = b"# A model\n"
_UINT32, _TEXT, _ARRAY = 4, 8, 9


def _safetensors(number: str, data: bytes, *codes: str, milliseconds: int = 5000) -> Recipe:
    files = {"model.safetensors": data, "README.md": _EMPTY_CARD}
    expected = {"model.safetensors": codes, "README.md": ()}
    return Recipe(f"safetensors-{number}", "safetensors", written(files), expected, milliseconds=milliseconds)


def _licensed() -> Recipe:
    header = {"__metadata__": {"license": "apache-2.0"}, "w": tensor("F32", [4], 0, 16)}
    terms = b"# License\n\nYou may use the weights for non-commercial research purposes only.\n"
    files = {"model.safetensors": safetensors(header, bytes(range(16))), "LICENSE": terms}
    expected: dict[str, tuple[str, ...]] = {"model.safetensors": (), "LICENSE": ()}
    return Recipe("safetensors-17", "safetensors", written(files), expected, elsewhere=("finding:license-conflict",))


def _zeros() -> Recipe:
    """Seven thousand million parameters that take no room on disk."""
    side = 83_666
    header = json.dumps({"w": tensor("BF16", [side, side], 0, side * side * 2)}).encode()
    head = struct.pack("<Q", len(header)) + header
    make = sparse("model.safetensors", head, len(head) + side * side * 2)
    return Recipe("safetensors-18", "safetensors", make, {"model.safetensors": ("finding:weights-look-empty",)})


def _gguf(number: str, data: bytes, *codes: str, milliseconds: int = 5000) -> Recipe:
    return Recipe(f"gguf-{number}", "gguf", written({"model.gguf": data}), {"model.gguf": codes}, milliseconds=milliseconds)


def _deep_array(levels: int) -> bytes:
    return struct.pack("<IQ", _ARRAY, 1) * levels + struct.pack("<IQI", _UINT32, 1, 0)


def _alignments() -> Recipe:
    files = {
        f"align-{value}.gguf": gguf([gguf_pair("general.alignment", _UINT32, struct.pack("<I", value))]) for value in (13, 0)
    }
    return Recipe("gguf-12", "gguf", written(files), dict.fromkeys(files, ("error:bad-alignment",)))


def _long_name() -> Recipe:
    name = "<script>alert(1)</script>" + "long " * 200_000 + "the very end"
    data = gguf([gguf_pair("general.name", _TEXT, gguf_text(name))])
    return Recipe("gguf-17", "gguf", written({"model.gguf": data}), {"model.gguf": ()}, forgets={"model.gguf": "the very end"})


_LICENSES = [gguf_pair("general.license", _TEXT, gguf_text(name)) for name in ("mit", "cc-by-nc-4.0")]
_HUGE = [gguf_tensor(name, [0x7FFFFFFFFFFFFFC0, 1, 1, 1], 0, 0) for name in ("a", "b")]
_TWICE = [gguf_tensor("blk.0.w", [32], 0, offset) for offset in (0, 128)]
_EMPTY_TEXTS = gguf_pair("tokenizer.ggml.tokens", _ARRAY, struct.pack("<IQ", _TEXT, 10_000_000))

RECIPES = (
    _safetensors("01", struct.pack("<Q", 1 << 60) + b"{}", "error:header-too-long", milliseconds=50),
    _safetensors("04", b"", "error:empty"),
    _safetensors("05", b"\x10\0\0\0\0\0\0", "error:truncated"),
    _safetensors("07", safetensors(b"[]"), "error:bad-header"),
    _safetensors("08", safetensors(b"\xff\xfe\xfd"), "error:bad-header"),
    _safetensors("09", safetensors({"a": tensor("F32", [2, 2], 0, 8)}, bytes(16)), "error:offset-mismatch"),
    _safetensors("11", safetensors({"a": tensor("F32", [4], 0, 16), "b": tensor("F32", [4], 32, 48)}, bytes(48)), "error:hole"),
    _safetensors("13", safetensors({"a": tensor("F32", [1 << 32] * 3, 0, 16)}, bytes(16)), "error:overflow"),
    _licensed(),
    _zeros(),
    _gguf("01", b"FUGG" + gguf()[4:], "error:not-gguf"),
    _gguf("03", gguf(version=1), "unknown:old-version"),
    _gguf("04", gguf(version=99), "error:unsupported-version"),
    _gguf("06", b"GGUF" + struct.pack("<IQQ", 3, 2**64 - 1, 0), "error:count-too-big", milliseconds=100),
    _gguf("09", gguf([gguf_pair("deep", _ARRAY, _deep_array(3000))]), "error:too-deep"),
    Recipe("gguf-10", "gguf", sparse("model.gguf", gguf([_EMPTY_TEXTS]), 80_000_200), {"model.gguf": ()}),
    _gguf("11", gguf(_LICENSES), "finding:duplicate-key"),
    _alignments(),
    _gguf("13", gguf(tensors=_HUGE), "error:overflow"),
    _gguf("15", gguf(tensors=[gguf_tensor("w", [32], 0, 1 << 40)], values=bytes(128)), "finding:truncated-weights"),
    _gguf("16", gguf(tensors=_TWICE, values=bytes(256)), "error:duplicate-tensor"),
    _long_name(),
)
