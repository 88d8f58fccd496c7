"""Time every probe on one release, and say what share of the whole assessment each takes.

Usage: python -m bench.probes TARGET [--runs N]
TARGET is what `openassay assess` takes; nothing is fetched. Times are of the processor, the best of the runs. The whole is
opening and reading the release, all probes, and the grades under the default standards. Where several probes ask of the same
reading, the first of them pays for it: a shared reading is made before, and stands in a row of its own.
Exits with 1 where a probe takes more than a tenth of the whole.
"""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date

from openassay.application.assess import assess_gathered, choose, read_dossier
from openassay.application.gathering import gather
from openassay.inventory.data_answers import told_of
from openassay.inventory.spoken import spoken
from openassay.probes import every_probe
from openassay.sources.opening import Access
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier

SHARE = 10
"""A probe may take one part of this many."""
STANDARDS = ("g7", "mof", "osaid")
SHOWN = 12


def timed(task: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    start = time.process_time()
    task()
    return time.process_time() - start


def measure(target: str) -> tuple[float, dict[str, float], dict[str, float], int]:
    """The whole, each probe, each shared reading, in seconds, and how many files there are."""
    standards = choose(STANDARDS)
    gathered = gather(target, (), Access(offline=True))
    try:
        whole = timed(lambda: assess_gathered(gathered, standards, lambda _: None, date.today()))
    finally:
        gathered.close()
    gathered = gather(target, (), Access(offline=True))
    try:
        dossier = read_dossier(gathered.opened[0].snapshot, lambda _: None)
        shared = {
            "(documents, as their readers see them)": timed(lambda: spoken(dossier)),
            "(statements about data)": timed(lambda: told_of(dossier, Component.PRETRAINING_DATA)),
            "(licenses, put together)": timed(lambda: first(dossier, "licensed")),
        }
        probes = {name: timed(lambda name=name: first(dossier, name)) for name in sorted(every_probe())}  # type: ignore[misc]
        return whole, probes, shared, len(dossier.release.artifacts)
    finally:
        gathered.close()


def first(dossier: Dossier, name: str) -> None:
    """Ask one probe."""
    for _ in every_probe()[name].ask(dossier):
        pass


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    runs = [measure(options.target) for _ in range(options.runs)]
    whole, files = min(run[0] for run in runs), runs[0][3]
    probes = {name: min(run[1][name] for run in runs) for name in runs[0][1]}
    shared = {name: min(run[2][name] for run in runs) for name in runs[0][2]}
    print(f"{files:,} files, {whole:.3f} s in all, {sum(probes.values()):.3f} s in {len(probes)} probes")
    for name, seconds in [*shared.items(), *sorted(probes.items(), key=lambda one: (-one[1], one[0]))[:SHOWN]]:
        print(f"{name:<42}{seconds:8.4f} s {100 * seconds / whole:6.1f} %")
    return int(any(seconds * SHARE > whole for seconds in probes.values()))


if __name__ == "__main__":
    sys.exit(main())
