"""Assessments that visitors asked for: one is made at a time, so many may wait, any can be cancelled by who asked for it."""

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from openassay.index.store import Index, Unusable
from openassay.vocabulary.text import shown
from openassay.web.addresses import checked
from openassay.web.settings import Settings

_KEPT = 200
_PER_VISITOR = 3
_MOST_TOLD = 60


class Busy(Exception):  # noqa: N818 - it names the state of the queue
    """The queue takes no more; the message is one sentence for the visitor."""


@dataclass
class Job:
    """One assessment. `state` is `waiting`, `running`, `done`, `refused` or `cancelled`."""

    id: str
    """A secret: who knows it may look and cancel."""
    address: str
    visitor: str
    state: str = "waiting"
    told: list[str] = field(default_factory=list)
    because: str = ""
    """Why it was refused."""
    release: str = ""
    """The name in the index, once it is done."""

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "refused", "cancelled")


class Queue:
    """The queue and the one thread that works it off."""

    def __init__(self, index: Path, settings: Settings) -> None:
        self._index = index
        self._settings = settings
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._change = threading.Condition()
        self._running: tuple[Job, subprocess.Popen[str]] | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="assessments", daemon=True)
        self._thread.start()

    def add(self, text: str, visitor: str) -> Job:
        """Take an address. Raises `Refused` or `Busy`."""
        address = checked(text, self._settings.folders)
        with self._change:
            waiting = [job for job in self._jobs.values() if not job.over]
            same = next((job for job in waiting if job.address == address and job.visitor == visitor), None)
            if same is not None:
                return same
            if len(waiting) >= self._settings.waiting:
                raise Busy("So many assessments are waiting that no more are taken; come back later.")
            if sum(job.visitor == visitor for job in waiting) >= _PER_VISITOR:
                raise Busy(f"You have {_PER_VISITOR} assessments waiting; wait for one, or cancel one.")
            job = Job(secrets.token_urlsafe(18), address, visitor)
            self._jobs[job.id] = job
            for id_ in [id_ for id_, old in self._jobs.items() if old.over][: max(len(self._jobs) - _KEPT, 0)]:
                del self._jobs[id_]
            self._change.notify_all()
            return job

    def get(self, id_: str) -> tuple[Job, int] | None:
        """A job, and how many are before it."""
        with self._change:
            job = self._jobs.get(id_)
            if job is None:
                return None
            order = [one.id for one in self._jobs.values() if not one.over]
            return job, order.index(id_) if id_ in order else 0

    def cancel(self, id_: str) -> None:
        """End a job; one that is over stays as it is."""
        with self._change:
            job = self._jobs.get(id_)
            if job is None or job.over:
                return
            job.state = "cancelled"
            if self._running and self._running[0] is job:
                _end(self._running[1])
            self._change.notify_all()

    def close(self) -> None:
        """End what runs, and take nothing more."""
        with self._change:
            self._closed = True
            if self._running:
                _end(self._running[1])
            self._change.notify_all()
        self._thread.join(10)

    def _work(self) -> None:
        while (job := self._next()) is not None:
            with tempfile.TemporaryDirectory(prefix="openassay-") as folder:
                self._assess(job, Path(folder))

    def _next(self) -> Job | None:
        with self._change:
            while not self._closed:
                waiting = next((job for job in self._jobs.values() if job.state == "waiting"), None)
                if waiting is not None:
                    waiting.state = "running"
                    return waiting
                self._change.wait()
        return None

    def _assess(self, job: Job, folder: Path) -> None:
        result = folder / "assessment.json"
        work = folder / "empty"
        work.mkdir()
        command = [sys.executable, "-m", "openassay.web.assessor", job.address, str(result)]
        path = os.pathsep.join(str(Path(one).resolve()) for one in sys.path if one)
        with self._change:
            if job.over or self._closed:
                return
            process = subprocess.Popen(  # noqa: S603 - our own program; the address was checked
                command, cwd=work, env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
            )  # fmt: skip
            self._running = (job, process)
        refused = ""
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        with process.stdout as lines:
            for line in lines:
                said = json.loads(line)
                refused = said.get("refused", refused)
                if "doing" in said:
                    job.told = [*job.told, shown(str(said["doing"]), 160)][-_MOST_TOLD:]
        status = process.wait()
        with self._change:
            self._running = None
            if job.over:
                return
        if status or not result.exists():
            job.because, job.state = refused or "The assessment ended before it came to a result.", "refused"
            return
        self._keep(job, result.read_bytes())

    def _keep(self, job: Job, data: bytes) -> None:
        name = str(json.loads(data)["release"]["name"])
        try:
            with Index.open(self._index, writing=True) as index:
                index.add([(name, data)], datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        except Unusable as error:
            job.because, job.state = f"The index could not take it: {error}.", "refused"
            return
        job.release, job.state = name, "done"


def _end(process: subprocess.Popen[str]) -> None:
    """End a process and all that it started, which are a group of their own."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
