"""Which differences from a known text mean nothing: list numbers, page furniture, a holder's name, a slip of the pen."""

import re

from openassay.licenses.alignment import LIMITING, Run
from openassay.licenses.words import NUMBERING, Words, word_set

_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\Z|\d{1,2}[a-z]\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_FURNITURE = word_set(
    "section sections article articles part parts preamble schedule title chapter page appendix exhibit copyright c all rights "
    "reserved the a an of and by inc ltd llc corp corporation company co gmbh university contributors authors author "
    "holders holder"
)
_NUMBERED = word_set("section sections article articles part parts schedule chapter page appendix exhibit clause paragraph")
_TITLE_WORDS = 40
"""The first words of a file, where a title may name its version."""
_NOTICE = 12
"""Words of a copyright notice that may differ."""
_BEFORE_A_YEAR = 16
"""Characters between "copyright" and its year."""
_IN_NAMES = word_set("research academic educational limited")
"""Words that limit, and that also stand in the names of those who hold copyrights."""
_AFTER_A_LIMIT = word_set("use uses usage purpose purposes only and or")
_BEFORE_A_LIMIT = word_set(
    "for the of and or in use uses under scientific only license model medical open public clinical basic applied "
    "industrial private software code data any pure other such this that is are as to by with from on at"
)
_LINE = re.compile(r"copyright|\(c\)|©", re.IGNORECASE)


def is_harmless(words: Words, base: int, run: Run) -> bool:
    """Whether an edit says nothing: only a number was taken out, or what was put in is numbering or a copyright line."""
    first, end = base + run.first, base + run.end
    if run.removed:
        numbers_alone = run.first == run.end and run.removed == run.dotted
        return numbers_alone or (not run.limiting and _is_other_notice(words, first, end, run.removed))
    return all(_says_nothing(words, at) for at in range(first, end)) or _is_notice(words, first, end)


def _says_nothing(words: Words, at: int) -> bool:
    word = words.words[at]
    if _YEAR.match(word) or word in _FURNITURE:
        return True
    dotted = _DOTTED.match(word) is not None
    if not dotted and not NUMBERING.match(word):
        return False
    if word.isalpha():
        return True
    before = words.body[max(0, words.starts[at] - 40) : words.starts[at]]
    after = words.body[words.ends[at] : words.ends[at] + 12]
    if not before.rpartition("\n")[2].strip(" \t>*#|(-") or after[:1] == ")" or before[-1:] in ("(", "[", "§"):
        return True
    previous = words.words[at - 1] if at else ""
    if dotted and previous in ("and", "or") and at > 1 and _DOTTED.match(words.words[at - 2]):
        return True
    if previous in _NUMBERED or (previous in ("version", "v") and at < _TITLE_WORDS):
        return True
    begins = after.lstrip(" .):\n\r\t>*#")[:1]
    if dotted and at >= _TITLE_WORDS and (begins.isupper() or begins in "\"“'"):
        return True
    ended = before.rstrip()[-1:]
    return (
        after[:1] in (".", ":", "]", "|")
        and (begins.isupper() or begins in "\"“'")
        and (not ended or not ended.isalnum() or not dotted)
    )


def _is_other_notice(words: Words, first: int, end: int, removed: int) -> bool:
    """Whether a few words stand for as few others on the line of a copyright notice: another year or holder."""
    if first == end and removed <= _NOTICE and first and _on_copyright_line(words, first - 1):
        return True
    if end - first == removed == 1 and _YEAR.match(words.words[first]):
        return bool(_LINE.search(words.body[max(0, words.starts[first] - _BEFORE_A_YEAR) : words.starts[first]]))
    at = min(first, len(words) - 1)
    if removed > _NOTICE or end - first > _NOTICE or any(words.words[n] in LIMITING for n in range(first, end)):
        return False
    return all(_on_copyright_line(words, n) for n in range(at, max(at + 1, end)))


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
    if following not in _AFTER_A_LIMIT and _on_copyright_line(words, at):
        return True
    return not following.startswith(("use", "usage", "purpose")) and _in_proper_name(words, at)


def _in_proper_name(words: Words, at: int) -> bool:
    """Whether "Research" ends the name of an organization: in capitals, after a word in capitals that says nothing of use."""
    if words.words[at] != "research" or not at:
        return False
    before = words.words[at - 1]
    between = words.body[words.ends[at - 1] : words.starts[at]]
    written = words.body[words.starts[at - 1]], words.body[words.starts[at]]
    return (
        between == " "
        and all(letter.isupper() for letter in written)
        and before not in LIMITING
        and before not in _BEFORE_A_LIMIT
    )


def residual(words: Words, first: int, end: int) -> int:
    """How many words of a stretch are more than copyright lines and their like."""
    return sum(1 for at in range(first, end) if not _says_nothing(words, at) and not _on_copyright_line(words, at))


def _on_copyright_line(words: Words, at: int) -> bool:
    start = words.body.rfind("\n", 0, words.starts[at]) + 1
    stop = words.body.find("\n", words.ends[at])
    line = words.body[start : stop if stop >= 0 else len(words.body)]
    return len(line) < 200 and bool(_LINE.search(line)) and bool(re.search(r"\d{4}|\(c\)|©|reserved", line, re.IGNORECASE))
