"""Reading claims: every statement of openness in the documents of a release, with whom it is about and what hedges it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from openassay.claims.lexicon import Lexicon, any_statement, boilerplate_files, lexicon_for, lexicon_of_signs, plain
from openassay.claims.names import own_names
from openassay.claims.whom import NEAR, TAGLINE, Setting, Statement, about_whom
from openassay.formats.passages import Form, Passage, Sentence, Shown, sentences
from openassay.formats.visible_text import VisibleText, read_visible
from openassay.vocabulary.claims import About, Claim
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.findings import Lines
from openassay.vocabulary.limits import CLAIMS
from openassay.vocabulary.text import QUOTE, Text

SENTENCE = 1_500
"""The longest sentence that is read, in characters; what stands beyond it is no sentence."""

HEDGES = 3
"""Hedges that are kept of one sentence."""

BY_NOUN = {"weights": "open-weights", "data": "open-data", "code": "open-code", "license": "open-license"}
"""What "open" and "open source" say when they belong to a noun of another class than the model."""

TAKES_A_NOUN = frozenset(("open", "open-source", "fully-open", "open-weights"))
"""Phrases whose meaning the noun that follows decides."""

ALWAYS_SHOWN = frozenset(("fully-open", "open-source", "open-weights", "open-model", "open-data", "open-code", "open-license"))
"""Statements that are shown even where they are about others; the rest is common speech, and shown only of the release itself."""

_TOKEN = re.compile(r"[^\W_]+(?:['.][^\W_]+)*|[,;:()\[\]|/]")
_BIB_TITLE = re.compile(r"title\s{0,8}=\s{0,8}[{\"]", re.IGNORECASE)
_COMPOUND = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*|[,;:()\[\]|/.]")
_PARTICLE = re.compile(
    r"[,.;:!?()\u3000-\u303f\uff00-\uff0f\uff1a-\uff1f]|[\u548c\u4e0e\u53ca\u5728\u4e86\u6709\u662f\u4ee5\u88ab\u5bf9\u5c06]|\u8fdb\u884c|[\u306f\u3092\u306b\u304c]"
)
_LETTER = re.compile(r"[^\W\d_]")
_OPEN_TO = re.compile(
    r"[ -]+(?:ended|to (?!every|all\b|any|the public|academic|research)|for (?:contribut|registr|discuss|comment|sign)|about|on )"
)
_OPEN_SOURCED = re.compile(r"open.?sourc|\u5f00\u6e90")
_VERB = re.compile(r"sourc(?:ing|ed|e)$")
_DETERMINERS = frozenset(["the", "our", "its", "a", "an", "all", "these", "this", "their", "relevant", "both"])


class Phrase(NamedTuple):
    """A phrase of the lexicon, found in a sentence."""

    says: str
    start: int
    end: int


def read_claims(texts: Iterable[Text]) -> tuple[Claim, ...]:
    """Every claim in the texts of one release, in the order of source, path and place.

    Hidden text, comments, code, quotations, struck words, questions and denials make no claim.
    """
    return claims_in([read_visible(text) for text in sorted(texts, key=lambda text: (text.source, text.path))])


def claims_in(documents: Sequence[VisibleText]) -> tuple[Claim, ...]:
    """The same for documents that were read before, in their order."""
    return said_in(documents).claims


class Said(NamedTuple):
    """What documents claim of openness, and what they deny."""

    claims: tuple[Claim, ...]
    denials: tuple[Claim, ...]
    """Each as the claim that it denies: "the model is not open source" as `open-source`."""


def said_in(documents: Sequence[VisibleText]) -> Said:
    """Every claim and every denial of documents that were read before, in their order."""
    names = own_names(documents)
    said = [one for document in documents for one in islice(_read_document(document, names), CLAIMS.value)]
    return Said(tuple(claim for claim, denied in said if not denied), tuple(claim for claim, denied in said if denied))


def _read_document(document: VisibleText, names: frozenset[str]) -> Iterator[tuple[Claim, bool]]:
    stem = document.text.path.rpartition("/")[2].lower().partition(".")[0]
    boilerplate = (
        any(stem == name or stem.startswith((f"{name}_", f"{name}-")) for name in boilerplate_files())
        or "issue_template" in document.text.path.lower()
    )
    columns: dict[int, int] = {}
    for passage in document.passages:
        if passage.cell and passage.form is Form.LABEL:
            columns[passage.cell.table] = max(columns.get(passage.cell.table, 0), passage.cell.column + 1)
    read = 0
    for passage in document.passages:
        if passage.kind not in (Shown.VISIBLE, Shown.HEADING, Shown.BIBLIOGRAPHY):
            continue
        read += passage.kind is Shown.VISIBLE
        words = plain(passage.said)
        if not any(phrase.search(words) for phrase in any_statement()):
            continue
        across = columns.get(passage.cell.table, 0) if passage.cell else 0
        setting = Setting(names, boilerplate, across, read <= TAGLINE)
        lexicon = lexicon_for(words[: 4 * SENTENCE])
        for sentence in _sentences(passage):
            yield from _read_sentence(document, sentence, setting, lexicon)


def _sentences(passage: Passage) -> list[Sentence]:
    """The sentences of a passage; of a bibliography, its titles."""
    if passage.kind is not Shown.BIBLIOGRAPHY:
        return sentences(passage)
    found = []
    for title in _BIB_TITLE.finditer(passage.said):
        end = min(passage.said.find(sign, title.end()) % (len(passage.said) + 1) for sign in ("}", '"', "\n"))
        found.append(Sentence(passage, passage.said[title.end() : end], title.end(), whole=False))
    return found


def _read_sentence(document: VisibleText, sentence: Sentence, setting: Setting, around: Lexicon) -> Iterator[tuple[Claim, bool]]:
    """The claims of a sentence, each with whether it is denied."""
    said = plain(sentence.said[:SENTENCE])
    lexicon = lexicon_of_signs(said) or around
    if said.endswith(("?", "\uff1f")):
        return
    seen: set[tuple[str, About, bool]] = set()
    for phrase in _phrases(said, lexicon):
        statement = _state(sentence, lexicon, phrase, said) or _state(sentence, lexicon, _denied_in(phrase, said), said)
        if statement is None or _is_void(statement):
            continue
        about, denied = about_whom(statement, setting), _is_denied(statement)
        if (about is not About.SELF and statement.says not in ALWAYS_SHOWN) or (statement.says, about, denied) in seen:
            continue
        seen.add((statement.says, about, denied))
        yield _claim(document, statement, about), denied
        if statement.says == "withheld" and (says := _withheld(statement)):
            yield _claim(document, replace(statement, says=says), about), True


def _phrases(said: str, lexicon: Lexicon) -> list[Phrase]:
    """The phrases in a sentence: of those that overlap the longest, of equals the one that the list names first."""
    found = [Phrase(says, *match.span()) for says, pattern in lexicon.says.items() for match in pattern.finditer(said)]
    kept: list[Phrase] = []
    for one in sorted(found, key=lambda one: one.start - one.end):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _state(sentence: Sentence, lexicon: Lexicon, phrase: Phrase, said: str) -> Statement | None:
    """Find the noun that a phrase belongs to, and what the two say together; None where they say nothing of openness."""
    says, start, end = phrase
    raw, left, right = sentence.said[:SENTENCE], said[:start], said[end:]
    if lexicon.spaced and _is_part_of_name(raw, start, end, says):
        return None
    noun, plural, width = "", False, 0
    if says in TAKES_A_NOUN:
        noun, plural, width = _noun(raw[end:], lexicon, crossing=says != "open" and bool(_VERB.search(said[start:end])))
        if not noun and lexicon.heads_on_both_sides:
            noun, plural = _noun_before(left, lexicon)
        if noun == "nothing" or _is_proper(raw, start, end + width, noun):
            return None
    if says == "open" and not noun:
        noun = _open_subject(left, raw[end:], lexicon)
        says = BY_NOUN.get(noun, "open-model") if noun else says
        noun = ""
    if says == "open":
        if noun not in ("model", "weights", "data", "license") or _is_verb(left):
            return None
        says = BY_NOUN.get(noun, "open-model")
    elif says == "open-source":
        says = BY_NOUN.get(noun or _noun_before(left, lexicon)[0], says)
    elif says in ("publicly-released", "promised", "withheld"):
        if not _is_about_part(says, said[start:end], left, raw[end:], lexicon):
            return None
    elif says == "open-weights" and noun == "data":
        return None
    return Statement(
        sentence, lexicon, says, start, end + width, noun, plural, said[start:end], raw[end : end + width], left, right
    )


def _open_subject(left: str, right: str, lexicon: Lexicon) -> str:
    """The class of the subject in "the weights are open"; empty where something else is open, or open to something."""
    if not lexicon.spaced or not lexicon.copula.search(left[-NEAR:]) or _OPEN_TO.match(right):
        return ""
    noun, _ = _noun_before(left, lexicon, words=4)
    return noun if noun in ("model", "weights", "data", "code") else ""


def _is_part_of_name(raw: str, start: int, end: int, says: str) -> bool:
    """Whether the words are a piece of an address, a file name or a compound: `opensource@...`, `X-open-small`."""
    before, after = raw[start - 1 : start], raw[end : end + 1]
    if after in ("@", "/", "_") or before in ("@", "/", "_", ".") or (after == "." and raw[end + 1 : end + 2].isalnum()):
        return True
    if after == "-" and (says == "open" or says not in TAKES_A_NOUN):
        return True
    if says == "open-license" and _is_capitalised(raw[start:end]):
        return True
    return before == "-" and raw[start : start + 4] == "open"


def _is_capitalised(words: str) -> bool:
    return all(word[0].isupper() for word in re.findall(r"[A-Za-z]+", words))


def _is_about_part(says: str, phrase: str, left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether it is a part of a release that was or will be given out, rather than a feature, a port or a page.

    "publicly available data" names what was used; "the data are publicly available" says what was given out.
    """
    if not lexicon.spaced:
        return says != "promised" or bool(_noun_of_signs(right[:16], lexicon)[0])
    if says == "publicly-released" and phrase.endswith(("available", "accessible", "shared", "released")):
        following = _TOKEN.match(right.lstrip(" "))
        return (
            following is None
            or following[0] in lexicon.stops
            or not following[0].isalnum()
            or following[0] in ("and", "at", "here")
        )
    if phrase == "coming soon" and left.rstrip().endswith("("):
        return _noun_before(left.rstrip(" ("), lexicon, words=1)[0] != ""
    return bool(_noun_before(left, lexicon)[0]) or bool(_noun(right, lexicon, crossing=True)[0])


def _noun(right: str, lexicon: Lexicon, *, crossing: bool) -> tuple[str, bool, int]:
    """The class of the noun that follows, whether it is plural, and where it ends.

    Of compounds with hyphens only the whole is a noun, never a piece: "an open data-efficient model" is a model.
    """
    if not lexicon.spaced:
        return _noun_of_signs(right[:16], lexicon)
    found, plural, end, gap = "", False, 0, 0
    for index, token in enumerate(_COMPOUND.finditer(right[:160])):
        word = token[0].lower()
        if index > (8 if crossing else 6) or (not word[0].isalnum() and word != ","):
            break
        if word in lexicon.stops or (word == "," and (found or not crossing)) or (word in _DETERMINERS and not crossing):
            break
        if word == "and" and found:
            break
        kind = next((kind for kind, pattern in lexicon.nouns.items() if pattern.fullmatch(word)), "")
        if kind:
            found, plural, end, gap = kind, word.endswith("s") and word != "series", token.end(), 0
        elif found:
            # One word may stand between two nouns of a compound: "data construction pipeline".
            gap += 1
            if gap > 1:
                break
    return found, plural, end


def _noun_of_signs(right: str, lexicon: Lexicon) -> tuple[str, bool, int]:
    """The last noun before a particle or a sign."""
    cut = _PARTICLE.search(right, 1)
    right = right[: cut.start()] if cut else right
    found = [(match.end(), kind) for kind, pattern in lexicon.nouns.items() for match in pattern.finditer(right)]
    if not found:
        return "", False, 0
    end, kind = max(found)
    return kind, True, end


def _noun_before(left: str, lexicon: Lexicon, words: int = 8) -> tuple[str, bool]:
    """The class of the nearest noun before the phrase, within the clause."""
    if not lexicon.spaced:
        return "", False
    for word in reversed(_TOKEN.findall(left[-NEAR:])[-words:]):
        if word in (";", ":", "|"):
            break
        for kind, pattern in lexicon.nouns.items():
            if kind != "nothing" and pattern.fullmatch(word):
                return kind, word.endswith("s")
    return "", False


def _is_verb(left: str) -> bool:
    """Whether "open" is what one does: "to open models", "you can open the data"."""
    return bool(re.search(r"(?<!\w)(?:to|can|must|should|please|then|could|cannot) *$", left))


def _is_proper(raw: str, start: int, end: int, noun: str) -> bool:
    """Whether the words are a name, as in "the Model Open License", "Open X-Embodiment data", "Open Neural Network Exchange"."""
    words = re.findall(r"[A-Za-z][\w-]*", raw[start:end])
    if not words or not all(word[0].isupper() for word in words[:2]):
        return False
    if noun == "license":
        return _is_capitalised(raw[start:end])
    if words[0].lower() != "open" or len(words) < 2:
        return False
    small = sum(word[0].islower() for word in re.findall(r"[A-Za-z]{3,}", raw))
    following = re.match(r"[ -]+([A-Z][a-z]+)", raw[end:])
    return following is not None or not words[-1][0].isupper() or small > (3 if words[-1].endswith("s") else 1)


def _is_void(statement: Statement) -> bool:
    """Whether the words are asked, put under a condition, struck out, or set in code."""
    lexicon = statement.lexicon
    passage, at = statement.sentence.passage, statement.sentence.start
    if passage.marked(at + statement.start, at + statement.start + len(statement.phrase), Shown.CODE, Shown.STRUCK):
        return True
    if not statement.sentence.whole and not statement.noun and not _LETTER.search(statement.left + statement.right):
        # A bare "Open source" over a section, or in a table, is a label.
        return True
    return bool(lexicon.conditions.search(statement.left))


def _denied_in(phrase: Phrase, said: str) -> Phrase:
    """The claim that stands in words of withholding: "not open sourced" of a model as "open sourced"; else the phrase itself."""
    inner = _OPEN_SOURCED.search(said, phrase.start, phrase.end) if phrase.says == "withheld" else None
    return Phrase("open-source", inner.start(), phrase.end) if inner else phrase


def _withheld(statement: Statement) -> str:
    """The claim that words such as "the data cannot be released" deny; empty where they deny none of the list."""
    kind = _noun_before(statement.left, statement.lexicon)[0]
    return BY_NOUN.get(kind) or ("open-source" if _OPEN_SOURCED.search(statement.phrase) else "")


def _is_denied(statement: Statement) -> bool:
    lexicon, left = statement.lexicon, statement.left[-NEAR:]
    if statement.says == "withheld":
        return False
    if lexicon.denied_before.search(left) and not lexicon.never_denied.search(left):
        return True
    return bool(lexicon.denied_after.search(statement.right))


def _claim(document: VisibleText, statement: Statement, about: About) -> Claim:
    sentence, text = statement.sentence, document.text
    passage = sentence.passage
    start = passage.offset(sentence.start + statement.start)
    end = passage.offset(sentence.start + statement.end - 1) + 1
    evidence = _evidence(
        text, start, end, passage.offset(sentence.start), passage.offset(sentence.start + len(sentence.said) - 1) + 1
    )
    key = f"{text.source}\0{text.path}\0{start}-{end}\0{statement.says}"
    return Claim(
        id=f"claim:{sha256(key.encode('utf-8', 'replace')).hexdigest()[:8]}",
        says=statement.says,
        about=about,
        hedge=_hedge(statement),
        language=statement.lexicon.language,
        evidence=evidence,
    )


def _hedge(statement: Statement) -> str | None:
    """The words that take part of the statement back, as they stand; several are parted by semicolons."""
    lexicon, left, said = statement.lexicon, statement.left, statement.sentence.said
    clause = left.rfind(";") + 1
    found = [match.span() for match in lexicon.hedge_before.finditer(left, clause)]
    found += [match.span() for match in lexicon.hedge.finditer(left, clause)]
    found += [(len(left) + match.start(), len(left) + match.end()) for match in lexicon.hedge_before.finditer(statement.phrase)]
    ahead = len(left) + len(statement.phrase)
    found += [(ahead + match.start(), ahead + match.end()) for match in lexicon.hedge.finditer(statement.right.partition(";")[0])]
    words = dict.fromkeys(said[start:end] for start, end in sorted(set(found)))
    return "; ".join(list(words)[:HEDGES]) or None


def _evidence(text: Text, start: int, end: int, sentence_start: int, sentence_end: int) -> Evidence:
    """The lines that hold the phrase, quoted with as much of the sentence around it as fits."""
    first, last = text.line_at(start), text.line_at(max(start, end - 1))
    before = text.body.rfind("\n", max(0, start - QUOTE), start) + 1
    after = text.body.find("\n", max(start, end - 1), end + QUOTE)
    begin = max(min(sentence_start, start), before, start - QUOTE)
    stop = min(max(sentence_end, end), after if after >= 0 else len(text.body), end + QUOTE)
    if stop - begin > QUOTE:
        begin = max(begin, min(start - QUOTE // 3, stop - QUOTE))
        stop = min(stop, begin + QUOTE)
    return Evidence(text.source, text.path, text.sha256, Lines(first, last), text.body[begin:stop].strip() or None)
