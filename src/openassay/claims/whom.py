"""Of whom a statement speaks: of the release, of others, of both beside each other, or of nothing but a title."""

import re
from dataclasses import dataclass

from openassay.claims.lexicon import Lexicon
from openassay.formats.passages import Form, Passage, Sentence, Shown
from openassay.vocabulary.claims import About

NEAR = 90
"""Characters before a phrase in which a word can still govern it."""

QUOTED = 400
"""Characters around a phrase within which quotation marks are looked for."""

OF_ITSELF = frozenset(("reproducible", "transparent", "promised", "withheld"))
"""Statements that a document makes of nothing but its own release, unless a word right before says so."""

TAGLINE = 6
"""Passages from the top of a document among which its motto stands."""

_CLAUSE = re.compile(r"[;:\uff1b\uff1a\u3002]")
_PHRASE = re.compile(r"[;:,\uff0c\uff1b\uff1a\u3002]")
_LEADS = re.compile(r"^\W*(?:(?:a|an|the|un|une|ein|eine|una|new|novel|die|der|das|le|la|les|el|los|best|first) {1,3})*\W*$")
_SIGNS_LEAD = re.compile(r"^[\W\d\u5e74\u6708\u65e5]*.{0,6}$")
_VERB = re.compile(
    r"(?<!\w)(?:is|are|was|were|has|have|had|can|could|may|might|will|would|should|must|do|does|did|often|tend|continue)(?!\w)"
)
_COPULA = re.compile(r"(?<!\w)(?:is|are|was|were|be|been|being|has|have|becomes?|it's|ist|sind|est|sont|es|son)(?!\w)")
_BOND = re.compile(r"(?<!\w)(?:is|are|was|were|contains?|present|introduce|release|offers?|provides?)(?!\w)")
_NAMED_BEFORE = re.compile(r"[,:] {0,3}(?:an?|the|un|une|ein|eine|una) {1,3}(?:\w+ {1,3}){0,3}$")
_APPOSED = re.compile(r"[,:] {0,3}(?:(?:an?|the|our|un|une|ein|eine|una) {1,3})?(?:\w+ {1,3}(?:and {1,3})?){0,3}$")
_NAME = re.compile(r"[a-z][a-z0-9.]*")
_LATIN_NAME = re.compile(r"([a-z][\w.-]{2,})\s?$")
_RELATIVE = re.compile(r"(?<!\w)(?:which|that|who|whose) {1,3}\w{1,20}(?: {1,3}\w{1,20})? *$")
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
        """Whether the words, in lower case, hold a name of the release."""
        return any(word.rstrip(".") in self.names for word in _NAME.findall(words))


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
    return _is_quoted(said[max(0, start - QUOTED) : end + QUOTED], start - max(0, start - QUOTED), end - max(0, start - QUOTED))


def _is_quoted(said: str, start: int, end: int) -> bool:
    """Whether the words stand between quotation marks that hold more than them."""
    for pair in _QUOTES:
        opening, closing = pair[0], pair[1]
        before = said.rfind(opening, 0, start)
        if before >= 0 and closing in said[end:] and (opening != closing or said.count(opening, 0, start) % 2):
            inside = said[before + 1 : said.index(closing, end)]
            if closing not in said[before + 1 : start] and len(inside) > end - start + 3:
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
    clauses = (_CLAUSE if statement.noun else _PHRASE).split(left)
    return many and bool(lexicon.verbs.search(clauses[-1]))


def _is_own(statement: Statement, setting: Setting) -> bool:
    """Whether the statement speaks of the release itself; every step asks for one more sign of it."""
    lexicon, near = statement.lexicon, statement.left[-NEAR:]
    if lexicon.governing.search(near) or lexicon.active.search(statement.right) or lexicon.acted.search(near):
        return not _taken_from_another(statement, setting)
    if _names_another(statement, setting):
        return False
    own_before = _is_self(statement.left, lexicon, setting)
    if statement.says in OF_ITSELF and not lexicon.others.search(near):
        return True
    if own_before and not statement.noun and lexicon.copula.search(near) and not _RELATIVE.search(near):
        return True
    if statement.noun in ("data", "code"):
        return _is_own_part(statement, setting, own_before=own_before)
    if statement.says == "open-license":
        return own_before or setting.own_name(statement.right)
    if _is_named_own(statement, setting):
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
    if own_before and (statement.noun not in ("model", "weights") or _is_linked(statement)):
        return True
    return _is_bound(statement) or _begins(statement, setting)


def _is_linked(statement: Statement) -> bool:
    """Whether something ties the phrase to its subject: "is", a verb of giving, a comma before "a novel", "the best"."""
    lexicon, near = statement.lexicon, statement.left[-NEAR:]
    if lexicon.gives.search(near) or lexicon.superlative.search(near) or _APPOSED.search(near):
        return True
    return _COPULA.search(near) is not None if lexicon.spaced else lexicon.copula.search(near) is not None


def _is_named_own(statement: Statement, setting: Setting) -> bool:
    """Whether the release's own name stands by: "open Nemotron models", "the open release of Qwen", "open source DeepSeek-R1"."""
    if setting.own_name(statement.between.lower()):
        return True
    right = statement.right[:40]
    if right.lstrip().startswith("of ") and setting.own_name(right):
        return True
    following, before = right.split(), statement.sentence.said[: statement.start].lower().split()
    if not statement.noun and following and setting.own_name(following[0]):
        return True
    return bool(before) and statement.noun in ("model", "weights") and setting.own_name(before[-1])


def _taken_from_another(statement: Statement, setting: Setting) -> bool:
    """In a language without spaces: whether a name that is not the release's stands right before the phrase."""
    if statement.lexicon.spaced:
        return False
    name = _LATIN_NAME.search(statement.left)
    return name is not None and not setting.own_name(name[1])


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
    """Data and code are mostly somebody else's that was used; they are the release's where it gives them away or names them."""
    near = statement.left[-NEAR:]
    if setting.own_name(statement.between.lower()):
        return True
    if _PARTICIPLE.search(statement.phrase) and _THE.search(near):
        return True
    if statement.sentence.passage.form is Form.HEADING:
        return setting.own_name(statement.left)
    if statement.lexicon.copula.search(near):
        return own_before
    apposed = _NAMED_BEFORE.search(near)
    return apposed is not None and setting.own_name(" ".join(near[: apposed.start()].split()[-3:]))


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
    left, lexicon = statement.left, statement.lexicon
    bonds = list(_BOND.finditer(left))
    if len(bonds) != 1 or not _is_self(left[: bonds[0].start()], lexicon, setting):
        return False
    return lexicon.made.search(left, bonds[0].end()) is None


def _begins(statement: Statement, setting: Setting) -> bool:
    """Whether the statement opens a heading, an item, a cell or a motto, with nothing before it that names another."""
    sentence, left = statement.sentence, statement.left
    heading = sentence.passage.form is Form.HEADING
    if heading and statement.noun in ("model", "weights") and setting.own_name(left):
        return True
    if not statement.lexicon.spaced:
        return not sentence.whole and bool(_SIGNS_LEAD.match(left))
    if not statement.noun and statement.says not in ("fully-open", "transparent", "open-weights"):
        return False
    if heading:
        left = left.rpartition(":")[2]
    if not _LEADS.match(left):
        return False
    if statement.right.startswith(":"):
        return True
    return not sentence.whole or (setting.top and not _VERB.search(statement.right))
