"""One line that names a package: PEP 508 and pip's options, conda's match specifications, npm's and Poetry's versions."""

import re
from dataclasses import dataclass

from openassay.formats.shown import keep

_PYTHON = re.compile(r"([A-Za-z0-9](?:[\w.-]{0,198}[A-Za-z0-9])?)\s*(?:\[[^\]]{0,200}\])?\s*([^;]*)")
_EGG = re.compile(r"#egg=([A-Za-z0-9][\w.-]{0,199})")
_REPOSITORY = re.compile(r"(?:git|hg|svn|bzr)\+\S{1,500}?/([A-Za-z0-9][\w.-]{0,199}?)(?:\.git)?(@[0-9a-f]{40})?(?:[@#]\S*)?$")
_EXACT = re.compile(r"===?\s*[\w.!+-]+\s*(?:--hash.*|\\)?")
_VERSION_START = re.compile(r"[<>=!~@(]")
_FULL_VERSION = re.compile(r"v?\d+\.\d+(\.\d+)?([-+.][\w.+-]+)?")
_CONDA = re.compile(r"(?:[\w./-]+::)?([A-Za-z0-9_][\w.-]{0,199})\s*(.*)")
_COMMIT = re.compile(r"@[0-9a-f]{40}\b")
_SEPARATORS = re.compile(r"[-_.]+")


@dataclass(frozen=True, slots=True)
class Dependency:
    """A package that is asked for."""

    name: str
    """In lower case, parts joined by hyphens as package indexes do; npm names as written."""
    pinned: bool
    """Whether one exact version is asked for."""
    constraint: str
    """As written; empty where any version will do."""
    line: int | None


def _normal(name: str) -> str:
    return _SEPARATORS.sub("-", name).lower()


def python(line: str, number: int | None) -> Dependency | None:
    """A line of a requirements file, or None where it names no package."""
    text = line.strip()[:2000]
    text = text.removeprefix("-e ").removeprefix("--editable ").strip()
    if not text or text[0] in "#-[./\\":
        return None
    if "://" in text.partition("@")[0] or text.startswith("git+"):
        return _from_address(text, number)
    text = text.partition(" #")[0].partition("\t#")[0].strip()
    match = _PYTHON.match(text)
    if match is None or (match[2] and not _VERSION_START.match(match[2]) and not match[2].startswith("\\")):
        return None
    constraint = match[2].strip().strip("()").strip()
    address = constraint.startswith("@")
    pinned = bool(_COMMIT.search(constraint)) if address else bool(_EXACT.fullmatch(constraint)) and "*" not in constraint
    return Dependency(_normal(match[1]), pinned, keep(constraint), number)


def _from_address(text: str, number: int | None) -> Dependency | None:
    egg, repository = _EGG.search(text), _REPOSITORY.match(text)
    name = egg[1] if egg else repository[1] if repository else ""
    return Dependency(_normal(name), bool(_COMMIT.search(text)), keep(text), number) if name else None


def conda(text: str, number: int | None) -> Dependency | None:
    """An entry of a conda environment, such as `numpy=1.26.4` (a prefix of a version) or `numpy==1.26.4`."""
    match = _CONDA.match(text.strip()[:2000])
    if match is None:
        return None
    constraint = match[2].strip()
    version = constraint.lstrip("=").split("=")[0].strip()
    pinned = constraint.startswith("=") and bool(_FULL_VERSION.fullmatch(version))
    return Dependency(_normal(match[1]), pinned, keep(constraint), number)


def npm(name: str, version: str, number: int | None) -> Dependency:
    """A dependency of an npm package."""
    exact = _FULL_VERSION.fullmatch(version.removeprefix("="))
    return Dependency(keep(name), bool(exact) and version.count(".") >= 2, keep(version), number)


def poetry(name: str, version: str, number: int | None) -> Dependency:
    """An entry of a Poetry or Pipfile table, such as `^1.2` or `==1.2.3`."""
    text = version.strip()
    pinned = bool(_FULL_VERSION.fullmatch(text.lstrip("="))) and "*" not in text
    return Dependency(_normal(keep(name)), pinned, "" if text == "*" else keep(text), number)
