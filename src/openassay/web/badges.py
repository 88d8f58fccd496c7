"""Badges: a grade small enough for a README, as SVG and as the endpoint that shields.io reads."""

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from openassay.vocabulary.text import shown

GREY, GREEN, AMBER, RED = "#6e6a63", "#1d6a4c", "#8a6310", "#9c3526"
_TONES = {"reached": GREEN, "possible": AMBER, "none": RED}
_WIDE = set("mwMW@%—")
_NARROW = set("fijlrtI.,:;'|!()[] -")


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says: `label` the standard, `message` the level with its date, `stale` where that is too old to stand."""

    label: str
    message: str
    tone: str
    """`reached`, `possible`, `none`; empty where there is no grade."""
    stale: bool = False

    @property
    def colour(self) -> str:
        """The colour of the right half."""
        return GREY if self.stale else _TONES.get(self.tone, GREY)


def badge_of(standard: str, said: str, tone: str, seen: str, revision: str, today: date, stale_after: int) -> Badge:
    """The badge of one grade. `seen` is when it was assessed (`YYYY-MM-DD...`), `revision` what was assessed.

    `stale_after` is the age in days from which on it is grey and says so.
    """
    day = seen[:10]
    stale = is_stale(seen, today, stale_after)
    at = revision.rpartition(":")[2][:7]
    message = ", ".join(part for part in (f"stale: {said}" if stale else said, day, at) if part)
    return Badge(standard, message, tone, stale)


def is_stale(seen: str, today: date, stale_after: int) -> bool:
    """Whether what was seen then is too old to stand for now. Without a day that can be read it is."""
    try:
        return (today - date.fromisoformat(seen[:10])).days > stale_after
    except ValueError:
        return True


def nothing(standard: str, because: str) -> Badge:
    """The badge of what has no grade."""
    return Badge(standard, because, "")


def to_svg(badge: Badge) -> bytes:
    """Draw a badge. It needs no font file: the text is set to a width that any sans-serif is fitted to."""
    left, right = (_width(text) for text in (badge.label, badge.message))
    whole = left + right
    label, message = (escape(shown(text, 120), {'"': "&quot;"}) for text in (badge.label, badge.message))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="20" role="img" aria-label="{label}: {message}">'
        f"<title>{label}: {message}</title>"
        f'<rect width="{whole}" height="20" rx="3" fill="{badge.colour}"/>'
        f'<path d="M3 0H{left}V20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3Z" fill="#33302b"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f'<text x="7" y="14" textLength="{left - 14}" lengthAdjust="spacingAndGlyphs">{label}</text>'
        f'<text x="{left + 7}" y="14" textLength="{right - 14}" lengthAdjust="spacingAndGlyphs">{message}</text>'
        "</g></svg>"
    ).encode()


def to_shields(badge: Badge) -> dict[str, object]:
    """The badge as https://shields.io/badges/endpoint-badge wants it."""
    return {
        "schemaVersion": 1,
        "label": shown(badge.label, 120),
        "message": shown(badge.message, 120),
        "color": badge.colour,
        "isError": not badge.tone,
        "cacheSeconds": 3600,
    }


def _width(text: str) -> int:
    """About how wide a text is at 11 px, with 7 px on both sides."""
    return 14 + round(sum(9.6 if char in _WIDE else 4.2 if char in _NARROW else 6.9 for char in shown(text, 120)))
