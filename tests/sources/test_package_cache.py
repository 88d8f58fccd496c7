import hashlib
from pathlib import Path

import pytest

from openassay.sources import package_cache
from openassay.sources.package_cache import PackageCache
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import Limit

DATA = b"content of a package"
NAME = hashlib.sha256(DATA).hexdigest()


def _all(path: Path) -> list[str]:
    return sorted(each.name for each in path.rglob("*") if each.is_file())


def test_what_was_kept_is_found_again_by_its_digest(tmp_path: Path) -> None:
    cache = PackageCache({"XDG_CACHE_HOME": str(tmp_path)})
    assert cache.find(NAME) is None
    assert cache.keep(NAME, [DATA[:5], DATA[5:]]).read_at(0, 100) == DATA
    again = PackageCache({"XDG_CACHE_HOME": str(tmp_path)}).find(NAME)
    assert again is not None
    assert again.read_at(0, 100) == DATA
    assert _all(tmp_path) == [NAME]
    assert (tmp_path / "openassay" / "packages").stat().st_mode & 0o777 == 0o700


def test_a_kept_file_that_was_changed_is_not_believed(tmp_path: Path) -> None:
    cache = PackageCache({"HOME": str(tmp_path)})
    cache.keep(NAME, [DATA])
    kept = tmp_path / ".cache" / "openassay" / "packages" / NAME
    kept.write_bytes(b"changed")
    assert cache.find(NAME) is None
    kept.unlink()
    kept.symlink_to("/etc/passwd")
    assert cache.find(NAME) is None
    assert cache.keep(NAME, [DATA]).read_at(0, 100) == DATA


def test_content_that_is_not_what_was_promised_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    cache = PackageCache({"XDG_CACHE_HOME": str(tmp_path)})
    with pytest.raises(Unreadable, match="SHA-256 differs"):
        cache.keep(NAME, [DATA, b"more"])
    assert _all(tmp_path) == []


def test_content_that_does_not_end_is_refused_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_cache, "PACKAGE_BYTES", Limit("package-bytes", 1000, "bytes", "x"))
    endless = iter(lambda: b"x" * 100, None)
    with pytest.raises(Unreadable) as caught:
        PackageCache({"XDG_CACHE_HOME": str(tmp_path)}).keep(NAME, endless)
    assert caught.value.code == "limit:package-bytes"
    assert _all(tmp_path) == []


def test_an_interrupt_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> object:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        PackageCache({"XDG_CACHE_HOME": str(tmp_path)}).keep(NAME, iter(interrupted, None))  # type: ignore[arg-type]
    assert _all(tmp_path) == []


@pytest.mark.parametrize(
    "environment", [{}, {"HOME": ""}, {"HOME": "/proc/none"}, {"HOME": "here", "XDG_CACHE_HOME": "relative"}]
)
def test_without_a_home_that_can_be_written_files_are_kept_only_while_they_are_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    cache = PackageCache(environment)
    file = cache.keep(NAME, [DATA])
    assert list(tmp_path.iterdir()) == []
    assert file.read_at(0, 100) == DATA
    assert cache.find(NAME) is None
