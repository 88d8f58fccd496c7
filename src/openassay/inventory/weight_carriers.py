"""Files that may carry weights where no reader sees them: compiled programs, and scripts with long stretches of packed bytes.

They prove nothing. But where one lies in a release, nobody can say that it holds no weights.
"""

import re

from openassay.inventory.layout import Layout, Placed
from openassay.vocabulary import limits
from openassay.vocabulary.release import EntryKind

LEAST_PROGRAM = 32 * limits.KIB
"""Bytes; a smaller program carries none that matter."""

LEAST_SCRIPT = 16 * limits.KIB
"""Bytes of a script that is looked through."""

LOOKED_THROUGH = 40
"""Scripts that are looked through, the largest first."""

_PACKED = re.compile(r"[A-Za-z0-9+/]{8000}")
"""A stretch of Base64 that is longer than any name or picture in a page."""


def carrier_of(layout: Layout) -> tuple[Placed, str] | None:
    """A file that may carry weights, and why it could not be told; None where there is none."""
    files = [place for place in layout.own if place.artifact.kind is EntryKind.FILE]
    for place in files:
        if place.artifact.format == "executable" and (place.artifact.size or 0) >= LEAST_PROGRAM:
            return place, f"{place.artifact.path} is a compiled program, which may carry weights within."
    scripts = [place for place in files if place.artifact.format == "javascript" and (place.artifact.size or 0) >= LEAST_SCRIPT]
    for place in sorted(scripts, key=lambda place: (-(place.artifact.size or 0), place.artifact.path))[:LOOKED_THROUGH]:
        text = layout.read_text(place.artifact)
        if text is not None and _PACKED.search(text.body):
            return place, f"{place.artifact.path} holds a long stretch of packed bytes, which may be weights."
    return None
