"""Hold assessments of real releases against the shared truth, and say of each wrong cell what it came from.

Usage: python tools/agreement_releases.py [--truth RELEASES.jsonl] [--mirrors FOLDER] [--packages] [--only TEXT] [--all]
                                          [--documents FOLDER]
FOLDER holds bare git repositories as `<owner>+<name>/repo`. With --packages, rows about packages are fetched by the
package client. Cells that a script has verified are counted apart from one reader's judgement. Exits with 1 on a false yes on
weights or pre-training code, or where the verified cells miss the target (right at least 85 %, wrong at most 3 %).
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tools.release_license_scores  # noqa: F401 - registers its keys
from openassay.application.assess import NotAssessed, assess
from tools.release_claim_scores import count_claims
from tools.release_scores import KEYS, Document, Row, Score

ROOT = Path(__file__).parent.parent


def target_of(row: Row, mirrors: Path, packages: bool) -> str | None:
    """What to assess for a row, or None where it cannot be read here."""
    kind, _, rest = str(row["locator"]).partition(":")
    if kind == "github":
        place = mirrors / rest.replace("/", "+") / "repo"
        place = place / ".git" if (place / ".git").is_dir() else place
        return f"{place}@{row['commit']}" if place.is_dir() else None
    if packages and kind in ("pypi", "npm"):
        return f"{kind}:{rest}{'==' if kind == 'pypi' else '@'}{row['version']}"
    return None


def documents(rows: list[Row], options: argparse.Namespace) -> Iterator[tuple[Row, Document]]:
    """The assessment document of each row that can be read."""
    for row in rows:
        target = target_of(row, options.mirrors, options.packages)
        if target is None:
            print(f"not here: {row['locator']}", file=sys.stderr)
            continue
        kept = options.documents / f"{row['id']}.json" if options.documents else None
        began = time.perf_counter()
        try:
            data = assess(target, (), lambda _: None)
        except NotAssessed as error:
            print(f"not assessed: {row['locator']}: {error}", file=sys.stderr)
            continue
        if kept:
            kept.write_bytes(data)
        print(f"{time.perf_counter() - began:6.2f} s  {row['locator']}", file=sys.stderr)
        yield row, json.loads(data)


def false_yes(key: str, score: Score) -> bool:
    """Whether a score is the worst that can be said: weights or pre-training code called published that are not."""
    return score.verdict == "wrong" and (
        (key == "weights_in_repo" and score.found == "published")
        or (key == "training_code" and "pre-training published" in score.found)
    )


def main() -> int:
    """Assess, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = Path(os.environ.get("OPENASSAY_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--truth", type=Path, default=shared / "truth/releases.jsonl")
    parser.add_argument("--mirrors", type=Path, default=Path(os.environ.get("OPENASSAY_MIRRORS", ROOT.parent / ".mirror")))
    parser.add_argument("--packages", action="store_true", help="fetch packages too")
    parser.add_argument("--only", default="", help="rows whose locator contains this")
    parser.add_argument("--all", action="store_true", help="print the right cells as well")
    parser.add_argument("--documents", type=Path, help="keep the documents in this folder")
    options = parser.parse_args()
    if options.documents:
        options.documents.mkdir(parents=True, exist_ok=True)
    rows = [row for line in options.truth.read_text("utf-8").splitlines() if options.only in (row := json.loads(line))["locator"]]
    counted: dict[tuple[bool, str], Counter[str]] = {}
    told: list[tuple[bool, str, str, Score]] = []
    claims: Counter[str] = Counter()
    for row, document in documents(rows, options):
        verified: set[Any] = set(row.get("expect_verified", []))
        claims += count_claims(row, document)
        for key, function in KEYS.items():
            score = function(row, document)
            if score is not None:
                counted.setdefault((key in verified, key), Counter())[score.verdict] += 1
                told.append((key in verified, key, row["locator"], score))
    status = report(counted, told, options.all)
    said = ", ".join(f"{claims[kind]} {kind}" for kind in ("found", "missed", "false"))
    print(f"Claims that are quoted: {said} (false: taken as about another).")
    print(f"Claims of releases about themselves that are not quoted: {claims['further']}.")
    return status


def report(counted: dict[tuple[bool, str], Counter[str]], told: list[tuple[bool, str, str, Score]], everything: bool) -> int:
    """Print the tables and the causes; return the exit code."""
    total: Counter[str] = Counter()
    for verified, title in ((True, "Verified cells"), (False, "Unverified cells (one reader's judgement)")):
        print(f"\n{title}\n{'key':<28}{'right':>7}{'wrong':>7}{'abstained':>11}")
        for (of, key), count in sorted(counted.items()):
            if of is verified:
                print(f"{key:<28}{count['right']:>7}{count['wrong']:>7}{count['abstained']:>11}")
                total += count if verified else Counter()
    for verdict in ("wrong", "abstained", *(("right",) if everything else ())):
        chosen = [one for one in told if one[3].verdict == verdict]
        print(f"\n{verdict.capitalize()} ({len(chosen)})")
        for verified, key, locator, score in sorted(chosen, key=lambda one: (not one[0], one[1], one[2])):
            mark = "verified" if verified else "unverified"
            print(f"  {locator} {key} [{mark}]: expected {score.expected}; found {score.found}: {score.cause}")
    worst = [one for one in told if false_yes(one[1], one[3])]
    cells = sum(total.values())
    right, wrong = (100 * total[verdict] / cells if cells else 0.0 for verdict in ("right", "wrong"))
    print(f"\nVerified: {cells} cells, {right:.1f} % right, {wrong:.1f} % wrong.")
    print(f"False yes on weights or pre-training code: {len(worst)}.")
    return 1 if worst or right < 85 or wrong > 3 else 0


if __name__ == "__main__":
    sys.exit(main())
