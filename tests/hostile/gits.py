"""Hostile git repositories. The folder becomes a bare repository, which is read at its HEAD."""

import hashlib
import os
import struct
import zlib
from pathlib import Path

from tests.hostile.recipe import Recipe
from tests.repositories import FILE, LINK, SUBMODULE, TREE, Repository

_MIB = 1 << 20


def _evil_submodules(folder: Path) -> None:
    repository = Repository(folder)
    modules = (
        '[submodule "a"]\n\tpath = a\n\turl = ext::sh -c touch% canary\n'
        '[submodule "b"]\n\tpath = ../b\n\turl = file:///etc\n[submodule "c"]\n\tpath = c\n\turl = -u./payload\n'
    )
    entries = [(FILE, b".gitmodules", repository.blob(modules.encode())), (SUBMODULE, b"a", "a" * 40)]
    repository.commit(repository.tree(entries))


def _dotgit_names(folder: Path) -> None:
    repository = Repository(folder)
    config = repository.tree([(FILE, b"config", repository.blob(b"[core]\n\tfsmonitor = touch canary\n"))])
    entries = [
        (LINK, b".git", repository.blob(b"evil")),
        (TREE, b".GIT", config),
        (TREE, ".g\u200cit".encode(), config),
        (TREE, b"evil", config),
        (TREE, b"git~1", config),
    ]
    repository.commit(repository.tree(entries))


def _bomb(folder: Path) -> None:
    """Ten folders in each of ten levels: ten objects stand for ten thousand million files."""
    repository = Repository(folder)
    at = repository.tree([(FILE, str(index).encode(), repository.blob(b"boom\n")) for index in range(10)])
    for _ in range(9):
        at = repository.tree([(TREE, str(index).encode(), at) for index in range(10)])
    repository.commit(at)


def _long_bomb(folder: Path) -> None:
    """Few entries and endless paths: folders with names of 250 bytes, 64 deep, two in each."""
    repository = Repository(folder)
    at = repository.tree([(FILE, b"x" * 250, repository.blob(b"x"))])
    for _ in range(63):
        at = repository.tree([(TREE, b"a" * 250, at), (TREE, b"b" * 250, at)])
    repository.commit(at)


def _endless_depth(folder: Path) -> None:
    repository = Repository(folder)
    at = repository.tree([(FILE, b"x", repository.blob(b"x"))])
    for _ in range(5_000):
        at = repository.tree([(TREE, b"d", at)])
    repository.commit(at)


def _evil_settings(folder: Path) -> None:
    repository = Repository(folder)
    run = f"touch {folder / 'canary'}"
    (folder / "config").write_text(
        f'[core]\n\tfsmonitor = "{run}"\n\tpager = "{run}"\n\tsshCommand = "{run}"\n\trepositoryformatversion = 1\n'
        f'[filter "evil"]\n\tsmudge = "{run}"\n\tclean = "{run}"\n\tprocess = "{run}"\n[diff "evil"]\n\ttextconv = "{run}"\n'
        f'[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\tpromisor = true\n'
        f'\turl = "ext::sh -c {run.replace(" ", "% ")}"\n'
    )
    (folder / "hooks").mkdir()
    for name in ("post-checkout", "pre-auto-gc", "fsmonitor-watchman", "reference-transaction"):
        (folder / "hooks" / name).write_text(f"#!/bin/sh\n{run}\n")
        (folder / "hooks" / name).chmod(0o755)
    (folder / "objects" / "info").mkdir()
    (folder / "objects" / "info" / "alternates").write_text("/nonexistent\n../../elsewhere\n")
    attributes = repository.blob(b"* filter=evil diff=evil text eol=crlf ident\n")
    entries = [(FILE, b".gitattributes", attributes), (FILE, b"README.md", repository.blob(b"$Id$\n")), (FILE, b"gone", "a" * 40)]
    repository.commit(repository.tree(entries))


def _huge_by_difference(folder: Path) -> None:
    """A mebibyte, ten gibibytes as a difference from it, and three bytes as a difference from those."""
    repository = Repository(folder)
    copies = bytes((0xC0, 0x10)) * 10_240  # copy a mebibyte from the start
    names = ("a" * 40, "b" * 40, "c" * 40)
    objects = [
        (names[0], _packed(3, bytes(_MIB))),
        (names[1], _packed(7, _varint(_MIB) + _varint(10_240 * _MIB) + copies, names[0])),
        (names[2], _packed(7, _varint(10_240 * _MIB) + _varint(3) + bytes((0x90, 3)), names[1])),
    ]
    _write_pack(folder / "objects" / "pack", objects)
    entries = [(FILE, b"LICENSE", names[2]), (FILE, b"base.bin", names[0]), (FILE, b"huge.bin", names[1])]
    repository.commit(repository.tree(entries))


def _lying_objects(folder: Path) -> None:
    """Objects whose header names another size than their content has, a broken stream, and one that stands for a folder."""
    repository = Repository(folder)
    entries = []
    lies = (b"blob 5\0" + b"x" * 5000, b"blob 5000\0xx", b"blob -1\0x", b"", b"tree 0\0", b"blob 3\0abc")
    for index, written in enumerate(lies):
        name = f"{index:02}" + "e" * 38
        path = folder / "objects" / name[:2] / name[2:]
        path.parent.mkdir()
        path.write_bytes(zlib.compress(written) if written else b"broken")
        entries.append((FILE, f"file{index}".encode(), name))
    repository.commit(repository.tree(entries))


def _pipes(folder: Path) -> None:
    """Pipes where git expects files: whoever opens one waits for ever."""
    repository = Repository(folder)
    gone = "f" * 40
    (folder / "objects" / gone[:2]).mkdir()
    os.mkfifo(folder / "objects" / gone[:2] / gone[2:])
    (folder / "objects" / "pack").mkdir()
    repository.commit(repository.tree([(FILE, b"README.md", repository.blob(b"x")), (FILE, b"stuck", gone)]))
    os.mkfifo(folder / "packed-refs")


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _packed(kind: int, data: bytes, base: str = "") -> bytes:
    """One object of a pack: its kind and length, what it is a difference from, and its compressed data."""
    first, rest = kind << 4 | len(data) & 0xF, len(data) >> 4
    head = bytes((first | 0x80,)) + _varint(rest) if rest else bytes((first,))
    return head + bytes.fromhex(base) + zlib.compress(data)


def _write_pack(folder: Path, objects: list[tuple[str, bytes]]) -> None:
    """Write a pack and its index (version 2), under whatever names are given."""
    folder.mkdir()
    pack = bytearray(b"PACK" + struct.pack(">II", 2, len(objects)))
    offsets = []
    for _, data in objects:
        offsets.append(len(pack))
        pack += data
    trailer = hashlib.sha1(pack).digest()  # noqa: S324 - git's own
    listed = sorted(zip(objects, offsets, strict=True))
    fanout = [sum(1 for (name, _), _ in listed if int(name[:2], 16) <= byte) for byte in range(256)]
    index = b"\xfftOc" + struct.pack(">I256I", 2, *fanout) + b"".join(bytes.fromhex(name) for (name, _), _ in listed)
    index += b"".join(struct.pack(">I", zlib.crc32(data)) for (_, data), _ in listed)
    index += b"".join(struct.pack(">I", offset) for _, offset in listed) + trailer
    (folder / "pack-hostile.pack").write_bytes(pack + trailer)
    (folder / "pack-hostile.idx").write_bytes(index + hashlib.sha1(index).digest())  # noqa: S324 - git's own


RECIPES = (
    Recipe("git-02", "git", _evil_submodules, {}, ("finding:submodule-address", "finding:submodule")),
    Recipe("git-03", "git", _dotgit_names, {}, ("finding:dotgit",)),
    Recipe("git-04", "git", _bomb, {}, ("limit:tree-files",)),
    Recipe("git-04-long", "git", _long_bomb, {}, ("limit:tree-files",)),
    Recipe("git-04-deep", "git", _endless_depth, {}),
    Recipe("git-05", "git", _evil_settings, {}),
    Recipe("git-08", "git", _huge_by_difference, {}, ("error:too-big",)),
    Recipe("git-pipes", "git", _pipes, {}, ("error:unreadable",)),
    Recipe("git-lies", "git", _lying_objects, {}),
)
