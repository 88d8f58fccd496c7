"""The same audit on a cluster. The workers are processes of their own, as on another machine."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from openassay.application.auditing.ordering import Unaudited
from tests.application.auditing.indexes import audit_into, content_of, write_list

START = 60


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and some workers; gives the address and the workers' processes."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "DASK_LOGGING__DISTRIBUTED": "error"}
    said = folder / "scheduler.json"
    plain = ["--host", "127.0.0.1", "--no-dashboard"]
    module = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    processes = [subprocess.Popen([*module, *plain, "--port", "0", "--scheduler-file", said], env=environment, stderr=-3)]
    try:
        end = time.monotonic() + START
        while not said.exists() and time.monotonic() < end:
            time.sleep(0.1)
        module = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(said)]
        one = ["--no-nanny", "--no-dashboard", "--nthreads", "1", "--local-directory", str(folder)]
        processes += [subprocess.Popen([*module, *one], env=environment, stderr=-3) for _ in range(workers)]
        yield str(said), processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def test_a_cluster_of_which_one_worker_dies_gives_the_same_index(tmp_path: Path) -> None:
    list_ = write_list(tmp_path / "list", ["slow:0.1"] * 60)
    audit_into(tmp_path / "here", list_, chunk=5)
    with cluster(tmp_path, 2) as (said, workers):
        folder = tmp_path / "there"

        def kill() -> None:
            while len(list(folder.glob("segments/*.parquet"))) < 3:
                time.sleep(0.02)
            workers[0].send_signal(signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        summary = audit_into(folder, list_, chunk=5, cluster=said)
        killer.join()
        assert workers[0].wait(START) == -signal.SIGKILL
    assert summary.assessed == 60
    assert content_of(folder) == content_of(tmp_path / "here")


def test_an_address_where_no_cluster_is_is_named(tmp_path: Path) -> None:
    list_ = write_list(tmp_path / "list", ["made-up"])
    with pytest.raises(Unaudited, match="no cluster answers at 'nowhere://x'"):
        audit_into(tmp_path / "index", list_, cluster="nowhere://x")
