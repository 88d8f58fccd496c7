"""How many parameters a release claims to have, from its documents and its configuration."""

import re
from dataclasses import dataclass

from openassay.inventory.layout import Layout
from openassay.inventory.visible import visible
from openassay.vocabulary.facts import Evidence

_STATED = re.compile(r"\b(\d{1,4}(?:\.\d{1,3})?)\s?(B|M|T|billion|million|trillion)\b[- ]?(?:[a-z]{1,12} )?param", re.IGNORECASE)
_NAMED = re.compile(r"\b([A-Z][A-Za-z]{2,20})[\w.]{0,12}[- ](\d{1,4}(?:\.\d{1,3})?)([BM])\b")
_TITLE = re.compile(r"^#\s+(.{1,200})|^<h1[^>]{0,80}>(.{1,200})", re.MULTILINE)
_SCALE = {"m": 10**6, "million": 10**6, "b": 10**9, "billion": 10**9, "t": 10**12, "trillion": 10**12}


@dataclass(frozen=True, slots=True)
class Claimed:
    """The smallest number of parameters that the release names for a model of its own, and where."""

    parameters: int
    evidence: Evidence


def claimed_parameters(layout: Layout) -> Claimed | None:
    """The smallest claim; None where nothing is claimed. Sizes in names count only after a word of the title."""
    found: list[Claimed] = []
    for text in layout.documents:
        body = visible(text.body)
        title = _TITLE.search(body)
        title_words = set(re.findall(r"[A-Za-z]{3,}", (title[1] or title[2]).lower())) if title else set()
        sizes = [(match[1], match[2], match) for match in _STATED.finditer(body)]
        sizes += [(match[2], match[3], match) for match in _NAMED.finditer(body) if match[1].lower() in title_words]
        found.extend(
            Claimed(_number(digits, scale), text.evidence_at(match.start(), match.end())) for digits, scale, match in sizes
        )
    return min((claim for claim in found if claim.parameters), key=lambda claim: (claim.parameters, claim.evidence), default=None)


def _number(digits: str, scale: str) -> int:
    whole, _, part = digits.partition(".")
    scaled: int = int(whole + part) * _SCALE[scale.lower()] // 10 ** len(part)
    return scaled
