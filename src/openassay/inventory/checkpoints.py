"""What a release's own documents say of checkpoints from the course of training."""

import re

from openassay.inventory.layout import Layout
from openassay.inventory.visible import visible
from openassay.vocabulary.facts import Evidence

_OF_COURSE = r"(?:intermediate|partially\s+trained|training)\s+(?:\w+\s+){0,2}?(?:checkpoints?|weights)"
_MANY = r"(?:all|every|\d{2,4})\s+(?:of\s+the\s+)?(?:\w+\s+){0,2}?checkpoints?"
_KIND = rf"(?:{_OF_COURSE}|{_MANY})\b"
_GIVEN = (
    r"(?:available|releas\w+|publish\w+|provid\w+|host\w+|upload\w+|open-?sourc\w+|saved|shar(?:e|ed|ing)|download\w*|here)\b"
)
_COURSE = r"(?:throughout|during|over|across|along|through)\s+(?:the\s+)?(?:course\s+of\s+)?(?:the\s+)?(?:pre-?)?training\b"
_TOLD = re.compile(
    rf"\b{_KIND}[^.\n]{{0,100}}?\b(?:{_GIVEN}|{_COURSE}|https?://)"
    rf"|\b{_GIVEN}[^.\n]{{0,60}}?\b{_KIND}"
    rf"|\bcheckpoints?\s+(?:\w+\s+)?{_COURSE}"
    r"|\brevision\s*=\s*[\"'](?:step|iter|iteration|epoch|stage\d-step|ckpt|checkpoint)[-_]?\d"
    r"|中间(?:检查点|权重|checkpoints?)",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|no|never|without|cannot|won't|don't|didn't|upcoming|soon|will)\b|暂不|不会|尚未", re.IGNORECASE)


def told_of_checkpoints(layout: Layout) -> list[Evidence]:
    """Lines that say that such checkpoints are to be had, or load one. A line that denies or only promises is passed over."""
    found = []
    for text in layout.documents:
        body = visible(text.body)
        for match in _TOLD.finditer(body):
            start = body.rfind("\n", 0, match.start()) + 1
            before = re.split(r"[.;!?]\s", body[start : match.start()])[-1]
            if not _NOT.search(before) and not _NOT.search(match[0]):
                found.append(text.evidence_at(match.start(), match.end()))
    return found
