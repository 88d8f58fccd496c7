"""Supporting libraries: the manifests that name what the development rests on, and with which versions."""

import re

from openassay.inventory.layout import Layout, Placed
from openassay.inventory.states import count, holding, missing
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.release import Artifact, EntryKind

_MANIFEST = re.compile(
    r"(?i)^(?:requirements[\w.-]*\.(?:txt|in)|(?:conda[\w-]*|environment[\w-]*)\.(?:ya?ml|md)|setup\.(?:py|cfg|yaml)"
    r"|pyproject\.toml|pipfile(?:\.lock)?|(?:poetry|uv|pixi|conda)[\w-]*\.(?:lock|yml)"
    r"|package\.json|cargo\.toml|go\.mod|dockerfile[\w.-]*|METADATA|PKG-INFO)$"
)
_DEPENDENCY = re.compile(
    r"(?im)^[ \t]{0,40}(?:-[ \t]{1,8})?[\"']?[a-z0-9][\w.-]{1,60}(?:\[[\w, -]{0,60}\])?\s*(?:[=<>~!^]=?|==)\s*[\"']?[v^~]?\d"
    r"|^Requires-Dist:.*\d|\"[\w@/.-]{2,60}\":\s*\"[\^~]?\d|pip3?\s+install[^\n]{0,300}==\d|^FROM\s+\S+:\S+"
    r"|[\"'][a-z0-9][\w.-]{1,60}(?:\[[\w, -]{0,60}\])?\s*(?:[=<>~!]=)\s*\d"
)
_NAMES = re.compile(
    r"(?im)^[ \t]{0,40}(?:-[ \t]{1,8})?[\"']?(?:torch|jax|tensorflow|numpy|transformers|flax|onnxruntime|scipy|pandas)\b"
    r"|^Requires-Dist:|install_requires|dependencies"
)


def _is_manifest(artifact: Artifact) -> bool:
    return artifact.kind is EntryKind.FILE and bool(_MANIFEST.match(artifact.name))


def hold_libraries(layout: Layout) -> Holding:
    """The holding of supporting libraries."""
    component = Component.SUPPORTING_LIBRARIES
    pinned: list[Placed] = []
    named: list[Placed] = []
    for place in layout.own:
        if not _is_manifest(place.artifact):
            continue
        text = layout.read_text(place.artifact)
        if text is None:
            continue
        if _DEPENDENCY.search(text.body):
            pinned.append(place)
        elif _NAMES.search(text.body):
            named.append(place)
    if pinned:
        return holding(
            component, State.PUBLISHED, f"Libraries with versions are named in {count(len(pinned), 'manifest')}.", pinned
        )
    if named:
        return holding(
            component, State.PARTIAL, f"Libraries without versions are named in {count(len(named), 'manifest')}.", named
        )
    return missing(layout, component, "manifest of libraries", lambda artifact: bool(_MANIFEST.match(artifact.name)))
