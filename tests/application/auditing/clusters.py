"""A Dask cluster of processes of its own, as on other machines."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
