"""Packages of npm, through the real client, against a registry on loopback."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from openassay.sources.archive import ArchiveSnapshot
from openassay.sources.npm import open_npm
from openassay.sources.opening import Access, TargetError, open_target
from openassay.sources.remote_address import NpmAddress
from tests.sources.npm_registry import Registry, serve
from tests.sources.small_archives import write_tar

pytestmark = pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with serve() as running:
        running.packages["tiny"] = {"1.0.0": packed(tmp_path, b"1"), "1.1.0": packed(tmp_path, b"2")}
        yield running


@pytest.fixture
def access(registry: Registry, tmp_path: Path) -> Access:
    settings = {
        "npm_config_registry": registry.address,
        "npm_config_cache": str(tmp_path / "npm"),
        "npm_config_fetch_retries": "0",
    }
    return Access({"HOME": str(tmp_path), "PATH": os.environ["PATH"], **settings})


def packed(tmp_path: Path, content: bytes) -> bytes:
    manifest = b'{"name": "tiny", "version": "1.0.0", "license": "MIT", "scripts": {"preinstall": "touch canary"}}'
    return write_tar(tmp_path / "made.tgz", {"package/package.json": manifest, "package/model.txt": content}, "w:gz").read_bytes()


def opened(access: Access, address: str = "npm:tiny") -> ArchiveSnapshot:
    snapshot = open_target(address, access)
    assert isinstance(snapshot, ArchiveSnapshot)
    return snapshot


def refusal(access: Access, address: str = "npm:tiny") -> TargetError:
    with pytest.raises(TargetError) as caught:
        open_target(address, access)
    assert str(caught.value).endswith(".")
    assert "127.0.0.1" not in str(caught.value)
    return caught.value


def test_the_newest_version_is_fetched_checked_and_read(registry: Registry, access: Access) -> None:
    snapshot = opened(access)
    assert snapshot.locator == "npm:tiny@1.1.0?file_name=tiny-1.1.0.tgz"
    assert snapshot.revision == f"sha256:{hashlib.sha256(registry.packages['tiny']['1.1.0']).hexdigest()}"
    assert {entry.path for entry, _ in snapshot.walk()} == {"package/model.txt", "package/package.json"}
    assert len(registry.asked) <= 4
    snapshot.close()


def test_a_version_that_was_asked_for_is_read(registry: Registry, access: Access) -> None:
    assert opened(access, "npm:tiny@1.0.0").locator.startswith("npm:tiny@1.0.0?")
    assert opened(access, "pkg:npm/tiny@1.0.0").locator.startswith("npm:tiny@1.0.0?")
    assert registry.asked


def test_a_package_with_a_scope_is_read(registry: Registry, access: Access, tmp_path: Path) -> None:
    registry.packages["@owner/tiny"] = {"2.0.0": packed(tmp_path, b"3")}
    assert opened(access, "npm:@owner/tiny").locator == "npm:@owner/tiny@2.0.0?file_name=@owner-tiny-2.0.0.tgz"


def test_the_second_time_the_file_comes_from_the_cache(registry: Registry, access: Access, tmp_path: Path) -> None:
    first = opened(access).revision
    shutil.rmtree(tmp_path / "npm")
    registry.asked.clear()
    assert opened(access).revision == first
    assert [path for path in registry.asked if path.startswith("/files/")] == []


def test_a_file_in_the_cache_that_was_altered_is_fetched_anew(registry: Registry, access: Access, tmp_path: Path) -> None:
    first = opened(access).revision
    cached = tmp_path / ".cache/openassay/packages" / first.removeprefix("sha256:")
    cached.write_bytes(b"other")
    shutil.rmtree(tmp_path / "npm")
    registry.asked.clear()
    assert opened(access).revision == first
    assert [path for path in registry.asked if path.startswith("/files/")]


def test_no_script_of_the_package_runs(registry: Registry, access: Access, tmp_path: Path) -> None:
    opened(access).close()
    assert registry.asked
    assert not list(tmp_path.rglob("canary"))
    assert not Path("canary").exists()


def test_settings_of_the_folder_that_openassay_runs_in_are_not_read(
    registry: Registry, access: Access, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release could bring an `.npmrc` that sends npm elsewhere."""
    (tmp_path / "release").mkdir()
    (tmp_path / "release/.npmrc").write_text("registry=http://127.0.0.1:9/\n")
    (tmp_path / "release/package.json").write_text("{}")
    monkeypatch.chdir(tmp_path / "release")
    environment = {name: value for name, value in access.environment.items() if name != "npm_config_registry"}
    (tmp_path / ".npmrc").write_text(f"registry={registry.address}/\n")
    assert opened(Access(environment)).revision
    assert registry.asked


def test_a_file_that_is_not_what_was_promised_is_refused(registry: Registry, access: Access, tmp_path: Path) -> None:
    registry.swapped = packed(tmp_path, b"swapped")
    assert refusal(access).undecidable
    assert not list((tmp_path / ".cache/openassay/packages").glob("*"))


def test_a_registry_without_a_digest_that_can_be_checked_is_refused(registry: Registry, access: Access) -> None:
    registry.integrity = "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk="
    assert "no digest" in str(refusal(access))


def test_a_word_against_a_version_is_told(registry: Registry, access: Access) -> None:
    registry.deprecated["tiny"] = "use another"
    assert [(one.code, "use another" in one.because) for one in opened(access).findings] == [("finding:yanked", True)]


def test_a_package_that_does_not_exist_is_told_from_a_registry_that_fails(registry: Registry, access: Access) -> None:
    assert "knows no" in str(refusal(access, "npm:nowhere"))
    assert "knows no" in str(refusal(access, "npm:tiny@9.9.9"))
    registry.status = 500
    assert "could not get" in str(refusal(access))
    assert refusal(access).undecidable


def test_offline_and_without_npm_one_sentence_says_so(registry: Registry, access: Access) -> None:
    assert "offline" in str(refusal(Access(access.environment, offline=True)))
    with pytest.raises(TargetError, match="npm is not installed"):
        open_npm(NpmAddress("tiny", None, "npm:tiny"), Access({**access.environment, "PATH": "/nowhere"}))
    assert registry.asked == []
