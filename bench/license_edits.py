"""Measure whether edits of a license are seen, and harmless changes let pass.

    python -m bench.license_edits [--spdx FOLDER] [TEXT ...]

Each TEXT is a plain license text; FOLDER has those of the SPDX list as the npm package `spdx-license-list` carries them, of which
twenty are taken. Ten edits that change the meaning and ten that do not are made of each, by rules and with a fixed seed. An edit
is flagged when the text is no longer named as it is unchanged, or the finding `finding:modified-license` stands beside it. Exits
with 1 where fewer than 99 % of edits or any harmless change is flagged.
"""

import argparse
import json
import random
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from openassay.licenses.identify import identify

Change = Callable[[str, random.Random], str]
EACH = 10
"""Changes of either kind that are made of one text."""
TWENTY = (
    "AFL-3.0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-SA-4.0", "CC0-1.0",
    "CDLA-Permissive-2.0", "EPL-2.0", "GPL-2.0-only", "GPL-3.0-only", "ISC", "LGPL-2.1-only", "MIT", "MPL-2.0", "ODC-By-1.0",
    "Unlicense", "Zlib",
)  # fmt: skip
"""The texts of the SPDX list that are edited."""


def _insert_not(text: str, chance: random.Random) -> str:
    places = [match.end() for match in re.finditer(r"\b(?:may|shall|will|must|is|are|hereby)\b", text)]
    places = [at for at in places if not _is_denied(text, at)]
    at = chance.choice(places)
    return f"{text[:at]} not{text[at:]}"


def _is_denied(text: str, at: int) -> bool:
    """Whether "neither" or "nor" stands before, where a "not" says nothing new."""
    return bool(re.search(r"\b(?:neither|nor)\b", text[max(0, at - 120) : at], re.IGNORECASE))


def _insert_sentence(sentences: list[str]) -> Change:
    def change(text: str, chance: random.Random) -> str:
        places = [match.end() for match in re.finditer(r"[.;](?=\s)", text)] or [len(text)]
        at = chance.choice(places)
        return f"{text[:at]} {chance.choice(sentences)}{text[at:]}"

    return change


PAIRS = (
    ("any", "no"), ("may", "may not"), ("use", "non-commercial use"), ("free", "paid"), ("granted", "denied"),
    ("with", "without"), ("worldwide", "domestic"), ("irrevocable", "revocable"), ("all", "some"), ("modify", "view"),
    ("distribute", "read"),
)  # fmt: skip
"""Words, and what stands in their place in an edit."""


def _replace_word(text: str, chance: random.Random) -> str:
    able = [pair for pair in PAIRS if re.search(rf"\b{pair[0]}\b", text)]
    old, new = chance.choice(able)
    match = chance.choice([match for match in re.finditer(rf"\b{old}\b", text) if not _is_denied(text, match.start())])
    return f"{text[: match.start()]}{new}{text[match.end() :]}"


def _insert_word(text: str, chance: random.Random) -> str:
    places = [
        match.end()
        for match in re.finditer(
            r"\b(?:use|copy|modify|distribute|reproduce|software|work|model|materials)\b", text, re.IGNORECASE
        )
    ]
    at = chance.choice(places)
    return (
        f"{text[:at]} {chance.choice(['internally', 'for research', 'noncommercially', 'privately', 'academically'])}{text[at:]}"
    )


def _remove_word(text: str, chance: random.Random) -> str:
    places = list(
        re.finditer(r"\b(?:not|without|irrevocable|worldwide|modify|distribute|sublicense|free|royalty-free)\b ?", text)
    )
    match = chance.choice(places)
    return text[: match.start()] + text[match.end() :]


EDITS: dict[str, Change] = {
    "not": _insert_not,
    "non-commercial": _insert_sentence([
        "The above rights are granted for non-commercial purposes only.", "Commercial use is not permitted.",
        "You may use it for research only.",
    ]),
    "threshold": _insert_sentence([
        "If your products have more than 10 million monthly active users, you must request a separate license.",
        "Companies with annual revenue above $5,000,000 need a paid license.",
    ]),
    "restriction": _insert_sentence(["You may not use it for military purposes.", "It may not be used to train other models."]),
    "replaced word": _replace_word,
    "added word": _insert_word,
    "removed word": _remove_word,
}  # fmt: skip


def _rewrap(text: str, chance: random.Random) -> str:
    width = chance.choice([50, 66, 78, 95, 120, 2000])
    return "\n\n".join(
        textwrap.fill(" ".join(part.split()), width, break_long_words=False, break_on_hyphens=False)
        for part in re.split(r"\n\s*\n", text)
    )


def _redate(text: str, chance: random.Random) -> str:
    def line(match: re.Match[str]) -> str:
        return re.sub(r"\b(?:19|20)\d\d\b", str(chance.randint(1995, 2026)), match[0])

    return re.sub(r"(?im)^.*copyright (?:\(c\)|©|\d).*$", line, text)


def _other_holder(text: str, chance: random.Random) -> str:
    holder = chance.choice(
        ["Example Labs, Inc.", "Jane Q. Doe and contributors", "The Foo Authors", "Institute of Things, University of Somewhere"]
    )
    found = re.sub(r"(?im)^(\W*copyright (?:\(c\) |© )?[\d ,-]+ ).*$", lambda match: match[1] + holder, text)
    return found if found != text else f"Copyright (c) 2024 {holder}\n\n{text}"


def _markdown(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    first = next(at for at, line in enumerate(lines) if line.strip())
    lines[first] = f"# {lines[first].strip()}"
    text = "\n".join(lines)
    return re.sub(r"\b([A-Z]{5,})\b", r"**\1**", text) if chance.random() < 0.5 else text.replace(". ", ".  \n", 3)


def _quotes(text: str, chance: random.Random) -> str:
    text = re.sub(r'"([^"\n]{1,60})"', "“\\1”" if chance.random() < 0.5 else "''\\1''", text)
    return text.replace("'", "’")


def _indent(text: str, chance: random.Random) -> str:
    prefix = chance.choice(["    ", " * ", "# ", "// ", "> ", "\t"])
    return "\n".join(prefix + line for line in text.split("\n"))


def _line_ends(text: str, _: random.Random) -> str:
    return text.replace("\n", "\r\n")


def _capitals(text: str, _: random.Random) -> str:
    return text.replace("copyright", "Copyright").replace("software", "Software").replace(" license", " License")


HARMLESS: dict[str, Change] = {
    "re-wrapped": _rewrap, "re-dated": _redate, "other holder": _other_holder, "Markdown": _markdown, "quotes": _quotes,
    "indented": _indent, "line ends": _line_ends, "capitals": _capitals,
}  # fmt: skip


def changes_of(name: str, text: str, changes: Mapping[str, Change]) -> Iterator[tuple[str, str]]:
    """Give `EACH` changed forms of a text, each with the kind of its change: kinds that do not fit the text are left out."""
    kinds = list(changes)
    begin = sum(map(ord, name))
    made = at = 0
    while made < EACH and at < 10 * EACH:
        kind = kinds[(begin + at) % len(kinds)]
        at += 1
        try:
            changed = changes[kind](text, random.Random(f"{name}/{kind}/{at}"))  # noqa: S311 - a fixed seed is the point
        except (IndexError, ValueError):
            continue
        if changed != text:
            made += 1
            yield kind, changed


def is_flagged(expression: str | None, changed: str) -> bool:
    """Whether a changed text is no longer named with `expression`, or said to be changed."""
    found = identify(changed)
    return found.expression != expression or any(remark.code == "finding:modified-license" for remark in found.remarks)


def _run(texts: Mapping[str, str], changes: Mapping[str, Change]) -> tuple[Counter[tuple[str, bool]], list[str]]:
    counts: Counter[tuple[str, bool]] = Counter()
    told: list[str] = []
    for name, text in texts.items():
        plain = identify(text).expression
        for kind, changed in changes_of(name, text, changes):
            flagged = is_flagged(plain, changed)
            counts[kind, flagged] += 1
            if flagged == (changes is HARMLESS):
                found = identify(changed)
                told.append(f"{kind} of {name}: {found.expression} {[remark.because for remark in found.remarks]}")
    return counts, told


def main() -> int:
    """Run both sets and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spdx", type=Path)
    parser.add_argument("texts", type=Path, nargs="*")
    options = parser.parse_args()
    texts = {path.stem: path.read_text("utf-8") for path in options.texts}
    if options.spdx:
        packed = {id_: (options.spdx / f"{id_}.json").read_text("utf-8") for id_ in TWENTY}
        texts |= {id_: json.loads(text)["licenseText"] for id_, text in packed.items()}
    bad = 0
    for title, changes, wanted in (("edits", EDITS, True), ("harmless changes", HARMLESS, False)):
        counts, told = _run(texts, changes)
        total, flagged = sum(counts.values()), sum(count for (_, is_seen), count in counts.items() if is_seen)
        print(f"{title} of {len(texts)} texts: {flagged} of {total} flagged")
        for kind in changes:
            print(f"  {kind:16} {counts[kind, True]:4} flagged {counts[kind, False]:4} not")
        for line in told:
            print(f"    {'missed' if wanted else 'flagged'}: {line[:400]}")
        bad += flagged < 0.99 * total if wanted else flagged > 0
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
