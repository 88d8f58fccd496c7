"""Makers of small files, good and bad. Each returns bytes; none needs a library of the format."""

import json
import struct
from collections.abc import Mapping, Sequence


def safetensors(header: object, values: bytes = b"") -> bytes:
    """A safetensors file; `header` is JSON-able, or the header's bytes as they are."""
    text = header if isinstance(header, bytes) else json.dumps(header, separators=(",", ":")).encode()
    return struct.pack("<Q", len(text)) + text + values


def tensor(dtype: str, shape: Sequence[int], begin: int, end: int) -> dict[str, object]:
    """An entry of a safetensors header."""
    return {"dtype": dtype, "shape": list(shape), "data_offsets": [begin, end]}


def gguf_text(text: str | bytes) -> bytes:
    """A text with its length, as GGUF has it."""
    data = text.encode() if isinstance(text, str) else text
    return struct.pack("<Q", len(data)) + data


def gguf_pair(key: str, kind: int, value: bytes) -> bytes:
    """A key-value pair; `value` is encoded already."""
    return gguf_text(key) + struct.pack("<I", kind) + value


def gguf_tensor(name: str, shape: Sequence[int], kind: int, offset: int) -> bytes:
    """The description of a tensor."""
    return gguf_text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, offset)


def gguf(pairs: Sequence[bytes] = (), tensors: Sequence[bytes] = (), values: bytes = b"", version: int = 3) -> bytes:
    """A GGUF file with an alignment of 32."""
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(pairs)) + b"".join(pairs) + b"".join(tensors)
    return head + b"\0" * (-len(head) % 32) + values


def varint(number: int) -> bytes:
    """A number as Protocol Buffers writes it."""
    out = b""
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def message(number: int, data: bytes | str) -> bytes:
    """A field of bytes of a protobuf message."""
    data = data.encode() if isinstance(data, str) else data
    return varint(number << 3 | 2) + varint(len(data)) + data


def scalar(number: int, value: int) -> bytes:
    """A field of a protobuf message that holds a number."""
    return varint(number << 3) + varint(value)


def onnx_tensor(shape: Sequence[int], kind: int = 1, external: Mapping[str, str] | None = None) -> bytes:
    """An initializer, its values outside where `external` names a place."""
    pairs = [message(13, message(1, key) + message(2, value)) for key, value in (external or {}).items()]
    return b"".join(scalar(1, side) for side in shape) + scalar(2, kind) + b"".join(pairs)


def onnx(graph: bytes, producer: str = "maker") -> bytes:
    """An ONNX model around a graph."""
    return scalar(1, 8) + message(2, producer) + message(7, graph)


def tar_head(
    name: str | bytes, size: int = 0, kind: bytes = b"0", target: str = "", *, mode: int = 0o644, raw_size: bytes = b""
) -> bytes:
    """A ustar header with a right checksum; `raw_size` replaces the size field."""
    name = name.encode() if isinstance(name, str) else name
    block = bytearray(512)
    block[: len(name)] = name
    block[100:108] = f"{mode:07o}\0".encode()
    block[108:124] = b"0000000\0" * 2
    block[124:136] = raw_size or f"{size:011o}\0".encode()
    block[136:148] = b"00000000000\0"
    block[148:156] = b" " * 8
    block[156:157] = kind
    block[157 : 157 + len(target)] = target.encode()
    block[257:265] = b"ustar\x0000"
    block[148:156] = f"{sum(block):06o}\0 ".encode()
    return bytes(block)


def tar_member(name: str, data: bytes = b"", **more: object) -> bytes:
    """A tar member: its header, and its bytes padded to whole blocks."""
    return tar_head(name, len(data), **more) + data + b"\0" * (-len(data) % 512)  # type: ignore[arg-type]


def tar(*parts: bytes) -> bytes:
    """A tar archive of these parts."""
    return b"".join(parts) + b"\0" * 1024


def pax(values: Mapping[str, str], kind: bytes = b"x") -> bytes:
    """An extended header."""
    body = b""
    for key, value in values.items():
        line = f" {key}={value}\n".encode()
        length = len(line) + len(str(len(line)))
        length += len(str(length)) - len(str(len(line)))
        body += str(length).encode() + line
    return tar_head("pax", len(body), kind) + body + b"\0" * (-len(body) % 512)


def global_call(module: str, name: str, argument: str = "x") -> bytes:
    """A pickle of protocol 2 that would call `module.name(argument)`."""
    return b"\x80\x02c" + f"{module}\n{name}\n".encode() + b"X" + struct.pack("<I", len(argument)) + argument.encode() + b"\x85R."


def png_head(width: int, height: int) -> bytes:
    """The first 33 bytes of a PNG."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII5s", 13, b"IHDR", width, height, b"\x08\x02\0\0\0") + b"\0" * 4
