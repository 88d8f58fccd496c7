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
from openassay.formats import yaml_text
from openassay.formats.yaml_text import Yaml
from openassay.sources.selection import checked
from openassay.sources.target_error import TargetError
from openassay.vocabulary.components import Component, nearest
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import MANIFEST_SOURCES, YAML_FILE
from openassay.vocabulary.text import Text, decode

SCHEMA = "openassay/manifest/1"
SOURCE = "manifest"
"""What evidence from a manifest names as its source."""
_NAMES = re.compile(r"(?:.*[./_-])?openassay\.ya?ml")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_KEYS = {
    "": {"schema", "name", "sources", "attestations", "ignores"},
    "sources": {"id", "address", "role", "select", "components"},
    "attestations": {"fact", "by", "date", "because"},
    "ignores": {"code", "source", "path", "reason", "expires"},
}


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
    """Read a manifest. Paths in it are relative to its folder. Raises `TargetError` with the line of the first mistake."""
    file = Path(path)
    try:
        with file.open("rb") as opened:
            data = opened.read(YAML_FILE.value + 1)
    except OSError as error:
        raise TargetError(f"{path} could not be read: {error.strerror}.") from None
    if len(data) > YAML_FILE.value:
        raise TargetError(f"{path} is longer than {YAML_FILE.value:,} bytes ({YAML_FILE.code}).")
    text = Text(SOURCE, file.name, sha256(data).hexdigest(), decode(data))
    try:
        found = yaml_text.read(text.body, aliases=0)
    except Unreadable as error:
        raise TargetError(f"{path} is no YAML that is read here: {error.because} ({error.code}).") from None
    return _Reader(path, text, endpoint).read(found.data)


class _Reader:
    """Reads one manifest, and tells the line of a mistake."""

    def __init__(self, path: str, text: Text, endpoint: str) -> None:
        self._path = path
        self._text = text
        self._endpoint = endpoint
        self._folder = Path(path).parent

    def read(self, data: Yaml) -> Manifest:
        table = self._table(data, "")
        if table.get("schema") != SCHEMA:
            raise self._mistake("schema", f"the first line is to be 'schema: {SCHEMA}'")
        places = [self._place(number, self._table(row, "sources")) for number, row in enumerate(self._rows(table, "sources"), 1)]
        if not places or len(places) > MANIFEST_SOURCES.value:
            raise self._mistake("sources", f"one to {MANIFEST_SOURCES.value} sources are named there")
        ids = [place.id for place in places]
        if len(set(ids)) < len(ids):
            raise self._mistake("id", "two sources have one id")
        if all(place.role is Role.BASE for place in places):
            raise self._mistake("role", "a release has a place beside those of its base")
        return Manifest(
            name=self._word(table, "name", "") or Path(self._path).name,
            places=tuple(places),
            attestations=tuple(self._attestation(self._table(row, "attestations")) for row in self._rows(table, "attestations")),
            ignores=tuple(self._ignore(self._table(row, "ignores")) for row in self._rows(table, "ignores")),
        )

    def _place(self, number: int, row: Mapping[str, Yaml]) -> Place:
        address = self._word(row, "address")
        id_ = self._word(row, "id", f"source-{number}")
        if not _ID.fullmatch(id_) or id_ == SOURCE or id_.startswith("base-"):
            raise self._mistake(id_, f"'{id_}' is no id: small letters, digits and hyphens, and not '{SOURCE}' or 'base-...'")
        local = self._folder / address
        if ":" not in address and local.exists():
            address = str(local)
        role = self._role(row, address)
        return Place(id_, address, role, checked(self._words(row, "select")), tuple(self._declared(row)))

    def _role(self, row: Mapping[str, Yaml], address: str) -> Role:
        given = self._word(row, "role", "")
        if not given:
            return role_of(address, self._endpoint)
        if given not in set(Role):
            raise self._mistake(given, self._unknown("role", given, list(Role)))
        return Role(given)

    def _declared(self, row: Mapping[str, Yaml]) -> Iterable[Declared]:
        declared = row.get("components")
        if declared is None:
            return
        if not isinstance(declared, dict):
            raise self._mistake("components", "under components stand names of components with patterns of their files")
        for name in declared:
            if name not in set(Component):
                raise self._mistake(name, self._unknown("component", name, list(Component)))
            yield Declared(Component(name), checked(self._words(declared, name)), self._evidence(f"{name}:"))

    def _attestation(self, row: Mapping[str, Yaml]) -> Attestation:
        fact = self._word(row, "fact")
        if fact.count("/") != 1:
            raise self._mistake(fact, f"'{fact}' is no key of a fact, such as published/pretraining-data")
        day = self._day(row, "date").isoformat()
        return Attestation(fact, self._word(row, "by"), day, self._word(row, "because"), self._evidence(fact))

    def _ignore(self, row: Mapping[str, Yaml]) -> Ignore:
        code = self._word(row, "code")
        path = self._word(row, "path", "")
        return Ignore(
            code,
            self._word(row, "source", ""),
            checked([path])[0] if path else "",
            self._word(row, "reason"),
            self._day(row, "expires"),
            self._evidence(code),
        )

    def _day(self, row: Mapping[str, Yaml], key: str) -> date:
        value = self._word(row, key)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self._mistake(value, f"'{value}' is no day, written as 2026-12-31") from None

    def _rows(self, table: Mapping[str, Yaml], key: str) -> list[Yaml]:
        rows = table.get(key) or []
        if not isinstance(rows, list):
            raise self._mistake(key, f"under {key} stands a list")
        return rows

    def _table(self, value: Yaml, kind: str) -> Mapping[str, Yaml]:
        if not isinstance(value, dict):
            raise self._mistake(kind, f"each of {kind or 'the manifest'} is a mapping of keys to values")
        for key in value:
            if key not in _KEYS[kind]:
                raise self._mistake(key, self._unknown("key", key, sorted(_KEYS[kind])))
        return value

    def _word(self, row: Mapping[str, Yaml], key: str, default: str | None = None) -> str:
        value = row.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self._mistake(key, f"'{key}' is to be a text" if key in row else f"'{key}' is missing")
        return value

    def _words(self, row: Mapping[str, Yaml], key: str) -> list[str]:
        value = row.get(key, [])
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list):
            raise self._mistake(key, f"'{key}' is to be a text or a list of texts")
        words = [word for word in found if isinstance(word, str)]
        if len(words) < len(found):
            raise self._mistake(key, f"'{key}' is to be a text or a list of texts")
        return words

    def _unknown(self, what: str, given: str, known: Iterable[str]) -> str:
        close = nearest(given, list(known))
        return f"'{given}' is no {what} here" + (f"; did you mean '{close}'?" if close else f"; known are {', '.join(known)}")

    def _line(self, words: str) -> int:
        return next((number for number, line in enumerate(self._text.lines, 1) if words and words in line), 1)

    def _evidence(self, words: str) -> Evidence:
        return self._text.evidence(self._line(words))

    def _mistake(self, words: str, because: str) -> TargetError:
        return TargetError(f"{self._path}:{self._line(words)}: {because}.")
