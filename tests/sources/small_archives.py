"""Small archives for tests."""

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path


def write_zip(path: Path, files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write a zip with some files."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return path


def write_tar(path: Path, files: Mapping[str, bytes | tarfile.TarInfo], mode: str = "w") -> Path:
    """Write a tar with some files, or with members as they are given; `mode` as `tarfile` has it."""
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            if isinstance(data, tarfile.TarInfo):
                data.name = name
                archive.addfile(data)
            else:
                member = tarfile.TarInfo(name)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
    return path


def special(kind: bytes, target: str = "", mode: int = 0o644) -> tarfile.TarInfo:
    """A member of a tar that is no plain file."""
    member = tarfile.TarInfo("x")
    member.type = kind
    member.linkname = target
    member.mode = mode
    return member
