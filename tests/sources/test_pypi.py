import hashlib
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from openassay.sources import pypi
from openassay.sources.archive import ArchiveSnapshot
from openassay.sources.remote_address import PackageAddress
from openassay.sources.target_error import TargetError
from openassay.vocabulary.limits import Limit
from tests.sources.index_server import Index, serve
from tests.sources.small_archives import write_tar, write_zip


@pytest.fixture(scope="module")
def served() -> Iterator[Index]:
    with serve() as index:
        yield index


@pytest.fixture
def index(served: Index) -> Index:
    fresh = Index(address=served.address)
    served.__dict__.update({**fresh.__dict__, "address": served.address})
    return served


@pytest.fixture
def environment(index: Index, tmp_path: Path) -> dict[str, str]:
    return {"PIP_INDEX_URL": index.address, "PIP_CONFIG_FILE": "/dev/null", "XDG_CACHE_HOME": str(tmp_path / "cache")}


def _wheel(tmp_path: Path, *, content: bytes = b"x = 1\n") -> bytes:
    return write_zip(
        tmp_path / "made", {"tiny/__init__.py": content, "tiny-1.0.dist-info/METADATA": b"Name: tiny\n"}
    ).read_bytes()


def _sdist(tmp_path: Path) -> bytes:
    return write_tar(tmp_path / "made", {"tiny-1.0/setup.py": b"raise SystemExit('built!')\n"}, "w:gz").read_bytes()


def _open(environment: dict[str, str], name: str = "tiny", version: str | None = None) -> ArchiveSnapshot:
    return pypi.open_package(PackageAddress(name, version, "typed"), environment)


def _refusal(environment: dict[str, str], name: str = "tiny", version: str | None = None, *, undecidable: bool = True) -> str:
    with pytest.raises(TargetError) as caught:
        _open(environment, name, version)
    assert caught.value.undecidable is undecidable
    assert "127.0.0.1" not in str(caught.value)
    return str(caught.value)


def test_a_wheel_is_fetched_checked_and_read_as_an_archive(index: Index, environment: dict[str, str], tmp_path: Path) -> None:
    data = _wheel(tmp_path)
    index.files["tiny-1.0-py3-none-any.whl"] = data
    snapshot = _open(environment)
    assert snapshot.locator == "pypi:tiny==1.0?file_name=tiny-1.0-py3-none-any.whl"
    assert snapshot.revision == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert [entry.path for entry, _ in snapshot.walk()] == ["tiny/__init__.py", "tiny-1.0.dist-info/METADATA"]
    snapshot.close()


def test_a_source_archive_is_read_and_never_built(index: Index, environment: dict[str, str], tmp_path: Path) -> None:
    index.files["tiny-1.0.tar.gz"] = _sdist(tmp_path)
    snapshot = _open(environment, version="1.0.0")
    assert snapshot.locator == "pypi:tiny==1.0?file_name=tiny-1.0.tar.gz"
    assert [entry.path for entry, _ in snapshot.walk()] == ["tiny-1.0/setup.py"]


def test_a_file_is_fetched_once_and_then_taken_from_the_cache(index: Index, environment: dict[str, str], tmp_path: Path) -> None:
    index.files["tiny-1.0-py3-none-any.whl"] = _wheel(tmp_path)
    first, second = _open(environment), _open(environment)
    assert first.revision == second.revision
    assert [path for path in index.asked if path.startswith("/files")] == ["/files/tiny-1.0-py3-none-any.whl"]


def test_the_newest_version_is_taken_that_is_neither_withdrawn_nor_a_preview(
    index: Index, environment: dict[str, str], tmp_path: Path
) -> None:
    for version in ("0.9", "1.9", "1.10", "1.11", "2.0rc1", "3.0.dev1"):
        index.files[f"tiny-{version}-py3-none-any.whl"] = _wheel(tmp_path)
    index.yanked.add("tiny-1.11-py3-none-any.whl")
    assert "==1.10?" in _open(environment).locator
    assert "==2.0rc1?" in _open(environment, version="2.0.rc1").locator


def test_a_withdrawn_version_that_was_asked_for_is_read_and_told(
    index: Index, environment: dict[str, str], tmp_path: Path
) -> None:
    index.files["tiny-1.0-py3-none-any.whl"] = _wheel(tmp_path)
    index.yanked.add("tiny-1.0-py3-none-any.whl")
    snapshot = _open(environment, version="1.0")
    assert [(finding.code, "broken" in finding.because) for finding in snapshot.findings] == [("finding:yanked", True)]


def test_a_preview_is_taken_where_there_is_no_other(index: Index, environment: dict[str, str], tmp_path: Path) -> None:
    for version in ("1.0a1", "1.0b1"):
        index.files[f"tiny-{version}-py3-none-any.whl"] = _wheel(tmp_path)
    assert "==1.0b1?" in _open(environment).locator


@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        (["1.0-cp39-cp39-manylinux1_x86_64.whl", "1.0-py3-none-any.whl", "1.0.tar.gz"], "1.0-py3-none-any.whl"),
        (["1.0-cp39-cp39-manylinux1_x86_64.whl", "1.0-py2.py3-none-any.whl"], "1.0-py2.py3-none-any.whl"),
        (["1.0-py2-none-any.whl", "1.0-cp39-cp39-manylinux1_x86_64.whl"], "1.0-cp39-cp39-manylinux1_x86_64.whl"),
        (
            ["1.0-cp311-cp311-win_amd64.whl", "1.0-cp39-cp39-manylinux1_x86_64.whl", "1.0-cp310-cp310-manylinux1_x86_64.whl"],
            "1.0-cp310-cp310-manylinux1_x86_64.whl",
        ),
        (
            ["1.0.tar.gz", "1.0-cp311-cp311-win_amd64.whl", "1.0-cp311-cp311-macosx_11_0_arm64.whl"],
            "1.0-cp311-cp311-macosx_11_0_arm64.whl",
        ),
        (["1.0.tar.gz", "1.0.exe", "1.0.egg"], "1.0.tar.gz"),
    ],
)
def test_the_same_file_is_chosen_in_whatever_order_they_are_listed(
    index: Index, environment: dict[str, str], tmp_path: Path, offered: list[str], taken: str
) -> None:
    for order in (offered, offered[::-1]):
        index.files = {f"tiny-{end}": _wheel(tmp_path) if end.endswith("whl") else _sdist(tmp_path) for end in order}
        assert _open(environment).locator.endswith(f"?file_name=tiny-{taken}")


def test_a_file_with_another_digest_than_the_index_promised_is_refused(
    index: Index, environment: dict[str, str], tmp_path: Path
) -> None:
    index.files["tiny-1.0-py3-none-any.whl"] = _wheel(tmp_path)
    index.digests["tiny-1.0-py3-none-any.whl"] = "0" * 64
    assert "SHA-256 differs" in _refusal(environment)
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []


def test_a_file_that_breaks_off_is_refused(index: Index, environment: dict[str, str], tmp_path: Path) -> None:
    index.files["tiny-1.0-py3-none-any.whl"] = _wheel(tmp_path)
    index.cut.add("tiny-1.0-py3-none-any.whl")
    assert "broke off" in _refusal(environment)
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []


def test_a_file_without_a_digest_is_never_fetched(index: Index, environment: dict[str, str], tmp_path: Path) -> None:
    index.files["tiny-1.0-py3-none-any.whl"] = _wheel(tmp_path)
    index.digests["tiny-1.0-py3-none-any.whl"] = ""
    assert "no file of 'tiny' that can be read and checked" in _refusal(environment)
    assert index.asked == ["/simple/tiny/"]


def test_a_file_over_the_limit_is_refused(
    index: Index, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openassay.sources.package_cache.PACKAGE_BYTES", Limit("package-bytes", 100, "bytes", "x"))
    index.files["tiny-1.0-py3-none-any.whl"] = _wheel(tmp_path)
    assert "longer than 100 bytes" in _refusal(environment)


def test_a_package_or_version_that_is_not_there_is_refused(index: Index, environment: dict[str, str], tmp_path: Path) -> None:
    assert _refusal(environment, "absent", undecidable=False) == "The package index knows no package 'absent'."
    index.files["tiny-1.0-py3-none-any.whl"] = _wheel(tmp_path)
    assert "no version '9' of 'tiny'; the newest is 1.0" in _refusal(environment, version="9", undecidable=False)


def test_an_index_that_fails_or_answers_something_else_is_told(index: Index, environment: dict[str, str], tmp_path: Path) -> None:
    index.files["tiny-1.0-py3-none-any.whl"] = _wheel(tmp_path)
    index.status = 503
    assert "it answered with the status 503" in _refusal(environment)
    index.status, index.kind = 200, "image/png"
    assert "not a list of files" in _refusal(environment)
    index.kind = "application/vnd.pypi.simple.v1+json"
    assert "not a list of files" in _refusal(environment)


def test_an_index_that_cannot_be_reached_is_told_without_its_address(environment: dict[str, str]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        environment["PIP_INDEX_URL"] = f"http://user:secret@127.0.0.1:{unused.getsockname()[1]}/simple/"
        said = _refusal(environment)
    assert "no connection could be made" in said
    assert "secret" not in said


@pytest.mark.parametrize("address", ["file:///tmp/simple", "/tmp/simple", "http://", "not an address"])  # noqa: S108
def test_an_index_that_is_no_web_address_is_told(environment: dict[str, str], address: str) -> None:
    environment["PIP_INDEX_URL"] = address
    assert "in pip's configuration" in _refusal(environment)


def test_no_index_is_asked_where_the_user_says_so(index: Index, environment: dict[str, str]) -> None:
    environment["PIP_NO_INDEX"] = "true"
    assert "no-index" in _refusal(environment)
    assert index.asked == []


def test_without_the_extra_one_sentence_names_it(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypi_simple", None)
    assert "openassay[pypi]" in _refusal(environment, undecidable=False)
