"""Auditing a list of releases into an index.

The chunks of the plan may end in any order; they are entered in that of the list, so that the same plan gives the same index,
byte for byte, whatever happened on the way.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from openassay.application.auditing.chunk import Done, Order, Read, forget_chunk, read_receipt, read_release
from openassay.application.auditing.executors import MakeExecutor
from openassay.application.auditing.journal import begun_chunks, count_ended
from openassay.application.auditing.plan import Plan, begin, end, folder_of
from openassay.application.auditing.running import run_chunks
from openassay.index.segments import Segment
from openassay.index.store import Index

Watch = Callable[["Progress"], None]


@dataclass
class Progress:
    """How far an audit is."""

    total: int
    before: int
    """Releases that were done with when this process began."""
    done: int
    failed: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def rate(self) -> float:
        """Releases a second since this process began."""
        return (self.done - self.before) / max(time.monotonic() - self.began, 1e-9)

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at this rate; None where nobody can tell yet."""
        return (self.total - self.done) / self.rate if self.done > self.before else None


@dataclass(frozen=True, slots=True)
class Failed:
    """A release that has no assessment, and why."""

    name: str
    code: str
    because: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What an audit came to."""

    seen_at: str
    total: int
    assessed: int
    failed: tuple[Failed, ...]
    already: int
    """Of the total, those that the index had when this process began."""

    @property
    def causes(self) -> list[tuple[str, int]]:
        """The causes of failure with how many they stopped, the most frequent first."""
        return sorted(Counter(one.code for one in self.failed).items(), key=lambda item: (-item[1], item[0]))


def audit(
    plan: Plan, index: Index, make: MakeExecutor, window: int, watch: Watch = lambda _: None, read: Read = read_release
) -> Summary:
    """Assess every release of a plan into an index that is open for writing. What the index has of it is left alone.

    `window` is how many chunks are given out at a time. Raises what `make` and the workers raise outside of one release; what was
    done until then is kept.
    """
    begin(index.folder, plan)
    return _Audit(plan, index, read).run(make, window, watch)


class _Audit:
    def __init__(self, plan: Plan, index: Index, read: Read) -> None:
        self._plan = plan
        self._index = index
        self._read = read
        self._folder = folder_of(index.folder, plan)
        self._chunks = plan.chunks
        self._entered = [Done(*one) for one in index.audited(plan.key)]
        self._ended: dict[int, Done] = {}
        for number in range(len(self._entered)):
            forget_chunk(self._folder, number)

    def run(self, make: MakeExecutor, window: int, watch: Watch) -> Summary:
        already = self._count(range(len(self._entered)))
        self._take_receipts()
        waiting = [number for number in range(len(self._entered), len(self._chunks)) if number not in self._ended]
        begun = begun_chunks(self._folder).intersection(waiting)
        done = [len(self._plan.tasks) - self._count(waiting)]
        before = done[0] + self._parts(begun)
        progress = Progress(len(self._plan.tasks), before, before)

        def take(one: Done) -> None:
            done[0] += len(self._chunks[one.chunk])
            begun.discard(one.chunk)
            self._ended[one.chunk] = one
            self._enter()

        def tick(running: Sequence[int]) -> None:
            progress.done = done[0] + self._parts(begun.union(running))
            progress.failed = sum(len(one.failed) for one in (*self._entered, *self._ended.values()))
            watch(progress)

        if waiting:
            run_chunks(map(self._order, waiting), make, window, take, tick)
        end(self._index.folder, self._plan)
        tick(())
        failed = tuple(Failed(*one) for done_ in self._entered for one in done_.failed)
        total = len(self._plan.tasks)
        return Summary(self._plan.seen_at, total, total - len(failed), failed, already)

    def _take_receipts(self) -> None:
        """Enter what was done before and not entered."""
        for number in range(len(self._entered), len(self._chunks)):
            if done := read_receipt(self._folder, number):
                self._ended[number] = done
        self._enter()

    def _enter(self) -> None:
        """Enter the chunks that are next in the list."""
        while (done := self._ended.pop(len(self._entered), None)) is not None:
            said = {
                "audit": self._plan.key,
                "chunk": done.chunk,
                "seen_at": self._plan.seen_at,
                "version": self._plan.version,
                "failed": [list(one) for one in done.failed],
            }
            self._index.commit(Segment(done.segment, done.rows), said)
            self._entered.append(done)
            forget_chunk(self._folder, done.chunk)

    def _order(self, chunk: int) -> Order:
        plan = self._plan
        folders = (self._index.folder.absolute(), self._folder.absolute())
        return Order(*folders, chunk, self._chunks[chunk], plan.settings, plan.seen_at, self._read)

    def _count(self, chunks: Iterable[int]) -> int:
        return sum(len(self._chunks[number]) for number in chunks)

    def _parts(self, chunks: Iterable[int]) -> int:
        """How many releases are done with of chunks that are not."""
        return sum(count_ended(self._folder, number) for number in chunks)
