"""Of whom a statement speaks: of the release, of others, of both beside each other, or of nothing but a title."""

import re
from dataclasses import dataclass

from openassay.claims.lexicon import Lexicon
from openassay.formats.passages import Form, Passage, Sentence, Shown
from openassay.vocabulary.claims import About

NEAR = 90
"""Characters before a phrase in which a word can still govern it."""

TAGLINE = 6
"""Passages from the top of a document among which its motto stands."""

_CLAUSE = re.compile(r"[;:\uff1b\uff1a\u3002]")
_LEADS = re.compile(r"^\W*(?:(?:a|an|the|un|une|ein|eine|una|new|novel|die|der|das|le|la|les|el|los|best|first) {1,3})*\W*$")
_SIGNS_LEAD = re.compile(r"^[\W\d\u5e74\u6708\u65e5]*.{0,6}$")
_VERB = re.compile(
    r"(?<!\w)(?:is|are|was|were|has|have|had|can|could|may|might|will|would|should|must|do|does|did|often|tend|continue)(?!\w)"
)
_PARTICIPLE = re.compile(r"(?:sourced|released)$")
_THE = re.compile(r"(?<!\w)(?:the|this|these) *$")
_ODD = re.compile(r"^[A-Z]?[a-z]+[A-Z0-9]\w*$|^[A-Z]+[a-z]+[0-9]")
_TITLE_WORD = re.compile(r"[A-Za-z][\w'-]*")
_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with"])
_QUOTES = ('""', "\u201c\u201d", "\u300c\u300d", "\u300a\u300b", "\u00ab\u00bb")


@dataclass(frozen=True, slots=True)
class Statement:
    """Words about openness, found in a sentence, with what stands around them."""

    sentence: Sentence
    lexicon: Lexicon
    says: str
    start: int
    """Offset in the sentence."""
    end: int
    """End of the noun that the phrase belongs to, or of the phrase."""
    noun: str
    """The class of what is said to be open (`model`, `weights`, `data`, `code`, ...), or empty."""
    plural: bool
    phrase: str
    """The phrase itself, plain."""
    between: str
    """The words between the phrase and its noun, as they stand."""
    left: str
    """What stands before it in the sentence, plain."""
    right: str
    """What stands after the phrase, plain."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where in its document a statement stands."""

    names: frozenset[str]
    """What the release calls itself, in lower case."""
    boilerplate: bool
    columns: int
    """How many columns its table has; 0 outside of tables and where the table has no head."""
    top: bool
    """Whether it stands among the first passages of the document."""

    def own_name(self, words: str) -> bool:
        """Whether the words hold a name of the release."""
        return any(
            name in words and re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z])", words) is not None for name in self.names
        )


def about_whom(statement: Statement, setting: Setting) -> About:
    """Decide of whom a statement speaks."""
    lexicon, passage = statement.lexicon, statement.sentence.passage
    whole = f"{statement.left}{statement.phrase}{statement.right}"
    if setting.boilerplate or lexicon.boilerplate.search(whole):
        return About.BOILERPLATE
    if _is_title(statement, passage):
        return About.TITLE
    if lexicon.thanks.search(whole) and not lexicon.governing.search(statement.left[-NEAR:]):
        return About.OTHERS
    if setting.columns > 2 and (passage.form is Form.LABEL or not statement.sentence.whole):
        return About.COMPARATIVE
    if _compares(statement):
        return About.COMPARATIVE
    return About.SELF if _is_own(statement, setting) else About.OTHERS


def _is_title(statement: Statement, passage: Passage) -> bool:
    """Whether the words stand in the title of a work: a bibliography, the words of a link that leads to one, quotation marks."""
    if passage.kind is Shown.BIBLIOGRAPHY:
        return True
    start, end = statement.sentence.start + statement.start, statement.sentence.start + statement.end
    link = passage.marked(start, end, Shown.LINK)
    said = passage.said
    if link is not None and link.start <= start and end <= link.end and link.target.startswith("http"):
        words = said[link.start : link.end]
        if len(words) > 6 if not statement.lexicon.spaced else _looks_like_title(words):
            return True
    for opening, closing in _QUOTES:
        before = said.rfind(opening, 0, start)
        if before >= 0 and closing in said[end:] and (opening != closing or said.count(opening, 0, start) % 2):
            inside = said[before + 1 : said.index(closing, end)]
            if closing not in said[before + 1 : start] and len(inside) > (end - start) * 1.5 + 4:
                return True
    return False


def _looks_like_title(words: str) -> bool:
    found = _TITLE_WORD.findall(words)
    telling = [word for word in found if word.lower() not in _SMALL]
    return len(found) > 3 and sum(word[0].isupper() for word in telling) * 3 >= len(telling) * 2


def _compares(statement: Statement) -> bool:
    """Whether the statement sets the release beside others: "other open models", "outperforms open models"."""
    lexicon, left = statement.lexicon, statement.left[-NEAR:]
    if lexicon.governing.search(left) or (lexicon.superlative.search(left) and not statement.plural):
        return False
    many = statement.plural or not statement.noun or not lexicon.spaced
    if lexicon.after.search(statement.right) or (many and lexicon.near.search(left)):
        return True
    return many and bool(lexicon.verbs.search(_CLAUSE.split(left)[-1]))


def _is_own(statement: Statement, setting: Setting) -> bool:
    """Whether the statement speaks of the release itself; every step asks for one more sign of it."""
    lexicon, near = statement.lexicon, statement.left[-NEAR:]
    own_before = _is_self(statement.left, lexicon, setting)
    if lexicon.governing.search(near) or lexicon.active.search(statement.right):
        return True
    if _names_another(statement, setting):
        return False
    if statement.noun in ("data", "code") and lexicon.spaced:
        return _is_own_part(statement, setting, own_before=own_before)
    if statement.says == "open-license":
        return own_before or setting.own_name(statement.right)
    if (
        setting.own_name(statement.between.lower())
        or (setting.own_name(statement.right[:40])
        and statement.right.lstrip().startswith("of "))
    ):
        return True
    if _PARTICIPLE.search(statement.phrase) and statement.noun and _THE.search(near):
        return True
    if lexicon.group.search(near):
        return own_before or _begins(statement, setting)
    if (others := lexicon.others.search(near)) is not None:
        between = near[others.start() :]
        if setting.own_name(between) or lexicon.self_words.search(between):
            return True
        # "X is a repository for training open models": the verb that binds stands before the preposition.
        return own_before and statement.noun in ("model", "weights") and _binds(statement, setting)
    return own_before or _is_bound(statement) or _begins(statement, setting)


def _is_self(words: str, lexicon: Lexicon, setting: Setting) -> bool:
    return lexicon.self_words.search(words) is not None or setting.own_name(words)


def _names_another(statement: Statement, setting: Setting) -> bool:
    """Whether somebody else's name stands by: "the open-source Demucs2 model", "[vLLM](...) is an open-source engine"."""
    passage, at = statement.sentence.passage, statement.sentence.start
    if setting.own_name(statement.between.lower()):
        return False
    if (
        any(_ODD.search(word) for word in _TITLE_WORD.findall(statement.between))
        and statement.sentence.said[statement.start].islower()
    ):
        return True
    link = passage.marked(at + statement.start, at + statement.end, Shown.LINK)
    if link is not None and link.start > at + statement.start:
        named = passage.said[link.start : link.end]
        return link.target.startswith("http") and named[0].isupper() and not setting.own_name(named.lower())
    subject = next((mark for mark in passage.marks if mark.kind is Shown.LINK and at <= mark.start < at + statement.start), None)
    if subject is None or not subject.target.startswith("http") or passage.said[at : subject.start].strip(" *>-"):
        return False
    return not setting.own_name(statement.left)


def _is_own_part(statement: Statement, setting: Setting, *, own_before: bool) -> bool:
    """Data and code are mostly somebody else's that was used; they are the release's own where it gives them away or bears its name."""
    near = statement.left[-NEAR:]
    if setting.own_name(statement.between.lower()):
        return True
    if _PARTICIPLE.search(statement.phrase) and _THE.search(near):
        return True
    if statement.sentence.passage.form is Form.HEADING:
        return setting.own_name(statement.left)
    if statement.lexicon.copula.search(near):
        return own_before or setting.own_name(statement.left)
    return False


def _is_bound(statement: Statement) -> bool:
    """Whether a copula right before the phrase binds it to models or weights that nobody else's name stands by."""
    copula = statement.lexicon.copula.search(statement.left[-NEAR:])
    if copula is None:
        return False
    subject = statement.left[: len(statement.left) - len(statement.left[-NEAR:]) + copula.start()]
    words = subject.split()
    if not words or statement.lexicon.near.search(" ".join(words[:-1]) + " "):
        return False
    nouns = statement.lexicon.nouns
    return any(nouns[kind].fullmatch(word) for kind in ("model", "weights") for word in words[-3:])


def _binds(statement: Statement, setting: Setting) -> bool:
    """Whether the sentence opens with the release as its subject, bound to the phrase by one "is" or the like."""
    left = statement.left
    bonds = [
        match
        for match in re.finditer(r"(?<!\w)(?:is|are|was|were|contains?|present|introduce|release|offers?|provides?)(?!\w)", left)
    ]
    return len(bonds) == 1 and _is_self(left[: bonds[0].start()], statement.lexicon, setting)


def _begins(statement: Statement, setting: Setting) -> bool:
    """Whether the statement opens a heading, an item, a cell or a motto, with nothing before it that names another."""
    sentence, left = statement.sentence, statement.left
    if not statement.lexicon.spaced:
        return not sentence.whole and bool(_SIGNS_LEAD.match(left))
    if not statement.noun and statement.says not in ("fully-open", "transparent", "open-weights"):
        return False
    if sentence.passage.form is Form.HEADING:
        left = left.rpartition(":")[2]
    if not _LEADS.match(left):
        return False
    return not sentence.whole or (setting.top and not _VERB.search(statement.right))
