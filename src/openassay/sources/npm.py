"""An npm package as a source: one file of the registry that the user's own npm asks, checked and read as an archive.

npm is asked twice at most: which version and digest a name stands for, and for the file itself. It runs in an empty folder, with
scripts off, on nothing but a plain name and version; a package is never unpacked, built or installed by it.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from openassay.sources import names
from openassay.sources.access import Access
from openassay.sources.archive import ArchiveSnapshot
from openassay.sources.disk import DiskFile
from openassay.sources.package_cache import PackageCache
from openassay.sources.remote_address import NpmAddress
from openassay.sources.target_error import TargetError
from openassay.vocabulary.content import CHUNK
from openassay.vocabulary.findings import Finding, Unreadable
from openassay.vocabulary.limits import CLONE_SECONDS, JSON_FILE, PACKAGE_BYTES


class _Offer(NamedTuple):
    """What the registry says of one version."""

    version: str
    integrity: str
    """`sha512-` and the digest in base 64."""
    withdrawn: str


def open_npm(address: NpmAddress, access: Access) -> ArchiveSnapshot:
    """Fetch a package's file, or take it from the cache, and open it. Raises `TargetError`."""
    if access.is_offline:
        raise TargetError("Which file a package of npm stands for is not asked offline.", undecidable=True)
    offer = _look_up(address, access.environment)
    cache = PackageCache(access.environment)
    name = names.shown(f"{address.name}-{offer.version}.tgz".replace("/", "-").encode())
    kept = cache.find_named(offer.integrity)
    file, sha256 = kept or _fetch(address, offer, cache, access.environment)
    snapshot = ArchiveSnapshot(file, f"npm:{address.name}@{offer.version}?file_name={name}", sha256)
    if offer.withdrawn:
        because = f"Its publisher advises against the version: {offer.withdrawn}"
        snapshot.findings.append(Finding("finding:yanked", "", "", names.shown(because.encode())[:240]))
    return snapshot


def _look_up(address: NpmAddress, environment: Mapping[str, str]) -> _Offer:
    spec = f"{address.name}@{address.version or 'latest'}"
    shown = names.brief(spec)
    said = _npm(["view", "--json", spec, "version", "dist.integrity", "deprecated"], environment, None, shown)
    try:
        table = json.loads(said[: JSON_FILE.value] or b"null")
        table = table[-1] if isinstance(table, list) and table else table
        offer = _Offer(str(table["version"]), str(table["dist.integrity"]), str(table.get("deprecated") or ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise TargetError(f"The npm registry knows no {shown}, or gives no digest of it.", undecidable=True) from None
    if not offer.integrity.startswith("sha512-"):
        raise TargetError(f"The npm registry gives no digest of {shown} that can be checked.", undecidable=True)
    return offer


def _fetch(address: NpmAddress, offer: _Offer, cache: PackageCache, environment: Mapping[str, str]) -> tuple[DiskFile, str]:
    spec = f"{address.name}@{offer.version}"
    shown = names.brief(spec)
    with tempfile.TemporaryDirectory(prefix="openassay-npm-") as folder:
        _npm(["pack", "--json", "--ignore-scripts", "--pack-destination", folder, spec], environment, Path(folder), shown)
        packed = sorted(Path(folder).glob("*.tgz"))
        if len(packed) != 1:
            raise TargetError(f"npm fetched no file for {shown}.", undecidable=True)
        try:
            file = DiskFile(bytes(packed[0]))
            if file.size > PACKAGE_BYTES.value:
                raise Unreadable(PACKAGE_BYTES.code, f"it is longer than {PACKAGE_BYTES.value:,} bytes")
            sha256, sha512 = _digests(file)
            if offer.integrity != f"sha512-{base64.b64encode(sha512).decode()}":
                raise Unreadable("error:not-as-promised", "its digest is not the one that the registry promised")
            return cache.keep_named(offer.integrity, sha256, _chunks(file)), sha256
        except (OSError, Unreadable) as error:
            because = error.because if isinstance(error, Unreadable) else "the disk failed"
            raise TargetError(f"The file of {shown} was refused: {because}.", undecidable=True) from None


def _npm(arguments: list[str], environment: Mapping[str, str], folder: Path | None, shown: str) -> bytes:
    """Run npm in an empty folder, so that no project's settings are read. Raises `TargetError`."""
    folders = [part for part in environment.get("PATH", os.defpath).split(os.pathsep) if Path(part).is_absolute()]
    found = shutil.which("npm", path=os.pathsep.join(folders))
    if found is None:
        raise TargetError("npm is not installed, and reading a package of its registry needs it.", undecidable=True)
    with tempfile.TemporaryDirectory(prefix="openassay-npm-") as empty:
        try:
            done = subprocess.run(  # noqa: S603 - npm by its full path; name and version were held against a plain pattern
                [found, *arguments, "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"],
                cwd=folder or empty,
                env={**environment, "NO_COLOR": "1"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=CLONE_SECONDS.value,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            raise TargetError(f"npm did not come to an end with {shown}.", undecidable=True) from None
    if done.returncode:
        missing = b"E404" in done.stderr or b"E404" in done.stdout or b"ETARGET" in done.stderr
        said = f"The npm registry knows no {shown}." if missing else f"npm could not get {shown} from its registry."
        raise TargetError(said, undecidable=not missing)
    return done.stdout


def _digests(file: DiskFile) -> tuple[str, bytes]:
    one, other = hashlib.sha256(), hashlib.sha512()
    for chunk in file.chunks():
        one.update(chunk)
        other.update(chunk)
    return one.hexdigest(), other.digest()


def _chunks(file: DiskFile) -> Iterator[bytes]:
    for at in range(0, file.size, CHUNK):
        yield file.read_at(at, CHUNK)
