"""Works that a release cites as its own: where they are archived, where they appeared, and whether anybody reviewed them.

Read from BibTeX entries, CITATION.cff and links to archives. Nothing is looked up; what stands here is what the release says.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from openassay.formats import yaml_text
from openassay.formats.passages import Passage, Shown
from openassay.formats.visible_text import VisibleText, read_visible
from openassay.formats.yaml_text import Yaml
from openassay.inventory.spoken import spoken
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Evidence, Search
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.release import Artifact, EntryKind
from openassay.vocabulary.text import Text

FIELD = 2_000
"""Characters of a field's value that are read."""

TOP = 14
"""Passages from the top of a document among which a link called "Paper" leads to its own paper."""


class Standing(StrEnum):
    """Where a work stands, by what its entry says."""

    PEER_REVIEWED = "peer-reviewed"
    WORKSHOP = "workshop"
    ARCHIVED = "archived"
    """A preprint in an archive that keeps it."""
    REPORT = "report"
    BLOG = "blog"
    SOFTWARE = "software"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Work:
    """A work as an entry, a citation file or a link names it."""

    title: str
    standing: Standing
    venue: str
    """Journal or conference as written; empty where none is named."""
    arxiv: str
    doi: str
    own: bool
    """Whether it is about the release itself, as far as its place and its title tell."""
    evidence: Evidence

    @property
    def archived(self) -> bool:
        """Whether an archive or a publisher keeps it."""
        return bool(self.arxiv or self.doi) or self.standing in (Standing.ARCHIVED, Standing.PEER_REVIEWED)


_ENTRY = re.compile(r"@\s{0,4}([A-Za-z]{3,20})\s{0,4}[{(]\s{0,20}([^,\s]{0,200})")
_FIELD = re.compile(r"(?:^|[,\n])\s{0,40}([A-Za-z-]{2,30})\s{0,20}=\s{0,20}")
_ARXIV = re.compile(
    r"(?:arxiv(?:\.org/(?:abs|pdf|html)/|:\s{0,2}|\.)|10\.48550/arxiv\.)((?:\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[a-z]{2})?/\d{7})(?:v\d{1,2})?)",
    re.IGNORECASE,
)
_BARE_ARXIV = re.compile(r"\d{4}\.\d{4,5}(?:v\d{1,2})?")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>{}|\\^`\]]{1,200}")
_ARCHIVE_LINK = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html)/|doi\.org/10\.|(?:bio|med)rxiv\.org/content|chemrxiv\.org|openreview\.net/(?:forum|pdf)|"
    r"aclanthology\.org/|nature\.com/articles|science\.org/doi|pnas\.org/doi)"
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{2,}")


def read_works(texts: Iterable[Text]) -> tuple[Work, ...]:
    """Every work that the texts cite, in the order of source, path and place."""
    found: list[Work] = []
    for text in sorted(texts, key=lambda text: (text.source, text.path)):
        name = text.path.rpartition("/")[2].lower()
        if name.endswith(".cff"):
            found += _read_citation_file(text)
        elif name.endswith(".bib"):
            found += _entries(text, 0, len(text.body), own=lambda number, title: number == 0)
        else:
            found += _read_document(read_visible(text))
    return tuple(found)


def works_in(documents: Iterable[VisibleText]) -> tuple[Work, ...]:
    """The works that documents cite which were read before, in their order."""
    return tuple(work for document in documents for work in _read_document(document))


def own_works(dossier: Dossier) -> tuple[tuple[Work, ...], Search]:
    """The works that a release cites as its own, and the search that found them.

    Whether a paper lies elsewhere does not matter here: it is the citing that is looked for.
    """
    read = spoken(dossier)
    cited = [artifact for artifact in dossier.release.artifacts if _is_citation(artifact)]
    texts = [text for artifact in cited if (text := dossier.text(artifact)) is not None]
    found = [*works_in(read.documents), *read_works(texts)]
    # Entries first: they say more than a link does.
    works = tuple(sorted((work for work in found if work.own), key=lambda work: not work.title))
    complete = read.complete and len(texts) == len(cited)
    return works, Search("works that the release cites as its own", len(read.texts) + len(texts), complete)


def _is_citation(artifact: Artifact) -> bool:
    name = artifact.name.lower()
    return (
        artifact.kind is EntryKind.FILE
        and artifact.path.count("/") <= 1
        and (name == "citation.cff" or (name.startswith("citation") and name.endswith(".bib")))
    )


def _read_document(document: VisibleText) -> Iterator[Work]:
    names = _names_of(document)
    counts: dict[tuple[str, ...], int] = {}
    read = 0
    for passage in document.passages:
        if passage.kind is Shown.BIBLIOGRAPHY:
            cited = any(_table_regex("citation_headings").search(heading.lower()) for heading in passage.path[-2:])
            before = counts.get(passage.path, 0)

            def own(number: int, title: str, cited: bool = cited, before: int = before) -> bool:
                return (cited and before + number == 0) or bool(names & _words(title))

            works = list(_entries(document.text, passage.start, passage.end, own=own))
            counts[passage.path] = before + len(works)
            yield from works
        elif passage.kind is Shown.VISIBLE:
            read += 1
            if read <= TOP:
                yield from _links(document, passage)


def _links(document: VisibleText, passage: Passage) -> Iterator[Work]:
    """Links near the top that are called "Paper" or the like, and lead to an archive or a publisher."""
    for mark in passage.marks:
        words = passage.said[mark.start : mark.end].strip(" \t[]()*:.\U0001f4c4\U0001f4d1\U0001f4dd").lower()
        if mark.kind is Shown.LINK and _ARCHIVE_LINK.search(mark.target) and _table_regex("paper_links").fullmatch(words):
            evidence = document.text.evidence_at(passage.offset(mark.start), passage.offset(mark.end - 1) + 1)
            yield _work({"url": mark.target}, "", evidence, own=True)


def _names_of(document: VisibleText) -> set[str]:
    title = next((one.said for one in document.passages if one.kind is Shown.HEADING and one.level == 1), "")
    return _words(title.partition(":")[0]) | _words(document.text.path.rpartition("/")[0].rpartition("/")[2])


def _words(title: str) -> set[str]:
    return {word.lower() for word in _NAME.findall(title)} - set(_table()["plain"])


def _entries(text: Text, start: int, end: int, own: Callable[[int, str], bool]) -> Iterator[Work]:
    body = text.body[start:end]
    found = list(_ENTRY.finditer(body))
    for number, entry in enumerate(found):
        stop = found[number + 1].start() if number + 1 < len(found) else len(body)
        fields = dict(_fields(body, entry.end(), stop))
        fields.setdefault("key", entry[2])
        evidence = text.evidence_at(
            start + entry.start(), start + entry.start() + len(body[entry.start() : stop].rstrip("` \n~"))
        )
        yield _work(fields, entry[1].lower(), evidence, own=own(number, fields.get("title", "")))


def _fields(body: str, start: int, stop: int) -> Iterator[tuple[str, str]]:
    at = start
    while match := _FIELD.search(body, at, stop):
        value, at = _value(body, match.end(), stop)
        yield match[1].lower(), " ".join(value.replace("{", "").replace("}", "").split())


def _value(body: str, at: int, stop: int) -> tuple[str, int]:
    """A value in braces, in quotation marks, or bare, and where it ends."""
    opening = body[at : at + 1]
    if opening == "{":
        depth = 0
        for index in range(at, min(stop, at + FIELD)):
            depth += (body[index] == "{") - (body[index] == "}")
            if depth == 0:
                return body[at + 1 : index], index + 1
    elif opening == '"':
        end = body.find('"', at + 1, min(stop, at + FIELD))
        if end > 0:
            return body[at + 1 : end], end + 1
    end = min((where for sign in ",\n}" if (where := body.find(sign, at, stop)) >= 0), default=stop)
    return body[at : min(end, at + FIELD)].strip(), max(end, at + 1)


def _read_citation_file(text: Text) -> Iterator[Work]:
    """A CITATION.cff: the preferred citation where there is one, else the work that the file describes."""
    try:
        found = yaml_text.read(text.body, aliases=0)
    except Unreadable:
        return
    if not isinstance(found.data, dict):
        return
    preferred = found.data.get("preferred-citation")
    data = preferred if isinstance(preferred, dict) else found.data
    fields = {key: value for key, value in data.items() if isinstance(value, str)}
    for key, named in (("conference", "name"), ("publisher", "name")):
        if isinstance(inner := data.get(key), dict) and isinstance(name := inner.get(named), str):
            fields[key] = name
    for identifier in [*_listed(data, "identifiers")]:
        if identifier.get("type") == "doi" and isinstance(value := identifier.get("value"), str):
            fields.setdefault("doi", value)
    venue = fields.get("journal") or fields.get("conference") or fields.get("collection-title", "")
    line = found.line_of("preferred-citation" if data is preferred else "title") or 1
    kind = "article" if venue else fields.get("type", "software")
    if fields.get("title"):
        yield _work({**fields, "booktitle": venue}, kind, text.evidence(line), own=True)


def _listed(data: dict[str, Yaml], key: str) -> Iterator[dict[str, Yaml]]:
    value = data.get(key)
    yield from (item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()


def _work(fields: dict[str, str], kind: str, evidence: Evidence, *, own: bool) -> Work:
    everything = " ".join(
        fields.get(name, "") for name in ("eprint", "journal", "url", "doi", "note", "howpublished", "booktitle", "publisher")
    )
    arxiv = _ARXIV.search(everything)
    bare = _BARE_ARXIV.fullmatch(fields.get("eprint", ""))
    doi = _DOI.search(f"{fields.get('doi', '')} {fields.get('url', '')}")
    venue = next(
        (fields[name] for name in ("journal", "journaltitle", "booktitle", "conference", "series") if fields.get(name)), ""
    )
    identifier = arxiv[1] if arxiv else bare[0] if bare else ""
    found = doi[0].rstrip(".,;)") if doi else ""
    return Work(
        title=fields.get("title", ""),
        standing=_standing(kind, venue, found, identifier, everything),
        venue=venue,
        arxiv=identifier,
        doi=found,
        own=own,
        evidence=evidence,
    )


def _standing(kind: str, venue: str, doi: str, arxiv: str, everything: str) -> Standing:
    venue, everything = _bare(venue), everything.lower()
    if kind in ("software", "dataset"):
        return Standing.SOFTWARE
    if _table_regex("pending").search(venue) or _table_regex("pending").search(everything):
        return Standing.ARCHIVED if arxiv or doi else Standing.UNKNOWN
    if _table_regex("workshop").search(venue):
        return Standing.WORKSHOP
    if venue and not _table_regex("preprint").match(venue) and _is_reviewed(venue):
        return Standing.PEER_REVIEWED
    if doi.lower().startswith(_prefixes("doi_reviewed")) and not (venue and _table_regex("preprint").match(venue)):
        return Standing.PEER_REVIEWED
    if arxiv or doi or _ARCHIVE_LINK.search(everything) or (venue and _table_regex("preprint").match(venue)):
        return Standing.ARCHIVED
    if kind == "techreport" or _table_regex("report").search(venue + " " + everything):
        return Standing.REPORT
    if _table_regex("blog").search(everything):
        return Standing.BLOG
    return Standing.UNKNOWN


def _bare(venue: str) -> str:
    return " ".join(re.sub(r"[^\w\s:,/&'-]", " ", venue.lower()).split())


def _is_reviewed(venue: str) -> bool:
    """Whether a reviewed venue is named: as a whole, or within "Proceedings of the 40th ... (ICML)"."""
    reviewed = _table_regex("reviewed")
    if reviewed.fullmatch(venue):
        return True
    return any(match.end() - match.start() > 3 or match[0] in _SHORT for match in _in_proceedings().finditer(venue))


_SHORT = frozenset(("acl", "kdd", "rss", "uai"))


@cache
def _in_proceedings() -> re.Pattern[str]:
    """Names that are telling inside a longer one; "nature", "science" and "cell" are only so by themselves."""
    alone = (
        "nature",
        "science(",
        "cell(",
        "patterns",
        "acs ",
        "npj",
        "plos",
        "proteins",
        "www",
        "jama",
        "jacs",
        "bioinformatics",
    )
    names = [name for name in _table()["reviewed"] if not name.startswith(alone) and not name.endswith(".*")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


@cache
def _table_regex(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(_table()[key])})(?![a-z])")


@cache
def _prefixes(key: str) -> tuple[str, ...]:
    return tuple(_table()[key])


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("venues.toml").read_text("utf-8"))
