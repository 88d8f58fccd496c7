"""An entry of the Model Openness Tool: one YAML file of a model, its license and the components that its authors list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openassay.exchange.reading import bounded, child, items_of, pairs_of, read_entry, text_of
from openassay.exchange.writing import write_entry
from openassay.standards.document import Node
from openassay.vocabulary.findings import Unreadable

FRAMEWORK = {"name": "Model Openness Framework", "version": "1.0", "date": "2024-12-15"}
"""What MOT writes at the head of every entry."""
ABOUT = (
    "name",
    "version",
    "date",
    "type",
    "architecture",
    "treatment",
    "origin",
    "producer",
    "contact",
    "repository",
    "huggingface",
)
"""The keys of a release that hold plain text, in the order in which MOT writes them; others follow as they came."""
SHARED = ("distribution", "code", "data", "document")
PARTS = ("description", "license", "license_path", "component_path")


@dataclass(frozen=True, slots=True)
class Shared:
    """A license that is given for all components of a type, or for the whole distribution."""

    name: str | None
    path: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """One component as an entry lists it. A key that is not there, or null, is None; `license: ''` is an empty text."""

    name: str
    license: str | None = None
    license_path: str | None = None
    component_path: str | None = None
    description: str | None = None
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    def line(self, key: str = "name") -> int:
        """The line of a key; that of the name where it is not there."""
        return self.lines.get(key, self.lines.get("name", 1))


@dataclass(frozen=True)
class MotEntry:
    """One entry. Two are equal where they say the same, wherever they stand."""

    path: str = field(compare=False)
    about: Mapping[str, str]
    shared: Mapping[str, Shared]
    components: tuple[Listed, ...]
    framework: Mapping[str, str] = field(default_factory=lambda: dict(FRAMEWORK))
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The lines of the keys of the release, for what is said about them."""

    @property
    def name(self) -> str:
        """The name of the model, by which MOT knows it."""
        return self.about["name"]

    def line(self, key: str) -> int:
        """The line of a key of the release; 1 where it is not there."""
        return self.lines.get(key, 1)


def read_mot(data: bytes, path: str) -> MotEntry:
    """Read an entry. Raises `Unreadable`: `error:bad-entry` where it is none, or a limit."""
    return mot_of(read_entry(data, path), path)


def is_mot(root: Node) -> bool:
    """Whether a document looks like an entry of this index: it has a mapping `release`."""
    release = child(root, "release")
    return release is not None and isinstance(release.value, dict)


def mot_of(root: Node, path: str) -> MotEntry:
    """Make an entry of a document. Raises `Unreadable`."""
    release = child(root, "release")
    if release is None or not isinstance(release.value, dict):
        raise Unreadable("error:bad-entry", "it has no mapping 'release', so it is no entry of the Model Openness Tool")
    about = pairs_of(release)
    if not about.get("name"):
        raise Unreadable("error:bad-entry", f"line {release.line}: the release has no name")
    licenses = child(release, "license")
    shared = {key: _shared(child(licenses, key)) for key in SHARED if child(licenses, key) is not None}
    return MotEntry(
        path=path,
        about=about,
        shared=shared,
        components=tuple(_listed(node) for node in bounded(items_of(child(release, "components")), "components")),
        framework=pairs_of(child(root, "framework")),
        lines={key: node.line for key, node in release.value.items()},
    )


def _shared(node: Node | None) -> Shared:
    name = child(node, "name")
    return Shared(text_of(name), text_of(child(node, "path")), (name or node).line if node else 0)


def _listed(node: Node) -> Listed:
    name = text_of(child(node, "name"))
    if name is None:
        raise Unreadable("error:bad-entry", f"line {node.line}: a component has no name")
    said = {key: text_of(child(node, key)) for key in ("license", "license_path", "component_path", "description")}
    keys = node.value if isinstance(node.value, dict) else {}
    return Listed(name, **said, lines={key: value.line for key, value in keys.items()})


def write_mot(entry: MotEntry, remarks: Iterable[str] = ()) -> bytes:
    """Write an entry as MOT lays it out, with remarks as comments above it. Reading what was written gives the entry again."""
    keys = [*(key for key in ABOUT if key in entry.about), *(key for key in entry.about if key not in ABOUT)]
    release: dict[str, Any] = {key: entry.about[key] for key in keys}
    release["license"] = {key: {"name": one.name, "path": one.path} for key, one in entry.shared.items()}
    release["components"] = [
        {"name": one.name} | {key: value for key in PARTS if (value := getattr(one, key)) is not None} for one in entry.components
    ]
    document = {"framework": dict(entry.framework), "release": release}
    return write_entry(document, remarks)
