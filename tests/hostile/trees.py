"""Hostile folders. The codes are those that opening and listing the folder must report."""

import os
import socket
import struct
import zlib
from pathlib import Path

from tests.hostile.recipe import Recipe

ODD_NAMES = (b"bytes\xff\xfe", b"line\nbreak", b"\x1b[31mred\x1b[0m", "txt.\u202egpj.py".encode(), "zero\u200bwidth".encode())
DEEP = 5000


def _sparse(folder: Path) -> None:
    for name in ("model.safetensors", "weights.bin"):
        (folder / name).touch()
        os.truncate(folder / name, 8 << 40)


def _many(folder: Path) -> None:
    for part in range(20):
        inside = folder / f"part{part:02}"
        inside.mkdir()
        for index in range(500):
            os.close(os.open(inside / f"{index:03}", os.O_CREAT | os.O_WRONLY))


def _deep(folder: Path) -> None:
    """Folders nested so deep that no path leads to the last one; `remove` takes them away again."""
    fd = os.open(folder, os.O_RDONLY)
    for _ in range(DEEP):
        os.mkdir("d", dir_fd=fd)
        below = os.open("d", os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = below
    os.close(fd)


def remove_deep(folder: Path) -> None:
    """Take away what `tree-06` built, which `rmtree` cannot."""
    top = folder / "d"
    while (top / "d").exists():
        (top / "d").rename(folder / "next")
        top.rmdir()
        (folder / "next").rename(top)
    top.rmdir()


def _odd_names(folder: Path) -> None:
    for name in ODD_NAMES:
        (folder / os.fsdecode(name)).write_bytes(b"x")


def _unreadable(folder: Path) -> None:
    (folder / "LICENSE").write_text("x")
    (folder / "LICENSE").chmod(0)
    (folder / "closed").mkdir()
    (folder / "closed" / "README.md").write_text("x")
    (folder / "closed").chmod(0)


def _empty_license(folder: Path) -> None:
    for name, data in (("a", b""), ("b", b" "), ("c", b"MIT License\n")):
        (folder / name).mkdir()
        (folder / name / "LICENSE").write_bytes(data)
    os.truncate(folder / "c" / "LICENSE", 2 << 30)


def _license_in_a_picture(folder: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"\0\0")
    picture = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    (folder / "LICENSE.png").write_bytes(b"\x89PNG\r\n\x1a\n" + picture)
    (folder / "LICENSE.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")


def _folder_for_a_document(folder: Path) -> None:
    (folder / "README.md").mkdir()
    (folder / "LICENSE.txt").mkdir()
    (folder / "LICENSE.txt" / "file").write_text("x")


def _case_tricks(folder: Path) -> None:
    for name in ("LICENCE", "License.TXT", "COPYING.md", "license"):
        (folder / name).write_text(f"{name}\n")


def _special(folder: Path) -> None:
    os.mkfifo(folder / "README.md")
    os.mkfifo(folder / "LICENSE")
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.open(folder, os.O_RDONLY)
        listening.bind(f"/proc/self/fd/{here}/socket")
        os.close(here)


def _links(folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    (folder / "up").symlink_to("..")
    (folder / "here").symlink_to(".")
    (folder / "LICENSE").symlink_to("/etc/passwd")
    (folder / "a").mkdir()
    (folder / "a" / "b").symlink_to("../a")


def _dotgit(folder: Path) -> None:
    (folder / ".git").symlink_to("evil")
    for name in ("evil", ".GIT", "git~1", ".g\u200cit"):
        (folder / name).mkdir()
        (folder / name / "config").write_text("[core]\n\tfsmonitor = false\n")
    (folder / ".gitmodules").write_text('[submodule "x"]\n\tpath = x\n\turl = ext::sh -c id\n')


def _settings(folder: Path) -> None:
    canary = folder / "canary"
    for name in ("conftest.py", "sitecustomize.py", "setup.py"):
        (folder / name).write_text(f"open({str(canary)!r}, 'w')\n")
    for name in (".openassay.toml", "openassay.toml", "pip.conf", ".env"):
        (folder / name).write_text("proxy = http://127.0.0.1:1\nignore = everything\n")


RECIPES = (
    Recipe("tree-04", "tree", _sparse, {}, elsewhere=("unknown:not-hashed",)),
    Recipe("tree-05", "tree", _many, {}),
    Recipe("tree-06", "tree", _deep, {}, ("limit:tree-depth",)),
    Recipe("tree-07", "tree", _odd_names, {}, ("finding:odd-name",)),
    Recipe("tree-08", "tree", _unreadable, {}, ("error:unreadable",)),
    Recipe("tree-10", "tree", _empty_license, {}, elsewhere=("unknown:empty",)),
    Recipe("tree-11", "tree", _license_in_a_picture, {}, elsewhere=("unknown:license-unreadable",)),
    Recipe("tree-12", "tree", _folder_for_a_document, {}, ("error:not-a-file",)),
    Recipe("tree-13", "tree", _case_tricks, {}),
    Recipe("tree-special", "tree", _special, {}, ("finding:special-file",)),
    Recipe("tree-links", "tree", _links, {}, ("finding:path-escape",)),
    Recipe("tree-dotgit", "tree", _dotgit, {}, ("finding:dotgit", "finding:submodule-address")),
    Recipe("cli-05", "cli", _settings, {}),
)
