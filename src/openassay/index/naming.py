"""The names that a release can be looked up by: what people type and paste, brought to one spelling.

A hub id, a page of the hub or of a forge, a package address and a package URL of the same thing all come to one package URL in
lower case. No host is asked, and none is known here by more than the first word of its name.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_DIGEST = re.compile(r"(?:[a-z0-9]{2,10}:)?([0-9a-fA-F]{40}|[0-9a-fA-F]{64})")
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_HOSTS = {"huggingface": "huggingface", "hf": "huggingface", "github": "github", "gitlab": "gitlab"}
"""The kind of package URL, by the first word of a host's name."""
_SEPARATORS = re.compile(r"[-_.]+")
_OWNED = ("huggingface", "github", "gitlab")


class _Package(NamedTuple):
    """A package URL, laid open, as it was written."""

    kind: str
    path: str
    version: str

    @property
    def bare(self) -> str:
        return f"pkg:{self.kind}/{self.path.lower()}"


def names_of(addresses: Iterable[str]) -> Iterator[str]:
    """Every spelling that some addresses of one release can be looked up by."""
    for address in addresses:
        plain = address.strip()
        if not plain:
            continue
        yield plain.lower()
        package = _read(plain)
        if package is not None:
            yield package.bare
            if package.kind in _OWNED:
                yield package.path.lower()
            if package.version:
                yield f"{package.bare}@{package.version}"


def spellings(asked: str) -> tuple[str, ...]:
    """How what somebody asks for may stand in the index, the most exact first."""
    plain = asked.strip()
    if digest := _DIGEST.fullmatch(plain):
        return (digest[1].lower(),)
    bare = _HUB_ID.fullmatch(plain.partition("@")[0]) is not None
    package = _read(f"hf://{plain}" if bare else plain)
    found = (
        [f"{package.bare}@{package.version}", package.bare] if package and package.version else [package.bare] if package else []
    )
    return tuple(dict.fromkeys((*found, plain.lower()) if bare else (plain.lower(), *found)))


def publisher_of(addresses: Iterable[str]) -> str:
    """Who publishes the release: the owner of the first address that has one; empty where none has."""
    for address in addresses:
        package = _read(address.strip())
        if package is not None and package.kind in _OWNED:
            return package.path.removeprefix("datasets/").partition("/")[0]
    return ""


def _read(text: str) -> _Package | None:
    text = text.partition("#")[0]
    scheme, colon, rest = text.partition(":")
    match scheme.lower() if colon else "":
        case "hf":
            return _owned("huggingface", *_versioned(rest.removeprefix("//")))
        case "pypi":
            name, _, version = rest.partition("==")
            return _package("pypi", _SEPARATORS.sub("-", name), version)
        case "npm":
            return _package("npm", *_versioned(rest))
        case "pkg":
            return _of_purl(rest)
        case "git+https" | "https":
            return _of_page(text.removeprefix("git+"))
        case _:
            return None


def _versioned(text: str) -> tuple[str, str]:
    """A path and the version behind its last `@`; an `@` that it begins with is its scope."""
    path, _, version = text[1:].partition("@")
    return text[:1] + path, version


def _of_purl(rest: str) -> _Package | None:
    kind, _, path = rest.partition("?")[0].strip("/").partition("/")
    name, version = _versioned(unquote(path))
    if kind in _OWNED:
        return _owned(kind, name, version)
    return _package(kind.lower(), _SEPARATORS.sub("-", name) if kind == "pypi" else name, version)


def _of_page(text: str) -> _Package | None:
    try:
        page = urlsplit(text)
    except ValueError:
        return None
    kind = _HOSTS.get((page.hostname or "").removeprefix("www.").partition(".")[0])
    if kind is None:
        return None
    parts = page.path.strip("/").split("/")
    kept = 3 if parts[0] == "datasets" else 2
    path, version = _versioned("/".join(parts[:kept]))
    behind = [part for part in parts[kept:] if part != "-"]
    if len(behind) > 1 and behind[0] in ("tree", "commit", "resolve", "blob"):
        version = behind[1]
    return _owned(kind, path, version)


def _owned(kind: str, path: str, version: str) -> _Package | None:
    path = path.removeprefix("models/").removesuffix(".git")
    return _package(kind, path, version) if path.count("/") == 1 + path.startswith("datasets/") else None


def _package(kind: str, path: str, version: str) -> _Package | None:
    path = path.strip("/")
    return _Package(kind, path, version) if path else None
