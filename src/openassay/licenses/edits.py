"""Which differences from a known text mean nothing: list numbers, page furniture, a holder's name, a slip of the pen."""

import re

from openassay.licenses.alignment import LIMITING, Run
from openassay.licenses.words import Words, word_set

_NUMBERING = re.compile(r"(?:[ivxlcdm]{1,5}|\d{1,2}(?:\w)?|[a-z])\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_FURNITURE = word_set(
    "section sections article articles part parts preamble schedule title chapter page appendix exhibit copyright c all rights "
    "reserved the a an of and by inc ltd llc corp corporation company co gmbh university contributors authors author holders holder"
)
_IN_NAMES = word_set("research academic educational limited")
"""Words that limit, and that also stand in the names of those who hold copyrights."""
_AFTER_A_LIMIT = word_set("use uses usage purpose purposes only and or")
_LINE = re.compile(r"copyright|\(c\)|©", re.IGNORECASE)


def is_harmless(words: Words, base: int, run: Run) -> bool:
    """Whether an edit says nothing: nothing was taken out, and what was put in is numbering or a copyright line."""
    if run.removed:
        return False
    return all(_says_nothing(words, at) for at in range(base + run.first, base + run.end)) or _is_notice(
        words, base + run.first, base + run.end
    )


def _says_nothing(words: Words, at: int) -> bool:
    word = words.words[at]
    if _YEAR.match(word) or word in _FURNITURE:
        return True
    if not _NUMBERING.match(word):
        return False
    after = words.body[words.ends[at] : words.ends[at] + 1]
    before = words.body[max(0, words.starts[at] - 1) : words.starts[at]]
    return after in (".", ")", ":", "-", "]", "|") or before in ("(", "[", ".", "§") or word.isalpha()


def _is_notice(words: Words, first: int, end: int) -> bool:
    """Whether the words all stand on lines that begin a copyright notice."""
    if end - first > 60 or any(words.words[at] in LIMITING for at in range(first, end)):
        return False
    start = words.body.rfind("\n", 0, words.starts[first]) + 1
    stop = words.body.find("\n", words.ends[end - 1])
    lines = words.body[start : stop if stop >= 0 else len(words.body)].split("\n")
    return all(not line.strip() or _LINE.search(line) for line in lines)


def is_preamble(words: Words, first: int, end: int) -> bool:
    """Whether a stretch outside of any license is only copyright lines, a title, names and dates: words that limit nothing."""
    return not any(
        words.words[at] in LIMITING and not (words.words[at] in _IN_NAMES and _in_name(words, at)) for at in range(first, end)
    )


def _in_name(words: Words, at: int) -> bool:
    following = words.words[at + 1] if at + 1 < len(words) else ""
    return following not in _AFTER_A_LIMIT and _on_copyright_line(words, at)


def residual(words: Words, first: int, end: int) -> int:
    """How many words of a stretch are more than copyright lines and their like."""
    return sum(1 for at in range(first, end) if not _says_nothing(words, at) and not _on_copyright_line(words, at))


def _on_copyright_line(words: Words, at: int) -> bool:
    start = words.body.rfind("\n", 0, words.starts[at]) + 1
    stop = words.body.find("\n", words.ends[at])
    line = words.body[start : stop if stop >= 0 else len(words.body)]
    return len(line) < 200 and bool(_LINE.search(line)) and bool(re.search(r"\d{4}|\(c\)|©|reserved", line, re.IGNORECASE))
