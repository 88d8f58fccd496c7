"""What a reader of a document sees of it, as one string: hidden text is blanked out, and offsets and lines stay as they were."""

import re
from functools import lru_cache

from openassay.formats.hidden_text import BLANK, find_hidden, mask_hidden

_FENCE = re.compile(r"^[ \t]{0,12}(```|~~~).*?(?:^[ \t]{0,12}\1|\Z)", re.DOTALL | re.MULTILINE)
_NOT_LINE_END = re.compile(r"[^\n]+")


@lru_cache(maxsize=256)
def visible(body: str) -> str:
    """The text with comments, hidden elements and invisible characters replaced by spaces."""
    return mask_hidden(body, find_hidden(body)).replace(BLANK, " ")


@lru_cache(maxsize=256)
def prose(body: str) -> str:
    """The visible text without its fenced code blocks."""
    return _FENCE.sub(lambda match: _NOT_LINE_END.sub(lambda line: " " * len(line[0]), match[0]), visible(body))
