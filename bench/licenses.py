"""Hold our license reader against licenseclassifier alone and ScanCode: right, wrong, seconds a file, memory.

    python -m bench.licenses --truth license_files.jsonl --mirrors FOLDER --python PYTHON [--spdx FOLDER] [--tools ours,...]

PYTHON is the interpreter of an environment of its own that has the other tools (`make bench-licenses` makes it); FOLDER of
`--spdx` has the texts of the SPDX list as the npm package `spdx-license-list` carries them (`licenses/<id>.json`). All tools read
the same inputs in this run, each in a process of its own. Exits with 1 where our reader misses a target.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from openassay.licenses.expressions import spelling
from openassay.licenses.links import find_links, local_path
from tools.agreement_licenses import blob, judge_ids

ROOT = Path(__file__).parent.parent
READERS = ROOT / "bench/license_readers.py"
OURS = "openassay"
SCANCODE_IDS = {
    "LicenseRef-scancode-deepseek-la-1.0": "deepseek-1.0",
    "LicenseRef-scancode-bigscience-open-rail-m": "bigscience-openrail-m",
    "LicenseRef-scancode-bigcode-open-rail-m-v1": "bigcode-openrail-m",
    "AML": "apple-ascl",
}
"""What ScanCode calls a license of our table; a name of its own is no error."""
ALIKE = 0.995
"""Two texts of the SPDX list with this share of words in common, numbers left out, are twins: no reader can tell them apart."""
P50_MS, P95_MS, TWENTY_S, SHARE = 10.0, 50.0, 1.0, 0.95


class Input(NamedTuple):
    """One text to read. `row` is what the reader is given, `group` what the table sums over."""

    group: str
    wanted: list[str]
    row: dict[str, Any]


class Result(NamedTuple):
    """What one tool found: an expression and the seconds for each input."""

    found: list[tuple[str | None, float]]
    first: float
    memory: float


def of_truth(truth: Path, mirrors: Path, folder: Path) -> list[Input]:
    """The labelled files and README extracts, written out as files."""
    inputs = []
    for number, row in enumerate(map(json.loads, truth.read_text("utf-8").splitlines())):
        grant = row["kind"] == "grant"
        body = row["text"] if grant else blob(mirrors, row, row["path"])
        if body is None:
            print(f"not here: {row['repo']} at {row['commit']}", file=sys.stderr)
            continue
        path = folder / f"{number:04}" / row["path"].rpartition("/")[2]
        path.parent.mkdir()
        path.write_text(body, "utf-8")
        group = "README extracts" if grant else {"plain": "plain files", "ai": "AI files"}.get(row["trap"], "traps")
        beside = _beside(row, body, mirrors, path.parent) if grant else {}
        given = {"path": str(path), "kind": row["kind"], "name": row["path"], "beside": beside}
        inputs.append(Input(group, row["ids"], given))
    return inputs


def _beside(row: dict[str, Any], body: str, mirrors: Path, folder: Path) -> dict[str, str]:
    """The files that a README extract links to, written beside it."""
    found = {}
    for number, link in enumerate(find_links(body)):
        target = local_path(link.target, row["path"])
        text = blob(mirrors, row, target) if target else None
        if target and text:
            place = folder / f"linked{number}"
            place.write_text(text, "utf-8")
            found[target] = str(place)
    return found


def of_spdx(packed: Path, folder: Path) -> list[Input]:
    """The texts of the SPDX list, verbatim, each with the ids of its twins as answers that are as good."""
    texts = {path.stem: json.loads(path.read_text("utf-8"))["licenseText"] for path in sorted(packed.glob("*.json"))}
    texts = {id_: text for id_, text in texts.items() if len(text.split()) > 8}
    words = {id_: re.findall(r"[^\W\d_]+", text.lower()) for id_, text in texts.items()}
    inputs = []
    for number, (id_, text) in enumerate(texts.items()):
        path = folder / f"spdx{number:04}" / "LICENSE"
        path.parent.mkdir()
        path.write_text(text, "utf-8")
        twins = [other for other in texts if other != id_ and _are_twins(words[id_], words[other])]
        inputs.append(Input("SPDX list", [SCANCODE_IDS.get(name, name) for name in (id_, *twins)], {"path": str(path)}))
    return inputs


def _are_twins(one: list[str], other: list[str]) -> bool:
    if abs(len(one) - len(other)) > len(one) // 50 + 2 or len(set(one) ^ set(other)) > 12:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def read_with(tool: str, python: str, inputs: list[Input], folder: Path) -> Result:
    """Run one tool over all inputs in a process of its own."""
    listed = folder / f"{tool}.json"
    listed.write_text(json.dumps([given.row for given in inputs]), "utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"} if tool == OURS else dict(os.environ)
    done = subprocess.run([python, str(READERS), tool, str(listed)], capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(f"{tool} ended with {done.returncode}: {done.stderr[-2000:]}")
    return Result(**json.loads(done.stdout.splitlines()[-1]))


def judge(given: Input, expression: str | None) -> str:
    """Right, wrong, twin (another name of the same text) or abstained."""
    for theirs, ours in SCANCODE_IDS.items():
        expression = re.sub(rf"(?<![\w.-]){re.escape(theirs)}(?![\w.-])", spelling(ours), expression) if expression else None
    if expression and "LicenseRef-scancode-" in expression and not _is_named(expression):
        return "abstained"
    if given.group != "SPDX list":
        return judge_ids(given.wanted, expression)
    verdicts = [judge_ids([id_], expression) for id_ in given.wanted]
    return "twin" if verdicts[0] == "wrong" and "right" in verdicts[1:] else verdicts[0]


def _is_named(expression: str) -> bool:
    """Whether ScanCode names a license, and not only says that one is there."""
    ids = re.findall(r"LicenseRef-scancode-([\w.-]+)", expression)
    return not all(id_.startswith(("unknown", "proprietary", "warranty", "free-unknown", "other", "generic")) for id_ in ids)


def show(tool: str, inputs: list[Input], result: Result) -> tuple[Counter[str], list[float]]:
    """Print what a tool got right in each group; give the counts of all, and the sorted seconds for whole files."""
    counts: dict[str, Counter[str]] = {}
    seconds: dict[str, list[float]] = {}
    for given, (expression, took) in zip(inputs, result.found, strict=True):
        verdict = judge(given, expression)
        counts.setdefault(given.group, Counter())[verdict] += 1
        seconds.setdefault(given.group, []).append(took)
        if tool == OURS and verdict == "wrong":
            print(f"  wrong: {given.row['path']}: wanted {' or '.join(given.wanted[:3])}, found {expression}")
    for group, count in counts.items():
        total = sum(count.values())
        middle, high = _quantiles(seconds[group])
        good = count["right"] + count["twin"]
        print(
            f"{tool:18} {group:16} {total:5} {good / total:8.1%} {count['wrong']:6} {count['twin']:6} {count['abstained']:10}"
            f" {middle:9.1f} {high:9.1f} {result.memory:8.0f}",
            flush=True,
        )
    files = [
        took for given, (_, took) in zip(inputs, result.found, strict=True) if given.group not in ("README extracts", "SPDX list")
    ]
    return sum(counts.values(), Counter[str]()), sorted(files)


def _quantiles(seconds: list[float]) -> tuple[float, float]:
    """The median and the 95 % quantile, in milliseconds."""
    ordered = sorted(seconds)
    return ordered[len(ordered) // 2] * 1000, ordered[int(len(ordered) * 0.95)] * 1000


def main() -> int:
    """Run all tools, print a table and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--mirrors", type=Path, required=True)
    parser.add_argument("--spdx", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--tools", default=f"{OURS},licenseclassifier,scancode")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        inputs = of_truth(options.truth, options.mirrors, Path(name))
        if options.spdx:
            inputs += of_spdx(options.spdx, Path(name))
        print(f"{'tool':18} {'inputs':16} {'':>5} {'right':>8} {'wrong':>6} {'twins':>6} {'abstained':>10} {'p50 ms':>9}", end="")
        print(f" {'p95 ms':>9} {'MiB':>8}")
        results = {}
        for tool in options.tools.split(","):
            python = sys.executable if tool == OURS else options.python
            result = read_with(tool, python, inputs, Path(name))
            results[tool] = (result, *show(tool, inputs, result))
    return _verdict(results)


def _verdict(results: dict[str, tuple[Result, Counter[str], list[float]]]) -> int:
    result, counts, seconds = results[OURS]
    middle, high = _quantiles(seconds)
    twenty = sum(seconds[-20:])
    for tool, (theirs, _, took) in results.items():
        if tool != OURS:
            p50, p95 = _quantiles(took)
            print(f"{tool} takes {p50 / middle:.1f} times as long a file at the median, {p95 / high:.1f} times at 95 %,", end=" ")
            print(f"{theirs.memory / result.memory:.1f} times the memory;", end=" ")
            print(f"first answer after {theirs.first:.1f} s, ours after {result.first:.1f} s")
    print(f"the 20 files that take us longest: {twenty:.2f} s in all")
    right = (counts["right"] + counts["twin"]) / sum(counts.values())
    missed = [
        text
        for text, bad in (
            (f"right {right:.1%}, wanted {SHARE:.0%}", right < SHARE),
            (f"{counts['wrong']} wrong names, wanted none", counts["wrong"] > 0),
            (f"{middle:.1f} ms a file at the median, wanted {P50_MS:g}", middle > P50_MS),
            (f"{high:.1f} ms a file at 95 %, wanted {P95_MS:g}", high > P95_MS),
            (f"{twenty:.2f} s for 20 files, wanted {TWENTY_S:g}", twenty > TWENTY_S),
        )
        if bad
    ]
    for text in missed:
        print(f"MISSED: {text}")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
