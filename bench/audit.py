"""Measure and torment the audit of many releases.

Usage: python -m bench.audit harness [--count N]      processor time of the harness, with assessments that are made already
       python -m bench.audit releases [--count N]     the same with releases that are really assessed
       python -m bench.audit kills [--count N]        killed again and again, then compared with an undisturbed one
       python -m bench.audit cluster [--count N]      on a Dask cluster of two processes, of which one is killed
       python -m bench.audit verify [--count N]       so many single altered bytes, each of which must be found
Exits with 1 where a target is missed.
"""

import argparse
import ctypes
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from datetime import date
from pathlib import Path

from bench.trees import tiny
from openassay.application.assess import Wanted, assess, choose
from openassay.application.auditing.chunk import read_release
from openassay.application.auditing.ordering import Asked, carry_out
from openassay.application.auditing.plan import Settings
from openassay.application.auditing.tasks import Task, read_tasks
from openassay.index.store import Index
from openassay.index.verification import verify
from tests.application.auditing.clusters import cluster
from tests.application.auditing.indexes import AT, content_of
from tests.application.auditing.readers import read_held
from tests.index.altering import alter
from tests.index.filling import fill

STANDARDS = ("g7", "mof", "osaid")
TARGET_MS = 1.0
_SUBREAPER = 36


def cpu_of(*words: str | Path) -> float:
    """Processor seconds that a way of this bench takes in a process of its own, with all that it starts, however they end."""
    child = os.fork()
    if child:
        _, status, usage = os.wait4(child, 0)
        if status:
            raise SystemExit(f"{words} ended with status {status}")
        return usage.ru_utime + usage.ru_stime
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    inner = subprocess.Popen([sys.executable, "-m", "bench.audit", *map(str, words)], stdout=subprocess.DEVNULL)
    code = 1
    while True:
        try:
            ended, status = os.wait()
        except ChildProcessError:
            os._exit(code)
        if ended == inner.pid:
            code = int(status != 0)


def write_releases(folder: Path, count: int) -> Path:
    """Make small releases that differ, and a list of them."""
    lines = []
    for number in range(count):
        tiny(folder / f"release-{number:05}", number)
        lines.append(str(folder / f"release-{number:05}"))
    (folder / "list").write_text("\n".join(lines))
    return folder / "list"


def write_held(folder: Path, count: int) -> Path:
    """Assess a few small releases, and write a list that has the assessments of them in turn."""
    held = []
    for number in range(8):
        tiny(folder / f"release-{number}", number)
        data = assess(str(folder / f"release-{number}"), choose(STANDARDS), lambda _: None, Wanted())
        held.append(folder / f"held-{number}.json")
        held[-1].write_bytes(data)
    names = (f'{{"address": "held:{held[number % 8]}", "name": "release-{number:05}"}}' for number in range(count))
    (folder / "list").write_text("\n".join(names))
    return folder / "list"


def loop(list_: Path, into: Path | None = None) -> int:
    """Assess one release after the other in this process, and add them to an index where a folder is given."""
    from openassay.application.auditing import warming  # noqa: F401 - so that it is as ready as a worker is

    settings, today = Settings(STANDARDS), date.fromisoformat(AT)
    documents = ((task.name, _read(task, settings, today)) for task in read_tasks(list_))
    if into is None:
        deque(documents, 0)
        return 0
    with Index.open(into, create=True, writing=True) as index:
        index.add(documents, AT)
    return 0


def audited(list_: Path, into: Path) -> int:
    """Audit a list with two workers."""
    carry_out(Asked(list_, into, STANDARDS, AT, workers=2), lambda _: None, _read)
    return 0


def _read(task: Task, settings: Settings, today: date) -> bytes:
    held = task.address.startswith("held:")
    return read_held(task, settings, today) if held else read_release(task, settings, today)


def harness(folder: Path, count: int) -> int:
    """The harness alone: nothing is assessed, so that all that is measured is the harness and the index."""
    list_ = write_held(folder, count)
    costs = cpu_of("loop", list_), cpu_of("loop", list_, folder / "looped"), cpu_of("audited", list_, folder / "audited")
    return report(count, *costs)


def releases(folder: Path, count: int) -> int:
    """Releases that are really assessed, by an audit and by a plain loop."""
    list_ = write_releases(folder, count)
    began = time.monotonic()
    cost = cpu_of("audited", list_, folder / "audited")
    print(f"audited in {time.monotonic() - began:.0f} s of the clock")
    return report(count, cpu_of("loop", list_), cpu_of("loop", list_, folder / "looped"), cost)


def report(count: int, plain: float, kept: float, cost: float) -> int:
    """Print what each way took, a release, and say whether the harness keeps its target."""
    per = 1000 / count
    print(f"{count} releases, milliseconds of processor time for each")
    print(f"  a plain loop                        {plain * per:8.2f}")
    print(f"  a plain loop that adds to an index  {kept * per:8.2f}")
    print(f"  an audit                            {cost * per:8.2f}")
    over = (cost - kept) * per
    print(f"  the harness, over the loop          {over:8.2f}   target {TARGET_MS:.2f}")
    return int(over > TARGET_MS)


def kills(folder: Path, count: int) -> int:
    """Kill an audit at random moments, its parent or any process of it, until it was killed `count` times; then compare."""
    list_ = write_releases(folder, 40)
    chance = random.Random(200)  # noqa: S311
    command = [sys.executable, "-m", "openassay", "audit", str(list_), "--at", AT, "--workers", "2", "--chunk", "3", "--into"]
    began = time.perf_counter()
    subprocess.run([*command, str(folder / "undisturbed")], check=True, stdout=subprocess.DEVNULL)
    often = 2 / (time.perf_counter() - began)
    wanted = content_of(folder / "undisturbed")
    done = rounds = differing = 0
    while done < count:
        rounds += 1
        place = folder / f"disturbed-{rounds}"
        while not _one_run([*command, str(place)], chance, folder, often if done < count else 0):
            done += 1
        found = content_of(place)
        differing += found != wanted
        for name in sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)):
            print(f"  differs: {name}")
        shutil.rmtree(place)
        print(f"{done} kills, {rounds} audits finished, {differing} differ", flush=True)
    return int(differing > 0)


def _one_run(command: list[str], chance: random.Random, folder: Path, often: float) -> bool:
    """Run once, and kill so many times a second on average; False where it was killed on the way."""
    mark = f"{folder}-{chance.random()}"
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, "OPENASSAY_BENCH_MARK": mark})
    killed = False
    while True:
        try:
            code = running.wait(chance.expovariate(often) if often else 600)
        except subprocess.TimeoutExpired:
            killed = True
            whole = chance.random() < 0.7
            victims = [running.pid] if whole else _of_the_harness(running.pid, mark)
            _kill(chance.choice(victims or [running.pid]))
            if whole:
                running.wait()
                _wait_until_gone(mark)
                return False
            continue
        if code and not killed:
            raise SystemExit(f"the audit ended with {code}")
        return code == 0


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def _processes(mark: str) -> list[int]:
    """All processes that were started with a mark in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return sorted(found)


def _of_the_harness(parent: int, mark: str) -> list[int]:
    """The processes of an audit but those that read a release: who kills these says that the release is too big."""
    parents = {process: _parent_of(process) for process in _processes(mark)}
    first = {process for process, above in parents.items() if above == parent}
    return sorted({parent} | first | {process for process, above in parents.items() if above in first})


def _parent_of(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _wait_until_gone(mark: str) -> None:
    end = time.monotonic() + 60
    while _processes(mark):
        if time.monotonic() > end:
            raise SystemExit("processes of a killed audit live on")
        time.sleep(0.02)


def on_a_cluster(folder: Path, count: int) -> int:
    """Audit on a cluster of two processes, kill one half-way, and compare with the audit on this machine."""
    list_ = write_releases(folder, count)
    carry_out(Asked(list_, folder / "here", STANDARDS, AT, workers=2, chunk=20), lambda _: None)
    with cluster(folder, 2) as (address, workers):
        half = count // 2

        def watch(progress: object) -> None:
            if getattr(progress, "done", 0) > half:
                workers[0].send_signal(signal.SIGKILL)

        began = time.monotonic()
        summary = carry_out(Asked(list_, folder / "there", STANDARDS, AT, cluster=address, chunk=20), watch)
        killed = workers[0].wait() == -signal.SIGKILL
    same = content_of(folder / "there") == content_of(folder / "here")
    print(f"{summary.assessed} of {count} assessed in {time.monotonic() - began:.0f} s")
    print(f"one worker killed: {killed}; identical: {same}")
    return int(not (same and killed))


def alterations(folder: Path, count: int) -> int:
    """Alter one byte, verify, and begin anew."""
    fill(folder / "index")
    missed = []
    for seed in range(count):
        what = alter(folder / "index", folder / "copy", random.Random(seed))  # noqa: S311
        if not verify(folder / "copy").problems:
            missed.append(what)
        shutil.rmtree(folder / "copy")
    print(f"{count - len(missed)} of {count} altered bytes found", *missed, sep="\n  ")
    return int(bool(missed))


WAYS = {
    "harness": (harness, 2_000),
    "releases": (releases, 2_000),
    "kills": (kills, 200),
    "cluster": (on_a_cluster, 400),
    "verify": (alterations, 1_000),
}


def main() -> None:
    """Measure what is asked for."""
    if sys.argv[1:2] in (["loop"], ["audited"]):
        sys.exit({"loop": loop, "audited": audited}[sys.argv[1]](*map(Path, sys.argv[2:])))
    parser = argparse.ArgumentParser()
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("--count", type=int)
    given = parser.parse_args()
    way, usual = WAYS[given.way]
    with tempfile.TemporaryDirectory(prefix="openassay-bench-") as place:
        sys.exit(way(Path(place), given.count or usual))


if __name__ == "__main__":
    main()
