"""The queue of assessments: one at a time, limited, cancellable, and what is done stands in the index."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from openassay.index.store import Index
from openassay.web.jobs import Busy, Job, Queue
from openassay.web.settings import Settings
from tests.conftest import ROOT
from tests.web.shelves import client, shelf

EXAMPLES = ROOT / "examples"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with Index.open(tmp_path / "index", create=True):
        pass
    return tmp_path / "index"


@pytest.fixture
def queue(index: Path) -> Iterator[Queue]:
    made = Queue(index, Settings(str(index), may_assess=True, folders=(str(EXAMPLES),), waiting=4))
    yield made
    made.close()


def settle(queue: Queue, job: Job, seconds: float = 60) -> Job:
    """Wait until a job is over."""
    end = time.monotonic() + seconds
    while not job.over and time.monotonic() < end:
        time.sleep(0.05)
    return job


def test_what_is_assessed_stands_in_the_index(queue: Queue, index: Path) -> None:
    job = settle(queue, queue.add(str(EXAMPLES / "placenames-boastful"), "visitor"))
    assert (job.state, job.because) == ("done", "")
    assert job.told
    with Index.open(index) as opened:
        row = opened.row(job.release)
    assert row is not None
    assert {grade.family.partition("@")[0] for grade in row.grades} >= {"g7", "mof", "osaid"}


def test_what_cannot_be_read_is_told_in_a_sentence(queue: Queue, tmp_path: Path) -> None:
    job = settle(queue, queue.add(str(EXAMPLES / "nothing"), "visitor"))
    assert job.state == "refused"
    assert "does not exist" in job.because


def test_a_visitor_may_have_three_waiting_and_all_together_four(queue: Queue) -> None:
    folder = str(EXAMPLES / "placenames-open")
    jobs = [queue.add(f"pypi:not-a-package-{place}", "one") for place in range(3)]
    assert queue.add("pypi:not-a-package-0", "one") in jobs
    with pytest.raises(Busy, match="You have 3"):
        queue.add(folder, "one")
    other = queue.add(folder, "two")
    with pytest.raises(Busy, match="no more are taken"):
        queue.add(folder, "three")
    for job in (*jobs, other):
        queue.cancel(job.id)
    assert {job.state for job in (*jobs, other)} <= {"cancelled", "refused"}
    assert settle(queue, queue.add(folder, "three")).state == "done"


def test_a_running_one_is_cancelled_at_once_and_leaves_nothing(queue: Queue, index: Path) -> None:
    job = queue.add(str(EXAMPLES / "placenames-open"), "visitor")
    end = time.monotonic() + 30
    while job.state == "waiting" and time.monotonic() < end:
        time.sleep(0.01)
    queue.cancel(job.id)
    after = settle(queue, queue.add(str(EXAMPLES / "placenames-boastful"), "visitor"))
    assert (job.state, after.state) == ("cancelled", "done")
    with Index.open(index) as opened:
        assert opened.releases().total == 1


def test_who_does_not_know_the_secret_sees_nothing(tmp_path: Path) -> None:
    with client(shelf(tmp_path / "index"), may_assess=True) as visitor:
        assert visitor.get("/assess/job", params={"id": "guess"}).status_code == 404
        answer = visitor.post("/assess", data={"address": "pypi:not a name"})
        assert answer.status_code == 400
        assert "write pypi:NAME" in answer.text
