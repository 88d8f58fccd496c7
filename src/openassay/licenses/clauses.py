"""Sentences of a README or card that give a license, and what they give it for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from openassay.licenses.license_files import Subject
from openassay.licenses.names import Named, find_names, id_of_url
from openassay.licenses.sentences import Sentence, read_sentences
from openassay.licenses.subjects import subjects_in
from openassay.licenses.term_reading import read_terms
from openassay.vocabulary.findings import Lines
from openassay.vocabulary.licenses import Term, TermAnswer, TermName


@dataclass(frozen=True, slots=True)
class Clause:
    """One license given in words. `ids` are joined by AND, or by OR where `either`; `link` is the file or address it points to."""

    subjects: tuple[Subject, ...]
    ids: tuple[str, ...]
    either: bool
    link: str | None
    lines: Lines
    quote: str
    terms: Mapping[TermName, Term]
    stated: bool
    """False where nothing shows that the sentence speaks of this release at all."""


_GIVES = re.compile(
    r"licen[cs]e|licen[cs]ing|(?:released|distributed|available|provided|published|open-?sourced|shared|covered|governed|made public|offered|is|are|falls?|fall) (?:\w+ ){0,2}?(?:under|by|with)"
    r"|subject to|terms of use|许可|协议|遵循|开源|授权",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:adapted|mirrored|corresponding to|derivatives? of|borrow\w*|derived|taken|copied|ported|forked|modified|built (?:up)?on|based on|thank\w*|acknowledge\w*|credits?|inspired|third[- ]part(?:y|ies)|"
    r"dependenc(?:y|ies)|original(?:ly)?|upstream|other (?:projects?|works?|licenses?)|their (?:own )?licen[cs]es?|respective|compatible with|vendored?|bundled?|"
    r"which (?:is|are|was|were) (?:\w+ )?licen[cs]ed|such as|e\.g\.|for example|except)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:this|our|the) (?:\w+[ -]){0,3}?(?:code|repo\w*|project|model|models|weights|checkpoints?|library|package|software|work|release|data\w*)\b|^(?:all|the)? ?(?:\w+ ){0,4}(?:weights|models?|code|checkpoints|dataset)\b|\bwe release",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:not|never) (?:\w+ ){0,2}(?:licen[cs]ed|released|covered|available|under)|no longer|previously|formerly|used to be|instead of|rather than|was changed from|(?:is|was|are|were) updated|更新至|更新到|unlike|isn't|aren't",
    re.IGNORECASE,
)
_NOT_A_GRANT = re.compile(
    r"\b(?:badge|pull requests?|except in compliance|unless required by|happy to accept|choose a|pick a|if you (?:contribute|submit)|by contributing|contributions?|contributor|cite|citation|bibtex|you may obtain a copy)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^[\W_]{0,12}(?:licen[cs]e[\W_]{0,6})?(?:\([^)]{0,40}\)[\W_]{0,4})?(?:for|covers|covering|applies to|applying to|on)\s+((?:[^,;.](?! and the\b)){3,80})",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"[\W_]{0,6}(?:licensed|released|published|distributed|available|open-?sourced) under\b", re.IGNORECASE)
_LINK = re.compile(
    r"\[(?=[^\[\]]{0,160}\w)([^\[\]]{1,160})\]\(([^()\s]{1,300})\)"
    r"|<a\s[^<>]{0,200}?href=[\"']([^\"'<>]{1,300})[\"'][^<>]{0,100}>(?=[^<>]{0,80}\w)"
)
_IMAGE = re.compile(
    r"\[?!\[[^\[\]]{0,200}\]\([^()]{0,400}\)(?:\]\([^()]{0,300}\))?|<img\s[^<>]{0,400}>|<!--.{0,2000}?-->", re.DOTALL
)
_FENCE = re.compile(r"^(```|~~~)[^\n]*\n.*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(?:#{1,6}[ \t]+(?P<text>[^\n]{1,120})|(?P<under>[^\n]{3,80})\n(?:={3,}|-{3,})[ \t]*)$", re.MULTILINE)
_SPECIAL = re.compile(
    r"\b(?:under|by|to|with|follow(?:s|ing)?|accept|called|adhere to)\s+(?:the\s+|our\s+|a\s+|an\s+)?[\[\"“'*]{0,3}"
    r"(?P<name>(?:[A-Z][\w.+-]*|\d[\w.]*|of|and|for|-|&)(?:[ ](?:[A-Z][\w.+-]*|\d[\w.]*|of|for|-|–|&|\([A-Z][\w.-]*\)|\[dev\]))*[ ]?(?:Licen[cs]e(?: Agreement)?|Terms of Use|Terms(?= and)|Community Licen[cs]e|License Agreement)(?:[ ](?:v|version )?\d[\d.]*)?)"
)


def read_clauses(body: str) -> list[Clause]:
    """The sentences of a README that give a license, in order."""
    cleaned = _clean(body)
    headings = [(match.start(), match["text"] or match["under"]) for match in _HEADING.finditer(cleaned)]
    starts = [0, *(match.end() for match in re.finditer("\n", cleaned))]
    clauses: list[Clause] = []
    announced: tuple[Subject, ...] = ()
    for sentence in read_sentences(cleaned):
        at = starts[min(sentence.lines.first, len(starts)) - 1]
        heading = next((text for start, text in reversed(headings) if start <= at), "")
        if re.search(r"following licen[cs]e|licen[cs]e below|licen[cs]e terms below", sentence.plain):
            announced = subjects_in(_without_links(sentence.quote))
            continue
        found = list(_clauses(sentence, heading, announced))
        if found:
            announced = ()
        clauses += [clause for clause in found if clause.stated]
    return clauses


def _clean(body: str) -> str:
    """The body with images, comments and code blocks blanked, so that offsets and lines stay. License sections keep their blocks."""
    body = _IMAGE.sub(_blank, body)

    def blank_fence(match: re.Match[str]) -> str:
        before = [heading for heading in _HEADING.finditer(body[: match.start()])]
        title = (before[-1]["text"] or before[-1]["under"]) if before else ""
        return match[0].replace("`", " ").replace("~", " ") if re.search(r"licen[cs]e", title, re.IGNORECASE) else _blank(match)

    return _FENCE.sub(blank_fence, body)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _without_links(text: str) -> str:
    return _LINK.sub(lambda match: match[1] or " ", text)


def _clauses(sentence: Sentence, heading: str, announced: tuple[Subject, ...]) -> Iterator[Clause]:
    quote = sentence.quote
    licensing = bool(re.search(r"licen[cs]|许可|terms of use|copying", heading, re.IGNORECASE))
    if not (_GIVES.search(quote) or licensing) or _NOT_A_GRANT.search(quote) or _PAST.search(quote):
        return
    if quote.count("|") >= 2 or not re.search(r"\w", _LINK.sub("", re.sub(r"https?://\S+", "", quote))):
        return
    if (others := _OTHERS.search(quote)) and not (_OURS.search(quote[: others.start()]) or licensing):
        return
    links = [(match.start(), match.end(), match[2] or match[3] or "") for match in _LINK.finditer(quote)]
    named = _named(quote, links)
    if not named and not any(_points_to_license(link) for _, _, link in links):
        limits = {n: t for n, t in read_terms(quote).items() if not n.is_permission or t.answer is not TermAnswer.YES}
        special = _SPECIAL.search(quote)
        if special and (_GIVES.search(quote)):
            yield _clause(
                sentence, heading, announced, 0, special.start(), [special["name"].strip(" \"*'")], False, None, quote, len(quote)
            )
        elif (
            limits
            and re.search(r"licen[cs]|only|solely|not|permitted", sentence.plain)
            and (licensing or "licens" in sentence.plain)
        ):
            yield _clause(sentence, heading, announced, 0, len(quote), [], False, None, quote, len(quote))
        return
    if not named:
        start, end, link = next(item for item in links if _points_to_license(item[2]))
        if _GIVES.search(quote[:start]) and subjects_in(_without_links(quote[:start])):
            yield _clause(sentence, heading, announced, 0, start, [], False, link, quote, len(quote))
        return
    before = 0
    group: list[Named] = []
    for at, name in enumerate(named):
        group.append(name)
        following = named[at + 1] if at + 1 < len(named) else None
        between = quote[name.end : following.start] if following else ""
        between = re.sub(r"\]\([^()]*\)", "] ", between)
        if following and len(between) < 80 and not subjects_in(_without_links(between)):
            continue
        joint = _without_links(re.sub(r"\]\([^()]*\)", "] ", quote[group[0].end : group[-1].start]))
        either = len(group) > 1 and bool(re.search(r"\bor\b|(?<![a-z])/|或", joint))
        link = next((link for start, end, link in links if start - 4 <= group[0].start and end >= group[0].end), None)
        if link is None:
            link = next((link for start, _, link in links if start >= group[0].start and _points_to_license(link)), None)
        yield _clause(
            sentence,
            heading,
            announced,
            before,
            group[0].start,
            [item.id for item in group],
            either,
            link,
            quote,
            following.start if following else len(quote),
            name.end,
        )
        before = name.end
        group = []


def _named(quote: str, links: list[tuple[int, int, str]]) -> list[Named]:
    """The licenses named in a sentence, links by their address where their words name none."""
    named = [
        name
        for name in find_names(quote)
        if not any(start <= name.start and _LINK.match(quote, start) and _in_target(quote, start, name) for start, _, _ in links)
    ]
    for start, end, link in links:
        if not any(start <= name.start < end for name in named) and (id_ := id_of_url(link)):
            named.append(Named(id_, start, end))
    return sorted(named, key=lambda name: name.start)


def _in_target(quote: str, start: int, name: Named) -> bool:
    match = _LINK.match(quote, start)
    return match is not None and match.start(2) >= 0 and match.start(2) <= name.start < match.end()


def _points_to_license(link: str) -> bool:
    bare = link.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    return bool(
        re.search(r"(?:^|[/_.-])(?:model[_-])?(?:licen[cs]e|copying)[^/]*$", bare, re.IGNORECASE)
    ) and not bare.startswith("mailto:")


def _clause(
    sentence: Sentence,
    heading: str,
    announced: tuple[Subject, ...],
    before: int,
    start: int,
    ids: list[str],
    either: bool,
    link: str | None,
    quote: str,
    until: int,
    name_end: int | None = None,
) -> Clause:
    subjects: tuple[Subject, ...] = ()
    if name_end is not None and (after := _AFTER.match(quote[name_end:until])):
        subjects = subjects_in(_without_links(after[1]))
    subjects = subjects or subjects_in(_without_links(_own(quote[before:start])))
    stated = bool(subjects)
    stated = stated or bool(_PARTICIPLE.match(quote)) or bool(re.search(r"licen[cs]|许可|ライセンス", heading, re.IGNORECASE))
    subjects = (
        subjects
        or announced
        or subjects_in(_without_links(sentence.lead))
        or subjects_in(re.sub(r"licen[cs]e.*", "", heading, flags=re.IGNORECASE))
    )
    terms = {name: Term(term.answer, term.quote, sentence.lines) for name, term in read_terms(quote).items()}
    return Clause(
        subjects or (Subject.EVERYTHING,),
        tuple(dict.fromkeys(ids)),
        either,
        link,
        sentence.lines,
        quote[:240],
        MappingProxyType(terms),
        stated or bool(subjects),
    )


def _own(text: str) -> str:
    """A stretch up to a license's name: without the start of a link to it, and of a line with a title only what follows the title."""
    text = re.sub(r"\[[^\[\]]*$", "", text)
    rest = text.rpartition(":")[2]
    return rest if subjects_in(_without_links(rest)) else text


def linked_licenses(body: str) -> Iterator[tuple[str, int]]:
    """The links of a document that point to a license file by name, each with its line."""
    cleaned = _clean(body)
    for match in _LINK.finditer(cleaned):
        link = match[2] or match[3] or ""
        if _points_to_license(link):
            yield link, cleaned.count("\n", 0, match.start()) + 1
