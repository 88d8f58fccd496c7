"""Measure how long openassay takes and how much memory it needs, against its targets and against a bare walk that only hashes.

Usage: python -m bench.speed [--runs N]
Prints a table. Times of processes are medians and include the start of Python; times within a process are the best of the runs.
Exits with 1 where a target is missed.
"""

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.trees import heavy, small, tree

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "openassay"]
INVENTORY = [sys.executable, "-m", "bench.inventory"]
WALK = """
import hashlib, os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        digest = hashlib.sha256()
        with open(os.path.join(folder, name), "rb", buffering=0) as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
"""


def timed(command: list[str], runs: int) -> tuple[float, float]:
    """Run a command several times; return the median wall time in seconds, and the most memory of one process in MiB."""
    walls, peak = [], 0
    for _ in range(runs):
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        walls.append(time.perf_counter() - start)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
        peak = max(peak, usage.ru_maxrss)
    return statistics.median(walls), peak / 1024


def hash_once(path: Path) -> float:
    """Hash one file; return seconds."""
    start = time.perf_counter()
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    return time.perf_counter() - start


class Table:
    """The rows that are printed, and how many targets they miss."""

    def __init__(self) -> None:
        self.missed = 0

    def row(self, what: str, value: float, unit: str, target: float | None = None) -> None:
        """Print one figure; above its target it is missed."""
        over = target is not None and value > target
        self.missed += over
        goal = "" if target is None else f"at most {target:g} {unit}" + ("  MISSED" if over else "")
        print(f"{what:62} {value:9.3f} {unit:4} {goal}".rstrip(), flush=True)


def main() -> None:
    """Measure all and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    os.environ["PYTHONPATH"] = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    table = Table()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        for make in (small, tree, heavy):
            (base / make.__name__).mkdir()
            make(base / make.__name__)
        few, many, weights = str(base / "small"), str(base / "tree"), base / "heavy"
        table.row("openassay --version", timed([*COMMAND, "--version"], runs)[0], "s", 0.150)
        table.row("assess, 20 files", timed([*COMMAND, "assess", few], runs)[0], "s", 0.6)
        of_many(table, many, runs)
        bare = hash_once(weights / "model.safetensors")
        table.row("SHA-256 of 2 GB, in one process", bare, "s")
        wall, peak = timed([*COMMAND, "assess", str(weights)], 1)
        table.row("assess, one weight file of 2 GB", wall, "s")
        table.row("assess, one weight file of 2 GB, over its SHA-256", wall / bare, "x", 1.5)
        table.row("assess, one weight file of 2 GB, memory", peak, "MiB", 250)
    sys.exit(1 if table.missed else 0)


def of_many(table: Table, many: str, runs: int) -> None:
    """Measure the tree of 2,000 files."""
    done = subprocess.run([*INVENTORY, many, "--runs", str(runs)], check=True, capture_output=True, text=True)
    parts = json.loads(done.stdout)
    table.row("2,000 files, in one process: walk and SHA-256", parts["walk"], "s")
    table.row("2,000 files, in one process: survey", parts["survey"], "s")
    table.row("2,000 files, in one process: inventory after the survey", parts["inventory"], "s")
    table.row("2,000 files, in one process: survey over walk", parts["survey"] / parts["walk"], "x", 3)
    both = parts["survey"] + parts["inventory"]
    table.row("2,000 files, in one process: survey and inventory over walk", both / parts["walk"], "x")
    walk = timed([sys.executable, "-c", WALK, many], runs)[0]
    survey = timed([*INVENTORY, many, "--once"], runs)[0]
    table.row("2,000 files, as processes: walk and SHA-256", walk, "s")
    table.row("2,000 files, as processes: survey over walk", survey / walk, "x")
    whole, memory = timed([*COMMAND, "assess", many], runs)
    table.row("assess, 2,000 files", whole, "s", 4)
    table.row("assess, 2,000 files, memory", memory, "MiB", 250)


if __name__ == "__main__":
    main()
