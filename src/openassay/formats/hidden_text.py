"""What a document holds but does not show: comments, hidden elements, invisible characters, text far below the rest.

One pass, with no step back: every search runs forward from where the last one ended, or is bounded.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

FAR_BELOW = 100
"""Blank lines in a row after which nobody scrolls on. The longest run in 160 real releases is far below it."""

TAG_LENGTH = 4_000
"""The longest HTML tag in characters; beyond it a `<` is a sign like any other."""

CODE_SPAN = 1_000
"""The longest stretch of code in a line of Markdown, in characters."""

LISTED = 1_000
"""Runs of invisible characters that are listed one by one; the mask leaves none out."""

BLANK = "\0"
"""Stands in the mask for every character that is not shown, so that offsets stay."""


class How(StrEnum):
    """By what means a stretch is hidden."""

    COMMENT = "a comment"
    ELEMENT = "an element that its own style hides"
    FAR = "text after a long run of blank lines"
    INVISIBLE = "invisible characters"
    REVERSED = "text that is shown backwards"
    MARKUP = "script, style or declaration"


@dataclass(frozen=True, slots=True, order=True)
class Hidden:
    """A stretch of a text that a reader does not see, by character offsets (the end is not included)."""

    start: int
    end: int
    how: How


_MARK = re.compile(
    r"(?P<fence>^[ \t>]{0,12}(?:(?:[-*+]|\d{1,4}[.)])[ \t]{1,4})?(?:`{3,}|~{3,}))"
    r"|(?P<ticks>`+)"
    r"|(?P<comment><!--)"
    r"|(?P<declaration><[!?][A-Za-z\[])"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]{0,30})",
    re.MULTILINE,
)
_HTML_MARK = re.compile(
    r"(?P<comment><!--)|(?P<declaration><[!?][A-Za-z\[])|(?P<tag></?[A-Za-z][A-Za-z0-9-]{0,30})", re.MULTILINE
)
_FENCE_END = {mark: re.compile(rf"^[ \t>]{{0,12}}({mark}{{3,}})[ \t]*$", re.MULTILINE) for mark in "`~"}
_NEVER_SHOWN = frozenset(("script", "style", "template", "noscript", "title"))
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_STYLE = re.compile(r"style\s{0,4}=\s{0,4}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})')")
_COLOR = re.compile(r"color\s{0,4}=\s{0,4}[\"']?\s{0,4}(#?\w{1,20})")
_NO_LINK = re.compile(r"^ {0,3}\[[^\]\n]{1,100}\]:[ \t]{0,8}(?:#|<#?>)[ \t]{1,8}[^\n]*", re.MULTILINE)
"""A definition of a link that leads nowhere: Markdown shows nothing of it, so it is used as a comment."""
_QUOTED = re.compile(r"\"[^\"]{0,4000}\"|'[^']{0,4000}'")
_NUMBER = re.compile(r"-?\d{0,6}\.?\d{1,6}")
_BLANK_MARKS = re.compile(r"<br\s{0,4}/?>|&nbsp;|[ \t\0\\]")

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
_TURNING = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
_REVERSE = re.compile("\u202e[^\u202c\n]*")
_BLACK_FLAG = "\U0001f3f4"


class _Ahead:
    """Where a mark next stands. Asked with growing offsets, it passes over the text once."""

    def __init__(self, body: str, mark: str) -> None:
        self._body, self._mark, self._at = body, mark, 0
        self._at = body.find(mark)

    def after(self, offset: int) -> int:
        """The offset of the next mark at or after `offset`, or -1."""
        if -1 < self._at < offset:
            self._at = self._body.find(self._mark, offset)
        return self._at


def find_hidden(body: str, *, markdown: bool = True) -> list[Hidden]:
    """Every hidden stretch of a Markdown or HTML text, in order; stretches do not overlap."""
    found = _find_elements(body, _MARK if markdown else _HTML_MARK) if "<" in body else []
    found += (
        [Hidden(line.start(), line.end(), How.COMMENT) for line in _NO_LINK.finditer(body)] if markdown and "]:" in body else []
    )
    found += _find_invisible(body)
    mask = mask_hidden(body, found)
    if (far := _find_far(mask)) is not None:
        found.append(Hidden(far, len(body), How.FAR))
    return _without_overlap(found)


def find_invisible(body: str) -> list[Hidden]:
    """Runs of invisible characters, and text that is shown backwards, at most `LISTED` of each; stretches do not overlap."""
    return _without_overlap(_find_invisible(body))


def mask_hidden(body: str, hidden: list[Hidden]) -> str:
    """The text with `BLANK` for each character that is not shown; line feeds stay. Invisible characters never are."""
    parts, at = [], 0
    for stretch in sorted(hidden):
        if stretch.end <= at:
            continue
        start = max(stretch.start, at)
        parts.append(body[at:start])
        lines = body[start : stretch.end].split("\n")
        parts.append("\n".join(BLANK * len(line) for line in lines))
        at = stretch.end
    parts.append(body[at:])
    masked = "".join(parts)
    return masked if masked.isascii() else _INVISIBLE.sub(lambda run: BLANK * len(run[0]), masked)


def _without_overlap(found: list[Hidden]) -> list[Hidden]:
    kept: list[Hidden] = []
    at = 0
    for stretch in sorted(found, key=lambda one: (one.start, -one.end)):
        if stretch.end > at:
            kept.append(Hidden(max(stretch.start, at), stretch.end, stretch.how))
            at = stretch.end
    return kept


def _find_elements(body: str, marks: re.Pattern[str]) -> list[Hidden]:
    """Comments, declarations, and elements that are never shown or hide themselves."""
    found: list[Hidden] = []
    comment_end, tag_end = _Ahead(body, "-->"), _Ahead(body, ">")
    hiding, depth, since, how = "", 0, 0, How.ELEMENT
    at = 0
    while mark := marks.search(body, at):
        at = mark.end()
        kind = mark.lastgroup
        if kind == "fence" and not hiding:
            at = _pass_fence(body, mark)
        elif kind == "ticks" and not hiding:
            again = body.find(mark[0], at, at + CODE_SPAN)
            at = again + len(mark[0]) if again >= 0 else at
        elif kind == "comment":
            end = comment_end.after(at)
            before = body[max(0, mark.start() - 8) : mark.start()].rpartition("\n")
            begins_line = (mark.start() <= 8 or bool(before[1])) and not before[2].strip(" \t")
            if end < 0 and not begins_line:
                continue
            end = len(body) if end < 0 else end + 3
            if not hiding:
                found.append(Hidden(mark.start(), end, How.COMMENT))
            at = end
        elif kind in ("declaration", "tag"):
            end = tag_end.after(at)
            if end < 0 or end - at > TAG_LENGTH:
                continue
            name, attributes = mark[0].lower(), body[at:end]
            if kind == "declaration":
                found.append(Hidden(mark.start(), end + 1, How.MARKUP))
            elif hiding:
                depth += (name == f"<{hiding}") - (name == f"</{hiding}")
                if depth == 0:
                    found.append(Hidden(since, mark.start(), how))
                    hiding = ""
            elif name[1:] in _NEVER_SHOWN or _hides(attributes):
                how = How.MARKUP if name[1:] in _NEVER_SHOWN else How.ELEMENT
                if name[1:] not in _VOID and not attributes.endswith("/") and name[1] != "/":
                    hiding, depth, since = name[1:], 1, end + 1
            at = end + 1
    if hiding:
        found.append(Hidden(since, len(body), how))
    return found


def _pass_fence(body: str, mark: re.Match[str]) -> int:
    """Where the fenced code that begins here ends; the end of the text where nothing closes it."""
    run = mark[0].lstrip(" \t>-*+.)0123456789")
    line_end = body.find("\n", mark.end())
    line_end = len(body) if line_end < 0 else line_end
    if run[0] == "`" and "`" in body[mark.end() : line_end]:
        return mark.end()
    for closing in _FENCE_END[run[0]].finditer(body, line_end):
        if len(closing[1]) >= len(run):
            return closing.end()
    return len(body)


def _hides(attributes: str) -> bool:
    """Whether the attributes of a tag make its content invisible to a reader."""
    lowered = attributes.lower()
    if "hidden" in lowered and re.search(r"(?:^|\s)hidden(?:\s|=|/|$)", _QUOTED.sub("", lowered)):
        return True
    style = _STYLE.search(lowered)
    if style is None:
        color = _COLOR.search(lowered) if "color" in lowered and "bgcolor" not in lowered else None
        return color is not None and _is_white(color[1])
    rules = {}
    for rule in (style[1] or style[2] or "").split(";"):
        name, _, value = rule.partition(":")
        rules[name.strip()] = value.strip()
    return _style_hides(rules)


def _style_hides(rules: dict[str, str]) -> bool:
    if rules.get("display", "").startswith("none") or rules.get("visibility", "").startswith(("hidden", "collapse")):
        return True
    if "color" in rules and not any(name.startswith("background") for name in rules) and _is_white(rules["color"]):
        return True
    size, opacity = _number(rules.get("font-size", "")), _number(rules.get("opacity", ""))
    if size is not None and size <= (2 if "px" in rules["font-size"] or "pt" in rules["font-size"] else 0.15):
        return True
    if opacity is not None and opacity < 0.1:
        return True
    if any((_number(rules.get(side, "")) or 0) <= -999 for side in ("left", "top", "right", "margin-left", "text-indent")):
        return True
    boxes = [_number(rules[side]) for side in ("width", "height", "max-width", "max-height") if side in rules]
    return rules.get("overflow", "").startswith("hidden") and any(box is not None and box <= 1 for box in boxes)


def _number(value: str) -> float | None:
    match = _NUMBER.search(value)
    return float(match[0]) if match else None


def _is_white(color: str) -> bool:
    """Whether a color is that of an empty page, or none."""
    color = color.strip().removesuffix("!important").strip()
    if color.startswith("#") and len(color) in (4, 7):
        digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
        return all(digits[at : at + 2] >= "f0" for at in (0, 2, 4))
    return color in ("white", "snow", "ghostwhite", "transparent") or color.replace(" ", "").startswith("rgb(255,255,255")


def _find_far(mask: str) -> int | None:
    """Where text begins that stands below a long run of blank lines."""
    at = run = 0
    seen = False
    for line in mask.split("\n"):
        if not line or (len(line) < TAG_LENGTH and not _BLANK_MARKS.sub("", line)):
            run += 1
        else:
            if seen and run >= FAR_BELOW:
                return at
            run, seen = 0, True
        at += len(line) + 1
    return None


def _find_invisible(body: str) -> list[Hidden]:
    if body.isascii():
        return []
    runs = islice(_INVISIBLE.finditer(body), LISTED)
    found = [Hidden(run.start(), run.end(), How.INVISIBLE) for run in runs]
    return found + [Hidden(run.start(), run.end(), How.REVERSED) for run in islice(_REVERSE.finditer(body), LISTED)]


def describe_invisible(body: str) -> tuple[str, int] | None:
    """What the invisible characters of a text are, and the offset of the first, where they have no honest use; else None.

    Joiners inside emoji and in scripts that need them, marks of direction beside right-to-left letters, and flags are honest.
    """
    if body.isascii():
        return None
    suspect = [run for run in _INVISIBLE.finditer(body) if _is_suspect(body, run)]
    if not suspect:
        return None
    signs = "".join(run[0] for run in suspect)
    named = " ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(signs[:1_000]))
    spelled = "".join(chr(ord(sign) - 0xE0000) for sign in signs if 0xE0020 <= ord(sign) < 0xE007F)
    says = f"; as text they read {spelled[:120]!r}" if spelled else ""
    return f"{len(signs)} invisible characters in {len(suspect)} places: {named[:160]}{says}", suspect[0].start()


def _is_suspect(body: str, run: re.Match[str]) -> bool:
    signs = run[0]
    before, after = body[run.start() - 1 : run.start()], body[run.end() : run.end() + 1]
    if any("\U000e0000" <= sign <= "\U000e007f" for sign in signs):
        return before != _BLACK_FLAG
    if sum(sign >= "\U000e0100" for sign in signs) > 1:
        return True
    if _TURNING & set(signs):
        line = (
            body[max(0, run.start() - 400) : run.start()].rpartition("\n")[2]
            + body[run.end() : run.end() + 400].partition("\n")[0]
        )
        return not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in line)
    between = before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
    return len(signs) > 3 or (between and signs != "\u00ad")
