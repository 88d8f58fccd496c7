"""List the models whose card gives a permissive license although the model that they were made from is under a stricter one.

    python -m tools.permissive_on_restricted rows.jsonl

Reads rows of the Hub's metadata, one JSON object a line with `id`, `tags` and `cardData`, and asks nobody. The license of a base
follows from its own row where there is one, else from its name; so each line is a question and no verdict, and says what could
make it a false alarm.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from openassay.licenses.expressions import spelling
from openassay.licenses.flow import compare_terms
from openassay.licenses.terms import is_free, known_terms
from openassay.licenses.upstream import family_of

Row = dict[str, Any]
_BY_RELATION = {
    "adapter": "An adapter holds none of the base's weights, and its license may be for itself alone.",
    "merge": "Of a merge, each part may have been given under other terms, or be named for its recipe alone.",
    "quantized": "Whoever quantised it may have kept the card of another model.",
}


class Question(NamedTuple):
    """A model whose license is freer than that of its base."""

    id: str
    license: str
    base: str
    base_license: str
    stricter: tuple[str, ...]
    """Terms on which the base is stricter."""
    doubts: tuple[str, ...]
    """What could make it a false alarm."""


def questions(rows: Iterable[Row]) -> Iterator[Question]:
    """Every pair of a model and a base that is to be asked about, sorted as the rows are."""
    known = {row["id"].lower(): row for row in rows}
    for row in known.values():
        given = _license_of(row)
        mine = known_terms(given) if given else {}
        if not given or not is_free(mine):
            continue
        for base, relation in _bases_of(row):
            own = known.get(base.lower())
            theirs = (_license_of(own) if own else "") or family_of(base).license or ""
            stricter = compare_terms(mine, known_terms(theirs))[0] if theirs else []
            if stricter:
                told = tuple(name.value.replace("_", " ") for name in stricter)
                yield Question(row["id"], given, base, theirs, told, tuple(_doubts(row, base, relation, named=own is None)))


def _license_of(row: Row) -> str:
    """The license that a card declares, as we spell it; empty where it declares none, or several."""
    card = row.get("cardData") or {}
    found = card.get("license") if isinstance(card, dict) else None
    return spelling(found) if isinstance(found, str) and found not in ("other", "unknown") else ""


def _bases_of(row: Row) -> list[tuple[str, str]]:
    """The models that a row names as its base, and how it was made from them."""
    card = row.get("cardData") or {}
    declared = card.get("base_model") if isinstance(card, dict) else None
    names = [declared] if isinstance(declared, str) else [name for name in declared or [] if isinstance(name, str)]
    relations = {parts[2]: parts[1] for tag in row["tags"] if len(parts := tag.split(":", 2)) == 3 and parts[0] == "base_model"}
    return [(name, relations.get(name, "")) for name in dict.fromkeys((*names, *relations))]


def _doubts(row: Row, base: str, relation: str, *, named: bool) -> Iterator[str]:
    if named:
        yield "The license of the base follows from its name alone."
    if row["id"].partition("/")[0].lower() == base.partition("/")[0].lower():
        yield "Both are of one owner, who may give other rights."
    if relation in _BY_RELATION:
        yield _BY_RELATION[relation]
    elif not relation:
        yield "The card alone names the base; it may be meant for its architecture or tokenizer."
    files = row.get("siblings") or ()
    if "license_link" in (row.get("cardData") or {}) or any("license" in str(one).lower() for one in files):
        yield "A license file lies beside the card, and may say more than its tag."
    yield "The tag may be meant for the code or the changes; only the card's words and the files can tell."


def main() -> None:
    """Read the rows, and print a line for each question with its doubts below."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rows", type=Path)
    rows = [json.loads(line) for line in parser.parse_args().rows.read_text("utf-8").splitlines() if line.strip()]
    found = list(questions(rows))
    for one in found:
        print(f"{one.id}: {one.license} on {one.base} ({one.base_license}), which is stricter on {', '.join(one.stricter)}")
        for doubt in one.doubts:
            print(f"    {doubt}")
    print(f"{len(found)} pairs in {len(rows)} rows. An indicator, no legal advice.")


if __name__ == "__main__":
    main()
