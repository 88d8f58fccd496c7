"""Hold `identify` and the reading of grants against labelled license files and README grants.

    python tools/agreement_licenses.py --truth license_files.jsonl --mirrors FOLDER [--all]

FOLDER holds bare git repositories as `<owner>+<name>/repo`. Each cell is right, wrong or abstained; a cell that the truth leaves
open is not compared. Exits with 1 where a cell is wrong, or fewer than 95 % are right.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from openassay.licenses.clauses import read_clauses
from openassay.licenses.expressions import conjoin, parse, spelling
from openassay.licenses.identify import identify
from openassay.licenses.license_files import Subject
from openassay.licenses.links import local_path
from openassay.licenses.terms import known_terms
from openassay.vocabulary.expression import ids
from openassay.vocabulary.licenses import Term, TermName
from openassay.vocabulary.text import decode

Row = dict[str, Any]
ROOT = Path(__file__).parent.parent


class Cell(NamedTuple):
    """One comparison: what it is about, what was wanted and what was found."""

    kind: str
    verdict: str
    where: str
    wanted: str
    found: str


def blob(mirrors: Path, row: Row, path: str) -> str | None:
    """The text of a file at the commit of a row, or None where it is not here."""
    place = mirrors / row["repo"].replace("/", "+") / "repo"
    place = place / ".git" if (place / ".git").is_dir() else place
    got = subprocess.run(["git", "-C", str(place), "cat-file", "-p", f"{row['commit']}:{path}"], capture_output=True, check=False)
    return decode(got.stdout) if got.returncode == 0 else None


def names(expression: str | None) -> set[str]:
    """The ids of an expression, spelled as in expressions; those that name no license for certain are left out."""
    if not expression:
        return set()
    found = {license_.id for license_ in ids(parse(expression))}
    return {id_ for id_ in found if not id_.startswith("LicenseRef-unknown-") and not id_.endswith("-modified")}


def judge_ids(wanted: list[str], expression: str | None) -> str:
    """Right where just the wanted ids are named, abstained where none or only some are, wrong where another is."""
    want = {spelling(id_) for id_ in wanted}
    got = names(expression)
    if got - want:
        return "wrong"
    return "right" if got == want else "abstained"


def judge_term(wanted: str | None, found: str, name: str) -> str:
    """Compare one term of the truth, which is written in words, with an answer."""
    if found == "unknown":
        return "abstained"
    if name == "acceptance":
        fits = {"no"} if wanted in (None, "none") else {"conditional", "yes"}
    elif name in ("commercial", "redistribution", "modification"):
        fits = {str(wanted).split(",", maxsplit=1)[0].split(" ", maxsplit=1)[0]}
    else:
        fits = {"no"} if wanted is None else {"conditional", "yes"} if wanted == "law only" else {"yes"}
    return "right" if found in fits else "wrong"


TERMS = {
    "commercial": TermName.COMMERCIAL_USE,
    "redistribution": TermName.REDISTRIBUTION,
    "modification": TermName.MODIFICATION,
    "field_of_use_limits": TermName.USE_RESTRICTIONS,
    "user_or_revenue_limit": TermName.USER_LIMITS,
    "acceptance": TermName.ACCEPTANCE,
}


def of_terms(row: Row, where: str, terms: Mapping[TermName, Term]) -> Iterator[Cell]:
    """The cells of a row's terms, where it has one license."""
    if len(row["terms"]) != 1:
        return
    for name, wanted in next(iter(row["terms"].values())).items():
        if name in TERMS:
            found = terms[TERMS[name]].answer.value if TERMS[name] in terms else "unknown"
            yield Cell(f"term {name}", judge_term(wanted, found, name), where, str(wanted), found)


def of_file(row: Row, text: str) -> Iterator[Cell]:
    """The cells of a license file."""
    where = f"{row['repo']}:{row['path']}"
    found = identify(text, row["path"])
    kind = str(row["trap"]).split(":", maxsplit=1)[0] or "plain"
    yield Cell(f"id, {kind}", judge_ids(row["ids"], found.expression), where, " AND ".join(row["ids"]), str(found.expression))
    yield from of_terms(row, where, found.terms)


def of_grant(row: Row, mirrors: Path) -> Iterator[Cell]:
    """The cells of a README grant: its ids, and which component each is for."""
    where = f"{row['repo']}:{row['path']}:{row['lines'].split(' ')[0]}"
    got: dict[str, list[str]] = {}
    for clause in read_clauses(row["text"]):
        expressions = [spelling(id_) for id_ in clause.ids]
        target = local_path(clause.link, row["path"]) if clause.link and not expressions else None
        if target and (text := blob(mirrors, row, target)):
            expressions = [identify(text, target).expression or ""]
        for subject in clause.subjects:
            component = "code" if subject is Subject.EVERYTHING else subject.value
            got.setdefault(component, []).extend(expression for expression in expressions if expression)
    said = [expression for expressions in got.values() for expression in expressions]
    yield Cell("id, grant", judge_ids(row["ids"], conjoin(said) if said else None), where, " AND ".join(row["ids"]), str(said))
    for component, wanted in (row.get("component_of") or {}).items():
        found = got.get(component, [])
        yield Cell(
            "component", judge_ids([wanted], conjoin(found) if found else None), f"{where} {component}", wanted, str(found)
        )
    for component, found in got.items():
        if found and component not in (row.get("component_of") or {}):
            yield Cell("component", "wrong", f"{where} {component}", "nothing", str(found))
    if len(row["ids"]) == 1:
        yield from of_terms(row, where, known_terms(spelling(row["ids"][0])))


def main() -> int:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = Path(os.environ.get("OPENASSAY_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--truth", type=Path, default=shared / "truth/license_files.jsonl")
    parser.add_argument("--mirrors", type=Path, default=Path(os.environ.get("OPENASSAY_MIRRORS", ROOT.parent / ".mirror")))
    parser.add_argument("--all", action="store_true", help="print the right cells as well")
    options = parser.parse_args()
    cells: list[Cell] = []
    seconds: list[float] = []
    absent = 0
    for row in map(json.loads, options.truth.read_text("utf-8").splitlines()):
        if row["kind"] == "grant":
            cells += of_grant(row, options.mirrors)
        elif (text := blob(options.mirrors, row, row["path"])) is None:
            print(f"not here: {row['repo']} at {row['commit']}", file=sys.stderr)
            absent += 1
        else:
            began = time.perf_counter()
            identify(text, row["path"])
            seconds.append(time.perf_counter() - began)
            cells += of_file(row, text)
    return _print(cells, sorted(seconds), absent, everything=options.all)


def _print(cells: list[Cell], seconds: list[float], absent: int, *, everything: bool) -> int:
    for cell in cells:
        if everything or cell.verdict != "right":
            print(f"{cell.verdict:9}  {cell.kind:28} {cell.where}: wanted {cell.wanted}, found {cell.found}")
    counts: dict[str, Counter[str]] = {}
    for cell in cells:
        counts.setdefault(cell.kind, Counter())[cell.verdict] += 1
    print(f"{'':28} {'right':>6} {'wrong':>6} {'abstained':>10}")
    for kind, count in sorted(counts.items()):
        print(f"{kind:28} {count['right']:6} {count['wrong']:6} {count['abstained']:10}")
    total = sum(counts.values(), Counter[str]())
    share = total["right"] / max(1, sum(total.values()))
    print(
        f"{'all':28} {total['right']:6} {total['wrong']:6} {total['abstained']:10}   {share:.1%} right; {absent} files not here"
    )
    if seconds:
        middle, high = seconds[len(seconds) // 2] * 1000, seconds[int(len(seconds) * 0.95)] * 1000
        print(f"one file: {middle:.1f} ms at the median, {high:.1f} ms at 95 %, {seconds[-1] * 1000:.1f} ms at most")
    return int(total["wrong"] > 0 or share < 0.95)


if __name__ == "__main__":
    raise SystemExit(main())
