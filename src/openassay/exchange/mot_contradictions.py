"""What contradicts itself in entries of the Model Openness Tool."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import PurePath

from openassay.exchange.contradictions import Contradiction
from openassay.exchange.mot_entry import Listed, MotEntry
from openassay.exchange.mot_licenses import Kind, read_license
from openassay.exchange.mot_rules import mot_rules
from openassay.grading.mot_lens import MotComponent, Resolved, Status, grade_as_mot
from openassay.vocabulary.components import nearest
from openassay.vocabulary.text import shown

WEIGHTS, DATA_SETS = 10, 15
CORE = (9, 10, 24)
"""Ids of the architecture and of both kinds of parameters: without them there is no release."""
ALIKE = 4
"""Letters in a row, at least, that a name and an address must have in common to be of one model."""
LONGEST = 200
_HUB = re.compile(r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<rest>\S.*)", re.IGNORECASE)
_MODEL_PAGE = re.compile(r"(?!(?:collections|datasets|spaces|papers|docs|blog)/)[\w.-]+/[\w.-]+/?", re.IGNORECASE)
_UNDISCLOSED = re.compile(r"(?:un|not |non-?)disclosed", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+|\+")
"""A word of a name; a plus tells one model from another, as in Gull-R and Gull-R+."""
_TEST = re.compile(r"\b(?:test|unnamed|untitled|placeholder|example|dummy|foo)\b", re.IGNORECASE)
_SIZE = re.compile(r"(?<![a-z0-9.])([0-9]+(?:[._][0-9]+)?)\s?([bm])(?![a-z0-9])", re.IGNORECASE)

OF_LICENSES = {
    Kind.OWN: ("entry:license-not-listed", "it is a license of its own, which MOT's lists do not have", ""),
    Kind.MISSPELT: ("entry:license-misspelt", "MOT knows that license by its id only", "{id}"),
    Kind.SPELLING: ("entry:license-case", "MOT compares letter by letter", "{id}"),
    Kind.ARXIV: ("entry:license-of-arxiv", "it lets the archive distribute the text, and nobody else", ""),
    Kind.SEVERAL: ("entry:license-several", "MOT reads one id", ""),
    Kind.ADDRESS: ("entry:license-is-address", "it is an address, which belongs under license_path", ""),
    Kind.ABSENT: ("entry:license-says-absent", "it says that the component is not there, and so it should not be listed", ""),
    Kind.PLACEHOLDER: ("entry:license-placeholder", "it names no license for certain", ""),
    Kind.NO_LICENSE: ("entry:license-is-none", "it is no license", ""),
}
"""For each thing that a license field may say: its code, what is wrong with it, and what would be right."""


def in_mot(entry: MotEntry) -> Iterator[Contradiction]:
    """Yield what contradicts itself in one entry."""
    mot = grade_as_mot(
        [(one.name, one.license) for one in entry.components], {key: one.name for key, one in entry.shared.items()}, mot_rules()
    )
    yield from _of_names(entry)
    yield from _of_places(entry, mot.resolved)
    yield from _of_components(entry)
    for resolved in mot.resolved:
        listed = next(one for one in reversed(entry.components) if one.name == resolved.typed[-1])
        yield from _of_license(entry, listed, resolved)
    yield from _of_weights(entry, {one.component.id: one for one in mot.resolved})


def _of_names(entry: MotEntry) -> Iterator[Contradiction]:
    def found(key: str, code: str, because: str, better: str = "") -> Contradiction:
        return Contradiction(entry.path, entry.line(key), code, "", because, better=better)

    stem, wanted = PurePath(entry.path).stem, re.sub(r"\s+", "-", entry.name)
    if stem != wanted:
        yield found("name", "entry:file-name", f"The file is called '{shown(stem)}', the model '{shown(entry.name)}'.", wanted)
    if _TEST.search(entry.name):
        yield found("name", "entry:test-entry", f"'{shown(entry.name)}' names a test or a placeholder, not a model.")
    if not entry.about.get("type", "").strip():
        yield found("type", "entry:type-missing", "The entry does not say what kind of model it is.")


def _of_places(entry: MotEntry, resolved: tuple[Resolved, ...]) -> Iterator[Contradiction]:
    page = entry.about.get("huggingface", "").strip()
    line = entry.line("huggingface")
    hub = _HUB.fullmatch(page)
    if page and not hub:
        yield Contradiction(entry.path, line, "entry:page-not-address", "", f"'{shown(page)}' is no address of the Hub.")
    elif hub and not _MODEL_PAGE.fullmatch(hub["rest"]):
        because = f"'{shown(page, 100)}' is not the page of one model, which is the address of the Hub, an owner and a name."
        yield Contradiction(entry.path, line, "entry:page-not-model", "", because)
    elif hub and (because := _of_another(entry.name, hub["rest"])):
        yield Contradiction(entry.path, line, "entry:page-of-another", "", because)
    listed, unplaced = entry.components, [one.name for one in entry.components if not one.component_path]
    if unplaced:
        because = f"{len(unplaced)} of {len(listed)} components have no address of their own: {shown(', '.join(unplaced), 400)}."
        yield Contradiction(entry.path, entry.line("components"), "entry:component-nowhere", "", because, of=tuple(unplaced))
    if has_no_place(entry) and listed:
        because = (
            f"{len(listed)} components are listed, and the entry has no repository, no page of the Hub and no address at all."
        )
        yield Contradiction(entry.path, entry.line("components"), "entry:nowhere", "", because)
    unproven = [one.component.name for one in resolved if one.status is Status.INCLUDED and not _read_at(entry, one)]
    if unproven:
        because = f"An open license is given without an address where it can be read: {shown(', '.join(unproven), 400)}."
        yield Contradiction(entry.path, entry.line("components"), "entry:license-nowhere", "", because, of=tuple(unproven))


def _read_at(entry: MotEntry, resolved: Resolved) -> str | None:
    """The address at which the license of a component can be read; None where the entry gives none."""
    if resolved.origin in entry.shared:
        return entry.shared[resolved.origin].path
    return next((one.license_path for one in reversed(entry.components) if one.name == resolved.typed[-1]), None)


def has_no_place(entry: MotEntry) -> bool:
    """Whether an entry says of nothing where it can be had."""
    about = any(entry.about.get(key, "").strip() for key in ("repository", "huggingface"))
    return not about and not any(one.component_path for one in entry.components)


def _of_another(name: str, page: str) -> str:
    """Say why a page is not that of the model of this name; empty where it may be."""
    sizes, theirs = sizes_in(name), sizes_in(page)
    if sizes and theirs and not sizes & theirs:
        return f"The model is called '{shown(name)}', and its page is that of another size, '{shown(page)}'."
    own, other = (re.sub(r"[^a-z0-9]", "", text[:LONGEST].lower()) for text in (name, page))
    words = [word for word in re.findall(r"[a-z0-9]+", name.lower()) if len(word) > 1]
    common = SequenceMatcher(None, own, other, autojunk=False).find_longest_match()
    if words and common.size < ALIKE and not any(word in other for word in words):
        return f"The model is called '{shown(name)}', and nothing of that name stands in its page, '{shown(page)}'."
    return ""


def sizes_in(text: str) -> set[tuple[float, str]]:
    """The numbers of parameters that a name states, such as 7B and 350M."""
    return {(float(number.replace("_", ".")), unit.lower()) for number, unit in _SIZE.findall(text.replace("-", " "))}


def _of_components(entry: MotEntry) -> Iterator[Contradiction]:
    known = [one.name for one in mot_rules().components]
    seen: set[str] = set()
    for one in entry.components:
        if one.name not in known:
            meant = nearest(one.name, known)
            because = f"'{shown(one.name)}' is no component of MOF; MOT takes it for {known[0]}."
            yield Contradiction(entry.path, one.line(), "entry:component-unknown", one.name, because, better=meant or "")
        elif one.name in seen:
            because = "The component is listed twice; MOT takes what is said last."
            yield Contradiction(entry.path, one.line(), "entry:component-twice", one.name, because)
        seen.add(one.name)


def _of_license(entry: MotEntry, listed: Listed, resolved: Resolved) -> Iterator[Contradiction]:
    """Yield what is wrong with the license of one component, its own or one that it inherits."""
    component = resolved.component
    line = listed.line("license") if resolved.origin == "component" else _shared_line(entry, resolved.origin)
    typed = resolved.license.strip()
    if resolved.status is Status.INCLUDED:
        yield from _of_open_license(entry, resolved, line)
    elif resolved.status is Status.INVALID:
        reading = read_license(resolved.license, component.type)
        if told := OF_LICENSES.get(reading.kind):
            code, wrong, better = told
            because = f"'{shown(typed, 200)}' stands as the license of {component.name}; {wrong}."
            yield Contradiction(entry.path, line, code, component.name, because, better=better.format(id=reading.expression))


def _of_open_license(entry: MotEntry, resolved: Resolved, line: int) -> Iterator[Contradiction]:
    component, license_ = resolved.component, resolved.license
    if not resolved.fits:
        because = f"{license_} is open, and not among the licenses that MOT calls appropriate for {_kind(component)}."
        yield Contradiction(entry.path, line, "entry:license-unfit", component.name, because, arguable=True)
    if resolved.origin == "distribution" and component.type == "document":
        because = (
            f"{component.name} inherits {license_} from the distribution; a document that lies elsewhere has its own license."
        )
        yield Contradiction(entry.path, line, "entry:document-inherits", component.name, because, arguable=True)
    if resolved.origin == "distribution" and component.id == DATA_SETS:
        because = f"The data sets inherit {license_} from the distribution; data that others made have licenses of their own."
        yield Contradiction(entry.path, line, "entry:data-inherit", component.name, because, arguable=True)


def _kind(component: MotComponent) -> str:
    return "documents" if component.type == "document" else component.type


def _shared_line(entry: MotEntry, origin: str) -> int:
    return entry.shared[origin].line if origin in entry.shared else entry.line("license")


def _of_weights(entry: MotEntry, resolved: dict[int, Resolved]) -> Iterator[Contradiction]:
    weights = resolved.get(WEIGHTS)
    line = next((one.line() for one in entry.components if weights and one.name == weights.typed[-1]), 1)
    page = entry.about.get("huggingface", "").strip()
    if weights and weights.status is Status.UNLICENSED and page:
        because = f"The weights are listed as unlicensed, though the entry gives a page that has them: '{shown(page, 100)}'."
        yield Contradiction(entry.path, line, "entry:weights-unlicensed", weights.component.name, because)
    if weights and weights.status is Status.INCLUDED and has_no_place(entry):
        because = f"The weights are said to be under {weights.license}, and the entry has no place where they can be had."
        yield Contradiction(entry.path, line, "entry:weights-nowhere", weights.component.name, because)
    closed = [resolved[id_].component.name for id_ in CORE if id_ in resolved and _is_closed(resolved[id_])]
    if closed and not page:
        because = f"Listed as a part of the release, which the entry itself calls closed or absent: {', '.join(closed)}."
        yield Contradiction(entry.path, entry.line("components"), "entry:closed-yet-listed", "", because, of=tuple(closed))


def _is_closed(one: Resolved) -> bool:
    """Whether the license field itself says that a component is not given out."""
    kind = read_license(one.license, one.component.type).kind
    return one.status is Status.INVALID and (
        kind in (Kind.CLOSED, Kind.ABSENT) or bool(_UNDISCLOSED.fullmatch(one.license.strip()))
    )


def among_mot(entries: Iterable[MotEntry]) -> Iterator[Contradiction]:
    """Yield what contradicts itself between entries: one page for several, one model twice."""
    pages: dict[str, list[MotEntry]] = defaultdict(list)
    models: dict[str, list[MotEntry]] = defaultdict(list)
    for entry in entries:
        hub = _HUB.fullmatch(entry.about.get("huggingface", "").strip())
        if hub and _MODEL_PAGE.fullmatch(hub["rest"]):
            pages[hub["rest"].strip("/").lower()].append(entry)
        models[identity(entry)].append(entry)
    for page, sharing in pages.items():
        yield from _shared(sharing, "huggingface", "entry:page-shared", f"The page {shown(page)} is also that of")
    for sharing in models.values():
        yield from _shared(sharing, "name", "entry:same-model", "The same model is also")


def _shared(entries: list[MotEntry], key: str, code: str, words: str) -> Iterator[Contradiction]:
    for entry in entries:
        others = sorted(PurePath(other.path).name for other in entries if other is not entry)
        if others:
            because = f"{words} {shown(', '.join(others), 300)}."
            yield Contradiction(entry.path, entry.line(key), code, "", because, of=tuple(others))


def identity(entry: MotEntry) -> str:
    """The name of a model without case, signs and the name of its producer before it."""
    words = _WORD.findall(entry.name.lower())
    producer = _WORD.findall(entry.about.get("producer", "").lower())
    own = words[len(producer) :] if producer and words[: len(producer)] == producer else words
    return "".join(own or words)
