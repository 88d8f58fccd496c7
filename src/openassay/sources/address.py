"""What a user types to name a target, as a typed address.

Read in this order: an address with a known scheme (`pypi:name==version`, `hf://owner/name`, `https://...`); a path that exists,
as a folder, a bare git repository or an archive, told by content and not by name; `path@ref`, a git repository at a branch, tag
or commit; `owner/name`, a model on the Hub. A path that exists always wins over the Hub.

`#select=<glob>,<glob>` behind any of them keeps the files that match, see `selection`.

A folder that is a git work tree is read as a folder, changed and untracked files included, unless `@ref` is given: who runs
`assess .` before a commit wants to see the files that lie there. `path@HEAD` reads what is committed. A bare repository has no
files of its own, so its path alone means `HEAD`.
"""

import errno
import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from openassay.sources import disk, names, remote_address
from openassay.sources.git_repository import find_repository, is_bare
from openassay.sources.remote_address import RemoteAddress
from openassay.sources.target_error import TargetError
from openassay.vocabulary.components import nearest
from openassay.vocabulary.limits import PATH_BYTES

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
_SUGGESTED_FROM = 10_000
"""Names of a folder that are looked at for one that the user may have meant."""


@dataclass(frozen=True, slots=True)
class FolderAddress:
    """A folder on this disk."""

    path: Path
    locator: str


@dataclass(frozen=True, slots=True)
class ArchiveAddress:
    """A file on this disk that is to be read as an archive."""

    path: Path
    locator: str


@dataclass(frozen=True, slots=True)
class GitAddress:
    """A git repository on this disk, and the revision that was asked for."""

    path: Path
    ref: str
    locator: str


Address = FolderAddress | ArchiveAddress | GitAddress | RemoteAddress


def parse(text: str, endpoint: str = "") -> Address:
    """Read what a user typed. Raises `TargetError` with one sentence about anything else.

    `endpoint` is the address of a Hub of the user's own, whose pages are recognised too.
    """
    try:
        raw = os.fsencode(text)
    except UnicodeEncodeError:
        raise TargetError(f"The target {names.brief(text)} holds characters that no path or address can.") from None
    if not text.strip():
        raise TargetError("The target is empty: give a folder, an archive, a git repository or an address.")
    if text == "-":
        raise TargetError("'-' is not a target: a release is not read from standard input; give its path or address.")
    if len(raw) > PATH_BYTES.value:
        raise TargetError(f"The target is {len(raw):,} bytes long; no path or address is longer than {PATH_BYTES.value:,}.")
    if "\0" in text:
        raise TargetError(f"The target {names.brief(text)} holds a zero byte, which no path or address does.")
    scheme = _SCHEME.match(text)
    if scheme and scheme.group(1).lower() in ("http", "https"):
        return remote_address.of_page(text, endpoint)
    if scheme and (read := _SCHEMES.get(scheme.group(1).lower())):
        return read(text[scheme.end() :], text)
    return _of_path(text) or _of_revision(text) or _of_hub(text) or _refuse(text, scheme.group(1) if scheme else None)


def seen_from(folder: Path, text: str) -> str:
    """An address as it is meant in a file of a folder: paths are taken from there, and not from where openassay runs."""
    scheme = _SCHEME.match(text)
    if Path(text).is_absolute() or (scheme and scheme.group(1).lower() in (*_SCHEMES, "http", "https")):
        return text
    plain = text.partition("#select=")[0]
    ends = [len(plain), *(at for at, sign in enumerate(plain) if sign == "@")]
    if any(os.path.lexists(folder / plain[:end]) for end in ends if end) or remote_address.of_hub_id(plain) is None:
        return text if scheme else str(folder / text)
    return f"hf://{text}"


_SCHEMES: dict[str, Callable[[str, str], Address]] = {
    "pypi": remote_address.of_pypi,
    "npm": remote_address.of_npm,
    "hf": remote_address.of_hub,
    "pkg": remote_address.of_purl,
    "git+https": remote_address.of_git,
    "git+http": remote_address.of_git,
}
"""How the rest of an address is read, by its scheme."""


def _of_path(text: str) -> Address | None:
    """The address of a path that exists, or None."""
    path = Path(text)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if error.errno in _NOWHERE:
            return None
        raise TargetError(f"{names.brief(text)} could not be looked at: {disk.reason(error)}.", undecidable=True) from None
    if stat.S_ISDIR(mode):
        return GitAddress(path, "HEAD", _locator(path)) if is_bare(path) else FolderAddress(path, _locator(path))
    if stat.S_ISREG(mode):
        return ArchiveAddress(path, _locator(path))
    raise TargetError(f"{names.brief(text)} is {disk.kind_of(mode)}; give a folder, an archive or a git repository.")


def _of_revision(text: str) -> GitAddress | None:
    """The address of `path@ref`, with the longest path that exists, or None."""
    at = text.rfind("@")
    while at > 0:
        path, ref = Path(text[:at]), text[at + 1 :]
        if os.path.lexists(path):
            if find_repository(path) is None:
                said = (
                    f"{names.brief(text[:at])} is not the root of a git repository, so {names.brief(ref)} cannot be read from it."
                )
                raise TargetError(said)
            if not ref or ref.startswith("-") or names.is_odd(ref):
                raise TargetError(f"{names.brief(ref)} cannot be the name of a branch, tag or commit.")
            return GitAddress(path, ref, f"{_locator(path)}@{ref}")
        at = text.rfind("@", 0, at)
    return None


def _of_hub(text: str) -> Address | None:
    """`owner/name` on the Hub, where no folder of that name is here that a path could have meant."""
    address = remote_address.of_hub_id(text)
    return None if address is None or os.path.lexists(address.id.partition("/")[0]) else address


def _refuse(text: str, scheme: str | None) -> Address:
    if os.path.lexists(text):
        raise TargetError(f"{names.brief(text)} is a link to something that does not exist.")
    if scheme:
        raise TargetError(
            f"{names.brief(text)} does not exist as a path, and addresses that start with '{scheme}:' are not read."
        )
    meant = _suggestion(Path(text))
    hint = f"; did you mean {names.brief(meant)}?" if meant else "."
    raise TargetError(f"{names.brief(text)} does not exist{hint}")


def _suggestion(path: Path) -> str | None:
    """The existing path that was most likely meant, or None."""
    try:
        with os.scandir(path.parent) as entries:
            known = sorted(entry.name for entry in islice(entries, _SUGGESTED_FROM))
    except OSError:
        return None
    meant = nearest(path.name, known)
    return str(path.with_name(meant)) if meant else None


def _locator(path: Path) -> str:
    return names.shown(os.fsencode(path))
