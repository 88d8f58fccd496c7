"""Places that a release names and that may hold a part of it: its code, its data, its weights, its paper, its base.

They are proposed. Nobody goes there unless the person who runs openassay says so: whoever wrote the release wrote the links.
"""

import re
from collections.abc import Iterable, Iterator

from openassay.application.places import Role
from openassay.formats import front_matter
from openassay.inventory.visible import visible
from openassay.licenses.upstream import bases_of
from openassay.sources.remote_address import HubAddress, RemoteGitAddress, of_hub_id, of_page
from openassay.sources.target_error import TargetError
from openassay.vocabulary.assessment import Link
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.text import Text

MOST = 40
"""Links proposed; a release names two to five places."""
_URL = re.compile(r"https?://[^\s\"'<>)\]}`,\\|]{8,300}")
_PAPER = re.compile(r"^https?://(?:www\.)?(?:arxiv\.org/(?:abs|pdf)/|(?:dx\.)?doi\.org/10\.|aclanthology\.org/|openreview\.net/)")
_CODE_SAID = re.compile(r"(?i)\b(?:code|codebase|repo(?:sitory)?|github|source)\b")
_DATA_SAID = re.compile(r"(?i)\b(?:data(?:set)?s?|corpus|corpora)\b")
_WEIGHTS_SAID = re.compile(r"(?i)\b(?:weights?|checkpoints?|models?|hugging\s?face|hub)\b")
_OWN_PAPER = re.compile(r"(?i)\b(?:paper|report|preprint|arxiv)\b")
_THEIRS = re.compile(
    r"(?i)\b(?:based on|built (?:up)?on|thanks?|acknowledg\w*|inspired|borrow\w*|adapted from|similar|related|compare\w*|baseline"
    r"|third[- ]party|fork(?:ed)? (?:of|from)|install|requires?|dependenc\w*|awesome)\b"
)


def propose(dossier: Dossier, followed: Iterable[str]) -> tuple[Link, ...]:
    """The places that the documents at the roots of the sources name, each once, and whether they were followed."""
    gone = set(followed)
    found: dict[str, Link] = {}
    for link in _all(dossier):
        if link.address not in found and not _is_here(link.address, dossier):
            found[link.address] = link
    links = sorted(found.values(), key=lambda link: (link.role, link.evidence, link.address))
    return tuple(Link(one.address, one.role, one.evidence, one.address in gone) for one in links[:MOST])


def named_bases(dossier: Dossier) -> dict[str, Evidence]:
    """The models that the cards at the roots of the sources say the release was made from, and where."""
    found: dict[str, Evidence] = {}
    for source in dossier.release.sources:
        artifacts = [artifact for artifact in dossier.release.artifacts if artifact.source == source.id]
        for base in bases_of(artifacts, dossier.text):
            found.setdefault(base.name, base.text.evidence(base.line))
    return found


def _all(dossier: Dossier) -> Iterator[Link]:
    for name, evidence in named_bases(dossier).items():
        if (address := of_hub_id(name)) is not None:
            yield Link(address.locator, Role.BASE, evidence)
    for artifact in dossier.release.artifacts:
        if artifact.folder or artifact.format != "markdown" or not re.match(r"(?i)readme|model[_-]?card", artifact.name):
            continue
        text = dossier.text(artifact)
        if text is not None:
            yield from _declared_data(text)
            yield from _named(text, dossier)


def _declared_data(text: Text) -> Iterator[Link]:
    """Data sets in the front matter of a card."""
    try:
        card = front_matter.read(text.body)
    except Unreadable:
        return
    for name in card.texts("datasets") if card else ():
        if card is not None and (address := of_hub_id(name)) is not None:
            locator = address.locator.replace("hf://", "hf://datasets/", 1)
            yield Link(locator, Role.DATA, text.evidence(card.line_of("datasets") or 1))


def _named(text: Text, dossier: Dossier) -> Iterator[Link]:
    """Addresses in the text that a person sees, where its words or its name say that it is the release's own."""
    for match in _URL.finditer(visible(text.body)):
        url = match[0].rstrip(".;:*_")
        line = text.lines[text.line_at(match.start()) - 1][:1000]
        evidence = text.evidence_at(match.start(), match.end())
        if _PAPER.match(url):
            if _OWN_PAPER.search(line) and not _THEIRS.search(line):
                yield Link(url, "paper", evidence)
            continue
        try:
            address = of_page(url.partition("?")[0].partition("#")[0])
        except TargetError:
            continue
        role = _role(address, line, dossier)
        if role is not None:
            yield Link(_locator(address), role, evidence)


def _locator(address: HubAddress | RemoteGitAddress) -> str:
    """The address of the repository as a whole: which file or branch a link shows is not the release's place."""
    return address.locator.partition("@")[0]


def _role(address: HubAddress | RemoteGitAddress, line: str, dossier: Dossier) -> Role | None:
    if _THEIRS.search(line):
        return None
    if isinstance(address, RemoteGitAddress):
        return Role.CODE if _CODE_SAID.search(_without_addresses(line)) or _sounds_like(address.url, dossier) else None
    if address.kind == "dataset":
        return Role.DATA if _DATA_SAID.search(_without_addresses(line)) else None
    return Role.WEIGHTS if _WEIGHTS_SAID.search(_without_addresses(line)) and _sounds_like(address.id, dossier) else None


def _without_addresses(line: str) -> str:
    return _URL.sub(" ", line)


def _sounds_like(address: str, dossier: Dossier) -> bool:
    """Whether an address shares its owner, or a word of its name, with a place that was given."""
    mine = {word for source in dossier.release.sources for word in _words(source.locator)}
    return bool(mine & _words(address))


def _words(address: str) -> set[str]:
    parts = re.sub(r"^[a-z+]+://|\.git$", "", address.lower()).partition("@")[0].split("/")[-2:]
    return {word for part in parts for word in re.split(r"[^a-z0-9]+", part) if len(word) > 3 and not word.isdigit()}


def _is_here(address: str, dossier: Dossier) -> bool:
    """Whether a link leads to a place that was given already."""
    bare = re.sub(r"^[a-z+]+://", "", address.lower())
    return any(bare == re.sub(r"^[a-z+]+://", "", source.locator.lower()).partition("@")[0] for source in dossier.release.sources)
