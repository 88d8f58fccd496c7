"""Whether a document says anything: templates, placeholders and "coming soon" are stubs, whatever they are called."""

import re

from openassay.inventory.visible import prose

LEAST = 200
"""Characters of prose below which a document is a stub."""

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


def is_stub(body: str) -> bool:
    """Whether a document holds next to nothing, or as many placeholders as sentences."""
    amount = substance(body)
    holes = sum(1 for _ in PLACEHOLDER.finditer(body[:400_000]))
    return amount < LEAST or (holes >= 3 and amount < 150 * holes)
