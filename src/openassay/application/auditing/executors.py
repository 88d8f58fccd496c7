"""Where the chunks of an audit are done: in processes on this machine, or on a cluster that is there already.

Both are a `concurrent.futures.Executor`, and nothing else knows which it is.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_PRELOADED = ["openassay.application.auditing.warming"]
_WAIT = 30

MakeExecutor = Callable[[], AbstractContextManager[Executor]]


class NoCluster(Exception):  # noqa: N818
    """A cluster that cannot be used; the message is one sentence for the user."""


def processes(count: int) -> MakeExecutor:
    """Give what makes a pool of processes on this machine. They end when this process does, however it ends."""

    @contextmanager
    def make() -> Iterator[Executor]:
        context = _context()
        lives, hold = context.Pipe(duplex=False)
        executor = ProcessPoolExecutor(count, mp_context=context, initializer=_settle_in, initargs=(lives,))
        try:
            yield executor
        finally:
            hold.close()  # and the workers end, whatever they are doing
            lives.close()
            executor.shutdown(wait=True, cancel_futures=True)

    return make


def cluster(address: str) -> MakeExecutor:
    """Give what connects to a Dask cluster, by its address or the file that its scheduler wrote.

    Its workers must have openassay, and see the index under the same path. Raises `NoCluster`.
    """
    try:
        import distributed
    except ModuleNotFoundError:
        raise NoCluster("a cluster needs the extra 'cluster'; install openassay[cluster,index] here and there") from None

    @contextmanager
    def make() -> Iterator[Executor]:
        try:
            connect: Any = distributed.Client
            known = {"scheduler_file": address} if Path(address).is_file() else {"address": address}
            client = connect(timeout=_WAIT, set_as_default=False, **known)
        except (OSError, ValueError, TimeoutError) as error:
            raise NoCluster(f"no cluster answers at '{address}' ({type(error).__name__}); give it as tcp://HOST:PORT") from None
        try:
            yield client.get_executor(pure=False)
        finally:
            client.close()

    return make


def cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _context() -> Any:
    """A way to start processes that gives them nothing of this one: its threads and locks would be theirs else."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOADED)
        return context
    return multiprocessing.get_context("spawn")


def _settle_in(lives: Connection) -> None:
    """Leave interrupts to the parent, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what was read before is not looked through again and again

    def watch() -> None:
        try:
            lives.recv_bytes()
        except (EOFError, OSError):
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
