"""Documents as pages: which ones there are, and whether they say anything. A template or an empty page is a stub."""

from collections.abc import Callable, Iterable, Sequence

from openassay.inventory.layout import PAGES, Layout, Placed, is_readme
from openassay.inventory.states import holding
from openassay.inventory.substance import is_stub
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.release import Artifact, EntryKind

BOUND = (".pdf", ".docx")
"""Suffixes of documents that are no plain text."""

BINDINGS = frozenset({"pdf", "zip"})
"""What their bytes are."""

LEAST_BOUND = 1_000
"""Bytes that one of them has at least."""


def page_matters(artifact: Artifact) -> bool:
    """Whether an unread file might have been a document."""
    return artifact.name.lower().endswith(PAGES)


def page_like(path: str) -> bool:
    """Whether a path is a document's."""
    return path.lower().endswith(PAGES) or is_readme(path)


def pages_that_fit(layout: Layout, fits: Callable[[Placed], bool]) -> list[Placed]:
    """The own pages that fit."""
    return [place for place in layout.pages if fits(place)]


def sorted_by_substance(layout: Layout, places: Iterable[Placed]) -> tuple[list[Placed], list[Placed], list[Placed]]:
    """Documents with content, stubs, and those whose content is not in this copy. A second copy of another page is a stub."""
    full: list[Placed] = []
    stubs: list[Placed] = []
    away: list[Placed] = []
    for place in places:
        artifact = place.artifact
        if (artifact.source, artifact.path) in layout.copies:
            stubs.append(place)
            continue
        if artifact.kind is EntryKind.MISSING or artifact.format == "lfs-pointer":
            away.append(place)
            continue
        text = layout.read_text(artifact)
        if text is None or artifact.name.lower().endswith(BOUND):
            (full if _is_bound(artifact) else stubs).append(place)
        elif "template" in place.words.all or is_stub(text.body):
            stubs.append(place)
        else:
            full.append(place)
    return full, stubs, away


def _is_bound(artifact: Artifact) -> bool:
    """Whether a file that is no plain text is the kind of document that its name promises, and not next to nothing."""
    broken = any(remark.code.startswith("error:") for remark in artifact.remarks)
    return artifact.format in BINDINGS and not broken and (artifact.size or 0) > LEAST_BOUND


def hold_pages(layout: Layout, component: Component, what: str, places: Iterable[Placed]) -> tuple[Holding | None, list[Placed]]:
    """The holding of documents that are found by name, or None and the stubs among them."""
    full, stubs, away = sorted_by_substance(layout, places)
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
