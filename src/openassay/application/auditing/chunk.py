"""One chunk of an audit, done by one worker: each release is assessed, and all of them become one segment of the index.

Whatever ends the worker, another goes on from its journal. Doing a chunk again when it is done costs nothing and changes nothing.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from openassay.application.assess import NotAssessed, Wanted, assess, choose
from openassay.application.auditing.journal import Failure, Journal, Kept, read_journals, remove_journals
from openassay.application.auditing.plan import Settings
from openassay.application.auditing.tasks import Task
from openassay.application.auditing.watch import Watch
from openassay.index import segments
from openassay.index.ledger import SEGMENTS
from openassay.index.segments import Assessed, Segment
from openassay.vocabulary.limits import CLONE_SECONDS, RELEASE_SECONDS
from openassay.vocabulary.standard import Standard
from openassay.vocabulary.text import shown

Read = Callable[[Task, Settings, date], bytes]
"""Assesses one release; what is not assessed is a `NotAssessed`. It stands in a module, so that any worker finds it by name."""

MOST_BREAKS = 3
"""How often the process that reads a release may die before the release is passed over."""
_CODE = re.compile(r" \(((?:error|limit|refused|unknown):[a-z0-9-]+)\)\.?\Z")
_LINE = 1_000


@dataclass(frozen=True)
class Order:
    """What a worker is to do."""

    index: Path
    folder: Path
    """Where the journals and receipts of the audit are."""
    chunk: int
    tasks: tuple[Task, ...]
    settings: Settings
    seen_at: str
    read: Read
    only: int | None = None
    """Where given, only this release of the chunk is assessed, and no segment comes of it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a chunk: a receipt."""

    chunk: int
    segment: str
    """The name of the segment; empty where no release could be assessed."""
    rows: int
    failed: tuple[tuple[str, str, str], ...]
    """Name, code and reason of each release that has no assessment."""


def do_chunk(order: Order) -> Done | None:
    """Do one chunk, or what is left of it; None where only one release of it was asked for."""
    if (done := read_receipt(order.folder, order.chunk)) is not None:
        return done
    rows: list[Assessed] = []
    failed: list[tuple[str, str, str]] = []
    kept = read_journals(order.folder, order.chunk)
    with closing(Journal(order.folder, order.chunk)) as journal, Watch(_longest(order.settings)) as watch:
        for place, task in enumerate(order.tasks):
            if order.only not in (None, place):
                continue
            found = _kept(order, place, kept) or _read(order, place, kept, journal, watch)
            if isinstance(found, Failure):
                failed.append((task.name, found.code, found.because))
            else:
                rows.append(found)
    if order.only is not None:
        return None
    segment = Segment("", 0)
    if rows:
        segment = segments.write_segment(order.index / SEGMENTS, list(_each_document_once(rows)))
    done = Done(order.chunk, segment.name, segment.rows, tuple(failed))
    segments.write_durably(_receipt(order.folder, order.chunk), json.dumps([done.segment, done.rows, done.failed]).encode())
    return done


def read_release(task: Task, settings: Settings, today: date) -> bytes:
    """Assess one release as `openassay assess` does."""
    wanted = Wanted(task.beside, settings.follow, settings.offline, today, settings.seconds, settings.memory)
    return assess(task.address, _standards(settings.standards), _say_nothing, wanted)


def read_receipt(folder: Path, chunk: int) -> Done | None:
    """What became of a chunk that was done; None where it was not."""
    try:
        segment, rows, failed = json.loads(_receipt(folder, chunk).read_bytes())
    except FileNotFoundError:
        return None
    return Done(chunk, segment, rows, tuple((name, code, because) for name, code, because in failed))


def forget_chunk(folder: Path, chunk: int) -> None:
    """Remove what was kept of a chunk, now that the index has it."""
    remove_journals(folder, chunk)
    _receipt(folder, chunk).unlink(missing_ok=True)


def _receipt(folder: Path, chunk: int) -> Path:
    return folder / f"{chunk}.done"


def _kept(order: Order, place: int, kept: Kept) -> Assessed | Failure | None:
    """What a worker before this one came to, for one release."""
    if failure := kept.failures.get(place):
        return failure
    if document := kept.documents.get(place):
        return segments.assessed(order.tasks[place].name, segments.decompress(document), order.seen_at)
    return None


def _read(order: Order, place: int, kept: Kept, journal: Journal, watch: Watch) -> Assessed | Failure:
    if kept.breaks[place] >= MOST_BREAKS:
        failure = Failure("error:crashed", f"The process that read it died {MOST_BREAKS} times.")
        journal.fail(place, failure)
        return failure
    journal.start(place)
    try:
        with watch.over(lambda: journal.fail(place, _too_long(order.settings))):
            data = order.read(order.tasks[place], order.settings, date.fromisoformat(order.seen_at[:10]))
        row = segments.assessed(order.tasks[place].name, data, order.seen_at)
    except (NotAssessed, Exception) as error:  # a fault of ours in one release is no reason to lose the others
        failure = _failure(error)
        journal.fail(place, failure)
        return failure
    journal.keep(place, row.document or b"")
    return row


def _failure(error: Exception) -> Failure:
    if not isinstance(error, NotAssessed):
        return Failure("error:internal", shown(f"A fault of openassay: {type(error).__name__}: {error}", _LINE))
    said = shown(str(error), _LINE)
    if code := _CODE.search(said):
        return Failure(code[1], said[: code.start()].rstrip(".") + ".")
    return Failure("unknown:not-fetched" if error.undecidable else "refused:no-release", said)


def _longest(settings: Settings) -> float:
    """Seconds after which a release has gone wrong outside the process that reads it, such as while it was opened."""
    return CLONE_SECONDS.value + settings.seconds * (2 if settings.follow else 1)


def _too_long(settings: Settings) -> Failure:
    return Failure(RELEASE_SECONDS.code, f"Opening the release took longer than {_longest(settings):g} seconds.")


def _each_document_once(rows: list[Assessed]) -> Iterator[Assessed]:
    seen: set[str] = set()
    for row in rows:
        yield segments.without_document(row) if row.digest in seen else row
        seen.add(row.digest)


@cache
def _standards(names: tuple[str, ...]) -> list[Standard]:
    return choose(names)


def _say_nothing(_: str) -> None:
    """Take a line of progress and do nothing with it."""
