"""Technical reports and research papers: as files of the release, or named with their place."""

import re
from collections.abc import Iterator, Sequence

from openassay.formats.passages import Passage, Shown
from openassay.formats.visible_text import VisibleText, read_visible
from openassay.inventory.layout import Layout, Placed
from openassay.inventory.mentions import Mention, What
from openassay.inventory.pages import hold_pages, page_like, page_matters
from openassay.inventory.states import CITED, holding, missing
from openassay.inventory.visible import prose, visible
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.text import Text

_REPORT = re.compile(r"(?i)tech(?:nical)?[\s_-]*reports?|(?:^|[\s_-])report(?:[\s_.&-]|$)|white[\s_-]*paper|技术报告|技術報告")
_PAPER = re.compile(r"(?i)(?:^|[\s_-])(?:paper|preprint|manuscript|publication|thesis)(?:[\s_.-]|$)|^\d{4}\.\d{4,5}")
_REPORT_PAGE = re.compile(
    r"(?i)^(?:[\w.-]{0,40}[_-])?(?:technical|tech)[_ -]?report(?:[_-][\w.-]{0,40})?$|^(?:report|white[_-]?paper)$"
)
_PAPER_PAGE = re.compile(r"(?i)^(?:paper|preprint|manuscript|main|article|thesis)$")
_PAPER_FOLDERS = frozenset({"paper", "preprint", "manuscript", "publication"})
_REPORT_FOLDERS = frozenset({"report", "techreport", "whitepaper"})
_FIGURES = frozenset({
    "fig", "figs", "figure", "figures", "plot", "plots", "images", "img", "imgs", "assets", "license", "licence", "policy",
    "terms", "slides", "poster", "appendix", "table", "tables", "data", "links", "logbook",
})  # fmt: skip
"""Words of PDF and TeX files that are no papers."""
_TITLE = re.compile(r"\A\s*(?:---\n.*?\n---\s*)?#\s+([^\n]{1,300})", re.DOTALL)
_SECTIONS = re.compile(r"(?m)^#{2,3}\s+\S")

_OWN_PAPER = re.compile(r"(?i)\bpaper\b|technical reports?|\breport\b|preprint|论文|报告")
_BIBTEX = re.compile(r"(?im)^\s{0,8}@(?:article|misc|inproceedings|techreport|conference|preprint|software|proceedings)\s*\{")
_ENTRY_END = re.compile(r"(?m)^\s{0,8}\}|^\s{0,8}@|^```")
_ENTRY_PLACE = re.compile(r"(?i)arxiv|https?://|\bdoi\b|eprint")
_LINK_WORDS = re.compile(
    r"(?i)(?:the |our |read the |read |research |arxiv |original |full |tech(?:nical)?\.? |\W){0,4}(?:paper|pre-?print|manuscript"
    r"|report|white ?paper|论文|技术报告)s?(?: link| pdf|\W|🤗|📄|📑){0,4}"
)
_LINKED_PDF = re.compile(
    r"\[([^\[\]\n]{1,100})\]\(([^()\s]{1,300}\.pdf)[^()\n]{0,60}\)|<a\s[^<>]{0,200}?href=[\"']([^\"'\s]{1,300}\.pdf)[\"']"
    r"[^<>]{0,200}>((?:(?!</a>).){1,200}?)</a>",
    re.IGNORECASE | re.DOTALL,
)
_LINK_LABEL = re.compile(r"(?i)(?:\bpaper|\bpre-?print|\breport|论文|技术报告)s?(?:\s*\W{0,3}\s*)$")
_OUR_REPORT = re.compile(r"(?i)\bour\s+tech(?:nical)?\s+report\b")
_LIST_LABEL = re.compile(r"(?i)\b(?:papers?|technical reports?)\b[^.\n]{0,60}:\s*$")
_AFTER_LABEL = 6
"""Passages under a list's label that the label speaks of."""


def hold_paper(layout: Layout, named: Sequence[Mention], component: Component) -> Holding:
    """The holding of the technical report or of the research paper."""
    report = component is Component.TECHNICAL_REPORT
    what = "technical report" if report else "research paper"
    linked = _linked_files(layout)
    pages = [place for place in layout.pages if _is_one(layout, place, report) or linked.get(place.artifact.path) is report]
    held, stubs = hold_pages(layout, component, what, pages)
    if held:
        return held
    told = _told(layout, named, report)
    if told:
        return holding(component, State.REFERENCED, f"A {what} is named with its place.", (), told)
    return missing(layout, component, what, page_matters, stubs)


def _is_one(layout: Layout, place: Placed, report: bool) -> bool:
    """Whether a file is a report, or a paper, by its name, its folder or its title."""
    name, words = place.name.lower(), place.words
    stem = place.name.rpartition(".")[0] or place.name
    if name.endswith((".pdf", ".tex", ".docx")):
        if words.all & _FIGURES:
            return False
        if _REPORT.search(place.name) or words.folders & _REPORT_FOLDERS:
            return report
        return not report and bool(_PAPER.search(place.name) or words.folders & _PAPER_FOLDERS)
    if name.endswith((".md", ".rst", ".txt", ".html")):
        pattern = _REPORT_PAGE if report else _PAPER_PAGE
        if not pattern.match(stem) or (not report and not words.folders & _PAPER_FOLDERS):
            return False
        text = layout.read_text(place.artifact)
        return text is not None and _reads_like_report(text)
    return False


def _reads_like_report(text: Text) -> bool:
    """Whether a page has what a report has: a title that says so, or several sections."""
    title = _TITLE.match(text.body)
    return bool(title and _REPORT.search(title[1])) or len(_SECTIONS.findall(prose(text.body))) >= 2


def _linked_files(layout: Layout) -> dict[str, bool]:
    """PDF files that a README links as its paper (False) or its report (True)."""
    files = {
        place.name: place.artifact.path
        for place in layout.pages
        if place.name.lower().endswith(".pdf") and not place.words.name & _FIGURES and len(place.name) >= 6
    }
    found: dict[str, bool] = {}
    for text in layout.readmes if files else ():
        for match in _LINKED_PDF.finditer(visible(text.body)):
            path = files.get((match[2] or match[3]).rpartition("/")[2])
            words = re.sub(r"<[^<>]{1,200}>|[*_`]", "", match[1] or match[4] or "").strip()
            if path and _LINK_WORDS.fullmatch(words):
                found.setdefault(path, bool(_REPORT.search(words)))
    return found


def _told(layout: Layout, named: Sequence[Mention], report: bool) -> list[Evidence]:
    """Lines that name a report or paper of the release's own."""
    found = [
        mention.evidence for mention in named if _is_own(mention) and bool(_REPORT.search(mention.evidence.quote or "")) is report
    ]
    for text in layout.readmes:
        found += _links(read_visible(text), report)
    if found and not report:
        return found
    for text in layout.documents:
        found += _entries(text, report)
        if report and _BIBTEX.search(text.body):
            found += (text.evidence_at(match.start(), match.end()) for match in _OUR_REPORT.finditer(visible(text.body)))
    if not report and not found:
        for place in layout.files("citation-cff"):
            cited = layout.read_text(place.artifact)
            if cited is not None and re.search(r"(?m)^\s*(?:preferred-citation:|doi:)", cited.body):
                found.append(Evidence(cited.source, cited.path, cited.sha256))
    return found[: CITED * 4]


def _is_own(mention: Mention) -> bool:
    """Whether a paper is called the release's own beside its address."""
    quote = mention.evidence.quote or ""
    return mention.what is What.PAPER and bool(_OWN_PAPER.search(quote)) and page_like(mention.evidence.path)


def _links(document: VisibleText, report: bool) -> Iterator[Evidence]:
    """Links that are called paper or report, or stand after such a label, wherever they lead."""
    under = 0
    for passage in document.passages:
        if passage.kind is not Shown.VISIBLE:
            under = 0
            continue
        for mark in passage.marks:
            if mark.kind is Shown.LINK and mark.target.startswith("http") and "badge" not in mark.target:
                label = _label_of(passage, mark.start, mark.end) or ("report" if under else "")
                if label and bool(_REPORT.search(label)) is report:
                    yield document.text.evidence_at(passage.offset(mark.start), passage.offset(mark.end - 1) + 1)
        heads = _LIST_LABEL.search(passage.said)
        under = _AFTER_LABEL if heads and _REPORT.search(heads[0]) else max(0, under - 1)


def _label_of(passage: Passage, start: int, end: int) -> str:
    """The words that call a link a paper or a report; empty where none do."""
    said = passage.said[start:end].strip()
    if _LINK_WORDS.fullmatch(said):
        return said
    before = passage.said[max(0, start - 60) : start]
    return before if ":" in before[-4:] and _LINK_LABEL.search(before) else ""


def _entries(text: Text, report: bool) -> Iterator[Evidence]:
    """Entries that ask to be cited; for a report those that call themselves one and say where it is."""
    body = visible(text.body)
    for match in _BIBTEX.finditer(body):
        end = _ENTRY_END.search(body, match.end(), match.end() + 4000)
        entry = body[match.start() : end.start() if end else match.end() + 2000]
        if not report or (re.search(r"(?i)tech(?:nical)?\s+report", entry) and _ENTRY_PLACE.search(entry)):
            yield text.evidence_at(match.start(), match.end())
