"""The journal of a chunk: what was done of it so far, written release by release, so that nothing is done again after a crash.

Every process that works on a chunk writes a file of its own; whoever goes on reads all of them. A record has a checksum: one
that a crash tore is where reading of its file ends.
"""

import json
import os
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

_HEAD = struct.Struct("<cIQI")
"""Kind, place in the chunk, length of the payload, checksum of all three and the payload."""
_STARTED, _DONE, _FAILED, _BROKE = b"s", b"d", b"f", b"b"
_ENDED = (_DONE, _FAILED)


class Failure(NamedTuple):
    """Why a release has no assessment."""

    code: str
    because: str


@dataclass
class Kept:
    """What the journals of a chunk say of each release, by its place."""

    documents: dict[int, bytes] = field(default_factory=dict)
    """As they were given to the journal."""
    failures: dict[int, Failure] = field(default_factory=dict)
    breaks: Counter[int] = field(default_factory=Counter)
    """How often the process that read it died when nothing else was being read."""


class Journal:
    """One process's part of the journal of a chunk, open for writing."""

    def __init__(self, folder: Path, chunk: int) -> None:
        number = 0
        while True:
            with suppress(FileExistsError):
                self._file: BinaryIO = (folder / f"{chunk}.{os.getpid()}-{number}.journal").open("xb", buffering=0)
                return
            number += 1

    def start(self, place: int) -> None:
        """Say that a release is being read from now on."""
        self._write(_STARTED, place, b"")

    def keep(self, place: int, document: bytes) -> None:
        """Keep an assessment."""
        self._write(_DONE, place, document)

    def fail(self, place: int, failure: Failure) -> None:
        """Keep why there is none."""
        self._write(_FAILED, place, json.dumps(failure).encode())

    def note_break(self, place: int) -> None:
        """Say that the process which read a release died, alone."""
        self._write(_BROKE, place, b"")

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _write(self, kind: bytes, place: int, payload: bytes) -> None:
        self._file.write(_HEAD.pack(kind, place, len(payload), _sum(kind, place, payload)) + payload)


def read_journals(folder: Path, chunk: int) -> Kept:
    """Read all that was written of a chunk."""
    kept = Kept()
    for path in _paths(folder, chunk):
        for kind, place, payload in _records(path):
            if kind == _DONE:
                kept.documents[place] = payload
            elif kind == _FAILED:
                kept.failures[place] = Failure(*json.loads(payload))
            elif kind == _BROKE:
                kept.breaks[place] += 1
    return kept


def unfinished(folder: Path, chunk: int) -> int | None:
    """The release of a chunk that was started last and never ended; None where there is none."""
    kept = read_journals(folder, chunk)
    open_: set[int] = set()
    for path in _paths(folder, chunk):
        open_.update(place for kind, place, _ in _records(path) if kind == _STARTED)
    return max(open_ - kept.documents.keys() - kept.failures.keys(), default=None)


def count_ended(folder: Path, chunk: int) -> int:
    """How many releases of a chunk are done with."""
    return len({place for path in _paths(folder, chunk) for kind, place in _heads(path) if kind in _ENDED})


def begun_chunks(folder: Path) -> set[int]:
    """The chunks that have a journal."""
    return {int(path.name.partition(".")[0]) for path in folder.glob("*.journal")}


def remove_journals(folder: Path, chunk: int) -> None:
    """Remove all that was written of a chunk."""
    for path in _paths(folder, chunk):
        path.unlink(missing_ok=True)


def _paths(folder: Path, chunk: int) -> list[Path]:
    return sorted(folder.glob(f"{chunk}.*.journal"))


def _records(path: Path) -> Iterator[tuple[bytes, int, bytes]]:
    with suppress(FileNotFoundError), path.open("rb") as file:
        while len(head := file.read(_HEAD.size)) == _HEAD.size:
            kind, place, length, told = _HEAD.unpack(head)
            payload = file.read(length) if length <= os.fstat(file.fileno()).st_size else b""
            if len(payload) != length or _sum(kind, place, payload) != told:
                return
            yield kind, place, payload


def _heads(path: Path) -> Iterator[tuple[bytes, int]]:
    """Kind and place of each record, without reading what it holds."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        while len(head := file.read(_HEAD.size)) == _HEAD.size:
            kind, place, length, _ = _HEAD.unpack(head)
            if file.seek(length, os.SEEK_CUR) > size:
                return
            yield kind, place


def _sum(kind: bytes, place: int, payload: bytes) -> int:
    return zlib.crc32(payload, zlib.crc32(kind + place.to_bytes(4, "little") + len(payload).to_bytes(8, "little")))
