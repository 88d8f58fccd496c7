"""Build src/openassay/licenses/data/known_texts.bin from license texts that are given on the command line.

    python -m tools.build_license_index --spdx FOLDER [--texts MANIFEST ...] [--keep INDEX] --out FILE

FOLDER holds the XML of the SPDX license list (`src/*.xml` and `src/exceptions/*.xml` of spdx/license-list-XML). A MANIFEST is a
JSON list of {"id", "file", "kind"?}, with files beside it. INDEX is an index that was built before: the texts of ids that the
other inputs have not are taken over from it. The texts are not shipped: only the order of their words, as numbers into a table of
hashes. The same inputs give the same bytes.
"""

import argparse
import json
import re
import sys
from array import array
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

from openassay.licenses.alignment import MILD
from openassay.licenses.known_texts import GAP, GAP_OF_ANY, MAGIC, OPTIONAL, SAMPLE, Index, fingerprint, grams
from openassay.licenses.words import DOTTED, NUMBERING, read_words, word_hash

MOST_HOLDERS = 64
"""A run of words that more texts share says little: only the shortest of them keep it."""
WITHIN = 8
"""Words that may stand between two words of a name that varies."""
NAMESPACE = "{http://www.spdx.org/license}"


class Builder:
    """Collects texts, then writes them."""

    def __init__(self) -> None:
        self.vocabulary: dict[int, int] = {}
        self.dotted: set[int] = set()
        self.rows: list[tuple[str, str, list[int]]] = []

    def number(self, word: str) -> int:
        """The number of a word."""
        number = self._of_hash(word_hash(word))
        if DOTTED.match(word):
            self.dotted.add(number)
        return number

    def _of_hash(self, hashed: int) -> int:
        number = self.vocabulary.setdefault(hashed, len(self.vocabulary))
        if number >= GAP:
            raise SystemExit("too many different words for 15 bits")
        return number

    def keep(self, old: Index) -> None:
        """Take over from an index the texts of ids that are not here yet."""
        given = {id_ for id_, _, _ in self.rows}
        hashes = {number: hashed for hashed, number in old.vocabulary.items()}
        for text in old.texts:
            if text.id in given:
                continue
            row = []
            for token in old.tokens(text):
                bare = token & ~OPTIONAL
                if bare < GAP:
                    number = self._of_hash(hashes[bare])
                    if bare in old.dotted:
                        self.dotted.add(number)
                    token = number | (token & OPTIONAL)  # noqa: PLW2901 - the same word by its new number
                row.append(token)
            self.rows.append((text.id, text.kind, row))

    def plain(self, body: str, *, optional: bool = False) -> list[int]:
        """The tokens of a text."""
        words = read_words(body).words
        return [self.number(word) | (OPTIONAL if optional or NUMBERING.match(word) else 0) for word in words]

    def running(self, body: str | None, *, optional: bool) -> list[int]:
        """The tokens of text that has its list numbers in elements of their own, so that a number at its start is none."""
        return self.plain(f"- {' '.join((body or '').split())}", optional=optional)

    def add(self, id_: str, kind: str, tokens: list[int]) -> None:
        """Take a text in, unless it is too short to be told from others."""
        if sum(1 for token in tokens if not token & OPTIONAL and token < GAP) >= 8:
            self.rows.append((id_, kind, tokens))

    def write(self, out: Path) -> None:
        """Write the index."""
        self.rows.sort(key=lambda row: (row[0], row[1], row[2]))
        holders: dict[int, set[int]] = {}
        texts, tokens = [], array("H")
        for at, (_, _, row) in enumerate(self.rows):
            for gram in set(grams([token & ~OPTIONAL for token in row])):
                if not (print_ := fingerprint(gram)) % SAMPLE:
                    holders.setdefault(print_, set()).add(at)
        prints, holding = array("I"), array("H")
        for print_ in sorted(holders):
            for at in sorted(holders[print_], key=lambda at: (len(self.rows[at][2]), at))[:MOST_HOLDERS]:
                prints.append(print_)
                holding.append(at)
        counts = Counter(holding)
        for at, (id_, kind, row) in enumerate(self.rows):
            required = sum(1 for token in row if not token & OPTIONAL and token < GAP)
            texts.append([id_, kind, len(tokens), len(row), required, counts[at]])
            tokens.extend(row)
        words = array("Q", self.vocabulary)
        head = {
            "dotted": sorted(self.dotted),
            "texts": texts,
            "words": len(words),
            "fingerprints": len(prints),
            "tokens": len(tokens),
        }
        packed = json.dumps(head, separators=(",", ":")).encode()
        arrays = [words, prints, holding, tokens]
        if sys.byteorder == "big":
            for numbers in arrays:
                numbers.byteswap()
        out.write_bytes(b"".join([MAGIC, len(packed).to_bytes(4, "little"), packed, *(a.tobytes() for a in arrays)]))
        print(f"{len(texts)} texts, {len(words)} words, {len(prints)} fingerprints, {out.stat().st_size} bytes")


def read_xml(builder: Builder, path: Path) -> None:
    """Take the text of one SPDX license, its short header and its marks of what may vary."""
    node = ET.parse(path).getroot()[0]  # noqa: S314 - the SPDX list, given by the person who runs this
    id_, kind = node.attrib["licenseId"], "exception" if node.tag.endswith("exception") else "text"
    if node.attrib.get("deprecatedVersion"):
        return
    text = node.find(f"{NAMESPACE}text")
    if text is None:
        return
    header = text.find(f".//{NAMESPACE}standardLicenseHeader")
    builder.add(id_, kind, walk(builder, text, optional=False))
    if header is not None:
        builder.add(id_, "header", walk(builder, header, optional=False))


def walk(builder: Builder, node: ET.Element, *, optional: bool) -> list[int]:
    """The tokens of an element and all that is in it."""
    name = str(node.tag).removeprefix(NAMESPACE)
    if name in ("", "bullet"):
        return []
    optional = optional or name in ("optional", "titleText", "copyrightText", "standardLicenseHeader")
    inside = builder.running(node.text, optional=optional or name == "alt")
    for child in node:
        inside += walk(builder, child, optional=optional or name == "alt")
        inside += builder.running(child.tail, optional=optional or name == "alt")
    if name == "copyrightText":
        return [GAP | 60, *inside, GAP | 60]
    if name != "alt":
        return inside
    pattern = node.attrib.get("match", ".+")
    if announced := _ANNOUNCED.match(pattern):
        return [*builder.plain(announced[1], optional=True), GAP | gap_of(pattern)]
    lenient = any(
        word in MILD for word in [*read_words(" ".join(node.itertext())).words, *re.findall(r"[a-z]+", pattern.lower())]
    )
    gap = GAP | (GAP_OF_ANY if lenient else 0) | gap_of(pattern)
    if gap_of(pattern) < 30:
        return [*inside, gap]
    within = (gap & ~0x7F) | WITHIN
    return [gap, *(token for word in inside for token in (word, within)), gap]


_ANNOUNCED = re.compile(r"\(([A-Za-z][A-Za-z, ]{10,})\.[*+]\)\?$")
"""A pattern for a sentence that may be missing, of which only the beginning is given."""


def gap_of(pattern: str) -> int:
    """How many words a pattern of the SPDX list can take: 30 for anything, else the longest way through it."""
    if re.search(r"\.[+*]|\.\{\d*,\d{3,}\}", pattern):
        return 30
    plain = re.sub(r"\[[^\]]*\](?:\{\d*,?\d*\})?|\\s[+*]?", " ", pattern)
    return min(30, max(1, *(len(re.findall(r"\w+", way)) for way in plain.split("|"))))


def main() -> None:
    """Read the texts that the command line names, and write the index."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spdx", type=Path, required=True)
    parser.add_argument("--texts", type=Path, action="append", default=[])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    builder = Builder()
    for path in sorted(given.spdx.rglob("*.xml")):
        read_xml(builder, path)
    for manifest in given.texts:
        for row in json.loads(manifest.read_text("utf-8")):
            body = (manifest.parent / row["file"]).read_text("utf-8")
            builder.add(row["id"], row.get("kind", "text"), builder.plain(body))
    if given.keep:
        builder.keep(Index(given.keep.read_bytes()))
    builder.write(given.out)


if __name__ == "__main__":
    main()
