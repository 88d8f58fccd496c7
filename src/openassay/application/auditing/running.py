"""Giving out the chunks of an audit, and taking them back, whatever becomes of the workers.

Few chunks are given out at a time. Where a worker dies, the pool is made anew, and each release that was being read is tried by
itself: one whose reader dies again and again is passed over, and only that one.
"""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import NamedTuple

from openassay.application.auditing.chunk import MOST_BREAKS, Done, Order, do_chunk
from openassay.application.auditing.executors import MakeExecutor
from openassay.application.auditing.journal import Journal, unfinished

_TICK = 0.5
_DEATHS = frozenset(("KilledWorker", "FutureCancelledError", "CommClosedError"))
"""The names of what a cluster raises where a worker died."""


class WorkersDie(Exception):  # noqa: N818
    """The workers die before they begin with a release."""


class _Given(NamedTuple):
    """What a worker has: a chunk, or one release of it to try."""

    order: Order
    trial: int | None = None


def run_chunks(
    orders: Iterable[Order],
    make: MakeExecutor,
    window: int,
    take: Callable[[Done], None],
    tick: Callable[[list[int]], None],
) -> None:
    """Have every chunk done, `window` of them at a time.

    `take` is called with each that is done, in any order; `tick` about twice a second with the numbers of those being done.
    Raises `WorkersDie`, and whatever else goes wrong in a worker outside of one release.
    """
    with ExitStack() as stack:
        _Run(stack, make, window, take, tick).run(deque(orders))


class _Run:
    def __init__(
        self,
        stack: ExitStack,
        make: MakeExecutor,
        window: int,
        take: Callable[[Done], None],
        tick: Callable[[list[int]], None],
    ) -> None:
        self._stack = stack
        self._make = make
        self._window = window
        self._take = take
        self._tick = tick
        self._running: dict[Future[Done | None], _Given] = {}
        self._waiting: deque[Order] = deque()
        self._trials: deque[_Given] = deque()
        self._deaths = 0
        """Times in a row that workers died and no release had been begun."""

    def run(self, orders: deque[Order]) -> None:
        self._waiting = orders
        executor = self._stack.enter_context(self._make())
        while self._waiting or self._trials or self._running:
            self._give_out(executor)
            ended, _ = wait(self._running, timeout=_TICK, return_when=FIRST_COMPLETED)
            self._tick(sorted({given.order.chunk for given in self._running.values()}))
            broken = False
            for future in ended:
                broken = self._settle(future, self._running.pop(future)) or broken
            if broken:
                self._give_up()
                executor = self._stack.enter_context(self._make())

    def _give_out(self, executor: Executor) -> None:
        """Give a release that may kill to one worker alone; else fill the window."""
        if self._trials:
            if not self._running:
                self._submit(executor, self._trials.popleft())
            return
        alone = any(given.trial is not None for given in self._running.values())
        while not alone and self._waiting and len(self._running) < self._window:
            self._submit(executor, _Given(self._waiting.popleft()))

    def _submit(self, executor: Executor, given: _Given) -> None:
        try:
            future = executor.submit(do_chunk, replace(given.order, only=given.trial))
        except (BrokenExecutor, EOFError, ConnectionError) as error:  # also where what starts the workers died
            future = Future()
            future.set_exception(error if isinstance(error, BrokenExecutor) else BrokenExecutor(str(error)))
        self._running[future] = given

    def _settle(self, future: Future[Done | None], given: _Given) -> bool:
        """Take what became of a chunk or trial; True where the pool is of no more use."""
        try:
            done = future.result()
        except (Exception, CancelledError) as error:
            if not _is_death(error):
                raise
            self._suspect(given)
            return isinstance(error, BrokenExecutor | CancelledError)
        self._deaths = 0
        if done is None:
            self._waiting.appendleft(given.order)
        else:
            self._take(done)
        return False

    def _suspect(self, given: _Given) -> None:
        """Have the release tried alone that was being read when the worker died."""
        order, trial = given
        place = unfinished(order.folder, order.chunk)
        if place is not None:
            self._deaths = 0
            if trial == place:
                with closing(Journal(order.folder, order.chunk)) as journal:
                    journal.note_break(place)
            self._trials.append(_Given(order, place))
            return
        self._deaths += 1
        if self._deaths > self._window * MOST_BREAKS:
            raise WorkersDie("the workers die before they begin with a release; try with fewer --workers")
        self._waiting.appendleft(order)

    def _give_up(self) -> None:
        """Give up a pool that lost a worker, with all that it was doing."""
        for given in self._running.values():
            self._suspect(given)
        self._running.clear()
        self._stack.close()


def _is_death(error: BaseException) -> bool:
    return isinstance(error, BrokenExecutor | CancelledError) or type(error).__name__ in _DEATHS
