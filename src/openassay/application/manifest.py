"""`openassay.yaml`: a release of several places, and what a person vouches for or does not want to hear of.

It is read only where the person who runs openassay names it. One that lies in a tree that is graded is a file like any other.
Its JSON Schema is manifest.schema.json beside this file; `openassay schema manifest` prints it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from openassay.application.places import Declared, Place, Role, role_of
from openassay.sources import disk
from openassay.sources.address import seen_from
from openassay.sources.selection import checked
from openassay.sources.target_error import TargetError
from openassay.standards.document import Document, Node, Problem, Refused, read_document, suggest
from openassay.vocabulary.components import Component
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.findings import Unreadable, codes
from openassay.vocabulary.limits import MANIFEST_SOURCES, YAML_FILE, every
from openassay.vocabulary.text import Text, decode, shown

SCHEMA = "openassay/manifest/1"
SOURCE = "manifest"
"""What evidence from a manifest names as its source."""
_NAMES = re.compile(r"(?:.*[./_-])?openassay\.ya?ml")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_TAKEN = re.compile(r"(?:base|with|link)-")
"""Ids that we give ourselves."""


@dataclass(frozen=True, slots=True)
class Attestation:
    """A named person vouches for the open answer to one question."""

    fact: str
    """The key of the fact, `<probe>/<subject>`."""
    by: str
    date: str
    because: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Ignore:
    """A finding that is not to be heard of until a day."""

    code: str
    source: str
    """Empty for any source."""
    path: str
    """A pattern; empty for any path."""
    reason: str
    expires: date
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest that was read."""

    name: str
    places: tuple[Place, ...]
    attestations: tuple[Attestation, ...]
    ignores: tuple[Ignore, ...]


def is_manifest(target: str) -> bool:
    """Whether a target names a manifest: a file called `openassay.yaml`, or whose name ends so."""
    path = Path(target)
    return bool(_NAMES.fullmatch(path.name)) and path.is_file()


def read_manifest(path: str, endpoint: str = "") -> Manifest:
    """Read a manifest. Paths in it are relative to its folder. Raises `TargetError` with the line of each mistake."""
    file = Path(path)
    try:
        with file.open("rb") as opened:
            data = opened.read(YAML_FILE.value + 1)
    except OSError as error:
        raise TargetError(f"{path} could not be read: {disk.reason(error)}.") from None
    if len(data) > YAML_FILE.value:
        raise TargetError(f"{path} is longer than {YAML_FILE.value:,} bytes ({YAML_FILE.code}).")
    try:
        root = read_document(data, path)
        manifest = _Reader(root.document, Text(SOURCE, file.name, sha256(data).hexdigest(), decode(data)), endpoint).read(root)
        root.document.finish()
    except Refused as error:
        raise TargetError("\n".join(_sentence(problem) for problem in error.problems)) from None
    except Unreadable as error:
        raise TargetError(f"{path}: {error.because} ({error.code}).") from None
    return manifest


class _Reader:
    """Reads one manifest. What is wrong collects in the document."""

    def __init__(self, document: Document, text: Text, endpoint: str) -> None:
        self._document = document
        self._text = text
        self._endpoint = endpoint
        self._folder = Path(document.path).parent

    def read(self, root: Node) -> Manifest:
        table = root.mapping("the manifest", ["schema", "sources"], ["name", "attestations", "ignores"])
        if "schema" in table:
            table["schema"].choice("schema", [SCHEMA])
        rows = table["sources"].items("sources") if "sources" in table else []
        places = [self._place(number, row) for number, row in enumerate(rows, 1)]
        if len(rows) > MANIFEST_SOURCES.value:
            root.document.complain(rows[MANIFEST_SOURCES.value].line, f"there are more than {MANIFEST_SOURCES.value} sources")
        if places and all(place.role is Role.BASE for place in places):
            root.document.complain(rows[0].line, "every source is a base; one must be a place of the release itself")
        for at, place in enumerate(places):
            if place.id in [other.id for other in places[:at]]:
                root.document.complain(rows[at].line, f"two sources have the id '{place.id}'")
        for row in _rows(table, "ignores"):
            of = row.value.get("source") if isinstance(row.value, dict) else None
            if of and of.value not in [place.id for place in places]:
                root.document.complain(of.line, "source is to be the id of one of the sources")
        return Manifest(
            name=table["name"].text("name") if "name" in table else Path(self._document.path).name,
            places=tuple(places),
            attestations=tuple(self._attestation(row) for row in _rows(table, "attestations")),
            ignores=tuple(self._ignore(row) for row in _rows(table, "ignores")),
        )

    def _place(self, number: int, row: Node) -> Place:
        table = row.mapping("a source", ["address"], ["id", "role", "select", "components"])
        id_ = table["id"].text("id") if "id" in table else f"source-{number}"
        if not _ID.fullmatch(id_) or id_ == SOURCE or _TAKEN.match(id_):
            kept = "small letters, digits and hyphens, and not 'manifest', 'base-...', 'with-...' or 'link-...'"
            row.document.complain(table.get("id", row).line, f"'{shown(id_)}' is no id: {kept}")
        role = Role(table["role"].choice("role", [*Role])) if "role" in table else None
        address, suggested = self._address(table["address"]) if "address" in table else ("", Role.RELEASE)
        declares = tuple(self._declared(table["components"])) if "components" in table else ()
        return Place(id_, address, role or suggested, self._patterns(table.get("select")), declares)

    def _address(self, node: Node) -> tuple[str, Role]:
        """An address, a path in it taken from the manifest's folder, and the role that it suggests."""
        address = node.text("address")
        try:
            found = seen_from(self._folder, address) if address else ""
            return found, role_of(found, self._endpoint) if found else Role.RELEASE
        except TargetError as error:
            self._document.complain(node.line, str(error).rstrip("."))
            return address, Role.RELEASE

    def _declared(self, node: Node) -> Iterable[Declared]:
        for name, patterns in node.pairs("components"):
            if name not in set(Component):
                self._document.complain(patterns.line, f"'{shown(name)}' is no component; {suggest(name, [*Component])}")
            else:
                yield Declared(Component(name), self._patterns(patterns), self._text.evidence(patterns.line))

    def _attestation(self, row: Node) -> Attestation:
        table = row.mapping("an attestation", ["fact", "by", "date", "because"])
        fact, by, because = (table[key].text(key) if key in table else "" for key in ("fact", "by", "because"))
        if fact and fact.count("/") != 1:
            self._document.complain(row.line, f"'{shown(fact)}' is no key of a fact, such as published/pretraining-data")
        return Attestation(fact, by, self._day(table.get("date")).isoformat(), because, self._text.evidence(row.line))

    def _ignore(self, row: Node) -> Ignore:
        table = row.mapping("an ignore", ["code", "reason", "expires"], ["source", "path"])
        code, reason, source = (table[key].text(key) if key in table else "" for key in ("code", "reason", "source"))
        if code and code not in (known := [*codes(), *(limit.code for limit in every())]):
            self._document.complain(table["code"].line, f"'{shown(code)}' is no code of a finding; {suggest(code, known)}")
        path = next(iter(self._patterns(table.get("path"))), "")
        return Ignore(code, source, path, reason, self._day(table.get("expires")), self._text.evidence(row.line))

    def _day(self, node: Node | None) -> date:
        text = node.text("a day") if node else ""
        try:
            return date.fromisoformat(text)
        except ValueError:
            if node and text:
                self._document.complain(node.line, f"'{shown(text)}' is no day, written as 2026-12-31")
            return date.min

    def _patterns(self, node: Node | None) -> tuple[str, ...]:
        """Patterns of files, one or several."""
        if node is None:
            return ()
        try:
            return checked(node.texts("a pattern"))
        except TargetError:
            because = "a pattern is a path inside the source, such as models/7b/** or *.json"
            self._document.complain(node.line, because)
            return ()


def _sentence(problem: Problem) -> str:
    return f"{problem}" if problem.message.endswith("?") else f"{problem}."


def _rows(table: Mapping[str, Node], key: str) -> list[Node]:
    return table[key].items(key) if key in table else []
