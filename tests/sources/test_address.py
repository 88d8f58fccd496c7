import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.sources.address import ArchiveAddress, FolderAddress, GitAddress, parse
from openassay.sources.remote_address import PackageAddress
from openassay.sources.target_error import TargetError
from tests.repositories import Repository


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _refusal(text: str) -> str:
    with pytest.raises(TargetError) as caught:
        parse(text)
    said = str(caught.value)
    assert said.endswith((".", "?"))
    assert "\n" not in said
    assert len(said) < 600
    said.encode("utf-8")
    assert not caught.value.undecidable
    return said


def test_a_folder_is_a_folder_and_its_locator_is_what_was_typed(here: Path) -> None:
    (here / "a" / "b").mkdir(parents=True)
    assert parse(".") == FolderAddress(Path(), ".")
    assert parse("./a//b/") == FolderAddress(Path("a/b"), "a/b")
    assert parse(str(here)) == FolderAddress(here, str(here))


def test_a_file_is_taken_for_an_archive_whatever_its_name(here: Path) -> None:
    (here / "release.dat").write_bytes(b"PK\3\4")
    assert parse("release.dat") == ArchiveAddress(Path("release.dat"), "release.dat")


def test_a_work_tree_is_read_as_a_folder_unless_a_revision_is_given(here: Path) -> None:
    Repository(here / "tree" / ".git")
    assert parse("tree") == FolderAddress(Path("tree"), "tree")
    assert parse("tree@v1.0") == GitAddress(Path("tree"), "v1.0", "tree@v1.0")
    assert parse("tree/@feature/x") == GitAddress(Path("tree"), "feature/x", "tree@feature/x")


def test_a_bare_repository_means_its_head(here: Path) -> None:
    Repository(here / "bare.git")
    assert parse("bare.git") == GitAddress(Path("bare.git"), "HEAD", "bare.git")
    assert parse("bare.git@main") == GitAddress(Path("bare.git"), "main", "bare.git@main")


def test_a_path_that_holds_an_at_sign_wins_over_a_revision(here: Path) -> None:
    (here / "user@host").mkdir()
    Repository(here / "user")
    assert parse("user@host") == FolderAddress(Path("user@host"), "user@host")


def test_a_revision_may_hold_an_at_sign(here: Path) -> None:
    Repository(here / "r")
    assert parse("r@a@b") == GitAddress(Path("r"), "a@b", "r@a@b")


def test_a_package_has_a_name_and_perhaps_a_version() -> None:
    assert parse("pypi:Some.Name") == PackageAddress("Some.Name", None, "pypi:Some.Name")
    assert parse("PyPI:a==1!2.0rc1+local") == PackageAddress("a", "1!2.0rc1+local", "pypi:a==1!2.0rc1+local")


@pytest.mark.parametrize(
    "text", ["pypi:", "pypi:a>=1", "pypi:a[extra]", "pypi:-a", "pypi:a b", "pypi:a==", "pypi:../x", "pypi:a/b"]
)
def test_what_names_no_package_is_refused(text: str) -> None:
    assert "write pypi:NAME" in _refusal(text)


@pytest.mark.parametrize("text", ["", " ", "\t"])
def test_an_empty_target_is_refused(text: str) -> None:
    assert "empty" in _refusal(text)


def test_standard_input_is_refused() -> None:
    assert "standard input" in _refusal("-")


def test_an_option_that_lost_its_way_is_a_path_that_does_not_exist(here: Path) -> None:
    assert _refusal("--help") == "'--help' does not exist."


def test_a_device_and_a_pipe_are_named_for_what_they_are(here: Path) -> None:
    os.mkfifo("pipe")
    assert "is a pipe" in _refusal("pipe")
    assert "is a character device" in _refusal("/dev/null")


def test_a_missing_path_names_the_nearest_one_that_exists(here: Path) -> None:
    (here / "models").mkdir()
    (here / "models" / "weights").mkdir()
    assert _refusal("modles") == "'modles' does not exist; did you mean 'models'?"
    assert _refusal("models/wieghts") == "'models/wieghts' does not exist; did you mean 'models/weights'?"
    assert _refusal("models/wieghts/x") == "'models/wieghts/x' does not exist."
    assert _refusal("something/else/more") == "'something/else/more' does not exist."


def test_a_name_of_five_thousand_bytes_is_refused_without_repeating_it() -> None:
    assert "5,000 bytes" in _refusal("a" * 5000)


def test_a_name_too_long_for_the_disk_does_not_exist(here: Path) -> None:
    assert "does not exist" in _refusal("a" * 300)


def test_controls_and_bytes_that_are_not_utf_8_are_shown_escaped(here: Path) -> None:
    said = _refusal("a\x1b[31m\udcff\u202e\n")
    assert r"a\x1b[31m\xff\u202e\x0a" in said
    assert "zero byte" in _refusal("a\0b")


def test_addresses_of_other_kinds_are_refused_by_their_scheme() -> None:
    for text in ("oci://host.example/a/b", "s3://bucket/name", "git+ssh://host.example/a"):
        assert f"start with '{text.partition(':')[0]}:' are not read" in _refusal(text)


def test_a_revision_of_what_is_no_repository_is_refused(here: Path) -> None:
    (here / "plain").mkdir()
    assert "'plain' is not the root of a git repository" in _refusal("plain@main")


@pytest.mark.parametrize("ref", ["", "-x", "--upload-pack=x", "a\nb", "a\x7f"])
def test_a_revision_that_could_be_taken_for_an_option_is_refused(here: Path, ref: str) -> None:
    Repository(here / "r")
    assert "cannot be the name" in _refusal(f"r@{ref}")


def test_a_link_to_a_folder_is_followed_and_a_broken_one_is_named(here: Path) -> None:
    (here / "real").mkdir()
    (here / "link").symlink_to("real")
    (here / "broken").symlink_to("gone")
    assert parse("link") == FolderAddress(Path("link"), "link")
    assert "link to something that does not exist" in _refusal("broken")


def test_half_a_character_is_refused() -> None:
    assert "holds characters" in _refusal("a\ud800")


@given(st.text(st.characters(), max_size=40))
def test_any_text_is_an_address_or_refused_in_one_sentence(text: str) -> None:
    said = "read"
    try:
        parse(text)
    except TargetError as error:
        said = str(error)
    assert "\n" not in said
    said.encode("utf-8")
