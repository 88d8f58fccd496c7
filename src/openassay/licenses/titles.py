"""What a license text calls itself."""

import re

from openassay.licenses.names import find_names
from openassay.licenses.table import row_of
from openassay.licenses.words import word_set

_TITLE = re.compile(r"licen[cs]e|agreement|terms\s+of\s+use|许可|协议", re.IGNORECASE)


def title_of(text: str) -> str | None:
    """The line among the first twelve that look like more than a notice which calls itself a license, or None."""
    seen = 0
    for line in text.split("\n"):
        bare = " ".join(re.sub(r"[*#_`>=~|]+|<[^<>]{1,80}>", " ", line).split()).strip(" -:.,\"'")
        if not bare:
            continue
        seen += 1
        if seen > 12:
            return None
        if _TITLE.search(bare) and len(bare.split()) <= 16 and not bare.endswith((";", ",")):
            return bare[:200]
    return None


def title_id(title: str) -> str | None:
    """The license of our table that a title names, where the title names exactly one and all of it; None otherwise."""
    named = list(find_names(title))
    if len(named) != 1 or row_of(named[0].id) is None:
        return None
    rest = f"{title[: named[0].start]} {title[named[0].end :]}".lower()
    words = [word for word in re.findall(r"[a-z0-9.]+", rest) if word not in _EMPTY]
    return named[0].id if not words else None


_EMPTY = word_set("the agreement license version v 1.0 this is text of full copy a terms use and conditions licence")
