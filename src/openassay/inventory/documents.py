"""Which artifact is which document. A document counts by what it says; a template or an empty page is a stub."""

import re
from collections.abc import Sequence
from dataclasses import replace

from openassay.inventory.front_matter import DATA_KEYS, MODEL_KEYS, front_keys
from openassay.inventory.layout import Layout, Placed
from openassay.inventory.mentions import Mention, What
from openassay.inventory.own_papers import hold_paper
from openassay.inventory.pages import hold_pages, page_like, page_matters, pages_that_fit, sorted_by_substance
from openassay.inventory.sections import Kind, coverage
from openassay.inventory.states import holding, missing
from openassay.inventory.substance import says_below
from openassay.inventory.visible import prose
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.release import Artifact
from openassay.vocabulary.text import Text

_CARD = re.compile(r"(?i)model[\s_-]*card")
_DATA_CARD = re.compile(r"(?i)data[\s_-]*sheet|data(?:set)?[\s_-]*card|data[\s_-]*statement|data[\s_-]*nutrition")
_DATA_PAGE = re.compile(r"(?i)^(?:data|datasets?|training[_-]?data|readme[_-]?data(?:set)?s?)\.(?:md|rst|txt)$")
_POLICY = re.compile(
    r"(?i)(?:acceptable|prohibited|responsible|permitted)[\s_-]*use|(?:use|usage)[\s_-]*(?:policy|guide|restrictions)"
    r"|terms[\s_-]*of[\s_-]*use|(?:^|[_-])aup(?:[_.-]|$)"
)
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


def hold_documents(layout: Layout, named: Sequence[Mention], weight_folders: frozenset[str]) -> list[Holding]:
    """The holdings of cards, reports, papers, policy and safety evaluation."""
    return [
        _hold_card(layout, named, weight_folders),
        _hold_data_card(layout, named),
        hold_paper(layout, named, Component.TECHNICAL_REPORT),
        hold_paper(layout, named, Component.RESEARCH_PAPER),
        _hold_policy(layout),
        _hold_safety(layout),
    ]


def _hold_card(layout: Layout, named: Sequence[Mention], weight_folders: frozenset[str]) -> Holding:
    component = Component.MODEL_CARD

    def fits(place: Placed) -> bool:
        if _CARD.search(place.name) or place.words.folders & {"modelcards", "modelcard"}:
            return True
        if not place.name.lower().startswith("readme"):
            return False
        text = layout.read_text(place.artifact)
        return text is not None and _reads_like_card(text, place.artifact.folder in weight_folders)

    held, stubs = hold_pages(layout, component, "model card", pages_that_fit(layout, fits))
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


def _reads_like_card(text: Text, beside_weights: bool) -> bool:
    keys = front_keys(text.body)
    if len(keys & MODEL_KEYS) >= 2 and not keys & DATA_KEYS:
        return True
    body = prose(text.body)
    headings = {match[0].strip("#* ").lower() for match in _CARD_HEADINGS.finditer(body) if says_below(body, match.end())}
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

    held, stubs = hold_pages(layout, component, "data card", pages_that_fit(layout, fits))
    if held and not any(_has_form(layout, artifact) for artifact in held.artifacts):
        because = f"{held.artifacts[0].path} has the name of a data card, and none of the sections of one."
        return replace(held, state=State.PARTIAL, because=because)
    if held:
        return held
    full, _, _ = sorted_by_substance(layout, pages_that_fit(layout, lambda place: bool(_DATA_PAGE.match(place.name))))
    if full:
        return holding(
            component, State.PARTIAL, f"{full[0].artifact.path} describes data, without the form of a data card.", full
        )
    pages = [mention.evidence for mention in named if mention.what is What.HUB_DATA and "http" in mention.target]
    if pages and not stubs:
        return holding(component, State.REFERENCED, "A data set's page on a hub is named; a card may stand there.", (), pages)
    return missing(layout, component, "data card", page_matters, stubs)


def _has_form(layout: Layout, artifact: Artifact) -> bool:
    """Whether a page has the keys or a section of a data card; one that is not read as text is taken at its name."""
    text = layout.read_text(artifact)
    return text is None or bool(front_keys(text.body) & DATA_KEYS) or bool(coverage(text, Kind.DATASHEET))


def _hold_policy(layout: Layout) -> Holding:
    component = Component.USAGE_POLICY
    held, stubs = hold_pages(
        layout, component, "usage policy", pages_that_fit(layout, lambda place: bool(_POLICY.search(place.name)))
    )
    if held:
        return held
    told = _headings(layout, _POLICY_HEADING)
    if told:
        return holding(component, State.PARTIAL, "A section of a document says what uses are meant or not meant.", (), told)
    return missing(layout, component, "usage policy", page_matters, stubs)


def _hold_safety(layout: Layout) -> Holding:
    component = Component.SAFETY_EVALUATION
    held, stubs = hold_pages(
        layout,
        component,
        "safety evaluation",
        pages_that_fit(layout, lambda place: bool(_SAFETY.search(place.name)) and not _POLICY.search(place.name)),
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
