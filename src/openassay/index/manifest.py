"""The manifest: one line for each thing that was done to the index, in the order it was done.

A line is a JSON object with sorted keys and no spaces. `seq` counts from 1, `prev` is the `hash` of the line before, and `hash`
the SHA-256 of the line without it, so that no byte of the file can change without notice. A line is committed when the disk has
it with its end; a last line without an end was torn by a crash, and never was.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from openassay.index.damage import Damaged
from openassay.index.segments import sync_folder

FILE = "manifest.jsonl"
START = "0" * 64
"""What stands for the hash of the line before the first."""


class Line(NamedTuple):
    """One line of the manifest."""

    seq: int
    text: str
    prev: str
    hash: str
    action: str
    """`assess`, `grade` or `compact`."""
    said: Mapping[str, Any]
    """All that the line says."""


def read_manifest(folder: Path, after: int = 0) -> list[Line]:
    """Read the committed lines behind the first `after`. Raises `Damaged` where one is not as it was written."""
    return [line for line in _read(folder / FILE) if line.seq > after]


def append(folder: Path, last: Line | None, action: str, said: Mapping[str, Any]) -> Line:
    """Commit one thing that was done, behind the `last` line. Only one process may do so at a time."""
    seq, prev = (last.seq + 1, last.hash) if last else (1, START)
    body = {**said, "action": action, "seq": seq, "prev": prev}
    mark = _hash(body)
    line = _line({**body, "hash": mark})
    path = folder / FILE
    fresh = not path.exists()
    with path.open("ab") as file:
        file.write(line.text.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if fresh:
        sync_folder(folder)
    return line


def drop_torn_line(folder: Path) -> None:
    """Cut off what a crash left of a line behind the last whole one."""
    path = folder / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        with path.open("r+b") as file:
            file.truncate(whole)
            os.fsync(file.fileno())


def _read(path: Path) -> list[Line]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    lines: list[Line] = []
    prev = START
    for seq, raw in enumerate(data[: data.rfind(b"\n") + 1].split(b"\n")[:-1], 1):
        try:
            text = raw.decode("ascii")
        except UnicodeDecodeError:
            raise Damaged(f"{FILE}:{seq} is no text") from None
        line = _parse(text, seq, prev)
        lines.append(line)
        prev = line.hash
    return lines


def _parse(text: str, seq: int, prev: str) -> Line:
    """Read a line, and hold it against what must stand in its place."""
    where = f"{FILE}:{seq}"
    try:
        said = json.loads(text)
        line = _line(said)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Damaged(f"{where} is no line of a manifest") from None
    if line.text != text or line.hash != _hash({name: value for name, value in said.items() if name != "hash"}):
        raise Damaged(f"{where} was altered: it is not what its hash was taken of")
    if line.seq != seq or line.prev != prev:
        raise Damaged(f"{where} does not follow the line before it")
    return line


def _line(said: Mapping[str, Any]) -> Line:
    return Line(int(said["seq"]), _text(said), str(said["prev"]), str(said["hash"]), str(said["action"]), said)


def _hash(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(_text(body).encode()).hexdigest()


def _text(said: Mapping[str, Any]) -> str:
    return json.dumps(said, sort_keys=True, separators=(",", ":"))
