"""An entry of the Model Openness Tool: one YAML file of a model, its license and the components that its authors list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from openassay.exchange.reading import child, items_of, pairs_of, read_entry, text_of
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
"""The keys of a release that hold plain text, in the order in which MOT writes them."""
SHARED = ("distribution", "code", "data", "document")
PARTS = ("description", "license", "license_path", "component_path")


@dataclass(frozen=True, slots=True)
class Shared:
    """A license that is given for all components of a type, or for the whole distribution."""

    name: str | None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One component as an entry lists it. A key that is not there, or null, is None; `license: ''` is an empty text."""

    name: str
    license: str | None = None
    license_path: str | None = None
    component_path: str | None = None
    description: str | None = None
    line: int = field(default=0, compare=False)


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
    root = read_entry(data, path)
    release = child(root, "release")
    if release is None or not isinstance(release.value, dict):
        raise Unreadable("error:bad-entry", "it has no mapping 'release', so it is no entry of the Model Openness Tool")
    about = {key: text for key, text in pairs_of(release).items() if key in ABOUT}
    if not about.get("name"):
        raise Unreadable("error:bad-entry", f"line {release.line}: the release has no name")
    licenses = child(release, "license")
    shared = {key: _shared(child(licenses, key)) for key in SHARED if child(licenses, key) is not None}
    return MotEntry(
        path=path,
        about=about,
        shared=shared,
        components=tuple(_listed(node) for node in items_of(child(release, "components"))),
        framework=pairs_of(child(root, "framework")),
        lines={key: node.line for key, node in release.value.items()},
    )


def _shared(node: Node | None) -> Shared:
    return Shared(text_of(child(node, "name")), text_of(child(node, "path")))


def _listed(node: Node) -> Listed:
    name = text_of(child(node, "name"))
    if name is None:
        raise Unreadable("error:bad-entry", f"line {node.line}: a component has no name")
    said = {key: text_of(child(node, key)) for key in ("license", "license_path", "component_path", "description")}
    return Listed(name, **said, line=node.line)


def write_mot(entry: MotEntry) -> bytes:
    """Write an entry as MOT lays it out. Reading what was written gives the entry again."""
    import yaml

    release: dict[str, Any] = {key: entry.about[key] for key in ABOUT if key in entry.about}
    release["license"] = {key: {"name": one.name, "path": one.path} for key, one in entry.shared.items()}
    release["components"] = [
        {"name": one.name} | {key: value for key in PARTS if (value := getattr(one, key)) is not None} for one in entry.components
    ]
    document = {"framework": dict(entry.framework), "release": release}
    text: bytes = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=10_000, encoding="utf-8")
    return text
