"""Sentences and tables of a README or card that give a license, and what they give it for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from openassay.licenses.expressions import spelling
from openassay.licenses.license_files import Subject
from openassay.licenses.links import LINK, Link, find_links, is_license_file, named_files, without_links
from openassay.licenses.names import Named, find_names, id_of_name, id_of_url
from openassay.licenses.prose import ABOUT_LICENSES, Prose
from openassay.licenses.sentences import Sentence, read_sentences
from openassay.licenses.subjects import subjects_in
from openassay.licenses.tables import Row, read_rows
from openassay.licenses.term_reading import LIMIT_OF, read_terms
from openassay.licenses.terms import is_free, known_terms
from openassay.vocabulary.findings import Lines
from openassay.vocabulary.licenses import Term, TermAnswer, TermName


@dataclass(frozen=True, slots=True)
class Clause:
    """One license given in words.

    `ids` are joined by AND, or by OR where `either`; `link` is the file or address it points to.
    """

    subjects: tuple[Subject, ...]
    ids: tuple[str, ...]
    either: bool
    link: str | None
    lines: Lines
    quote: str
    terms: Mapping[TermName, Term]


_GIVES = re.compile(
    r"licen[cs]e|licen[cs]ing|subject to|terms of use|许可|协议|遵循|开源|授权"
    r"|(?:released|distributed|available|provided|published|open-?sourced|shared|covered|governed|made public|offered|"
    r"is|are|falls?|fall)"
    r" (?:\w+ ){0,2}?(?:under|by|with)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:outperform\w*|compared|baselines?|competing|"
    r"adapted|mirrored|corresponding to|derivatives? of|borrow\w*|derived|taken|copied|ported|forked|modified|"
    r"built (?:up)?on|"
    r"based on|thank\w*|acknowledge\w*|credits?|inspired|third[- ]part(?:y|ies)|dependenc(?:y|ies)|original(?:ly)?|upstream|"
    r"other (?:projects?|works?|licenses?)|their (?:own )?licen[cs]es?|respective|compatible with|vendored?|bundled?|"
    r"which (?:is|are|was|were) (?:\w+ )?licen[cs]ed|such as|e\.g\.|for example|except)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:thank\w*|acknowledge\w*|grateful)\b", re.IGNORECASE)
"""A sentence that thanks somebody is about somebody else, also where the heading is about licenses."""
_OURS = re.compile(
    r"\b(?:this|our|the) (?:\w+[ -]){0,3}?(?:code|repo\w*|project|model|models|weights|checkpoints?|library|package|"
    r"software|work|"
    r"release|data\w*)\b|^(?:all|the)? ?(?:\w+ ){0,4}(?:weights|models?|code|checkpoints|dataset)\b|\bwe release",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\boriginally (?:shared|released|licen[cs]ed|published|distributed)|"
    r"\b(?:not|never) (?:\w+ ){0,2}(?:licen[cs]ed|released|covered|available|under)|no longer|previously|formerly|used to be|"
    r"instead of|rather than|was changed from|(?:is|was|are|were) updated|unlike|isn't|aren't|更新至|更新到",
    re.IGNORECASE,
)
_NOT_A_GRANT = re.compile(
    r"\b(?:badge|pull requests?|except in compliance|unless required by|happy to accept|choose a|pick a|if you "
    r"(?:contribute|submit)|"
    r"by contributing|contributions?|contributor|cite|citation|bibtex|you may obtain a copy|required by the|set forth in|"
    r"you need to submit|you must give|give appropriate credit|"
    r"indicate if changes|apis?|sagemaker|clickthrough|mixture of|varies|varying|different licen[cs]es?|depends? on)\b|提交《",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^[\W_]{0,12}(?:licen[cs]e[\W_]{0,6})?(?:"
    r"\((?P<inside>(?:for |both |covering |including )?[^()]{3,80})\)"
    r"|(?:\([^)]{0,40}\)[\W_]{0,4})?(?:for|covers|covering|applies to|applying to|on)\s+(?P<after>(?:[^,;.](?! and "
    r"the\b)){3,80}))",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"[\W_]{0,6}(?:licensed|released|published|distributed|available|open-?sourced) under\b", re.IGNORECASE)
_ANNOUNCES = re.compile(r"following licen[cs]e|licen[cs]e (?:terms )?below")
_TARGET = re.compile(r"\]\([^()]*\)")
_ADDRESS = re.compile(r"https?://\S+")
_OF_A_PART = re.compile(
    r"[\W_]*(?:some|certain|parts?|portions?|components?|several|a few|other)\b[^.;]{0,80}?\b(?:code|files?|scripts?|components?|"
    r"project|repository|derived|taken|based)\b",
    re.IGNORECASE,
)
"""A sentence about some of what is there, whose license is not that of the whole."""
_OF_ANOTHER = re.compile(
    r"[\W_]*(?!(?:The|This|These|All|Our|We|It|Its|Everything|Any|Both|Each|Unless|Except|For|In|Under|Copyright)\b)"
    r"(?P<name>[A-Z][\w.+-]*(?: [\w.+-]+){0,4}?) (?:is|are|was|were) (?:\w+ )?"
    r"(?:licen[cs]ed|released|distributed|available|covered|provided|published|open-?sourced)\b"
)
"""A sentence about something that it calls by its name."""
_LABEL = re.compile(r"[\W_]*licen[cs]e[\W_]{1,8}(?P<name>\w[^\n]{0,58}\w)[\W_]*", re.IGNORECASE)
"""A line that gives a field, such as `License: proprietary`."""
_NON_COMMERCIAL = re.compile(r"\bnon-?commercial\b", re.IGNORECASE)
_SPECIAL = re.compile(
    r"\b(?:under|by|to|with|follow(?:s|ing)?|accept|called|adhere to)\s+(?:the\s+|our\s+|an?\s+)?[\[\"“'*]{0,3}"
    r"(?P<name>(?:[A-Z][\w.+-]*|\d[\w.]*)(?:[ ](?:[A-Z][\w.+-]*|\d[\w.]*|of|and|for|&|-|–|\([A-Z][\w.-]*\)|\[dev\])){0,10}[ ]?"
    r"(?:Licen[cs]e(?: Agreement)?|Terms of Use|Terms(?= and))(?:[ ](?:v|version )?\d[\d.]*)?)"
)
"""A license that nobody has listed, named in capitals after a word that gives it."""


def read_clauses(body: str) -> list[Clause]:
    """The sentences and table rows of a README that give a license, in order."""
    prose = Prose(body)
    clauses: list[Clause] = []
    announced: tuple[Subject, ...] = ()
    for sentence in read_sentences(prose.body):
        if _ANNOUNCES.search(sentence.plain):
            announced = subjects_in(without_links(sentence.quote))
            continue
        line = sentence.lines.first
        found = list(_Reader(sentence, prose.heading_of_line(line), announced, prose.title, prose.is_at_top(line)).clauses())
        announced = () if found else announced
        clauses += found
    rows = [clause for row in read_rows(prose) for clause in _of_row(row)]
    clauses += {(clause.subjects, clause.ids, clause.link): clause for clause in reversed(rows)}.values()
    return sorted(clauses, key=lambda clause: clause.lines)


def _of_row(row: Row) -> Iterator[Clause]:
    """A row of a table with a column for licenses."""
    links = find_links(row.license)
    words = without_links(row.license).strip(" *`_")
    ids = [name.id for name in _named(row.license, links)] or [id_ for id_ in (id_of_name(words),) if id_]
    if not ids and (special := _SPECIAL.search(f"under {words}")):
        ids = [special["name"].strip(" \"*'")]
    if _NOT_A_GRANT.search(row.what):
        return
    subjects = subjects_in(re.sub(r"\(?excluding[^()|]{0,60}\)?", "", without_links(row.what))) or subjects_in(row.head)
    if subjects and (ids or any(is_license_file(link.target) for link in links)):
        link = next((link.target for link in links), None)
        # A license may say in its name what it forbids.
        forbids = {TermName.COMMERCIAL_USE: Term(TermAnswer.NO, words, row.lines)} if _NON_COMMERCIAL.search(words) else {}
        yield Clause(subjects, tuple(dict.fromkeys(ids)), False, link, row.lines, row.quote[:240], MappingProxyType(forbids))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one sentence, knowing its heading and the subjects that a sentence before it announced."""

    sentence: Sentence
    heading: str
    announced: tuple[Subject, ...]
    title: str
    """The first heading of the document."""
    at_top: bool
    """True above the second heading, where a document speaks of the whole."""

    @property
    def licensing(self) -> bool:
        """Whether the heading is about licenses."""
        return bool(ABOUT_LICENSES.search(self.heading))

    def clauses(self) -> Iterator[Clause]:
        """The licenses that the sentence gives."""
        quote = self.sentence.quote
        if not self._may_give(quote):
            return
        links = sorted([*find_links(quote), *named_files(quote)])
        named = _named(quote, links)
        if named:
            yield from self._of_names(quote, named, links)
        elif (label := self._label()) and (id_ := id_of_name(label)):
            link = next((link.target for link in links if is_license_file(link.target)), None)
            yield from self._clause((id_,) if link is None else (), before="", link=link)
        elif linked := next((link for link in links if is_license_file(link.target)), None):
            if _GIVES.search(quote[: linked.start]) and subjects_in(without_links(quote[: linked.start])):
                yield from self._clause((), before=quote[: linked.start], link=linked.target)
        elif (special := _SPECIAL.search(quote)) and _GIVES.search(quote):
            start, name = special.start("name"), special["name"].strip(" \"*'")
            link = _link_of(Named(name, start, start + len(name)), links)
            yield from self._clause((name,), before=quote[: special.start()], link=link)
        elif self._limits(quote):
            yield from self._clause((), before=quote)

    def _may_give(self, quote: str) -> bool:
        if not (_GIVES.search(quote) or self.licensing) or _NOT_A_GRANT.search(quote) or _PAST.search(quote):
            return False
        if quote.count("|") >= 2 or not re.search(r"\w", LINK.sub("", _ADDRESS.sub("", quote))):
            return False
        others = _OTHERS.search(quote)
        if _THANKS.search(quote) and not _OURS.search(quote[: others.start()] if others else quote):
            return False
        return others is None or self.licensing or bool(_OURS.search(quote[: others.start()]))

    def _limits(self, quote: str) -> bool:
        """Whether the sentence sets a limit without a license."""
        plain = self.sentence.plain
        if (
            " either " in plain
            or not (self.licensing or "licens" in plain)
            or not re.search(r"licen[cs]|only|solely|not|permitted|prohibited", plain)
        ):
            return False
        return any(term.answer in LIMIT_OF[name.is_permission] for name, term in read_terms(quote).items())

    def _is_of_others(self) -> bool:
        """Whether the sentence is about a part, or about a thing by its name that is not the name in the title."""
        quote = without_links(self.sentence.quote)
        if _OF_A_PART.match(quote):
            return True
        named = _OF_ANOTHER.match(quote)
        words = re.findall(r"[^\W_]{3,}", named["name"].lower()) if named else []
        return bool(words and self.title) and not any(word in re.sub(r"[\W_]", "", self.title.lower()) for word in words)

    def _label(self) -> str | None:
        """What a line gives as license that has the form of a field."""
        field = _LABEL.fullmatch(without_links(self.sentence.quote))
        return field["name"] if field else None

    def _of_names(self, quote: str, named: list[Named], links: list[Link]) -> Iterator[Clause]:
        """Names in a row without a subject between them are given together; a subject between them begins anew."""
        before = 0
        group: list[Named] = []
        for at, name in enumerate(named):
            group.append(name)
            following = named[at + 1] if at + 1 < len(named) else None
            between = _TARGET.sub("] ", quote[name.end : following.start]) if following else ""
            if following and len(between) < 80 and not subjects_in(without_links(between)):
                continue
            joint = without_links(_TARGET.sub("] ", quote[group[0].end : group[-1].start]))
            yield from self._clause(
                tuple(item.id for item in group),
                before=quote[before : group[0].start],
                after=quote[name.end : following.start if following else len(quote)],
                link=_link_of(group[0], links),
                either=len(group) > 1 and bool(re.search(r"\bor\b|(?<![a-z])/|或", joint)),
            )
            before = name.end
            group = []

    def _clause(
        self, ids: tuple[str, ...], *, before: str, after: str = "", link: str | None = None, either: bool = False
    ) -> Iterator[Clause]:
        """A clause, where it is clear that the sentence speaks of this release: by its words, its heading or its form."""
        subjects: tuple[Subject, ...] = ()
        if match := _AFTER.match(after):
            subjects = subjects_in(without_links(match["inside"] or match["after"]))
        subjects = subjects or subjects_in(without_links(_own(before))) or self.announced
        subjects = subjects or subjects_in(without_links(self.sentence.lead))
        if ids or not self.heading.rstrip().endswith("?"):
            subjects = subjects or subjects_in(re.sub(r"licen[cs]e.*", "", self.heading, flags=re.IGNORECASE))
        if not (subjects or self.licensing or _PARTICIPLE.match(self.sentence.quote) or (self.at_top and self._label())):
            return
        if not subjects and self._is_of_others() and all(is_free(known_terms(spelling(id_))) for id_ in ids):
            return
        lines = self.sentence.lines
        # Of what is offered under either of two licenses the limits of one are no limits of the thing.
        read = {} if " either " in self.sentence.plain else read_terms(self.sentence.quote)
        terms = {name: Term(term.answer, term.quote, lines) for name, term in read.items()}
        quote = self.sentence.quote[:240]
        yield Clause(
            subjects or (Subject.EVERYTHING,), tuple(dict.fromkeys(ids)), either, link, lines, quote, MappingProxyType(terms)
        )


def _named(quote: str, links: list[Link]) -> list[Named]:
    """The licenses named in a sentence; a link whose words name none counts by its address."""
    words = [(link, quote.find("](", link.start, link.end)) for link in links]
    named = [
        name for name in find_names(quote) if not any(split >= 0 and split <= name.start < link.end for link, split in words)
    ]
    for link in links:
        if not any(link.start <= name.start < link.end for name in named) and (id_ := id_of_url(link.target)):
            named.append(Named(id_, link.start, link.end))
    return sorted(named, key=lambda name: name.start)


def _link_of(name: Named, links: list[Link]) -> str | None:
    """The link on a name, else the next one to a license file."""
    on_it = next((link.target for link in links if link.start - 4 <= name.start and link.end >= name.end), None)
    return on_it or next((link.target for link in links if link.start >= name.start and is_license_file(link.target)), None)


def _own(text: str) -> str:
    """A stretch up to a license's name: without the start of a link to it, and of a line with a title only what follows that."""
    text = re.sub(r"\[[^\[\]]*$", "", text)
    rest = text.rpartition(":")[2]
    return rest if subjects_in(without_links(rest)) else text
