"""A README as its reader takes it: without images, comments and examples of code, and under which heading each line stands."""

import re
from bisect import bisect_right

from openassay.vocabulary.limits import LICENSE_PROSE

_IMAGE = re.compile(
    r"\[?!\[[^\[\]]{0,200}\]\([^()]{0,400}\)(?:\]\([^()]{0,300}\))?|<img\s[^<>]{0,400}>|<!--.{0,2000}?-->", re.DOTALL
)
_FENCE = re.compile(r"^(?P<mark>```|~~~)[^\n]*\n(?:(?!^(?P=mark)).*\n)*?^(?P=mark)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^(?:#{1,6}[ \t]+(?P<text>[^\n]{1,120})|(?P<under>[^\n]{3,80})\n(?:={3,}|-{3,})[ \t]*)$", re.MULTILINE)
ABOUT_LICENSES = re.compile(r"licen[cs]|许可|授权|ライセンス|terms of use|copying|usage rights", re.IGNORECASE)


class Prose:
    """The words of a document, with the offsets and lines of the original."""

    def __init__(self, body: str) -> None:
        body = _IMAGE.sub(_blank, body[: LICENSE_PROSE.value])
        self._headings = [(match.start(), match["text"] or match["under"]) for match in _HEADING.finditer(body)]
        self._starts = [start for start, _ in self._headings]
        self.body = _FENCE.sub(self._blank_example, body)
        self._lines = [0, *(match.end() for match in re.finditer("\n", self.body))]

    def heading_of_line(self, line: int) -> str:
        """The heading above a line; empty where there is none."""
        return self._heading_at(self._lines[min(line, len(self._lines)) - 1])

    @property
    def title(self) -> str:
        """The first heading; empty where there is none."""
        return self._headings[0][1] if self._headings else ""

    def is_at_top(self, line: int) -> bool:
        """Whether a line stands above the second heading."""
        return bisect_right(self._starts, self._lines[min(line, len(self._lines)) - 1]) < 2

    def _heading_at(self, offset: int) -> str:
        place = bisect_right(self._starts, offset)
        return self._headings[place - 1][1] if place else ""

    def _blank_example(self, match: re.Match[str]) -> str:
        """Code is no statement, but a license section may show its notice as a block of code."""
        if ABOUT_LICENSES.search(self._heading_at(match.start())):
            return match[0].replace("`", " ").replace("~", " ")
        return _blank(match)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
