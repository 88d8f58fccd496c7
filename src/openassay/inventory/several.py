"""Whether a repository holds several releases under different terms: then a verdict is per artifact, and a person must choose."""

import re
from collections.abc import Sequence

from openassay.inventory.layout import Layout
from openassay.inventory.visible import prose
from openassay.inventory.weight_sets import WeightSet
from openassay.vocabulary.findings import Finding, Lines
from openassay.vocabulary.release import EntryKind
from openassay.vocabulary.text import Text

_LICENSE_FILE = re.compile(r"(?i)licen[sc]e|terms")
_MODEL_LICENSES = re.compile(r"(?i)^(?:model|weights?)[_-]?licen[sc]es?$")
_TERMS = re.compile(
    r"(?i)\b(apache(?:[- ]license)?[- ]?2(?:\.0)?|mit licen[sc]e|cc[- ]by(?:[- ]nc)?(?:[- ]sa|[- ]nd)?(?:[- ]\d\.\d)?"
    r"|non[- ]?production(?: \(\w+\))? licen[sc]e|research(?: \(\w+\))? licen[sc]e|non[- ]?commercial licen[sc]e"
    r"|community licen[sc]e"
    r"|openrail\S*|academic software licen[sc]e|\basl\b|gemma terms|llama[\s\d.]*licen[sc]e)\b"
)
_LICENSED = re.compile(r"(?i)licen[sc]e|\bunder\b")
_DATA = re.compile(r"(?i)\bdata\s?sets?\b|\bcode\b|\bcorpus\b")
_MODEL = re.compile(
    r"`([A-Za-z][\w./-]{2,60})`|\*\*([A-Z][\w. -]{2,40})\*\*|\[([A-Z][\w. -]{2,60})\]\(https?://(?:huggingface|hf)\.co"
)


def find_several(layout: Layout, sets: Sequence[WeightSet]) -> Finding | None:
    """The finding `several-releases`, or None. Different terms for different models count; sizes do not."""
    by_folder = _license_folders(layout, sets)
    if by_folder:
        return by_folder
    for text in layout.readmes[:3]:
        named = _terms_by_model(text)
        if len({terms for _, terms, _ in named}) >= 2 and len({model for model, _, _ in named}) >= 2:
            first, last = named[0], named[-1]
            because = f"{first[0]} and {last[0]} stand under different terms; choose one with #select=."
            return Finding("finding:several-releases", text.source, text.path, because, Lines(first[2], first[2]))
    return None


def _license_folders(layout: Layout, sets: Sequence[WeightSet]) -> Finding | None:
    """Folders of weights with licenses of their own that differ, or a folder of licenses, one a model."""
    folders: dict[tuple[str, str], set[str]] = {}
    model_licenses: dict[tuple[str, str], list[str]] = {}
    for place in layout.own:
        artifact = place.artifact
        if artifact.kind is not EntryKind.FILE or not artifact.sha256:
            continue
        if _MODEL_LICENSES.match(artifact.folder.rpartition("/")[2]):
            model_licenses.setdefault((artifact.source, artifact.folder), []).append(artifact.sha256)
        elif _LICENSE_FILE.search(artifact.name):
            folders.setdefault((artifact.source, artifact.folder), set()).add(artifact.sha256)
    for (source, folder), digests in sorted(model_licenses.items()):
        if len(set(digests)) >= 2:
            return Finding(
                "finding:several-releases", source, folder, f"{folder} holds {len(set(digests))} different licenses, one a model."
            )
    held = sorted(
        {(place.artifact.source, place.artifact.folder) for one in sets for place in one.places if place.artifact.folder}
    )
    licensed = [where for where in held if where in folders]
    if len({frozenset(folders[where]) for where in licensed}) >= 2:
        source, folder = licensed[0]
        return Finding(
            "finding:several-releases", source, folder, f"{folder} and {licensed[1][1]} hold weights under licenses of their own."
        )
    return None


def _terms_by_model(text: Text) -> list[tuple[str, str, int]]:
    """Model, terms and line, for each line that gives a model its own terms."""
    found = []
    for number, line in enumerate(prose(text.body).split("\n"), 1):
        terms = {re.sub(r"[\s-]+", "-", match[1].lower()) for match in _TERMS.finditer(line)}
        names = (match[1] or match[2] or match[3] for match in _MODEL.finditer(line))
        model = next((name.strip() for name in names if not _LICENSE_FILE.search(name)), None)
        if terms and model and _LICENSED.search(line) and not _DATA.search(line):
            found.append((model, " ".join(sorted(terms)), number))
    return found
