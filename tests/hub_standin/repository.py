"""Repositories that the stand-in holds, and the weights in them."""

import hashlib
import json
import struct
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

LARGE = 100_000
"""Bytes from which a file is kept apart, as the Hub keeps large files."""


@dataclass
class Repository:
    """One repository at one commit."""

    id: str
    files: dict[str, bytes]
    kind: str = "model"
    gate: str = ""
    """`auto` or `manual`."""
    private: bool = False
    disabled: bool = False
    card: dict[str, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    branches: tuple[str, ...] = ("main",)
    lies: dict[str, dict[str, Any]] = field(default_factory=dict)
    """For a path, fields of its entry in the listing that are not true."""

    @cached_property
    def sha(self) -> str:
        """The commit: a digest of all content."""
        digest = hashlib.sha1(usedforsecurity=False)
        for path, data in sorted(self.files.items()):
            digest.update(path.encode() + b"\0" + hashlib.sha256(data).digest())
        return digest.hexdigest()

    def knows(self, revision: str) -> bool:
        """Whether a revision exists."""
        return revision in (self.sha, *self.branches)

    def info(self, *, blobs: bool) -> dict[str, Any]:
        """What the API says of the repository."""
        return {
            "_id": "0" * 24,
            "id": self.id,
            "author": self.id.partition("/")[0],
            "sha": self.sha,
            "private": self.private,
            "disabled": self.disabled,
            "gated": self.gate or False,
            "downloads": 0,
            "likes": 0,
            "tags": self.tags,
            "cardData": self.card,
            "siblings": [self.entry(path, blobs=blobs) for path in sorted(self.files)],
        }

    def entry(self, path: str, *, blobs: bool) -> dict[str, Any]:
        """One file of the listing."""
        if not blobs:
            return {"rfilename": path}
        data = self.files[path]
        kept_apart = {
            "lfs": {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134},
            "blobId": blob_name(b"pointer to " + hashlib.sha256(data).digest()),
        }
        entry = {"rfilename": path, "size": len(data), "blobId": blob_name(data)}
        return entry | (kept_apart if len(data) >= LARGE else {}) | self.lies.get(path, {})


def blob_name(data: bytes) -> str:
    """What git calls a content."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def safetensors(tensors: dict[str, tuple[int, ...]], pad: int = 0) -> bytes:
    """A safetensors file of 16-bit values that are not all one number. `pad` lengthens the header by so many spaces."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    at = 0
    for name, shape in tensors.items():
        size = 2
        for side in shape:
            size *= side
        header[name] = {"dtype": "BF16", "shape": list(shape), "data_offsets": [at, at + size]}
        at += size
    written = json.dumps(header).encode() + b" " * pad
    return struct.pack("<Q", len(written)) + written + bytes(range(1, 256)) * (at // 255) + bytes(range(at % 255))


def shards(count: int = 2, side: int = 512) -> dict[str, bytes]:
    """A model in so many shards, with its index."""
    files, weight_map, total = {}, {}, 0
    for number in range(1, count + 1):
        name = f"model-{number:05}-of-{count:05}.safetensors"
        files[name] = safetensors({f"layers.{number}.weight": (side, side)})
        weight_map[f"layers.{number}.weight"] = name
        total += side * side * 2
    files["model.safetensors.index.json"] = json.dumps({"metadata": {"total_size": total}, "weight_map": weight_map}).encode()
    return files
