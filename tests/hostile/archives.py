"""Recipes of the kind archive."""

import gzip
import io
import struct
import unicodedata
import zipfile
import zlib

from tests.hostile.making import pax, tar, tar_head, tar_member
from tests.hostile.recipe import Files, Recipe, written

_ESCAPE = ("finding:path-escape",)


def zipped(members: Files, *, method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip archive by the standard library, with fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def zip_by_hand(members: list[tuple[bytes, bytes]], *, flags: int = 0, listed: int | None = None) -> bytes:
    """A zip archive with names as they are; only the first `listed` members stand in the directory."""
    body, directory, count = b"", b"", 0
    for name, data in members:
        fields = (20, flags, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(name), 0)
        if listed is None or count < listed:
            directory += struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *fields, 0, 0, 0, 0, len(body)) + name
            count += 1
        body += struct.pack("<4s5H3L2H", b"PK\3\4", *fields) + name + data
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)


def _one(number: str, name: str, data: bytes, *codes: str, milliseconds: int = 5000) -> Recipe:
    return Recipe(f"archive-{number}", "archive", written({name: data}), {name: codes}, milliseconds=milliseconds)


def _both(number: str, files: Files, codes: tuple[str, ...]) -> Recipe:
    return Recipe(f"archive-{number}", "archive", written(files), dict.fromkeys(files, codes))


def quine() -> bytes:
    """A zip archive that holds itself.

    A true quine is a puzzle of its own; an archive that holds an archive, eight deep, asks the same of a reader.
    """
    data = zipped({"r.txt": b"round and round"})
    for _ in range(8):
        data = zipped({"r.zip": data})
    return data


def _layers(count: int) -> bytes:
    data = b"weights"
    for _ in range(count):
        data = gzip.compress(data, mtime=0)
    return data


_CLASHES: Files = {
    "LICENSE": b"MIT",
    "license": b"none",
    "LICÉNSE": b"1",
    unicodedata.normalize("NFD", "LICÉNSE"): b"2",
}
_CLASHING_TAR = tar(*(tar_member(*item) for item in _CLASHES.items()))
_TWO_ENDS = zipped({"a.txt": b"one"}) + zipped({"a.txt": b"two"})
_UNLISTED = zip_by_hand([(b"a.txt", b"seen"), (b"b.txt", b"unseen by some")], listed=1)
_BAD_NAMES = {
    "long.zip": zip_by_hand([(b"n" * 60_000, b"")]),
    "empty.zip": zip_by_hand([(b"", b"data")]),
    "control.zip": zip_by_hand([(b"a\0b\nc", b"data")]),
    "long.tar": tar(pax({"path": "n" * 70_000}), tar_member("short")),
}
_SPECIAL = tar(
    tar_head("console", kind=b"3"), tar_head("pipe", kind=b"6"), tar_member("tool", b"#!", mode=0o4755), tar_member("ok", b"x")
)

RECIPES = (
    _one("01", "data.zip", zipped({"../moo": b"x", "/etc/moo": b"x"}), *_ESCAPE),
    _one("02", "data.zip", zip_by_hand([(b"..\\moo", b"x"), (b"C:\\moo", b"x")]), *_ESCAPE),
    _one("03", "data.tar", tar(tar_head("d", kind=b"2", target=".."), tar_member("d/moo", b"x")), *_ESCAPE),
    _one("04", "data.tar", tar(tar_head("link", kind=b"1", target="../../etc/passwd")), *_ESCAPE),
    _one("06", "data.tar", _SPECIAL, "finding:special-file"),
    _one(
        "07",
        "data.tar",
        tar(tar_head("a"), tar_head("b", raw_size=(-512).to_bytes(12, "big", signed=True))),
        "error:bad-tar",
        milliseconds=100,
    ),
    _both(
        "08",
        {
            "size.tar": tar(pax({"size": str(9 * 10**17)}), tar_member("a", b"x")),
            "comment.tar": tar(pax({"comment": "c" * 1_000_000}), tar_member("a", b"x")),
        },
        ("error:bad-tar",),
    ),
    _one("12", "r.zip", quine(), "limit:archive-depth"),
    _one("13", "weights.gz", _layers(100), "limit:archive-depth"),
    _both("16", {"data.zip": zipped(_CLASHES), "data.tar": _CLASHING_TAR}, ("finding:name-collision",)),
    _both("18", {"ends.zip": _TWO_ENDS, "unlisted.zip": _UNLISTED}, ("finding:zip-ambiguous",)),
    _one("19", "release.zip", zip_by_hand([(b"LICENSE", b"MIT License, if you could read it")], flags=1), "unknown:encrypted"),
    _both("21", _BAD_NAMES, ("error:bad-name",)),
)
