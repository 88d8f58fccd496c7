"""Time parts of the reading of a folder within one process, the best of some runs each, and print them as JSON in seconds.

Usage: python -m bench.inventory FOLDER [--runs N]
  walk       list all files and hash them with SHA-256, and no more
  survey     list, hash, recognise what each file is, read headers, keep texts
  inventory  say from the survey which files are which component
With --once, take one survey and print how many files it saw: for timing it as a process.
"""

import argparse
import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from openassay.inventory.survey import Surveyed, combine, survey
from openassay.sources.folder import FolderSnapshot


def walk(folder: str) -> None:
    """List and hash."""
    for above, _, names in os.walk(folder):
        for name in names:
            digest = hashlib.sha256()
            with Path(above, name).open("rb", buffering=0) as file:
                while chunk := file.read(1 << 20):
                    digest.update(chunk)


def take_survey(folder: str) -> Surveyed:
    """Survey the folder as the command does."""
    snapshot = FolderSnapshot(os.fsencode(folder), "measured")
    try:
        return survey(snapshot, "main")
    finally:
        snapshot.close()


def best(task: Callable[[], object], runs: int) -> float:
    """The shortest of some runs, in seconds."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        task()
        found.append(time.perf_counter() - start)
    return min(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--once", action="store_true")
    given = parser.parse_args()
    if given.once:
        print(len(take_survey(given.folder).artifacts), "files")
        return
    from openassay.inventory.holdings import take_inventory  # not needed for --once

    walking = best(lambda: walk(given.folder), given.runs)
    surveying = best(lambda: take_survey(given.folder), given.runs)
    release, read_text = combine("measured", [take_survey(given.folder)])
    inventory = best(lambda: take_inventory(release, read_text), given.runs)
    print(json.dumps({"walk": walking, "survey": surveying, "inventory": inventory}))


if __name__ == "__main__":
    main()
