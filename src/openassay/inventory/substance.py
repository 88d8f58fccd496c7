"""Whether a document says anything: templates, placeholders and "coming soon" are stubs, whatever they are called."""

import re

from openassay.inventory.visible import prose

LEAST = 200
"""Characters of prose below which a document is a stub."""

SECTION = 2_000
"""Characters below a heading that are looked at."""

BELOW = 20
"""Letters and digits that must stand below a heading."""

PLACEHOLDER = re.compile(
    r"(?i)\[more information needed\]|\{\{[^{}\n]{1,80}\}\}|\bto be (?:added|announced|completed|determined|filled)\b"
    r"|\bcoming soon\b|\bTBD\b|\bTBA\b|\bTODO\b|\bWIP\b"
    r"|\blorem ipsum\b|\[(?:insert|your|add|describe|placeholder)[^\]\n]{0,80}\]|<(?:insert|your|add|describe"
    r"|placeholder)[^>\n]{0,80}>|\bunder construction\b|敬请期待|待补充"
)
"""Words that stand where something is still to come."""
_NOISE = re.compile(
    r"^#{1,6}.*$|<[^<>\n]{1,300}>|!?\[([^\]\n]{0,300})\]\([^)\n]{0,500}\)|https?://\S+|[|*_`~=+#>-]+", re.MULTILINE
)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def substance(body: str) -> int:
    """Characters of prose in a document: headings, links, tags, code, front matter and placeholders do not count."""
    text = _FRONT.sub("", prose(body)[:400_000])
    text = PLACEHOLDER.sub("", text)
    text = _NOISE.sub(lambda match: match[1] or "", text)
    return len(re.sub(r"\s+", "", text))


def says_below(body: str, at: int) -> bool:
    """Whether some words stand below the heading that ends at an offset, before the next one of its kind or above.

    `body` is without code blocks and hidden text. Headings do not count as words, and neither do placeholders.
    """
    start = body.rfind("\n", 0, at) + 1
    end = body.find("\n", at)
    if end < 0:
        return False
    depth = len(body[start:end]) - len(body[start:end].lstrip("#"))
    below = body[end : end + SECTION]
    closing = re.compile(rf"^#{{1,{depth}}}[ \t]" if depth else r"^(?:#{1,6}[ \t]|\*\*)", re.MULTILINE)
    if stop := closing.search(below):
        below = below[: stop.start()]
    words = PLACEHOLDER.sub("", _NOISE.sub(lambda match: match[1] or "", below))
    return sum(character.isalnum() for character in words) >= BELOW


def is_bare(body: str) -> bool:
    """Whether a file of text holds nothing but the signs of its format, such as `{}`, or a placeholder."""
    return len(body) < LEAST and (
        not re.sub(r"[\s{}\[\]\"',:;-]+|^#.*$", "", body, flags=re.MULTILINE) or bool(PLACEHOLDER.search(body))
    )


def is_stub(body: str) -> bool:
    """Whether a document holds next to nothing, or as many placeholders as sentences."""
    amount = substance(body)
    holes = sum(1 for _ in PLACEHOLDER.finditer(body[:400_000]))
    return amount < LEAST or (holes >= 3 and amount < 150 * holes)
