from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.sources.address import parse, seen_from
from openassay.sources.remote_address import HubAddress, NpmAddress, PackageAddress, RemoteGitAddress, of_hub_id
from openassay.sources.target_error import TargetError
from tests.repositories import Repository

SHA = "a" * 40


@pytest.fixture(autouse=True)
def _empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No path of the folder that the tests run in is meant."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("text", "kind", "id_", "revision", "locator"),
    [
        ("hf://o/m", "model", "o/m", None, "hf://o/m"),
        ("HF://o/m", "model", "o/m", None, "hf://o/m"),
        ("hf:o/m", "model", "o/m", None, "hf://o/m"),
        ("hf://gpt2", "model", "gpt2", None, "hf://gpt2"),
        ("hf://models/o/m", "model", "o/m", None, "hf://o/m"),
        ("hf://o/m@v1.0", "model", "o/m", "v1.0", "hf://o/m@v1.0"),
        (f"hf://o/m@{SHA}", "model", "o/m", SHA, f"hf://o/m@{SHA}"),
        ("hf://o/m@refs/pr/1", "model", "o/m", "refs/pr/1", "hf://o/m@refs/pr/1"),
        ("hf://datasets/o/d", "dataset", "o/d", None, "hf://datasets/o/d"),
        ("hf://datasets/o/d@main", "dataset", "o/d", "main", "hf://datasets/o/d@main"),
        ("o/m", "model", "o/m", None, "hf://o/m"),
        ("o/m@v1.0", "model", "o/m", "v1.0", "hf://o/m@v1.0"),
        ("https://huggingface.co/o/m", "model", "o/m", None, "hf://o/m"),
        ("https://huggingface.co/o/m/", "model", "o/m", None, "hf://o/m"),
        ("https://hf.co/o/m?library=x#files", "model", "o/m", None, "hf://o/m"),
        ("https://huggingface.co/o/m/tree/main", "model", "o/m", "main", "hf://o/m@main"),
        ("https://huggingface.co/o/m/blob/v1.0/README.md", "model", "o/m", "v1.0", "hf://o/m@v1.0"),
        (f"https://huggingface.co/o/m/commit/{SHA}", "model", "o/m", SHA, f"hf://o/m@{SHA}"),
        ("https://huggingface.co/datasets/o/d", "dataset", "o/d", None, "hf://datasets/o/d"),
        ("https://huggingface.co/datasets/o/d/tree/main/data", "dataset", "o/d", "main", "hf://datasets/o/d@main"),
        ("pkg:huggingface/o/m", "model", "o/m", None, "hf://o/m"),
        (f"pkg:huggingface/o/m@{SHA}", "model", "o/m", SHA, f"hf://o/m@{SHA}"),
        (f"pkg:huggingface/o/m@{SHA}?repository_url=x#y", "model", "o/m", SHA, f"hf://o/m@{SHA}"),
    ],
)
def test_repositories_of_the_hub(text: str, kind: str, id_: str, revision: str | None, locator: str) -> None:
    assert parse(text) == HubAddress(kind, id_, revision, locator)


@pytest.mark.parametrize(
    ("text", "url", "ref"),
    [
        ("https://github.com/o/n", "https://github.com/o/n.git", "HEAD"),
        ("https://github.com/o/n.git", "https://github.com/o/n.git", "HEAD"),
        ("https://github.com/o/n/tree/v1.0", "https://github.com/o/n.git", "v1.0"),
        ("https://github.com/o/n/blob/main/README.md#L1", "https://github.com/o/n.git", "main"),
        (f"https://github.com/o/n/commit/{SHA}", "https://github.com/o/n.git", SHA),
        ("https://www.github.com/o/n", "https://github.com/o/n.git", "HEAD"),
        ("https://gitlab.com/g/s/n", "https://gitlab.com/g/s/n.git", "HEAD"),
        ("https://gitlab.com/g/s/n/-/tree/main", "https://gitlab.com/g/s/n.git", "main"),
        ("git+https://example.org/o/n.git", "https://example.org/o/n.git", "HEAD"),
        ("git+https://example.org/o/n.git@v1.0", "https://example.org/o/n.git", "v1.0"),
        ("git+https://example.org/o/n@feature/x", "https://example.org/o/n", "feature/x"),
        ("pkg:github/o/n", "https://github.com/o/n.git", "HEAD"),
        ("pkg:github/o/n@v1.0", "https://github.com/o/n.git", "v1.0"),
        ("pkg:gitlab/g/n@v1.0", "https://gitlab.com/g/n.git", "v1.0"),
    ],
)
def test_repositories_on_a_forge(text: str, url: str, ref: str) -> None:
    address = parse(text)
    assert isinstance(address, RemoteGitAddress)
    assert (address.url, address.ref) == (url, ref)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("pypi:tiny", PackageAddress("tiny", None, "pypi:tiny")),
        ("pypi:Tiny.x==1.0", PackageAddress("Tiny.x", "1.0", "pypi:Tiny.x==1.0")),
        ("pkg:pypi/tiny@1.0", PackageAddress("tiny", "1.0", "pypi:tiny==1.0")),
        ("npm:tiny", NpmAddress("tiny", None, "npm:tiny")),
        ("npm:@o/tiny@1.0.0", NpmAddress("@o/tiny", "1.0.0", "npm:@o/tiny@1.0.0")),
        ("pkg:npm/%40o/tiny@1.0.0", NpmAddress("@o/tiny", "1.0.0", "npm:@o/tiny@1.0.0")),
    ],
)
def test_packages(text: str, address: PackageAddress | NpmAddress) -> None:
    assert parse(text) == address


def test_a_page_of_a_hub_of_ones_own_is_read() -> None:
    assert parse("http://hub.example:8000/o/m/tree/main", "http://hub.example:8000") == HubAddress(
        "model", "o/m", "main", "hf://o/m@main"
    )


@pytest.mark.parametrize(
    "text",
    [
        "hf://", "hf://o/m/x", "hf://o/..", "hf://o/m@", "hf://o/m@-x", "hf://o/m@a..b", "hf://../m", "hf://o--x/m",
        "hf://datasets/", "hf://o/m\u00b9", "https://github.com/o/n\u0430", "https://github.com/-o/n",
        "https://huggingface.co/", "https://huggingface.co/settings/profile", "https://huggingface.co/spaces/o/s",
        "https://huggingface.co/papers/2401.00001", "https://huggingface.co/docs/hub", "https://github.com/o",
        "https://github.com",
        "https://example.org/o/n", "https://arxiv.org/abs/2401.00001", "git+https://example.org/o/n@--upload-pack=x",
        "git+ssh://example.org/o/n", "pypi:", "pypi:-x", "pypi:a b", "npm:", "npm:-g", "npm:../x", "npm:x@--help",
        "npm:https://example.org/x", "npm:git+ssh://x", "npm:/etc", "pkg:", "pkg:cargo/x", "pkg:npm", "pkg:huggingface/",
        "https://[::1", "ftp://example.org/x", "zenodo:10.5281/x",
    ],
)  # fmt: skip
def test_what_names_no_place_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(TargetError) as caught:
        parse(text)
    assert str(caught.value).endswith((".", "?"))
    assert "\n" not in str(caught.value)


@given(st.text(max_size=60))
def test_no_address_is_ever_more_than_plain_letters_to_a_client(text: str) -> None:
    for scheme in ("hf://", "npm:", "pypi:", "pkg:npm/", "git+https://", "https://github.com/"):
        try:
            address = parse(scheme + text)
        except TargetError:
            continue
        for value in (getattr(address, name, None) or "" for name in ("id", "name", "version", "revision", "ref")):
            assert not value.startswith("-")
            assert value.isascii()


def test_a_path_that_exists_wins_over_the_hub(tmp_path: Path) -> None:
    assert isinstance(parse("o/m"), HubAddress)
    (tmp_path / "o").mkdir()
    with pytest.raises(TargetError, match="does not exist"):
        parse("o/m")
    (tmp_path / "o/m").mkdir()
    assert not isinstance(parse("o/m"), HubAddress)
    assert of_hub_id("o/m") is not None


def test_a_path_in_a_file_is_taken_from_the_folder_of_the_file(tmp_path: Path) -> None:
    Repository(tmp_path / "there" / "code.git")
    (tmp_path / "there" / "a folder").mkdir()
    (tmp_path / "here-only").mkdir()
    there = Path("there")
    for text in ("code.git", "code.git@main", "a folder", "a folder#select=*.json", "./code.git", "here-only", "../here-only"):
        assert seen_from(there, text) == f"there/{text.removeprefix('./')}"
    for text in ("hf://o/m", "https://github.com/o/n", "pypi:x", "/absolute", "pkg:npm/x"):
        assert seen_from(there, text) == text
    (tmp_path / "o").mkdir()
    (tmp_path / "o/m").mkdir()
    assert seen_from(there, "o/m@v1.0") == "hf://o/m@v1.0"
