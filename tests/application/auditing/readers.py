"""Readers that stand in for the assessment of a release, so that a test takes milliseconds and a release can be made to kill."""

import os
import signal
import time
from datetime import date
from functools import cache
from pathlib import Path

from openassay.application.assess import NotAssessed
from openassay.application.auditing.plan import Settings
from openassay.application.auditing.tasks import Task
from openassay.application.worker import Progress, WorkerError, run_in_worker
from openassay.vocabulary.facts import Answer
from tests.index.documents import document_of


def read_made_up(task: Task, settings: Settings, today: date) -> bytes:
    """Make the assessment of a release up, or do what its address says."""
    what, _, rest = task.address.partition(":")
    if what == "slow":
        time.sleep(float(rest))
    elif what == "once" and not Path(rest).exists():
        Path(rest).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "refuse":
        raise NotAssessed("there is nothing there.", undecidable=False)
    elif what == "fault":
        raise ValueError("a fault\nof ours")
    elif what == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what in ("hang", "memory"):
        return _in_worker(what, settings)
    answers = (Answer.YES, Answer.NO, Answer.UNKNOWN)
    return document_of(task.name, {"published/model-card": answers[len(task.name) % 3]}, version=str(today))


def read_held(task: Task, settings: Settings, today: date | None) -> bytes:
    """Give the assessment that lies in the file which the address names, so that nothing is measured but what is done with it."""
    return _file(task.address.removeprefix("held:"))


@cache
def _file(path: str) -> bytes:
    return Path(path).read_bytes()


def _in_worker(what: str, settings: Settings) -> bytes:
    def task(_: Progress) -> bytes:
        while what == "hang":
            time.sleep(1)
        return b"x" * (1 << 40)

    try:
        return run_in_worker(task, seconds=settings.seconds, memory=settings.memory)
    except WorkerError as error:
        raise NotAssessed(str(error), undecidable=True) from error
