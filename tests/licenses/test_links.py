"""Links to license files: found with words on them, and followed within the source alone."""

import pytest

from openassay.licenses.links import find_links, is_license_file, license_links, local_path, named_files, without_links


def test_links_of_markdown_and_html_are_found() -> None:
    text = 'See [MIT](LICENSE) and <a href="COPYING">this</a>.'
    assert [link.target for link in find_links(text)] == ["LICENSE", "COPYING"]
    assert without_links("under the [MIT License](LICENSE).") == "under the MIT License."


def test_each_link_to_a_license_file_has_its_line() -> None:
    assert list(license_links("# A\n\n[x](docs/a.md) [y](LICENSE.txt)\n")) == [("LICENSE.txt", 3)]


@pytest.mark.parametrize(
    ("target", "found"),
    [("LICENSE", True), ("a/MODEL_LICENSE.txt#top", True), ("licenses.html", True), ("run.py", False), ("mailto:license", False)],
)
def test_a_license_file_is_known_by_its_name(target: str, found: bool) -> None:
    assert is_license_file(target) is found


@pytest.mark.parametrize(
    ("link", "path", "local"),
    [
        ("LICENSE", "docs/README.md", "docs/LICENSE"),
        ("../LICENSE", "docs/README.md", "LICENSE"),
        ("/LICENSE", "docs/README.md", "LICENSE"),
        ("../../LICENSE", "docs/README.md", None),
        ("https://github.com/acme/atlas/blob/main/docs/LICENSE?x=1", "README.md", "docs/LICENSE"),
        ("https://acme.example/LICENSE", "README.md", None),
        ("#license", "README.md", None),
    ],
)
def test_a_link_is_followed_within_the_source_alone(link: str, path: str, local: str | None) -> None:
    assert local_path(link, path) == local


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("found in the `LICENSE` file", ["LICENSE"]),
        ("see MODEL_LICENSE.txt.", ["MODEL_LICENSE.txt"]),
        ("see weights/LICENSE-MODEL for more", ["weights/LICENSE-MODEL"]),
        ("the MIT LICENSE is short", []),
        ("see [it](docs/LICENSE.txt)", []),
        ("under the license", []),
    ],
)
def test_a_file_is_named_without_a_link_where_its_name_is_no_plain_word(text: str, names: list[str]) -> None:
    assert [link.target for link in named_files(text)] == names
