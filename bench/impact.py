"""Measure how long it takes to see whom a changed rule moves, in an index of millions of releases, against its targets.

Usage: python -m bench.impact [--sizes 1000000,2500000] [--runs 5]
The releases are made up: 150 facts, of which 10 standards with 4 requirements each ask 131, and licenses. `all` holds each of
the ten against itself with two of its four requirements changed; `one` holds one against itself with one requirement changed.
A run opens the planes, grades under both standards, and finds who moves, which way, and by which requirement; it ends with the
rows that move and the counts by requirement. `warm` finds the planes in their cache; `parquet` makes them from segments of
250,000 rows, `small` from segments of 10,000, which is what `openassay index compact` makes. Each line is a process of its own.
Times are medians; the limit is the time that memory takes to give all planes once and take all grades once, at the bandwidth
measured here by one thread. Exits with 1 where a target is missed.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from openassay.index.moves import Comparison
from openassay.index.plane_cache import FOLDER, PlaneCache
from openassay.index.planes import words_of
from openassay.index.segments import write_table
from openassay.index.stored import StoredPart
from openassay.vocabulary.components import Component
from openassay.vocabulary.facts import Basis
from openassay.vocabulary.standard import (
    All,
    AnyOf,
    Ask,
    AtLeast,
    Condition,
    LicenseIn,
    Requirement,
    Rung,
    Scheme,
    Standard,
    Status,
    TextRead,
)

ROOT = Path(__file__).parent.parent
PARTS = tuple(component.value for component in Component)[:15]
KEYS = tuple(f"fact-{number}/{part}" for number in range(8) for part in PARTS)
"""120 facts; with `licensed` and `license-consistent` of each part they are 150."""
ASKED = KEYS[:101]
ROWS = {"parquet": 250_000, "warm": 250_000, "small": 10_000}
"""Rows of a segment, by what is measured."""
LICENSES = ("MIT", "Apache-2.0", "CC-BY-4.0", "LicenseRef-closed", "LicenseRef-unknown-1a2b3c4d", "MIT OR Apache-2.0")
LISTS = {"open": frozenset({"mit", "apache-2.0", "cc-by-4.0"}), "code": frozenset({"mit", "apache-2.0"})}
TARGETS = {
    (1_000_000, "all", "warm"): 0.6,
    (2_500_000, "all", "warm"): 0.6,
    (1_000_000, "all", "parquet"): 1.2,
    (2_500_000, "all", "parquet"): 1.2,
    (1_000_000, "one", "warm"): 0.15,
    (2_500_000, "one", "warm"): 0.15,
}
"""Seconds at most."""
MOST_MEMORY, MOST_TIMES = 600, 60
"""MB at most; times the limit of memory at most, where all standards are graded from planes that are there."""


def make_segments(folder: Path, rows: int, each: int) -> None:
    """Write segments with so many made-up releases, the more open ones open in most things."""
    (folder / "segments").mkdir(parents=True)
    for start in range(0, rows, each):
        random = np.random.default_rng(start)
        size = min(each, rows - start)
        open_ = random.random(size, np.float32)
        columns: dict[str, pa.Array] = {}
        for key in (*KEYS, *(f"{probe}/{part}" for part in PARTS for probe in ("licensed", "license-consistent"))):
            drawn = random.random(size, np.float32)
            answer = np.where(drawn < 0.2 + 0.7 * open_, 2, np.where(drawn < 0.8 + 0.1 * open_, 1, np.where(drawn < 0.95, 0, 3)))
            columns[key] = pa.array((answer + 4 * (random.random(size, np.float32) < 0.8) * 2).astype(np.uint8))
        for part in PARTS:
            texts = random.integers(0, len(LICENSES) + 1, size, np.int32)
            columns[f"license/{part}"] = pa.DictionaryArray.from_arrays(
                pa.array(texts, mask=texts == len(LICENSES)), pa.array(LICENSES)
            )
        write_table(folder / "segments", pa.table(columns))


def make_standards() -> list[tuple[Standard, Standard]]:
    """Return ten ladders of four rungs with one requirement each, and each again with requirements changed."""
    random = Random(8)  # noqa: S311
    keys = list(ASKED)
    pairs = []
    for number in range(10):
        conditions = [_condition(random, keys) for _ in range(4)]
        changed = [_changed(one) if place % 2 else one for place, one in enumerate(conditions)]
        pairs.append((_ladder(number, conditions), _ladder(number, changed)))
    return pairs


def _condition(random: Random, keys: list[str]) -> Condition:
    """Something like a real requirement: some facts, one of which one may stand for another, and a license."""
    facts = [_ask(keys.pop() if keys else random.choice(ASKED)) for _ in range(5)]
    license_ = LicenseIn((random.choice(("open", "code")),), random.choice(PARTS), Basis.OBSERVED)
    return All((facts[0], AnyOf((facts[1], facts[2])), AtLeast(2, (facts[2], facts[3], facts[4])), license_))


def _ask(key: str) -> Ask:
    probe, _, part = key.partition("/")
    return Ask(probe, part, Basis.OBSERVED)


def _changed(condition: Condition) -> Condition:
    """The same, without the choice."""
    if not isinstance(condition, All):
        raise TypeError(condition)
    return All((condition.of[0], *condition.of[2:]))


def _ladder(number: int, conditions: Iterable[Condition]) -> Standard:
    rungs = tuple(Rung(f"rung-{place}", "", "", (Requirement("r", that),)) for place, that in enumerate(conditions))
    return Standard(f"bench-{number}", "1", 1, "", "", "", "", Status.DRAFT, TextRead.READ, Scheme.LADDER, LISTS, rungs=rungs)


class Made:
    """A folder of segments as what planes are made from."""

    mark = "made"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def parts(self) -> Iterator[StoredPart]:
        """The answers about all releases."""
        for path in sorted((self.folder / "segments").iterdir()):
            yield StoredPart(path, pq.read_metadata(path).num_rows)

    def names(self) -> Iterator[tuple[str, str]]:
        """Nobody is named: what is measured ends with rows."""
        return iter(())


def measure(folder: Path, rows: int, what: str, source: str, runs: int) -> dict[str, float]:
    """Measure in this process; return medians and the peak of memory in MB."""
    walls, cpus = [], []
    moved = steps = read = grades = 0
    for _ in range(runs):
        if source != "warm":
            shutil.rmtree(folder / FOLDER, ignore_errors=True)
        start, spent = time.perf_counter(), time.process_time()
        cache = PlaneCache(Made(folder))
        pairs = make_standards()
        comparisons = [Comparison(*pair) for pair in (pairs if what == "all" else [_one_changed(pairs[0][0])])]
        planes = cache.planes({leaf for comparison in comparisons for leaf in comparison.leaves})
        moved = steps = 0
        for comparison in comparisons:
            found = comparison.run(planes, rows)
            moved += len(found.rows)
            steps += comparison.program.steps
            assert sum(found.deciding.values()) >= len(found.rows)
        walls.append(time.perf_counter() - start)
        cpus.append(time.process_time() - spent)
        grades = 2 * 2 * 4 * len(comparisons) * words_of(rows)
        read = len({name for comparison in comparisons for name in comparison.program.inputs}) * words_of(rows)
    return {
        "wall": statistics.median(walls),
        "best": min(walls),
        "cpu": statistics.median(cpus),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "moved": moved,
        "steps": steps,
        "bytes": (read + grades) * 8,
        "bandwidth": bandwidth(),
    }


def _one_changed(standard: Standard) -> tuple[Standard, Standard]:
    """A standard, and the same with its second requirement changed."""
    conditions = [requirement.that for rung in standard.rungs for requirement in rung.require]
    return standard, _ladder(0, [conditions[0], _changed(conditions[1]), *conditions[2:]])


def bandwidth() -> float:
    """Measure how many bytes a second one thread reads from memory, by the fastest of three ways."""
    numbers = np.ones(64 * 1024 * 1024, np.float32)
    ways: tuple[Callable[[], object], ...] = (numbers.sum, numbers.max, partial(np.dot, numbers, numbers))
    best = 0.0
    for way in ways:
        for _ in range(5):
            start = time.perf_counter()
            way()
            best = max(best, numbers.nbytes / (time.perf_counter() - start))
    return best


def run(folder: Path, rows: int, what: str, source: str, runs: int) -> dict[str, float]:
    """Measure in a process of its own."""
    order = [sys.executable, "-m", "bench.impact", "--measure", json.dumps([str(folder), rows, what, source, runs])]
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run(order, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure all and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", default="1000000,2500000")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        folder, rows, what, source, runs = json.loads(arguments.measure)
        print(json.dumps(measure(Path(folder), rows, what, source, runs)))
        return
    print("releases   what source   wall s  best s   cpu s  peak MB     limit ms  times limit  moved  targets")
    missed = 0
    for rows in map(int, arguments.sizes.split(",")):
        for cases in ((("all", "small"),), (("all", "parquet"), ("all", "warm"), ("one", "warm"))):
            with tempfile.TemporaryDirectory() as name:
                make_segments(Path(name), rows, ROWS[cases[0][1]])
                for what, source in cases:
                    missed += show(rows, what, source, run(Path(name), rows, what, source, arguments.runs))
    sys.exit(1 if missed else 0)


def show(rows: int, what: str, source: str, found: dict[str, float]) -> int:
    """Print one line; return how many targets it misses."""
    limit = found["bytes"] / found["bandwidth"]
    times = found["wall"] / limit
    over = []
    most = TARGETS.get((rows, what, source))
    if most is not None and found["wall"] > most:
        over.append(f"over {most} s")
    if found["peak"] > MOST_MEMORY:
        over.append(f"over {MOST_MEMORY} MB")
    if (what, source) == ("all", "warm") and times > MOST_TIMES:
        over.append(f"over {MOST_TIMES} times the limit")
    print(
        f"{rows:>9,} {what:>5} {source:7} {found['wall']:7.3f} {found['best']:7.3f} {found['cpu']:7.3f} {found['peak']:8.0f}"
        f" {limit * 1000:8.2f} {times:12.1f} {found['moved']:9.0f}  {', '.join(over) or ('met' if most else '-')}",
        flush=True,
    )
    return len(over)


if __name__ == "__main__":
    main()
