"""From what a person asks for to a plan that is carried out."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from openassay.application.assess import choose
from openassay.application.auditing.audit import Summary, Watch, audit
from openassay.application.auditing.chunk import Read, read_release
from openassay.application.auditing.executors import MakeExecutor, NoCluster, cluster, cores, processes
from openassay.application.auditing.plan import Plan, Settings, chunk_for, times_of
from openassay.application.auditing.running import WorkersDie
from openassay.application.auditing.tasks import NoList, read_tasks
from openassay.index.damage import Unusable
from openassay.index.seeing import check_time, now
from openassay.index.store import Index
from openassay.vocabulary.limits import RELEASE_MEMORY, RELEASE_SECONDS

_AHEAD = 2
"""Chunks that wait at each worker."""
_CLUSTER_WINDOW = 1_000
"""Chunks that are given to a cluster at once; it knows best how many workers it has."""


class Unaudited(Exception):  # noqa: N818
    """An audit that could not be carried out; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for."""

    list: Path
    folder: Path
    standards: tuple[str, ...]
    at: str | None = None
    again: bool = False
    workers: int | None = None
    cluster: str | None = None
    chunk: int | None = None
    seconds: float = RELEASE_SECONDS.value
    memory: int = RELEASE_MEMORY.value
    follow: bool = False
    offline: bool = False


def carry_out(asked: Asked, watch: Watch, read: Read = read_release) -> Summary:
    """Audit what is asked for. Raises `Unaudited`, and `NotAssessed` where a standard is not there."""
    try:
        names = tuple(standard.name for standard in choose(asked.standards))
        settings = Settings(names, asked.follow, asked.offline, asked.seconds, asked.memory)
        tasks = tuple(read_tasks(asked.list))
        plan = Plan(tasks, settings, check_time(asked.at) if asked.at else "", asked.chunk or chunk_for(len(tasks)))
        make, window = _executor(asked)
        with Index.open(asked.folder, create=True, writing=True) as index:
            return audit(_timed(plan, index.folder, asked.again), index, make, window, watch, read)
    except (NoList, Unusable, NoCluster, WorkersDie) as error:
        raise Unaudited(str(error)) from error
    except ModuleNotFoundError as error:
        raise Unaudited(f"an index needs the extra 'index' ({error.name} is missing); install openassay[index]") from error
    except OSError as error:
        raise Unaudited(f"the audit could not go on: {error}; the same command goes on where this one was") from error


def _executor(asked: Asked) -> tuple[MakeExecutor, int]:
    if asked.cluster:
        return cluster(asked.cluster), _CLUSTER_WINDOW
    count = asked.workers or cores()
    return processes(count), count * _AHEAD


def _timed(plan: Plan, folder: Path, again: bool) -> Plan:
    """The plan with its time: that of the same audit before, unless it is to be made again."""
    if plan.seen_at:
        return plan
    before = times_of(folder, plan)
    seen_at = before[0] if before and not again else now()
    while again and seen_at in before:  # it began in this very second
        time.sleep(0.1)
        seen_at = now()
    return replace(plan, seen_at=seen_at)
