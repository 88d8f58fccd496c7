"""Measure how long openassay takes, as whole processes, against its targets and against a bare walk that only hashes.

Usage: python bench/speed.py [--runs N]
Prints a table of medians. Exits with 1 where a target is missed.
"""

import argparse
import hashlib
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

COMMAND = [sys.executable, "-m", "openassay"]
WALK = """
import hashlib, os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        digest = hashlib.sha256()
        with open(os.path.join(folder, name), "rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
"""
PYTHON = "import torch\n\n\ndef part_{n}(x):\n    y = x + {n}\n    return torch.relu(y)\n\n\n" * 12
PROSE = "Line {n} of a text that says nothing in particular about anything.\n" * 40


def small(folder: Path) -> None:
    """Make a release of 20 files, with a real header, a card and a license."""
    example = Path(__file__).parent.parent / "examples/placenames-open"
    for file in sorted(path for path in example.rglob("*") if path.is_file())[:20]:
        target = folder / file.relative_to(example)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())


def tree(folder: Path) -> None:
    """Make a tree of 2,000 files in 100 folders, a third of it Python, the rest prose, JSON and bytes."""
    dice = random.Random(7)  # noqa: S311 - the same tree every time
    small(folder)
    for number in range(2_000 - 20):
        place = folder / f"part{number % 10}" / f"piece{number % 100}"
        place.mkdir(parents=True, exist_ok=True)
        if number % 3 == 0:
            (place / f"module_{number}.py").write_text(PYTHON.replace("{n}", str(number)))
        elif number % 3 == 1:
            (place / f"notes_{number}.md").write_text(PROSE.replace("{n}", str(number)))
        elif number % 2:
            (place / f"values_{number}.json").write_text("[" + ",".join(str(dice.random()) for _ in range(200)) + "]")
        else:
            (place / f"blob_{number}.dat").write_bytes(dice.randbytes(4_000))


def heavy(folder: Path) -> None:
    """Make a release with one weight file of 2 GB: a valid safetensors header and numbers that vary."""
    size = 2_000_000_000
    header = b'{"w":{"dtype":"F32","shape":[%d],"data_offsets":[0,%d]}}' % (size // 4, size)
    block = random.Random(7).randbytes(1 << 20)  # noqa: S311
    with (folder / "model.safetensors").open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        for start in range(0, size, len(block)):
            file.write(block[: size - start])
    (folder / "README.md").write_text("# A model\n")


def timed(command: list[str], runs: int) -> tuple[float, float]:
    """Run a command several times; return the median wall time in seconds and the peak memory of all runs in MiB."""
    walls = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        walls.append(time.perf_counter() - start)
    return statistics.median(walls), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def hash_once(path: Path) -> float:
    """Hash one file; return seconds."""
    start = time.perf_counter()
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    return time.perf_counter() - start


def main() -> None:
    """Measure all and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    os.environ["PYTHONPATH"] = str(Path(__file__).parent.parent / "src")
    missed = 0

    def row(what: str, value: float, unit: str, target: float | None) -> None:
        nonlocal missed
        over = target is not None and value > target
        missed += over
        goal = "" if target is None else f"target {target:g} {unit}" + ("  MISSED" if over else "")
        print(f"{what:52} {value:9.3f} {unit:4} {goal}")

    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        makers: dict[str, Callable[[Path], None]] = {"small": small, "tree": tree, "heavy": heavy}
        for folder, make in makers.items():
            (base / folder).mkdir()
            make(base / folder)
        row("openassay --version", timed([*COMMAND, "--version"], runs)[0], "s", 0.150)
        row("assess, 20 files", timed([*COMMAND, "assess", str(base / "small")], runs)[0], "s", 0.6)
        walk = timed([sys.executable, "-c", WALK, str(base / "tree")], runs)[0]
        row("bare walk and SHA-256, 2,000 files", walk, "s", None)
        inventory = timed([sys.executable, "-m", "bench.inventory", str(base / "tree")], runs)[0]
        row("inventory, 2,000 files", inventory, "s", None)
        row("inventory over bare walk", inventory / walk, "x", 3)
        whole, memory = timed([*COMMAND, "assess", str(base / "tree")], runs)
        row("assess, 2,000 files", whole, "s", 4)
        row("peak memory, 2,000 files", memory, "MiB", 250)
        bare = hash_once(base / "heavy/model.safetensors")
        row("bare SHA-256 of 2 GB", bare, "s", None)
        row("assess, one weight file of 2 GB", timed([*COMMAND, "assess", str(base / "heavy")], 1)[0] / bare, "x", 1.5)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
