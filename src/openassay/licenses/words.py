"""A license text as words: what stays when layout, quotes, Markdown and list numbers are taken away.

Two texts with the same words say the same thing, however they are wrapped, quoted or decorated. Web addresses and HTML tags are
left out; nothing else is, so that a word which was put in shows.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_TAGS = (
    "a|abbr|b|big|blockquote|body|br|center|code|dd|details|div|dl|dt|em|font|h[1-6]|head|hr|html|i|img|li|link|meta|ol|p|pre|"
    "small|span|strong|sub|summary|sup|table|tbody|td|th|thead|title|tr|tt|u|ul"
)
_URL = r"(?:https?://|www\.)[^\s<>\[\]()\"'`]+"
_PIECE = re.compile(
    rf"(?P<skip>(?i:<?{_URL}>?|</?(?:{_TAGS})(?:\s[^<>]{{0,300}})?/?>|\]\([^\s()]{{1,300}}\)|&(?:nbsp|quot|copy|amp|lt|gt|"
    rf"\#\d{{1,5}});))"
    r"|(?P<bullet>^[\ \t>*\#/;%-]{0,40}(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Za-z]|[ivxIVX]{2,5})[.)]|"
    r"\d{1,2}(?:\.\d{1,2}){1,3}\.?)(?=\s))"
    rf"|(?P<word>\d+(?:\.\d+)+|[{_CJK}]|[^\W_{_CJK}]+)",
    re.MULTILINE,
)
_EQUAL = {
    "licence": "license",
    "licences": "licenses",
    "licenced": "licensed",
    "sublicence": "sublicense",
    "acknowledgement": "acknowledgment",
    "acknowledgements": "acknowledgments",
    "merchantibility": "merchantability",
    "organisation": "organization",
    "organisations": "organizations",
    "authorisation": "authorization",
    "authorised": "authorized",
    "favour": "favor",
    "fulfil": "fulfill",
    "recognise": "recognize",
    "utilisation": "utilization",
    "programme": "program",
    "wilful": "willful",
    "judgement": "judgment",
}


NUMBERING = re.compile(r"(?:[ivx]{1,5}|\d{1,2}|[a-z])\Z")
"""Words that may be the number of a list item, so that a text is the same with or without them."""


DOTTED = re.compile(r"\d+(?:\.\d+)+\Z")
"""The number of a section or of a version. It may be left out, but not be another."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order, in lower case, with the character offsets where each begins and ends."""

    body: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.words)

    def passage(self, first: int, end: int) -> str:
        """The text from word `first` up to word `end` (not included), as it stands, with white space made single."""
        if first >= end:
            return ""
        return " ".join(self.body[self.starts[first] : self.ends[end - 1]].split())


def read_words(body: str) -> Words:
    """Take a text apart into words."""
    found = [match for match in _PIECE.finditer(body) if match.lastgroup == "word"]
    words = [match[0].lower() for match in found]
    words = [_EQUAL.get(word, word) for word in words]
    return Words(body, words, [match.start() for match in found], [match.end() for match in found])


def word_hash(word: str) -> int:
    """The hash that stands for a word in the index of known texts: 64 bits of BLAKE2b."""
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def word_set(words: str) -> frozenset[str]:
    """A set of words, written as one text."""
    return frozenset(words.split())
