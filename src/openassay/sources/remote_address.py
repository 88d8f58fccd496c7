"""Addresses of releases that live elsewhere: on the Hub, on a forge, in a package index.

What people type and what they paste from a browser are both read. The hosts named here are only those of pages that are pasted;
where the Hub and the package indexes are asked is left to their own clients.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from openassay.sources import names
from openassay.sources.target_error import TargetError

_HUB_HOSTS = ("huggingface.co", "www.huggingface.co", "hf.co")
_FORGES = ("github.com", "www.github.com", "gitlab.com", "www.gitlab.com")
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,95}(?:/[A-Za-z0-9][\w.-]{0,95})?", re.ASCII)
_HUB_PAGES = ("tree", "blob", "resolve", "commit")
_NOT_OWNERS = frozenset({
    "datasets", "spaces", "models", "docs", "papers", "blog", "settings", "join", "login", "organizations", "learn", "tasks",
    "pricing", "front", "chat", "new", "api", "posts", "collections", "search",
})  # fmt: skip
_REF = re.compile(r"[A-Za-z0-9_][\w./+-]{0,199}", re.ASCII)
_NPM = re.compile(r"(@[a-z0-9~][a-z0-9._~-]{0,100}/)?([a-z0-9~][a-z0-9._~-]{0,150})(?:@([A-Za-z0-9][A-Za-z0-9._+-]{0,80}))?")
_PYPI = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?:==([A-Za-z0-9][A-Za-z0-9.!+_-]*))?")


@dataclass(frozen=True, slots=True)
class HubAddress:
    """A repository of the Hub."""

    kind: str
    """`model` or `dataset`."""
    id: str
    revision: str | None
    """A branch, tag or commit; the main branch where None."""
    locator: str


@dataclass(frozen=True, slots=True)
class RemoteGitAddress:
    """A git repository that is fetched over https."""

    url: str
    ref: str
    """A branch, tag or commit; `HEAD` where none was given."""
    locator: str


@dataclass(frozen=True, slots=True)
class PackageAddress:
    """A package of the Python package index; the newest version where none is given."""

    name: str
    version: str | None
    locator: str


@dataclass(frozen=True, slots=True)
class NpmAddress:
    """A package of the npm registry that the user's own client asks; the version of its tag `latest` where none is given."""

    name: str
    version: str | None
    locator: str


RemoteAddress = HubAddress | RemoteGitAddress | PackageAddress | NpmAddress


def of_hub(rest: str, text: str) -> HubAddress:
    """Read what follows `hf://`: an id, or `datasets/` and an id, with `@revision` where one is meant."""
    plain = rest.removeprefix("//").strip("/")
    kind, plain = ("dataset", plain.removeprefix("datasets/")) if plain.startswith("datasets/") else ("model", plain)
    plain = plain.removeprefix("models/") if plain.startswith("models/") else plain
    id_, at, revision = plain.partition("@")
    if not _HUB_ID.fullmatch(id_) or id_ in _NOT_OWNERS or ".." in id_ or "--" in id_ or (at and not _is_ref(revision)):
        raise TargetError(
            f"{names.brief(text)} names no repository of the Hub; write hf://OWNER/NAME or hf://datasets/OWNER/NAME."
        )
    return _hub(kind, id_, revision or None)


def of_hub_id(text: str) -> HubAddress | None:
    """`owner/name`, as the Hub writes it, or None."""
    id_, at, revision = text.partition("@")
    if id_.count("/") != 1 or not _HUB_ID.fullmatch(id_) or ".." in id_ or (at and not _is_ref(revision)):
        return None
    return _hub("model", id_, revision or None)


def of_page(text: str, endpoint: str = "") -> HubAddress | RemoteGitAddress:
    """Read an address that begins with `https:`, as it is pasted from a browser. `endpoint` is a Hub of the user's own."""
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").lower()
    except ValueError:
        raise TargetError(f"{names.brief(text)} is no web address.") from None
    path = [part for part in unquote(parts.path).split("/") if part]
    own = urlsplit(endpoint)
    if host in _HUB_HOSTS or (own.netloc and parts.netloc == own.netloc):
        return _of_hub_page(path, text)
    if host in _FORGES:
        return _of_forge_page(host.removeprefix("www."), path, text)
    hint = "give one of the Hub, GitHub or GitLab, or git+https://... for a repository elsewhere"
    raise TargetError(f"{names.brief(text)} is a page that is not read; {hint}.")


def of_git(rest: str, text: str) -> RemoteGitAddress:
    """Read what follows `git+https:` or `git+http:`: the address of a repository, with `@ref` where one is meant."""
    scheme = text.partition(":")[0].lower().removeprefix("git+")
    url = f"{scheme}:{rest}".partition("#")[0]
    at = url.rfind("@")
    ref = "HEAD"
    if at > url.find("/", url.find("//") + 2) > 0:
        url, ref = url[:at], url[at + 1 :]
        if not _is_ref(ref):
            raise TargetError(f"{names.brief(ref)} cannot be the name of a branch, tag or commit.")
    return RemoteGitAddress(url.rstrip("/"), ref, f"git+{url.rstrip('/')}" + (f"@{ref}" if ref != "HEAD" else ""))


def of_pypi(rest: str, text: str) -> PackageAddress:
    """Read what follows `pypi:`."""
    found = _PYPI.fullmatch(rest.strip())
    if not found:
        raise TargetError(f"{names.brief(text)} does not name a package; write pypi:NAME or pypi:NAME==VERSION.")
    name, version = found.groups()
    return PackageAddress(name, version, f"pypi:{name}=={version}" if version else f"pypi:{name}")


def of_npm(rest: str, text: str) -> NpmAddress:
    """Read what follows `npm:`. Nothing but a plain name and version is let through to the client."""
    found = _NPM.fullmatch(rest.strip())
    if not found:
        raise TargetError(f"{names.brief(text)} does not name a package; write npm:NAME or npm:NAME@VERSION.")
    scope, bare, version = found.groups()
    name = f"{scope or ''}{bare}"
    return NpmAddress(name, version, f"npm:{name}@{version}" if version else f"npm:{name}")


def of_purl(rest: str, text: str) -> RemoteAddress:
    """Read what follows `pkg:`, a package URL (https://github.com/package-url/purl-spec)."""
    plain = rest.strip("/").partition("#")[0].partition("?")[0]
    kind, _, path = plain.partition("/")
    path, _, version = path.rpartition("@") if "@" in path.lstrip("@").rpartition("/")[2] else (path, "", "")
    path, version = unquote(path), unquote(version)
    suffix = f"@{version}" if version else ""
    readers: Mapping[str, Callable[[], RemoteAddress]] = {
        "huggingface": lambda: of_hub(f"//{path}{suffix}", text),
        "pypi": lambda: of_pypi(path + (f"=={version}" if version else ""), text),
        "npm": lambda: of_npm(path + suffix, text),
        "github": lambda: _of_forge_page("github.com", [*path.split("/"), *(["tree", version] if version else [])], text),
        "gitlab": lambda: _of_forge_page("gitlab.com", [*path.split("/"), *(["-", "tree", version] if version else [])], text),
    }
    reader = readers.get(kind.lower())
    if reader is None or not path:
        raise TargetError(f"{names.brief(text)}: package URLs are read of the types {', '.join(sorted(readers))}.")
    return reader()


def _hub(kind: str, id_: str, revision: str | None) -> HubAddress:
    shown = f"hf://{'datasets/' if kind == 'dataset' else ''}{id_}"
    return HubAddress(kind, id_, revision, f"{shown}@{revision}" if revision else shown)


def _of_hub_page(path: list[str], text: str) -> HubAddress:
    kind = "model"
    if path[:1] == ["datasets"]:
        kind, path = "dataset", path[1:]
    if not path or path[0] in _NOT_OWNERS or len(path) < 2 or not _HUB_ID.fullmatch("/".join(path[:2])):
        raise TargetError(f"{names.brief(text)} is no page of a model or data set on the Hub.")
    revision = path[3] if len(path) > 3 and path[2] in _HUB_PAGES else None
    if revision is not None and not _is_ref(revision):
        raise TargetError(f"{names.brief(revision)} cannot be the name of a branch, tag or commit.")
    return _hub(kind, "/".join(path[:2]), revision)


def _of_forge_page(host: str, path: list[str], text: str) -> RemoteGitAddress:
    ref = "HEAD"
    for marks in (["-", "tree"], ["-", "blob"], ["-", "commit"], ["tree"], ["blob"], ["commit"], ["releases", "tag"]):
        at = next((at for at in range(2, len(path)) if path[at : at + len(marks)] == marks), None)
        if at is not None and len(path) > at + len(marks):
            # a branch name may hold slashes, and a page may name a folder after it: the first part is the usual one
            path, ref = path[:at], path[at + len(marks)]
            break
    least = path[: 2 if host == "github.com" else len(path)]
    parts = [part.removesuffix(".git") if part is least[-1] else part for part in least]
    if (
        len(parts) < 2
        or not all(re.fullmatch(r"\w[\w.-]{0,99}", part, re.ASCII) and part.strip(".") for part in parts)
        or not _is_ref(ref)
    ):
        raise TargetError(f"{names.brief(text)} is no page of a repository.")
    url = f"https://{host}/{'/'.join(parts)}"
    return RemoteGitAddress(f"{url}.git", ref, f"git+{url}" + (f"@{ref}" if ref != "HEAD" else ""))


def _is_ref(text: str) -> bool:
    return bool(_REF.fullmatch(text)) and ".." not in text and not text.endswith((".lock", "/"))
