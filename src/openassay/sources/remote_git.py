"""A git repository on a forge as a source: fetched bare, without large files and history, then read like one on this disk.

git is started with none of the user's or the system's configuration, no hook, no filter, no prompt and no protocol but https; the
host is resolved here, and git connects to the address that was looked at. What a fetch left half done is never used: it happens
beside its place, and the folder is moved there when it is whole.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from openassay.sources import names
from openassay.sources.access import Access
from openassay.sources.address import GitAddress
from openassay.sources.git import GitSnapshot
from openassay.sources.git_cache import COMMIT, Shelf
from openassay.sources.git_process import program
from openassay.sources.remote_address import RemoteGitAddress
from openassay.sources.target_error import TargetError
from openassay.sources.web_address import WebAddress, check, resolve
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import CLONE_BLOB, CLONE_BYTES, CLONE_SECONDS

_LOOK = 0.2
"""Seconds between looks at how large a fetch has grown."""


def open_remote_git(address: RemoteGitAddress, access: Access) -> GitSnapshot:
    """Fetch a repository at a revision, or take it from the cache, and open it. Raises `TargetError`."""
    shown = names.brief(address.url)
    shelf = Shelf(access, address.url)
    kept = shelf.find(address.ref, offline=access.is_offline)
    if kept is None:
        if access.is_offline:
            said = f"The repository {shown} is not in the cache, and nothing is fetched offline; run once without --offline."
            raise TargetError(said, undecidable=True)
        kept = _Fetch(address, access).into(shelf)
        shelf.note(address.ref, kept.name)
    snapshot = GitSnapshot(GitAddress(kept, kept.name, address.locator))
    snapshot.findings.extend(shelf.findings)
    return snapshot


class _Fetch:
    """One fetch of one commit."""

    def __init__(self, address: RemoteGitAddress, access: Access) -> None:
        self._address = address
        self._shown = names.brief(address.url)
        loopback = access.allows_loopback
        try:
            web = check(address.url, loopback=loopback)
            self._pins = [_pin(web, one) for one in resolve(web.host, web.port, loopback=loopback)[:1]]
        except Unreadable as error:
            said = f"The repository {self._shown} is not fetched: {error.because} ({error.code})."
            raise TargetError(said, undecidable=error.code.startswith("unknown:")) from None
        self._scheme = web.scheme
        self._end = time.monotonic() + CLONE_SECONDS.value
        self._access = access

    def into(self, shelf: Shelf) -> Path:
        """Fetch, and return the folder of the commit on the shelf. Raises `TargetError`."""
        place = Path(tempfile.mkdtemp(prefix="partial-", dir=shelf.folder))
        try:
            self._git(place, "init", "--quiet", "--bare", "--template=", ".")
            want = self._address.ref
            options = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", f"--filter=blob:limit={CLONE_BLOB.value}")
            self._git(place, "fetch", *options, "--end-of-options", self._address.url, want)
            commit = self._git(place, "rev-parse", "--verify", "--end-of-options", "FETCH_HEAD^{commit}").strip()
            if not COMMIT.fullmatch(commit):
                raise TargetError(f"The repository {self._shown} gave no commit for {names.brief(want)}.", undecidable=True)
            (place / "refs" / "heads").mkdir(parents=True, exist_ok=True)
            (place / "refs" / "heads" / "main").write_text(f"{commit}\n", "ascii")
            (place / "HEAD").write_text("ref: refs/heads/main\n", "ascii")
            return shelf.find(commit, offline=False) or place.rename(shelf.folder / commit)
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def _git(self, place: Path, *arguments: str) -> str:
        """Run git once, and return what it says. It may neither take too long nor grow too large."""
        settings = {
            "core.hooksPath": os.devnull,
            "core.fsmonitor": "false",
            "protocol.allow": "never",
            f"protocol.{self._scheme}.allow": "always",
            "http.followRedirects": "false",
            "fetch.fsckObjects": "true",
            "fetch.recurseSubmodules": "no",
            "transfer.bundleURI": "false",
            "fetch.unpackLimit": "1",
            "gc.auto": "0",
            "maintenance.auto": "false",
        }
        flags = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        flags += [part for pin in self._pins for part in ("-c", f"http.curloptResolve={pin}")]
        child = subprocess.Popen(  # noqa: S603 - git by its full path; the address was checked and no argument begins with a dash
            [program(), *flags, *arguments],
            cwd=place,
            env=_environment(place, self._scheme, self._access),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            said, complaint = self._wait(child, place)
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
            raise
        if child.returncode:
            raise _refusal(self._shown, names.brief(self._address.ref), complaint.decode("utf-8", "replace"))
        return said.decode("utf-8", "replace")

    def _wait(self, child: "subprocess.Popen[bytes]", place: Path) -> tuple[bytes, bytes]:
        while True:
            try:
                return child.communicate(timeout=_LOOK)
            except subprocess.TimeoutExpired:
                if time.monotonic() > self._end:
                    said = f"Fetching {self._shown} takes longer than {CLONE_SECONDS.value} seconds ({CLONE_SECONDS.code})."
                    raise TargetError(said, undecidable=True) from None
                if _size(place) > CLONE_BYTES.value:
                    said = f"The repository {self._shown} has more than {CLONE_BYTES.value:,} bytes ({CLONE_BYTES.code})."
                    raise TargetError(said, undecidable=True) from None


def _pin(web: WebAddress, address: str) -> str:
    """Tell git which address a host has, so that it does not ask again and get another."""
    return f"{web.host}:{web.port}:{f'[{address}]' if ':' in address else address}"


def _environment(place: Path, scheme: str, access: Access) -> dict[str, str]:
    """All of git's environment; of the user's only the proxy and the certificates."""
    passed = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "SSL_CERT_FILE", "TMPDIR")
    return {name: value for name in passed if (value := access.environment.get(name))} | {
        "PATH": os.defpath,
        "HOME": str(place),
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_ALLOW_PROTOCOL": scheme,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_HTTP_LOW_SPEED_LIMIT": "1000",
        "GIT_HTTP_LOW_SPEED_TIME": "20",
    }


def _size(place: Path) -> int:
    """Bytes of all files below a folder, as far as they can be looked at."""
    total = 0
    for folder, _, files in os.walk(place):
        for name in files:
            try:
                total += Path(folder, name).lstat().st_size
            except OSError:
                continue
    return total


def _refusal(shown: str, ref: str, complaint: str) -> TargetError:
    """Say why git failed, in words of ours."""
    lower = complaint.lower()
    if "remote ref" in lower or "not our ref" in lower or "invalid refspec" in lower:
        if ref == "'HEAD'":
            return TargetError(f"What is at {shown} holds no commit, or is no git repository.", undecidable=True)
        return TargetError(f"The repository {shown} has no branch, tag or commit {ref}.")
    if "redirect" in lower or "returned error: 30" in lower:
        return TargetError(f"The repository {shown} has moved to another address; give that one.", undecidable=True)
    for sign, reason in (
        ("authentication failed", "it does not exist, or is private"),
        ("could not read username", "it does not exist, or is private"),
        ("terminal prompts disabled", "it does not exist, or is private"),
        ("not found", "it does not exist, or is private"),
        ("403", "it does not let anyone in"),
        ("429", "the host asks not to be asked so often"),
        ("fsck", "git found its objects to be broken or dangerous"),
        ("not allowed", "it leads to a protocol that is not followed"),
        ("timed out", "the host did not answer in time"),
    ):
        if sign in lower:
            return TargetError(f"The repository {shown} could not be fetched: {reason}.", undecidable=True)
    return TargetError(f"The repository {shown} could not be fetched.", undecidable=True)
