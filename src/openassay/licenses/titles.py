"""What a license text calls itself."""

import re

from openassay.licenses.names import find_names
from openassay.licenses.table import row_of
from openassay.licenses.words import word_set

_TITLE = re.compile(r"\blicen[cs]e\b|\bagreement\b|\bterms\s+of\s+use\b|许可|协议", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:is|are|may|you|your|does|do|shall|will|this|these|means|under|hereby|use of|subject to|in consideration|permission|"
    r"copyright|http|https|see|includes?|provided|following|granted|any person|organization|between)\b",
    re.IGNORECASE,
)
_EMPTY = word_set(
    "the agreement license licence licenses licences licensing information overview details version v 1.0 this is text of "
    "full copy "
    "a terms use and conditions for model "
    "release date dated "
    "january february march april may june july august september october november december"
)
LOOKED_AT = 12
"""Lines with words on them, from the top, among which a title is looked for."""


def titles_of(text: str) -> list[str]:
    """The lines near the top by which a text calls itself a license, in order."""
    found = []
    seen = 0
    for line in text.split("\n"):
        bare = " ".join(re.sub(r"[*#_`>=~|]+|<[^<>]{1,200}>", " ", line).split()).strip(" -:.,\"'“”")
        if not bare:
            continue
        seen += 1
        if seen > LOOKED_AT:
            break
        if _TITLE.search(bare) and len(bare.split()) <= 14 and not bare.endswith(";") and not _SENTENCE.search(bare):
            found.append(bare[:200])
    return found


def title_id(title: str) -> str | None:
    """The license of our table that a title names, where the title names exactly one and all of it; None otherwise."""
    named = list(find_names(title))
    if len(named) != 1 or row_of(named[0].id) is None:
        return None
    rest = f"{title[: named[0].start]} {title[named[0].end :]}".lower()
    words = [word for word in re.findall(r"[a-z]+[a-z0-9.]*|\d+\.\d+", rest) if word not in _EMPTY]
    return named[0].id if not words else None


def is_bare(title: str) -> bool:
    """Whether a title says no more than that this is a license."""
    return all(word in _EMPTY for word in re.findall(r"[a-z0-9.]+", title.lower()))
