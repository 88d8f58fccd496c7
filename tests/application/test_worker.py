import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from openassay.application import worker
from openassay.application.worker import Progress, WorkerError, run_in_worker
from openassay.sources.target_error import TargetError
from openassay.vocabulary.findings import Unreadable
from tests.descriptors import children, descriptors

MIB = 1 << 20


@pytest.fixture(autouse=True)
def nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """After every test: no child, no descriptor, no temporary file more than before."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = descriptors(), children()
    yield
    assert (descriptors(), children()) == before
    assert list(tmp_path.glob("openassay-*")) == []


def _fails(task: Callable[[Progress], bytes], *, seconds: float = 20, memory: int = 256 * MIB) -> WorkerError:
    with pytest.raises(WorkerError) as caught:
        run_in_worker(task, seconds=seconds, memory=memory)
    assert caught.value.code in str(caught.value)
    return caught.value


def test_the_result_comes_back_from_another_process() -> None:
    assert run_in_worker(lambda _: str(os.getpid()).encode()) != str(os.getpid()).encode()
    assert run_in_worker(lambda _: b"") == b""


def test_a_long_result_comes_back_whole() -> None:
    data = os.urandom(1000) * 20_000
    assert run_in_worker(lambda _: data) == data


def test_progress_is_told_in_order_while_the_child_works() -> None:
    heard: list[str] = []

    def task(progress: Progress) -> bytes:
        for index in range(300):
            progress(f"file {index} é\udcff")
        progress("x" * 5000)
        return b"done"

    assert run_in_worker(task, heard.append) == b"done"
    assert heard[:2] == ["file 0 é\\udcff", "file 1 é\\udcff"]
    assert len(heard) == 301
    assert len(heard[-1]) == 1000


def test_what_the_child_does_to_its_memory_stays_there() -> None:
    kept: list[int] = []

    def task(_: Progress) -> bytes:
        kept.append(1)
        return bytes(kept)

    assert run_in_worker(task) == b"\1"
    assert kept == []


def test_refusals_and_unreadable_things_pass_through() -> None:
    def refuse(_: Progress) -> bytes:
        raise TargetError("It is gone.", undecidable=True)

    def give_up(_: Progress) -> bytes:
        raise Unreadable("error:bad-tar", "it is broken")

    with pytest.raises(TargetError, match="It is gone") as refused:
        run_in_worker(refuse)
    assert refused.value.undecidable
    with pytest.raises(Unreadable) as unreadable:
        run_in_worker(give_up)
    assert (unreadable.value.code, unreadable.value.because) == ("error:bad-tar", "it is broken")


def test_a_fault_of_ours_is_named_with_its_traceback_and_escaped() -> None:
    def fail(_: Progress) -> bytes:
        raise KeyError("\x1b[31mred")

    error = _fails(fail)
    assert error.code == "error:internal"
    assert "KeyError" in error.because
    assert "\x1b" not in error.because
    assert "in fail" in error.detail


@pytest.mark.parametrize("how", ["at once", "by and by"])
def test_a_child_that_needs_too_much_memory_is_told(how: str) -> None:
    def task(_: Progress) -> bytes:
        if how == "at once":
            return bytes(400 * MIB)
        return b"".join([bytes(bytearray(MIB)) for _ in range(400)])

    assert _fails(task).code == "limit:release-memory"


def test_memory_within_the_bound_is_given() -> None:
    assert run_in_worker(lambda _: bytes(bytearray(64 * MIB))[:1], memory=256 * MIB) == b"\0"


def test_a_child_that_the_system_kills_is_told_as_out_of_memory() -> None:
    def task(_: Progress) -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return b""

    assert _fails(task).code == "limit:release-memory"


def test_a_child_that_crashes_is_told_with_its_signal() -> None:
    def task(_: Progress) -> bytes:
        os.kill(os.getpid(), signal.SIGUSR1)
        return b""

    error = _fails(task)
    assert (error.code, f"signal {signal.SIGUSR1:d}" in error.because) == ("error:internal", True)


def test_a_child_that_leaves_without_a_word_is_told() -> None:
    assert "status 7" in _fails(lambda _: os._exit(7)).because


@pytest.mark.parametrize("how", ["sleeping", "busy", "deaf"])
def test_a_child_that_takes_too_long_is_ended(how: str) -> None:
    def task(_: Progress) -> bytes:
        if how == "deaf":
            for kind in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU):
                signal.signal(kind, signal.SIG_IGN)
        while True:
            if how == "sleeping":
                time.sleep(60)

    before = time.monotonic()
    error = _fails(task, seconds=0.2)
    assert error.code == "limit:release-seconds"
    assert time.monotonic() - before < 2


def test_progress_does_not_put_the_end_off() -> None:
    def task(progress: Progress) -> bytes:
        while True:
            progress("still here")
            time.sleep(0.01)

    assert _fails(task, seconds=0.2).code == "limit:release-seconds"


def test_the_child_may_write_no_file_and_leave_no_core() -> None:
    def task(_: Progress) -> bytes:
        with tempfile.TemporaryFile() as file:
            try:
                file.write(b"x" * 100_000)
                file.flush()
            except OSError as error:
                answer = os.strerror(error.errno or 0).encode()
                os.dup2(os.open(os.devnull, os.O_RDONLY), file.fileno())
                return answer
        return b"written"

    assert run_in_worker(task) == b"File too large"
    assert run_in_worker(lambda _: repr(resource.getrlimit(resource.RLIMIT_CORE)).encode()) == b"(0, 0)"


def test_temporary_folders_of_the_child_go_with_it() -> None:
    def task(_: Progress) -> bytes:
        Path(tempfile.mkdtemp(), "inner").mkdir()
        os.kill(os.getpid(), signal.SIGUSR1)
        return b""

    _fails(task)


def test_what_the_child_started_ends_with_it() -> None:
    def task(progress: Progress) -> bytes:
        sleeper = subprocess.Popen(["sleep", "600"])
        progress(str(sleeper.pid))
        time.sleep(60)
        return b""

    heard: list[str] = []
    with pytest.raises(WorkerError):
        run_in_worker(task, heard.append, seconds=0.5)
    _wait_until_gone(int(heard[0]))


def test_an_interrupt_ends_the_child_and_passes_on() -> None:
    def task(progress: Progress) -> bytes:
        progress(str(os.getpid()))
        time.sleep(60)
        return b""

    children: list[int] = []

    def interrupt(line: str) -> None:
        children.append(int(line))
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        run_in_worker(task, interrupt)
    _wait_until_gone(children[0])


def test_a_fault_in_the_progress_of_the_caller_ends_the_child_and_passes_on() -> None:
    def task(progress: Progress) -> bytes:
        progress("x")
        time.sleep(60)
        return b""

    def fail(_: str) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_in_worker(task, fail)


def test_the_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, time\n"
        "from openassay.application.worker import run_in_worker\n"
        "def task(progress):\n"
        "    progress(str(os.getpid()))\n"
        "    while True: time.sleep(60)\n"
        "run_in_worker(task, lambda line: print(line, flush=True))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(worker.__file__).parents[2]), "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    _wait_until_gone(child)
    for left in tmp_path.glob("openassay-*"):  # a killed parent can take nothing away; it is an empty folder
        left.rmdir()


def test_workers_run_side_by_side_in_threads() -> None:
    answers: list[bytes] = []
    threads = [
        threading.Thread(target=lambda index=index: answers.append(run_in_worker(lambda _: bytes([index] * 100_000))))
        for index in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer[0] for answer in answers) == list(range(6))


def test_without_fork_the_task_runs_in_the_process_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    heard: list[str] = []

    def task(progress: Progress) -> bytes:
        progress("here")
        return str(os.getpid()).encode()

    assert run_in_worker(task, heard.append) == str(os.getpid()).encode()
    assert heard == ["here"]


def test_a_worker_costs_less_than_ten_milliseconds_of_work() -> None:
    def cost() -> float:
        before = os.times()
        run_in_worker(lambda _: b"x")
        return sum(os.times()[:4]) - sum(before[:4])  # time at work: a busy machine does not count

    assert min(cost() for _ in range(10)) <= 0.01


def _wait_until_gone(process: int) -> None:
    """Wait until a process has ended; one that nobody has asked for its status yet counts as ended."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state == "Z":
            return
        time.sleep(0.01)
    raise AssertionError("the process is still there")
