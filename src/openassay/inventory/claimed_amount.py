"""How much training data a release claims, as a least number of bytes."""

import re
from typing import NamedTuple

from openassay.inventory.layout import Layout
from openassay.inventory.visible import visible
from openassay.vocabulary.facts import Evidence

_AMOUNT = re.compile(
    r"\b(\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,3})?)\s?(k|K|M|B|T|thousand|million|billion|trillion)?\+?\s(?:[a-z-]{1,20}\s){0,2}"
    r"(tokens|examples|samples|records|images|hours|structures|sequences|pairs|conversations|documents|rows|molecules"
    r"|proteins|videos|trajectories)\b",
    re.IGNORECASE,
)
_TRAINS = re.compile(r"(?i)\btrain|corpus|data\s*set|dataset")
_SCALE = {
    "": 1,
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "million": 10**6,
    "b": 10**9,
    "billion": 10**9,
    "t": 10**12,
    "trillion": 10**12,
}
_BYTES = {"tokens": 1, "hours": 1_000_000, "images": 1_000, "videos": 10_000, "trajectories": 1_000, "documents": 100}

_MACHINES = re.compile(
    r"(?i)\b(?:gpus?|tpus?|cpus?|cores?|machines?|nodes?|compute|device|wall(?:-?clock)?|[avh]\d{2,3})[\s-]hours?\b"
)
"""Hours that are no recording."""


class Amount(NamedTuple):
    """A claimed amount, with the fewest bytes that it can take."""

    least_bytes: int
    words: str
    evidence: Evidence


def claimed_amount(layout: Layout) -> Amount | None:
    """The largest amount of training data that a document claims, or None."""
    found: list[Amount] = []
    for text in layout.documents:
        body = visible(text.body)
        for match in _AMOUNT.finditer(body):
            start = body.rfind("\n", 0, match.start()) + 1
            if not _MACHINES.search(match[0]) and _TRAINS.search(body, start, min(len(body), match.end() + 80)):
                whole, _, part = match[1].replace(",", "").partition(".")
                number = int(whole + part) * _SCALE[(match[2] or "").lower()] // 10 ** len(part)
                least = number * _BYTES.get(match[3].lower(), 10)
                found.append(Amount(least, " ".join(match[0].split()), text.evidence_at(match.start(), match.end())))
    return max(found, key=lambda amount: (amount.least_bytes, amount.evidence), default=None)
