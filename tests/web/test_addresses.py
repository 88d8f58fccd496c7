"""What a visitor may have assessed: nothing of this machine is even looked at."""

from pathlib import Path

import pytest

from openassay.web.addresses import Refused, checked


@pytest.mark.parametrize(
    ("pasted", "taken"),
    [
        ("owner/name", "hf://owner/name"),
        (" owner/name@v1 ", "hf://owner/name@v1"),
        ("hf://owner/name", "hf://owner/name"),
        ("https://huggingface.co/owner/name/tree/main", "hf://owner/name@main"),
        ("https://github.com/owner/name", "git+https://github.com/owner/name"),
        ("git+https://git.example.org/a/b.git@v2", "git+https://git.example.org/a/b.git@v2"),
        ("pypi:magika==1.0.1", "pypi:magika==1.0.1"),
        ("npm:@scope/name@1.0.0", "npm:@scope/name@1.0.0"),
        ("pkg:pypi/magika@1.0.1", "pypi:magika==1.0.1"),
    ],
)
def test_places_elsewhere_are_taken_in_one_spelling(pasted: str, taken: str) -> None:
    assert checked(pasted) == taken


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        " ",
        "/",
        "/etc/passwd",
        "/etc",
        ".",
        "..",
        "../x",
        "./owner",
        "~",
        "~root",
        "file:///etc/passwd",
        "C:\\Windows",
        "git+http://127.0.0.1/x/y",
        "http://127.0.0.1:8000/",
        "http://github.com/a/b",
        "ftp://a/b",
        "ssh://a/b",
        "git@github.com:a/b",
        "git+ssh://a/b",
        "git+file:///etc",
        "https://127.0.0.1/a/b",
        "https://localhost/x",
        "https://example.org/a",
        "a/b/c",
        "-",
        "--help",
        "openassay.yaml",
        "/tmp/openassay.yaml",  # noqa: S108
        "pypi:../x",
        "pypi:a b",
        "npm:../../x",
        "hf://../..",
        "hf://a/../../etc",
        "pkg:generic/x",
        "owner/name#select=*",
        "git+https://",
        "git+https:///etc",
        "a\0b",
        "x\ny",
        "owner/na me",
        "x" * 600,
        "javascript:alert(1)",
    ],
)
def test_everything_else_is_refused_in_one_sentence(pasted: str) -> None:
    with pytest.raises(Refused) as refused:
        checked(pasted)
    assert str(refused.value).endswith(".")


def test_a_name_of_this_folder_is_never_taken_for_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "owner" / "name").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert checked("owner/name") == "hf://owner/name"


def test_only_folders_that_the_operator_named_are_read(tmp_path: Path) -> None:
    inside, outside = tmp_path / "shared" / "model", tmp_path / "shared-not" / "model"
    inside.mkdir(parents=True)
    outside.mkdir(parents=True)
    (tmp_path / "shared" / "link").symlink_to(outside)
    allowed = (str(tmp_path / "shared"),)
    assert checked(str(inside), allowed) == str(inside)
    for path in (outside, tmp_path / "shared" / ".." / "shared-not" / "model", tmp_path / "shared" / "link", tmp_path):
        with pytest.raises(Refused):
            checked(str(path), allowed)
