"""Measure how long standards take: to load one, and to grade under all of them once the facts are there.

Usage: python -m bench.standards [--runs N]
Prints a table; times are the best of the runs, in processor time of this process. Exits with 1 where a target is missed.
"""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial

from bench.speed import Table
from openassay.application.known import known
from openassay.application.shelves import find_standard
from openassay.application.standards import case_facts
from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.standards.cases import ConformanceCase, questions
from openassay.standards.catalogue import entries, load_entry
from openassay.vocabulary.facts import Answer
from openassay.vocabulary.standard import Standard

LOAD, GRADE = 20, 50
"""The targets, in milliseconds: to load the slowest standard, to grade under every edition in every variant that is default."""


def best(work: Callable[[], object], runs: int) -> float:
    """Return the least processor time of some runs, in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


def every_fact(standards: list[Standard]) -> Case:
    """Lay out every fact that the standards ask for, all of them a yes under one license, so that nothing is cut short."""
    answers = {key: Answer.YES for standard in standards for key in questions(standard)}
    case = ConformanceCase("", 0, "", answers, Answer.YES, {}, "Apache-2.0", {})
    return case_facts(case, standards[0])


def main() -> None:
    """Measure all and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    known()
    table = Table()
    loads = {f"{entry.id}@{entry.edition}": best(partial(load_entry, entry, known()), runs) for entry in entries()}
    for name, milliseconds in loads.items():
        table.row(f"load {name}", milliseconds, "ms", LOAD)
    standards = [find_standard(name) for name in loads]
    case = every_fact(standards)
    table.row(f"grade under {len(standards)} editions", best(lambda: [grade(one, case) for one in standards], runs), "ms", GRADE)
    sys.exit(1 if table.missed else 0)


if __name__ == "__main__":
    main()
