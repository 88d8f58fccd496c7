"""Running the real command under watch, and what must hold of every run, whatever was assessed."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.hostile.watched import PEAK

MIB = 1 << 20
SECONDS = 5
SLACK = 3
"""Machines differ: a run may take this many times as long as it should before a test fails."""
MEMORY = 512 * MIB
GIT = "git"


@dataclass(frozen=True)
class Room:
    """Folders of one run: all that the command could change, were it misled."""

    base: Path
    target: Path

    @property
    def home(self) -> Path:
        return self.base / "home"

    @property
    def temporary(self) -> Path:
        return self.base / "tmp"

    @property
    def here(self) -> Path:
        """Where the command is run: a payload that makes a file without a folder would make it here."""
        return self.base / "here"

    @property
    def around(self) -> Path:
        """What lies around the target: the two folders above it that were made for it alone."""
        return next((folder for folder in self.target.parents if folder.name == "around"), self.target)


@dataclass(frozen=True)
class Run:
    """One run of the command that has ended."""

    status: int
    out: bytes
    err: str
    seconds: float
    peak: int
    """The largest part of memory that one of its processes held, in bytes."""
    events: list[tuple[str, str]] = field(repr=False)

    @property
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.out)
        return document

    @property
    def codes(self) -> set[str]:
        return {finding["code"] for finding in self.document["findings"]}


def run(room: Room, *arguments: str, limits: Sequence[str] = ()) -> Run:
    """Run the command in a room of its own, and check what holds of every run."""
    for folder in (room.home, room.temporary, room.here):
        folder.mkdir(exist_ok=True)
    before = state_of(room.around)
    done = _run(room, arguments, limits)
    assert state_of(room.around) == before
    for folder in (room.home, room.temporary, room.here):
        assert list(folder.iterdir()) == []
    assert "Traceback" not in done.err, done.err
    assert done.seconds < SECONDS * SLACK
    assert done.peak < MEMORY
    assert list(misdeeds(done.events, room)) == []
    keep_measure(room.target.relative_to(room.around.parent.parent).as_posix(), done)
    return done


def _run(room: Room, arguments: Sequence[str], limits: Sequence[str]) -> Run:
    hear, tell = os.pipe()
    command = [sys.executable, "-m", "tests.hostile.watched", str(tell), *limits, "--", *arguments]
    environment = {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(room.home),
        "TMPDIR": str(room.temporary),
    }
    with (room.base / "out").open("wb+") as out, (room.base / "err").open("wb+") as err:
        begin = time.perf_counter()
        child = subprocess.Popen(
            command, cwd=room.here, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err, pass_fds=[tell]
        )
        os.close(tell)
        *events, (last, peak) = heard(hear)
        status = child.wait()
        seconds = time.perf_counter() - begin
        assert last == PEAK
        out.seek(0)
        err.seek(0)
        return Run(status, out.read(), err.read().decode("utf-8"), seconds, int(peak), events)


def heard(pipe: int) -> list[tuple[str, str]]:
    """Take down the events from a pipe, until the last process that was watched has let go of it."""
    with os.fdopen(pipe, "rb") as lines:
        return [(event, what) for event, what in map(json.loads, lines)]


def misdeeds(events: list[tuple[str, str]], room: Room) -> Iterator[tuple[str, str]]:
    """What the command did and must not do: write outside of its temporary folder, start a program, open a socket, load code."""
    forks = 0
    for event, what in events:
        if event == "os.fork":
            forks += 1
            if forks > 1:
                yield event, "a second worker"
        elif event == "subprocess.Popen" and Path(what).name == GIT and Path(what).is_absolute():
            continue
        elif not _harmless(event, what, room):
            yield event, what


def _harmless(event: str, what: str, room: Room) -> bool:
    changes = event == "open" or event.startswith(("os.", "shutil."))
    return changes and (what == os.devnull or Path(what).is_relative_to(room.temporary))


def state_of(folder: Path) -> str:
    """A digest of all names, modes, sizes and times under a folder, eight levels deep, and of the content of its small files."""
    digest = hashlib.sha256()
    for path, depth in _below(folder, 8):
        found = path.lstat()
        digest.update(repr((os.fsencode(path), found.st_mode, found.st_size, found.st_mtime_ns, depth)).encode())
        if path.is_file() and not path.is_symlink() and found.st_size < 64 * 1024:
            digest.update(path.read_bytes() if os.access(path, os.R_OK) else b"closed")
    return digest.hexdigest()


def _below(folder: Path, levels: int) -> Iterator[tuple[Path, int]]:
    yield folder, levels
    if levels and folder.is_dir() and not folder.is_symlink() and os.access(folder, os.R_OK | os.X_OK):
        for path in sorted(folder.iterdir()):
            yield from _below(path, levels - 1)


def keep_measure(name: str, done: Run) -> None:
    """Add a line to the file that OPENASSAY_MEASURED names: what was run, seconds, MiB."""
    if place := os.environ.get("OPENASSAY_MEASURED"):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(f"{name}\t{done.seconds:.2f}\t{done.peak // MIB}\n")
