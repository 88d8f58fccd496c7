"""The plan of an audit: everything that its result depends on, and nothing else. The same plan gives the same index.

It is kept in the index when the audit begins, so that the same command goes on with it, with the time that it began under.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path

from openassay import __version__
from openassay.application.auditing.tasks import Task
from openassay.index.ledger import SEGMENTS
from openassay.index.segments import write_durably
from openassay.vocabulary.limits import RELEASE_MEMORY, RELEASE_SECONDS

FOLDER = "audits"
_FILE = "plan.json"
_LARGEST, _PARTS = 100, 32


@dataclass(frozen=True, slots=True)
class Settings:
    """How each release of an audit is assessed."""

    standards: tuple[str, ...]
    """Full names."""
    follow: bool = False
    offline: bool = False
    seconds: float = RELEASE_SECONDS.value
    memory: int = RELEASE_MEMORY.value


@dataclass(frozen=True)
class Plan:
    """An audit, laid out in chunks: each is one task for one worker, and one segment of the index."""

    tasks: tuple[Task, ...]
    settings: Settings
    seen_at: str
    """The time that stands in the index for all of it."""
    chunk: int
    """Releases in a chunk."""
    version: str = __version__

    @property
    def likeness(self) -> str:
        """A digest of all but the time."""
        return _digest(replace(self, seen_at=""))

    @cached_property
    def key(self) -> str:
        """A digest of all of it."""
        return _digest(self)

    @property
    def chunks(self) -> list[tuple[Task, ...]]:
        """The tasks of each chunk."""
        return [self.tasks[start : start + self.chunk] for start in range(0, len(self.tasks), self.chunk)]


def chunk_for(tasks: int) -> int:
    """How many releases make a chunk where nobody says so: few enough for many workers, and enough for a segment."""
    return max(1, min(tasks // _PARTS, _LARGEST))


def folder_of(index: Path, plan: Plan) -> Path:
    """The folder in which the workers of an audit keep what they have so far."""
    return index / FOLDER / plan.key[:32]


def begin(index: Path, plan: Plan) -> None:
    """Keep a plan in the index, so that it can be gone on with."""
    folder = folder_of(index, plan)
    folder.mkdir(parents=True, exist_ok=True)
    said = {"likeness": plan.likeness, "key": plan.key, "seen_at": plan.seen_at}
    write_durably(folder / _FILE, json.dumps(said, sort_keys=True).encode())


def end(index: Path, plan: Plan) -> None:
    """Remove what the workers of an audit left behind, now that the index has all of it."""
    left = [path for path in folder_of(index, plan).iterdir() if path.name != _FILE]
    for path in (*left, *(index / SEGMENTS).glob("*.tmp")):
        path.unlink(missing_ok=True)


def times_of(index: Path, plan: Plan) -> Sequence[str]:
    """The times under which the same was audited before, the latest first."""
    found = []
    for path in (index / FOLDER).glob(f"*/{_FILE}"):
        said = json.loads(path.read_bytes())
        if said["likeness"] == plan.likeness:
            found.append(said["seen_at"])
    return sorted(found, reverse=True)


def _digest(plan: Plan) -> str:
    digest = hashlib.sha256()
    for part in (asdict(plan.settings), plan.seen_at, plan.chunk, plan.version, *map(_plainly, plan.tasks)):
        digest.update(json.dumps(part, sort_keys=True).encode() + b"\n")
    return digest.hexdigest()


def _plainly(task: Task) -> list[object]:
    return [task.name, task.address, task.beside]
