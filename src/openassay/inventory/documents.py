"""Which artifact is which document. A document counts by what it says; a template or an empty page is a stub."""

import re
from collections.abc import Callable, Iterable, Sequence

from openassay.inventory.front_matter import DATA_KEYS, MODEL_KEYS, front_keys
from openassay.inventory.layout import PAGES, Layout, Placed, is_readme
from openassay.inventory.mentions import Mention, What
from openassay.inventory.states import holding, missing
from openassay.inventory.substance import is_stub
from openassay.inventory.visible import prose, visible
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.release import Artifact, EntryKind
from openassay.vocabulary.text import Text

_CARD = re.compile(r"(?i)model[\s_-]*card")
_DATA_CARD = re.compile(r"(?i)data[\s_-]*sheet|data(?:set)?[\s_-]*card|data[\s_-]*statement|data[\s_-]*nutrition")
_DATA_PAGE = re.compile(r"(?i)^(?:data|datasets?|training[_-]?data|readme[_-]?data(?:set)?s?)\.(?:md|rst|txt)$")
_POLICY = re.compile(
    r"(?i)(?:acceptable|prohibited|responsible|permitted)[\s_-]*use|(?:use|usage)[\s_-]*(?:policy|guide|restrictions)"
    r"|terms[\s_-]*of[\s_-]*use|(?:^|[_-])aup(?:[_.-]|$)"
)
_REPORT = re.compile(r"(?i)tech(?:nical)?[\s_-]*report|(?:^|[\s_-])report(?:[\s_.-]|$)|white[\s_-]*paper")
_PAPER = re.compile(r"(?i)(?:^|[\s_-])(?:paper|preprint|manuscript|publication|thesis)(?:[\s_.-]|$)|^\d{4}\.\d{4,5}")
_SAFETY = re.compile(r"(?i)safety|red[\s_-]*team|risk[\s_-]*(?:assessment|evaluation|report)|harm")

_CARD_HEADINGS = re.compile(
    r"(?im)^(?:#{1,6}\s*|\*\*)\s*(?:model (?:details|description|overview|summary|architecture)|intended uses?|uses?\b"
    r"|direct use|out[- ]of[- ]scope|limitations?|bias|risks?|ethical considerations"
    r"|training (?:data|procedure|details|hyperparameters)|evaluation|how to (?:use|get started)|environmental impact"
    r"|factors|metrics|caveats)"
)
_POLICY_HEADING = re.compile(
    r"(?im)^#{1,6}[^\n]{0,40}\b(?:(?:acceptable|prohibited|out[- ]of[- ]scope|responsible|permitted|allowed)\s+uses?|misuse"
    r"|usage (?:policy|restrictions)|use restrictions)\b"
)
_SAFETY_HEADING = re.compile(
    r"(?im)^#{1,6}[^\n]{0,40}\b(?:safety|red[- ]team\w*|risk (?:assessment|evaluation)|toxicity|harm\w*)\b[^\n]{0,40}$"
)
_RISK_HEADING = re.compile(
    r"(?im)^#{1,6}[^\n]{0,40}\b(?:risks?|bias(?:es)?|ethical considerations|societal impact|responsible)\b"
)
_OWN_PAPER = re.compile(r"(?i)\bpaper\b|technical report|\breport\b|preprint|论文|报告")
_BIBTEX = re.compile(r"(?im)^\s{0,8}@(?:article|misc|inproceedings|techreport|conference|preprint|software|proceedings)\s*\{")


def page_matters(artifact: Artifact) -> bool:
    """Whether an unread file might have been a document."""
    return artifact.name.lower().endswith(PAGES)


def hold_documents(layout: Layout, named: Sequence[Mention], weight_folders: frozenset[str]) -> list[Holding]:
    """The holdings of cards, reports, papers, policy and safety evaluation."""
    return [
        _hold_card(layout, named, weight_folders),
        _hold_data_card(layout, named),
        _hold_paper(layout, named, Component.TECHNICAL_REPORT),
        _hold_paper(layout, named, Component.RESEARCH_PAPER),
        _hold_policy(layout),
        _hold_safety(layout),
    ]


def _pages(layout: Layout, fits: Callable[[Placed], bool]) -> list[Placed]:
    return [place for place in layout.pages if fits(place)]


def _sorted_by_substance(layout: Layout, places: Iterable[Placed]) -> tuple[list[Placed], list[Placed], list[Placed]]:
    """Documents with content, stubs, and those whose content is not in this copy."""
    full: list[Placed] = []
    stubs: list[Placed] = []
    away: list[Placed] = []
    for place in places:
        artifact = place.artifact
        if artifact.kind is EntryKind.MISSING or artifact.format == "lfs-pointer":
            away.append(place)
            continue
        text = layout.read_text(artifact)
        if text is None:
            (full if artifact.kind is EntryKind.FILE and (artifact.size or 0) > 1000 else stubs).append(place)
        elif "template" in place.words.all or is_stub(text.body):
            stubs.append(place)
        else:
            full.append(place)
    return full, stubs, away


def _hold_pages(layout: Layout, component: Component, what: str, places: Iterable[Placed]) -> tuple[Holding | None, list[Placed]]:
    """The holding of documents that are found by name, or None and the stubs among them."""
    full, stubs, away = _sorted_by_substance(layout, places)
    if full:
        return holding(
            component, State.PUBLISHED, f"{what[0].upper()}{what[1:]}: {full[0].artifact.path}{_more(full)}.", full
        ), stubs
    if away:
        return holding(
            component, State.POINTER, f"{away[0].artifact.path} is in the tree, and its content is not in this copy.", away
        ), stubs
    return None, stubs


def _more(places: Sequence[Placed]) -> str:
    return f" and {len(places) - 1} more" if len(places) > 1 else ""


def _hold_card(layout: Layout, named: Sequence[Mention], weight_folders: frozenset[str]) -> Holding:
    component = Component.MODEL_CARD

    def fits(place: Placed) -> bool:
        if _CARD.search(place.name) or place.words.folders & {"modelcards", "modelcard"}:
            return True
        if not is_readme(place.name) or place.name == "PKG-INFO":
            return False
        text = layout.read_text(place.artifact)
        return text is not None and _reads_like_card(text, place.artifact.folder in weight_folders)

    held, stubs = _hold_pages(layout, component, "model card", _pages(layout, fits))
    if held:
        return held
    pages = [
        mention.evidence
        for mention in named
        if mention.what is What.HUB_MODEL and "http" in mention.target and page_like(mention.evidence.path)
    ]
    if pages and not stubs:
        return holding(component, State.REFERENCED, "The model's page on a hub is named; a card may stand there.", (), pages)
    return missing(layout, component, "model card", page_matters, stubs)


def page_like(path: str) -> bool:
    """Whether a path is a document's."""
    return path.lower().endswith(PAGES) or is_readme(path)


def _reads_like_card(text: Text, beside_weights: bool) -> bool:
    keys = front_keys(text.body)
    if len(keys & MODEL_KEYS) >= 2 and not keys & DATA_KEYS:
        return True
    headings = {match[0].strip("#* ").lower() for match in _CARD_HEADINGS.finditer(prose(text.body))}
    return len(headings) >= 4 or (beside_weights and bool(text.body.strip()))


def _hold_data_card(layout: Layout, named: Sequence[Mention]) -> Holding:
    component = Component.DATA_CARD

    def fits(place: Placed) -> bool:
        if _DATA_CARD.search(place.name):
            return True
        if place.artifact.format != "markdown":
            return False
        text = layout.read_text(place.artifact) if "readme" in place.name.lower() else None
        return text is not None and len(front_keys(text.body) & DATA_KEYS) >= 1

    held, stubs = _hold_pages(layout, component, "data card", _pages(layout, fits))
    if held:
        return held
    full, _, _ = _sorted_by_substance(layout, _pages(layout, lambda place: bool(_DATA_PAGE.match(place.name))))
    if full:
        return holding(
            component, State.PARTIAL, f"{full[0].artifact.path} describes data, without the form of a data card.", full
        )
    pages = [mention.evidence for mention in named if mention.what is What.HUB_DATA and "http" in mention.target]
    if pages and not stubs:
        return holding(component, State.REFERENCED, "A data set's page on a hub is named; a card may stand there.", (), pages)
    return missing(layout, component, "data card", page_matters, stubs)


def _hold_paper(layout: Layout, named: Sequence[Mention], component: Component) -> Holding:
    report = component is Component.TECHNICAL_REPORT
    pattern = _REPORT if report else _PAPER
    what = "technical report" if report else "research paper"

    def fits(place: Placed) -> bool:
        name = place.name
        return name.lower().endswith((".pdf", ".tex")) and bool(pattern.search(name)) and (report or not _REPORT.search(name))

    held, stubs = _hold_pages(layout, component, what, _pages(layout, fits))
    if held:
        return held
    told = _told_papers(layout, named, report)
    if told:
        return holding(component, State.REFERENCED, f"A {what} is named with its place.", (), told)
    return missing(layout, component, what, page_matters, stubs)


def _told_papers(layout: Layout, named: Sequence[Mention], report: bool) -> list[Evidence]:
    """Lines that name a paper of the release's own: called so beside its address, or the entry that asks to be cited."""
    found = []
    for mention in named:
        quote = mention.evidence.quote or ""
        if (
            mention.what is What.PAPER
            and _OWN_PAPER.search(quote)
            and page_like(mention.evidence.path)
            and bool(_REPORT.search(quote)) == report
        ):
            found.append(mention.evidence)
    if found or report:
        return found
    for text in layout.documents:
        found.extend(text.evidence_at(match.start(), match.end()) for match in _BIBTEX.finditer(visible(text.body)))
    for place in layout.files("citation-cff"):
        text_of = layout.read_text(place.artifact)
        if text_of is not None and re.search(r"(?m)^\s*(?:preferred-citation:|doi:)", text_of.body):
            found.append(Evidence(text_of.source, text_of.path, text_of.sha256))
    return found


def _hold_policy(layout: Layout) -> Holding:
    component = Component.USAGE_POLICY
    held, stubs = _hold_pages(layout, component, "usage policy", _pages(layout, lambda place: bool(_POLICY.search(place.name))))
    if held:
        return held
    told = _headings(layout, _POLICY_HEADING)
    if told:
        return holding(component, State.PARTIAL, "A section of a document says what uses are meant or not meant.", (), told)
    return missing(layout, component, "usage policy", page_matters, stubs)


def _hold_safety(layout: Layout) -> Holding:
    component = Component.SAFETY_EVALUATION
    held, stubs = _hold_pages(
        layout,
        component,
        "safety evaluation",
        _pages(layout, lambda place: bool(_SAFETY.search(place.name)) and not _POLICY.search(place.name)),
    )
    if held:
        return held
    told = _headings(layout, _SAFETY_HEADING)
    if told:
        return holding(component, State.PUBLISHED, "A section of a document is about the evaluation of safety.", (), told)
    told = _headings(layout, _RISK_HEADING)
    if told:
        return holding(
            component, State.PARTIAL, "A section of a document speaks of risks; no evaluation of them is shown.", (), told
        )
    return missing(layout, component, "safety evaluation", page_matters, stubs)


def _headings(layout: Layout, pattern: re.Pattern[str]) -> list[Evidence]:
    """Headings that are followed by some text."""
    found = []
    for text in layout.documents:
        body = prose(text.body)
        for match in pattern.finditer(body):
            rest = body[match.end() : match.end() + 600]
            under = re.split(r"(?m)^#{1,6}\s", rest, maxsplit=1)[0]
            if len(re.sub(r"\s+", "", under)) >= 80:
                found.append(text.evidence_at(match.start(), match.end()))
    return found
