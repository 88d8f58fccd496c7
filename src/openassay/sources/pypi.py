"""A Python package as a source: one file of the user's own package index, fetched, checked and read as an archive.

No package is built or installed. Of a version the file is chosen so that everyone gets the same: a wheel for any machine, else
the first one for Linux on x86-64, else the first wheel, else the source archive. `pypi-simple` speaks to the index; it comes with
the extra `openassay[pypi]`, so everything of it is imported late.
"""

import os
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from openassay.sources import disk, names
from openassay.sources.archive import ArchiveSnapshot
from openassay.sources.disk import DiskFile
from openassay.sources.package_cache import PackageCache
from openassay.sources.pip_configuration import IndexSettings, read_settings
from openassay.sources.remote_address import PackageAddress
from openassay.sources.target_error import TargetError
from openassay.vocabulary.content import CHUNK
from openassay.vocabulary.findings import Finding, Unreadable
from openassay.vocabulary.limits import PACKAGE_BYTES, RELEASE_SECONDS

if TYPE_CHECKING:
    from packaging.version import Version
    from pypi_simple import DistributionPackage, PyPISimple

_REASONS = {
    "SSLError": "its certificate could not be checked",
    "Timeout": "it did not answer in time",
    "ConnectTimeout": "it did not answer in time",
    "ReadTimeout": "it did not answer in time",
    "ProxyError": "the proxy did not answer",
    "ConnectionError": "no connection could be made, or it broke off",
    "ChunkedEncodingError": "the connection broke off",
    "TooManyRedirects": "it sends from one address to the next without end",
    "InvalidSchema": "its address in pip's configuration is none that starts with https: or http:",
    "MissingSchema": "its address in pip's configuration is none that starts with https: or http:",
    "JSONDecodeError": "it answered something that is not a list of files",
    "InvalidURL": "its address in pip's configuration is not a web address",
}
"""What the names of the client's errors mean. Its messages are not shown: they hold addresses, and perhaps a password."""


def open_package(
    address: PackageAddress, environment: Mapping[str, str] | None = None, *, offline: bool = False
) -> ArchiveSnapshot:
    """Fetch a package's file, or take it from the cache, and open it. Raises `TargetError`.

    `environment` stands for the variables of the process where it is given.
    """
    if offline:
        raise TargetError("Which file a package stands for is not asked of its index offline.", undecidable=True)
    environment = os.environ if environment is None else environment
    settings = read_settings(environment)
    with _client(settings) as client:
        version, chosen = choose(_files_of(client, address, settings), address)
        sha256 = chosen.digests["sha256"].lower()
        cache = PackageCache(environment)
        file = cache.find(sha256) or _fetch(client, cache, chosen, settings)
    file_name = names.shown(chosen.filename.encode())
    snapshot = ArchiveSnapshot(file, f"pypi:{_canonical(address.name)}=={version}?file_name={file_name}", sha256)
    if chosen.is_yanked:
        because = f"Its publisher has withdrawn the version: {chosen.yanked_reason or 'no reason is given'}"
        snapshot.findings.append(Finding("finding:yanked", "", "", names.shown(because.encode())[:240]))
    return snapshot


def choose(files: Sequence["DistributionPackage"], address: PackageAddress) -> tuple["Version", "DistributionPackage"]:
    """The version and the file that stand for a package. Raises `TargetError` where there is none.

    The newest version that is neither withdrawn nor a preview is taken where none was asked for; a preview if there is no other.
    """
    by_version: dict[Version, list[DistributionPackage]] = {}
    for file in files:
        version = _version_of(file)
        if version is not None and file.package_type in ("wheel", "sdist") and "sha256" in file.digests:
            by_version.setdefault(version, []).append(file)
    package = names.brief(address.name)
    if not by_version:
        raise TargetError(f"The package index lists no file of {package} that can be read and checked.", undecidable=True)
    if address.version is None:
        offered = [version for version, listed in by_version.items() if not all(file.is_yanked for file in listed)]
        version = max([version for version in offered if not version.is_prerelease] or offered or by_version)
    else:
        wanted = next((version for version in by_version if version == _parsed(address.version)), None)
        if wanted is None:
            newest = max(by_version)
            said = f"The package index has no version {names.brief(address.version)} of {package}; the newest is {newest}."
            raise TargetError(said)
        version = wanted
    return version, min(by_version[version], key=_preference)


def _preference(file: "DistributionPackage") -> tuple[bool, int, str]:
    """The place of a file among those of its version; the least is taken."""
    name = file.filename.lower()
    if file.package_type == "sdist":
        place = 3
    elif name.endswith("-none-any.whl") and "py3" in name.split("-")[-3].split("."):
        place = 0
    else:
        place = 1 if "linux" in name and name.endswith("x86_64.whl") else 2
    return file.is_yanked, place, file.filename


def _client(settings: IndexSettings) -> "PyPISimple":
    if settings.forbidden:
        raise TargetError("pip's configuration says no-index, so no package index is asked.", undecidable=True)
    try:
        from packaging import version  # noqa: F401
        from pypi_simple import PyPISimple
    except ImportError:
        raise TargetError("Reading a package from its index needs an extra: install openassay[pypi].") from None
    client = PyPISimple(settings.address) if settings.address else PyPISimple()
    if settings.certificates:
        client.s.verify = settings.certificates
    if settings.proxy:
        client.s.proxies = {"http": settings.proxy, "https": settings.proxy}
    return client


def _files_of(client: "PyPISimple", address: PackageAddress, settings: IndexSettings) -> list["DistributionPackage"]:
    from pypi_simple import NoSuchProjectError, UnsupportedRepoVersionError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return client.get_project_page(address.name, timeout=settings.timeout).packages
    except NoSuchProjectError:
        raise TargetError(f"The package index knows no package {names.brief(address.name)}.") from None
    except OSError as error:
        raise TargetError(f"The package index could not be read: {_reason(error)}.", undecidable=True) from None
    except (ValueError, UnsupportedRepoVersionError):
        raise TargetError("The package index answered something that is not a list of files.", undecidable=True) from None


def _fetch(client: "PyPISimple", cache: PackageCache, file: "DistributionPackage", settings: IndexSettings) -> DiskFile:
    shown = names.brief(file.filename)
    if file.size is not None and file.size > PACKAGE_BYTES.value:
        said = f"The file {shown} has {file.size:,} bytes, more than are fetched ({PACKAGE_BYTES.code})."
        raise TargetError(said, undecidable=True)
    try:
        return cache.keep(file.digests["sha256"].lower(), _chunks(client, file.url, settings))
    except Unreadable as error:
        raise TargetError(f"The file {shown} from the package index was refused: {error.because}.", undecidable=True) from None
    except OSError as error:
        raise TargetError(f"The file {shown} could not be fetched: {_reason(error)}.", undecidable=True) from None


def _chunks(client: "PyPISimple", url: str, settings: IndexSettings) -> Iterator[bytes]:
    """The bytes of a file as the index sends them."""
    end = time.monotonic() + RELEASE_SECONDS.value
    with client.s.get(url, stream=True, timeout=settings.timeout, headers={"Accept-Encoding": "identity"}) as answer:
        answer.raise_for_status()
        for chunk in answer.iter_content(CHUNK):
            if time.monotonic() > end:
                raise Unreadable(RELEASE_SECONDS.code, f"it takes longer than {RELEASE_SECONDS.value} seconds")
            yield chunk


def _reason(error: OSError) -> str:
    """Say why a request or the disk failed."""
    answer = getattr(error, "response", None)
    if answer is not None:
        return f"it answered with the status {answer.status_code}"
    if type(error).__module__.startswith("requests"):
        return _REASONS.get(type(error).__name__, "the request failed")
    return disk.reason(error)


def _version_of(file: "DistributionPackage") -> "Version | None":
    return _parsed(file.version) if file.version else None


def _parsed(text: str) -> "Version | None":
    from packaging.version import InvalidVersion, Version

    try:
        return Version(text)
    except InvalidVersion:
        return None


def _canonical(name: str) -> str:
    from packaging.utils import canonicalize_name

    return canonicalize_name(name)
