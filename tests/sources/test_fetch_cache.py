import os
from pathlib import Path

import pytest

from openassay.sources.fetch_cache import FetchCache, cache_folder


def entry(tmp_path: Path) -> Path:
    return next((tmp_path / ".cache/openassay/hub").glob("*/*"))


@pytest.fixture
def cache(tmp_path: Path) -> FetchCache:
    return FetchCache({"HOME": str(tmp_path)}, "hub")


def test_what_is_kept_is_found_under_its_key_alone(cache: FetchCache) -> None:
    cache.keep("one", b"1\n2")
    assert cache.find("one") == b"1\n2"
    assert cache.find("two") is None
    assert not cache.findings


def test_another_run_finds_it(cache: FetchCache, tmp_path: Path) -> None:
    cache.keep("one", b"")
    assert FetchCache({"HOME": str(tmp_path)}, "hub").find("one") == b""
    assert FetchCache({"HOME": str(tmp_path)}, "git").find("one") is None


@pytest.mark.parametrize("at", [0, 30, 64, 65, -1])
def test_one_bit_that_was_turned_is_noticed_and_the_entry_goes(at: int, cache: FetchCache, tmp_path: Path) -> None:
    cache.keep("one", b"content")
    data = bytearray(entry(tmp_path).read_bytes())
    data[at] ^= 1
    entry(tmp_path).write_bytes(data)
    assert cache.find("one") is None
    assert [finding.code for finding in cache.findings] == ["finding:cache-corrupt"]
    assert cache.find("one") is None
    assert len(cache.findings) == 1


def test_an_entry_that_was_cut_is_noticed(cache: FetchCache, tmp_path: Path) -> None:
    cache.keep("one", b"content")
    for size in (71, 65, 64, 0):
        os.truncate(entry(tmp_path), size)
        assert cache.find("one") is None
        cache.keep("one", b"content")


def test_a_link_in_place_of_an_entry_is_not_followed(cache: FetchCache, tmp_path: Path) -> None:
    cache.keep("one", b"content")
    whole = entry(tmp_path).read_bytes()
    (tmp_path / "elsewhere").write_bytes(whole)
    path = entry(tmp_path)
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    assert cache.find("one") is None


def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path) -> None:
    FetchCache({"HOME": str(tmp_path)}, "hub").keep("one", b"planted")
    (tmp_path / ".cache/openassay/hub").chmod(0o777)
    cache = FetchCache({"HOME": str(tmp_path)}, "hub")
    assert cache.find("one") is None
    cache.keep("two", b"x")
    assert cache.find("two") is None
    assert [finding.code for finding in cache.findings] == ["finding:cache-corrupt"]


def test_what_is_half_written_is_never_found(cache: FetchCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.keep("one", b"content")
    assert cache.find("one") is None
    assert not list((tmp_path / ".cache/openassay/hub").glob("*/*"))


def test_without_a_home_nothing_is_kept_and_nothing_fails() -> None:
    cache = FetchCache({}, "hub")
    cache.keep("one", b"content")
    assert cache.find("one") is None
    assert cache_folder({"XDG_CACHE_HOME": "relative", "HOME": "relative"}, "hub") is None


def test_the_folder_is_for_its_owner_alone(cache: FetchCache, tmp_path: Path) -> None:
    cache.keep("one", b"content")
    assert (tmp_path / ".cache/openassay/hub").stat().st_mode & 0o077 == 0
    assert entry(tmp_path).stat().st_mode & 0o077 == 0
