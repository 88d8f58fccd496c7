"""What people write into the license field of a MOT entry, and which license that is to a reader.

MOT itself compares the text with its list of ids, letter for letter; all else is invalid to it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from openassay.exchange.mot_rules import mot_rules
from openassay.licenses.expressions import NONE_SAID, normalise, spdx_ids
from openassay.licenses.free_names import unnamed_as
from openassay.licenses.names import find_names, id_of_name, id_of_tag
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import ENTRY_TEXT

ARXIV = "LicenseRef-arXiv-nonexclusive-distrib-1.0"
"""The license that authors grant to the archive, and to nobody else."""
_UNLICENSED = "unlicensed"
_ABSENT = re.compile(r"\bnot\s+(?:be\s+|been\s+)?(?:includ|provid|publi|releas|avail)|^(?:missing|absent)$", re.IGNORECASE)
_ARXIV = re.compile(r"\barxiv\b.*(?:non.?exclu|licen[cs]e)|non.?exclu.*\barxiv\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*$", re.IGNORECASE)
_CLOSED = re.compile(r"\bproprietary\b|\bclosed(?:[ -]source)?\b|all rights reserved", re.IGNORECASE)
_NOTHING = re.compile(
    r"(?:un(?:disclosed|known|clear|specified|named)|undefined|t\.?b\.?[da]\.?|to ?do|[-?.]+|n\.?/?a\.?|none|"
    r"(?:other|custom|various|see .*|some|the|model)?\s*(?:licen[cs]es?)?|other|custom|various)",
    re.IGNORECASE,
)
_FAMILY = re.compile(r"[al]?gpl|bsd|cc|cc[ -]by|creative commons|apache|mpl|epl", re.IGNORECASE)
_LICENSE_WORD = re.compile(r"licen[cs]|agreement|terms\b|rail\b|许可|协议", re.IGNORECASE)
_DATA_WORD = re.compile(r"\bdata ?sets?\b|\bcorp(?:us|ora)\b", re.IGNORECASE)
_PARTS = re.compile(r"[;,]")
_EXPRESSION = re.compile(r"\(*\S+(?: (?:OR|AND|WITH) \S+)+")
_NUMBER = re.compile(r"[0-9]")


class Kind(StrEnum):
    """What stands in a license field."""

    KNOWN = "known"
    """An id that MOT has, letter for letter; it may be open or not."""
    SPELLING = "spelling"
    """An id that MOT has, but for case and space."""
    MISSPELT = "misspelt"
    """A license that has an id, called by another name."""
    OWN = "own"
    """A license that has no id on any list: a publisher's own."""
    ARXIV = "arxiv"
    SEVERAL = "several"
    """More than one license, or an expression, where MOT reads one id."""
    ADDRESS = "address"
    """An address in place of a license."""
    ABSENT = "absent"
    """Words that say the component is not there."""
    CLOSED = "closed"
    """Words that say that nothing is granted."""
    PLACEHOLDER = "placeholder"
    """Words that name no license for certain."""
    NO_LICENSE = "no-license"
    """Something else: the names of data sets, a remark."""
    UNLICENSED = "unlicensed"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a license field says. `expression` is None where it names no license."""

    kind: Kind
    expression: str | None = None


def read_license(text: str, kind: str) -> Reading:
    """Read a license field. `kind` is that of the component: `code`, `data` or `document`."""
    bare = text.strip()[: ENTRY_TEXT.value]
    known = _known()
    if text in mot_rules().known | mot_rules().opened:
        return Reading(Kind.KNOWN, text)
    if bare.lower() in ("", _UNLICENSED):
        return Reading(Kind.UNLICENSED)
    if bare.lower() in known:
        return Reading(Kind.SPELLING, known[bare.lower()])
    return _of_words(bare) or Reading(Kind.NO_LICENSE if kind == "data" else Kind.PLACEHOLDER)


@cache
def _known() -> dict[str, str]:
    return {id_.lower(): id_ for id_ in mot_rules().known}


def _of_words(text: str) -> Reading | None:
    for found, pattern in ((Kind.ADDRESS, _ADDRESS), (Kind.ABSENT, _ABSENT)):
        if pattern.search(text):
            return Reading(found)
    if _ARXIV.search(text):
        return Reading(Kind.ARXIV, ARXIV)
    if _DATA_WORD.search(text) and not _is_title(text):
        return Reading(Kind.NO_LICENSE)
    if _NOTHING.fullmatch(text) or _FAMILY.fullmatch(text) or text.lower() in NONE_SAID - {"proprietary"}:
        return Reading(Kind.PLACEHOLDER)
    if _CLOSED.search(text):
        return Reading(Kind.CLOSED, "LicenseRef-proprietary")
    return _named(text) or _several(text) or (Reading(Kind.OWN, unnamed_as(text)) if _LICENSE_WORD.search(text) else None)


def _is_title(text: str) -> bool:
    """Whether the words are the title of a license about data, such as a data license agreement."""
    return bool(re.search(r"(?:licen[cs]e|agreement)(?: v?[0-9.]+)?$", text, re.IGNORECASE))


def _named(text: str) -> Reading | None:
    """One license that is meant: one with an id, or one of those that our table has."""
    names = list(find_names(text))
    whole = names[0].id if len(names) == 1 and names[0].end - names[0].start >= len(text) - 2 else None
    found = id_of_name(text) or whole
    if found is None:
        return None
    # An id with a version that the Hub has is as good as one of SPDX: it says which license, only not as MOT writes it.
    of_the_hub = id_of_tag(text) is not None and bool(_NUMBER.search(text))
    return Reading(Kind.MISSPELT if found.lower() in spdx_ids() or of_the_hub else Kind.OWN, found)


def _several(text: str) -> Reading | None:
    """More than one license, in an expression or in a list."""
    if _EXPRESSION.fullmatch(text):
        try:
            return Reading(Kind.SEVERAL, normalise(text))
        except Unreadable:
            return Reading(Kind.SEVERAL)
    named = {found.id for found in find_names(text)}
    parts = [part for part in _PARTS.split(text) if part.strip()]
    return Reading(Kind.SEVERAL) if len(named) > 1 or (named and len(parts) > 1) else None
