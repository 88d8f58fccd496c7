"""Build the index that `make site` shows: the examples, small packages, and git repositories where clones of them are given.

    python -m tools.build_site --index .cache/site [--mirrors FOLDER] [--list tools/site_releases.txt]

It goes on where it was interrupted, and says what is missing. Exits with 1 where fewer than 15 real releases came together.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from openassay.index.store import Index, Unusable

ROOT = Path(__file__).parent.parent
LEAST = 15
EXAMPLES = ("examples/placenames-boastful", "examples/placenames-open")
_CLONE = "git:"


def tasks(lines: list[str], mirrors: Path) -> Iterator[dict[str, str]]:
    """The lines for `openassay audit`; clones that are not there are left out."""
    yield from ({"address": example, "name": example} for example in EXAMPLES)
    for line in lines:
        if line.startswith(_CLONE):
            clone = clone_of(line, mirrors)
            if clone.is_dir():
                yield {"address": str(clone), "name": f"pkg:github/{line.removeprefix(_CLONE)}"}
        else:
            yield {"address": line, "name": line}


def clone_of(line: str, mirrors: Path) -> Path:
    """Where the clone of a line lies."""
    return mirrors / line.removeprefix(_CLONE).replace("/", "+") / "repo"


def real_releases(index: Path) -> int:
    """How many releases of the index are not examples."""
    try:
        with Index.open(index) as opened:
            return opened.releases().total - sum(opened.row(example) is not None for example in EXAMPLES)
    except Unusable:
        return 0


def main() -> int:
    """Build, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--mirrors", type=Path, default=ROOT.parent / ".mirror")
    parser.add_argument("--list", type=Path, default=Path(__file__).with_name("site_releases.txt"))
    given = parser.parse_args()
    lines = [line for line in given.list.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    missing = [
        line.removeprefix(_CLONE) for line in lines if line.startswith(_CLONE) and not clone_of(line, given.mirrors).is_dir()
    ]
    given.index.parent.mkdir(parents=True, exist_ok=True)
    wanted = given.index.with_suffix(".jsonl")
    wanted.write_text("".join(json.dumps(task) + "\n" for task in tasks(lines, given.mirrors)), "utf-8")
    done = subprocess.run([sys.executable, "-m", "openassay", "audit", str(wanted), "--into", str(given.index)], check=False)
    if missing:
        print(
            f"No clones of {len(missing)} repositories in {given.mirrors} (OWNER+NAME/repo, bare); MIRRORS=... names the folder."
        )
    count = real_releases(given.index)
    print(f"{count} real releases in the index.")
    if count < LEAST:
        print(f"That is fewer than {LEAST}: the package indexes or clones could not be reached.")
    return 1 if done.returncode or count < LEAST else 0


if __name__ == "__main__":
    sys.exit(main())
