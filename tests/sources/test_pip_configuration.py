import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openassay.sources.pip_configuration import read_settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.prefix", str(tmp_path / "prefix"))
    return tmp_path


def _environment(home: Path, **more: str) -> dict[str, str]:
    return {"HOME": str(home), "XDG_CONFIG_DIRS": str(home / "xdg"), **more}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_without_any_configuration_the_library_decides(home: Path) -> None:
    settings = read_settings(_environment(home))
    assert (settings.address, settings.forbidden, settings.proxy) == (None, False, None)
    assert settings.timeout == 15


def test_files_outrank_each_other_as_pip_says_and_variables_outrank_files(home: Path) -> None:
    _write(home / "xdg" / "pip" / "pip.conf", "[global]\nindex-url = http://one.example\nproxy = http://p.example\n")
    assert read_settings(_environment(home)).address == "http://one.example"
    _write(home / ".pip" / "pip.conf", "[global]\nindex_url = http://two.example\n")
    assert read_settings(_environment(home)).address == "http://two.example"
    _write(home / ".config" / "pip" / "pip.conf", "[global]\nindex-url = http://three.example\n[download]\ntimeout = 7\n")
    assert read_settings(_environment(home)).address == "http://three.example"
    _write(home / "prefix" / "pip.conf", "[download]\nindex-url = http://four.example\n")
    assert read_settings(_environment(home)).address == "http://four.example"
    _write(home / "own.conf", "[global]\nindex-url = http://five.example\n")
    given = _environment(home, PIP_CONFIG_FILE=str(home / "own.conf"))
    assert read_settings(given).address == "http://five.example"
    settings = read_settings({**given, "PIP_INDEX_URL": "http://six.example", "PIP_CERT": "/c.pem"})
    assert (settings.address, settings.certificates, settings.proxy, settings.timeout) == (
        "http://six.example",
        "/c.pem",
        "http://p.example",
        7,
    )


def test_files_are_left_alone_where_the_user_says_so(home: Path) -> None:
    _write(home / ".pip" / "pip.conf", "[global]\nindex-url = http://two.example\n")
    assert read_settings(_environment(home, PIP_CONFIG_FILE=os.devnull)).address is None


def test_no_index_is_respected(home: Path) -> None:
    assert read_settings(_environment(home, PIP_NO_INDEX="1")).forbidden
    assert not read_settings(_environment(home, PIP_NO_INDEX="0")).forbidden


def test_a_broken_file_and_a_broken_number_are_passed_over(home: Path) -> None:
    _write(home / ".pip" / "pip.conf", "index-url = no section\n")
    _write(home / "xdg" / "pip" / "pip.conf", "\xff[global\n")
    assert read_settings(_environment(home, PIP_TIMEOUT="soon")).timeout == 15


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=120))
def test_any_bytes_are_a_file_of_settings_or_none(home: Path, data: bytes) -> None:
    (home / "any.conf").write_bytes(b"[global]\n" + data)
    assert read_settings(_environment(home, PIP_CONFIG_FILE=str(home / "any.conf"))).timeout >= 1


def test_nothing_is_read_from_the_working_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pip.conf", ".pip/pip.conf", "pip/pip.conf"):
        _write(home / "graded" / name, "[global]\nindex-url = http://evil.example\n")
    monkeypatch.chdir(home / "graded")
    assert read_settings({"XDG_CONFIG_DIRS": ""}).address is None
