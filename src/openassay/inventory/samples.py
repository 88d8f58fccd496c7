"""Sample outputs: examples of what the model puts out, as files or in a section of a document."""

import re

from openassay.inventory.layout import Layout, Placed
from openassay.inventory.pages import page_matters
from openassay.inventory.states import CITED, count, holding, missing
from openassay.inventory.substance import LEAST, PLACEHOLDER, is_bare
from openassay.inventory.visible import prose, visible
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.release import EntryKind

_SAMPLE_WORDS = frozenset({
    "output", "outputs", "generations", "generated", "samples", "sampleoutputs", "exampleoutputs", "completions",
})  # fmt: skip
_MEDIA = frozenset({
    "png", "jpeg", "gif", "webp", "audio", "video", "text", "json", "jsonl", "markdown", "csv", "html", "mesh", "svg",
})  # fmt: skip
_SAMPLE_HEADING = re.compile(
    r"(?im)^#{1,6}[^\n]{0,40}\b(?:(?:sample|example|generated)\s+(?:outputs?|generations?|responses?|results?|completions?"
    r"|images?|audio)|generation examples?|samples)\b|^#{1,6}[^\n]{0,40}(?:示例输出|生成示例)"
)
_SAMPLE_FILE = re.compile(
    r"(?i)^(?:samples?|(?:sample|example|model)[_-]?outputs?|outputs?|generated(?:[_-]\w{1,20})?|generations?|completions?"
    r"|example[_-]?generations?)$"
)
_WRITTEN = frozenset({"text", "markdown", "json", "jsonl", "csv", "html"})
_PUT_OUT = re.compile(r"(?i)\bgenerat(?:ed|ions?|e\.py)\b|\boutputs?\b|\bsampled\b|\bcompletions?\b|\bmodel (?:says|writes)\b")
_SAMPLES = 4
"""Lines that a file of outputs has at least: it says what it is, and shows a few."""
_SHOWS = 200
"""Characters under a heading of outputs that show some."""
_PICTURE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{1,500}|<(?:img|video)\b[^>]{1,500}")
_NO_SAMPLE = re.compile(
    r"(?i)badge|shields\.io|logo|icon|symbol|banner|favicon|qr[_-]?code|wechat|discord|twitter|star-?history|contrib|licen[cs]e|avatar"
    r"|archit|diagram|pipeline|overview|framework|flow|structure|scheme|fig(?:ure)?s?[_\d./-]|plot|chart|curve|loss|bench|perf|score|radar"
    r"|result|eval|compar|table|screenshot|colab|hugging|arxiv|paper|profile|button|/ui|demo\.(?:svg)|\.svg"
)
"""Words in the tag of a picture that shows something else than an output of the model."""


OUT_OF_WHICH_PICTURES_COME = frozenset({"vision", "audio", "earth-observation", "weather", "robotics"})
"""Domains whose models put out what a page shows as a picture, a film or a sound."""


def hold_samples(layout: Layout, domain: str | None) -> Holding:
    """The holding of examples of what the model puts out. In some domains, and in one unknown, a picture may be one."""
    component = Component.SAMPLE_OUTPUTS
    files = [place for place in layout.own if _is_sample(layout, place)]
    if files:
        because = f"{count(len(files), 'file')} {'shows' if len(files) == 1 else 'show'} what the model puts out."
        return holding(component, State.PUBLISHED, because, files)
    shown, told = _sample_sections(layout)
    if shown:
        return holding(component, State.PUBLISHED, "A section of a document shows outputs.", (), shown)
    if told:
        return holding(component, State.PARTIAL, "A section of a document speaks of outputs, and shows few or none.", (), told)
    pictured = _pictures(layout) if domain is None or domain in OUT_OF_WHICH_PICTURES_COME else []
    if pictured:
        because = f"{pictured[0].path} shows pictures or sounds; whether the model made them could not be told."
        return holding(component, State.UNKNOWN, because, (), pictured)
    return missing(layout, component, "sample outputs", page_matters)


def _pictures(layout: Layout) -> list[Evidence]:
    """Lines of documents that show a picture, a film or a sound that is no drawing, chart or sign by its name."""
    found: list[Evidence] = []
    for text in layout.documents:
        matches = (match for match in _PICTURE.finditer(visible(text.body)) if not _NO_SAMPLE.search(match[0]))
        found.extend(text.evidence_at(match.start(), match.end()) for match in matches)
    return found[:CITED]


def _is_sample(layout: Layout, place: Placed) -> bool:
    """Whether a file holds outputs: it lies among them, or is called so and says itself, or by a document, that it does."""
    artifact = place.artifact
    if artifact.kind is not EntryKind.FILE or artifact.format not in _MEDIA or not artifact.size:
        return False
    if place.words.all & {"data", "dataset", "datasets", "input", "inputs", "config", "configs"}:
        return False
    if place.words.folders & _SAMPLE_WORDS:
        shown = layout.read_text(artifact) if (artifact.size or 0) < LEAST else None
        return not place.name.startswith(".") and not (shown is not None and is_bare(shown.body))
    if not _SAMPLE_FILE.match(place.name.rpartition(".")[0]) or artifact.format not in _WRITTEN:
        return False
    text = layout.read_text(artifact)
    if text is None or len(text.lines) < _SAMPLES or PLACEHOLDER.search(text.body):
        return False
    lines = (line for document in layout.documents for line in document.lines if place.name in line)
    return bool(_PUT_OUT.search(text.body[:500])) or any(_PUT_OUT.search(line[:2000]) for line in lines)


def _sample_sections(layout: Layout) -> tuple[list[Evidence], list[Evidence]]:
    """Headings of sections about outputs: those that show some, and all."""
    shown: list[Evidence] = []
    told: list[Evidence] = []
    for text in layout.documents:
        body, whole = prose(text.body), visible(text.body)
        for match in _SAMPLE_HEADING.finditer(body):
            heading = text.evidence_at(match.start(), match.end())
            under = re.split(r"(?m)^#{1,6}\s", whole[match.end() : match.end() + 4000], maxsplit=1)[0]
            told.append(heading)
            if PLACEHOLDER.search(under):
                continue
            if "```" in under or _PICTURE.search(under) or len(re.sub(r"https?://\S+|\s+", "", under)) >= _SHOWS:
                shown.append(heading)
    return shown, told
