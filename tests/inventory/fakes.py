"""Small releases planted in memory, and the smallest real files of a few formats."""

import io
import random
import struct
import zipfile
from collections.abc import Iterator, Mapping

from openassay.inventory.code import Shelf
from openassay.inventory.holdings import Inventory, take_inventory
from openassay.inventory.layout import Layout
from openassay.inventory.survey import Surveyed, combine, survey
from openassay.vocabulary.components import Component
from openassay.vocabulary.content import Content, Held
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.findings import Finding, Unreadable
from openassay.vocabulary.release import Entry, EntryKind
from tests.hostile.making import safetensors, tensor

Tree = Mapping[str, bytes | str | Entry]
"""Paths with their contents; an `Entry` for what is no readable file."""


class Planted:
    """A snapshot whose files are planted in memory."""

    def __init__(self, tree: Tree, *, complete: bool = True, revision: str = "") -> None:
        self.tree = tree
        self.locator = "planted"
        self.findings: list[Finding] = []
        self.complete = complete
        self.revision = revision
        self.reopened: list[str] = []

    def walk(self) -> Iterator[tuple[Entry, Content | None]]:
        for path, what in self.tree.items():
            if isinstance(what, Entry):
                yield what, None
            else:
                content = Held(what.encode() if isinstance(what, str) else what)
                yield Entry(path, EntryKind.FILE, content.size), content

    def reopen(self, path: str) -> Content:
        self.reopened.append(path)
        what = self.tree.get(path)
        if what is None or isinstance(what, Entry):
            raise Unreadable("error:unreadable", "it is gone")
        return Held(what.encode() if isinstance(what, str) else what)

    def close(self) -> None:
        pass


def surveyed(tree: Tree, *, complete: bool = True) -> Surveyed:
    """Plant a tree and survey it."""
    return survey(Planted(tree, complete=complete), "source")


def layout(tree: Tree, *, complete: bool = True) -> Layout:
    """The layout of a planted tree."""
    return Layout(*combine("planted", [surveyed(tree, complete=complete)]))


def shelf(tree: Tree) -> Shelf:
    """The code of a planted tree."""
    return Shelf(layout(tree))


def taken(tree: Tree, *, complete: bool = True) -> Inventory:
    """The inventory of a planted tree."""
    return take_inventory(*combine("planted", [surveyed(tree, complete=complete)]))


def held(tree: Tree, component: Component, *, complete: bool = True) -> Holding:
    """The holding of one component of a planted tree."""
    return taken(tree, complete=complete).holdings[component]


def missing(path: str) -> Entry:
    """A path whose content was left out of the copy."""
    return Entry(path, EntryKind.MISSING, None, because="left out")


def noise(size: int) -> bytes:
    """Bytes that look like trained values: the same ones each time."""
    return random.Random(size).randbytes(size)


def tensors(values: int = 300, names: tuple[str, ...] = ("layer.weight", "layer.bias"), *, zeros: bool = False) -> bytes:
    """A safetensors file whose tensors hold `values` 32-bit numbers each."""
    size = 4 * values
    header = {name: tensor("F32", [values], number * size, (number + 1) * size) for number, name in enumerate(names)}
    return safetensors(header, bytes(size * len(names)) if zeros else noise(size * len(names)))


LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 4000000000\n"
"""A pointer to four gigabytes that are elsewhere."""


def _text(value: str) -> bytes:
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def _number(value: int) -> bytes:
    return b"J" + struct.pack("<i", value)


def _rebuilt(key: str, values: int) -> bytes:
    storage = b"(X\x07\x00\x00\x00storagectorch\nFloatStorage\n" + _text(key) + _text("cpu") + _number(values) + b"tQ"
    sides = b"(" + _number(values) + b"t"
    return b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + _number(0) + sides + sides + b"\x89}tR"


def checkpoint(count: int = 2, values: int = 300) -> bytes:
    """A PyTorch zip with `count` tensors of `values` numbers each; with none it holds a vocabulary."""
    items = b"".join(_text(f"layer{number}.weight") + _rebuilt(str(number), values) for number in range(count))
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("archive/data.pkl", b"\x80\x02}(" + (items or _text("<pad>") + _number(0)) + b"u.")
        for number in range(count):
            archive.writestr(f"archive/data/{number}", noise(4 * values))
        archive.writestr("archive/version", "3\n")
    return body.getvalue()


def arrays(*names: str) -> bytes:
    """An .npz file with one array of a few numbers under each name."""
    head = b"\x93NUMPY\x01\x00v\x00" + b"{'descr': '<f4', 'fortran_order': False, 'shape': (8,), }".ljust(117) + b"\n"
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name in names:
            archive.writestr(f"{name}.npy", head + noise(32))
    return body.getvalue()


LOOP = """
import argparse
import torch
from torch.utils.data import DataLoader


def main(args):
    model, optimizer = build(args)
    for batch in DataLoader(args.data):
        loss = model(batch)
        loss.backward()
        optimizer.step()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    main(parser.parse_args())
"""
"""A training loop with its start, its data and its settings."""

NETWORK = """
import torch


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(4, 4)

    def forward(self, x):
        return self.layer(x)
"""

SETTINGS = "learning_rate: 1e-4\noptimizer: adamw\nmax_steps: 1000\nbatch_size: 8\nwarmup_steps: 10\n"
