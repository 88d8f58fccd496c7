import pytest

from openassay.sources.oddities import Oddities
from openassay.vocabulary.limits import FINDINGS_KEPT


def _codes(oddities: Oddities) -> list[tuple[str, str]]:
    return [(finding.code, finding.path) for finding in oddities.findings]


def _seen(*paths: bytes) -> Oddities:
    oddities = Oddities()
    for path in paths:
        oddities.see(path)
    return oddities


def test_plain_paths_give_no_finding() -> None:
    oddities = _seen(
        b"LICENSE", b"README.md", b"a/README.md", b"a/b/README.md", b"a/c", b"b/README.md", ".github/日本.md".encode()
    )
    assert oddities.findings == []


def test_names_in_one_folder_that_fold_to_the_same_are_found_once_for_each_pair() -> None:
    oddities = _seen(b"LICENSE", b"Readme", b"docs/A", b"docs/a", b"license", b"readme/x", b"readme/y")
    assert _codes(oddities) == [
        ("finding:name-collision", "docs/a"),
        ("finding:name-collision", "license"),
        ("finding:name-collision", "readme"),
    ]
    assert "'LICENSE'" in oddities.findings[1].because


def test_the_same_name_in_two_folders_is_no_collision() -> None:
    assert _seen(b"a/x", b"b/X").findings == []


def test_a_name_that_is_listed_twice_collides_with_itself() -> None:
    assert _codes(_seen(b"a/x", b"a/x")) == [("finding:name-collision", "a/x")]


def test_a_name_for_dotgit_is_found_in_any_folder() -> None:
    oddities = _seen(b".GIT/config", "a/.g\u200cit/x".encode(), b"git~1")
    assert [each for each in _codes(oddities) if each[0] == "finding:dotgit"] == [
        ("finding:dotgit", ".GIT"),
        ("finding:dotgit", r"a/.g\u200cit"),
        ("finding:dotgit", "git~1"),
    ]


def test_a_folder_with_the_name_of_a_document_is_no_file() -> None:
    assert _codes(_seen(b"README.md/x", b"README.md/y")) == [("error:not-a-file", "README.md")]
    empty = Oddities()
    assert empty.see(b"LICENSE.txt", folder=True) == "LICENSE.txt"
    assert _codes(empty) == [("error:not-a-file", "LICENSE.txt")]


def test_names_that_cannot_be_read_on_a_screen_are_found() -> None:
    oddities = _seen(b"a\xff", b"b\n", "c\u202e".encode())
    assert _codes(oddities) == [("finding:odd-name", r"a\xff"), ("finding:odd-name", r"b\x0a"), ("finding:odd-name", r"c\u202e")]


@pytest.mark.parametrize("path", [b"../x", b"a/../b", b"/etc/passwd", b"a//b", b"./a", b"a/.", b""])
def test_a_path_that_is_not_inside_the_tree_is_left_out(path: bytes) -> None:
    oddities = Oddities()
    assert oddities.see(path) is None
    assert [code for code, _ in _codes(oddities)] == ["finding:path-escape"]


def test_a_path_over_the_limit_is_left_out_and_cut_in_the_message() -> None:
    oddities = Oddities()
    assert oddities.see(b"a/" * 2100 + b"b") is None
    assert oddities.findings[0].code == "limit:path-bytes"
    assert len(oddities.findings[0].path) < 250


def test_of_many_findings_of_one_code_the_first_are_kept_and_the_rest_counted() -> None:
    oddities = Oddities()
    for index in range(FINDINGS_KEPT.value + 7):
        oddities.note("finding:odd-name", str(index), "x")
    oddities.note("finding:dotgit", "y", "x")
    oddities.finish()
    assert len(oddities.findings) == FINDINGS_KEPT.value + 2
    assert "7 more places" in oddities.findings[-1].because


@pytest.mark.parametrize(
    "line",
    [
        "url = ext::sh -c touch% /tmp/x",
        "URL=file:///etc",
        "url = -u./payload",
        "url = ssh://-oProxyCommand=x/y",
        "url = /home/somebody/private",
        'url = "fd::17"',
        "path = ../outside",
        "path = -x",
    ],
)
def test_an_address_of_a_submodule_that_could_run_or_leave_is_found(line: str) -> None:
    oddities = Oddities()
    oddities.see_gitmodules(f'[submodule "x"]\n\t{line}\n'.encode())
    assert _codes(oddities) == [("finding:submodule-address", ".gitmodules")]


def test_ordinary_addresses_of_submodules_are_not_found() -> None:
    oddities = Oddities()
    text = "[submodule]\n path = third_party/x\n url = https://host.example/a/b.git\n url = ../b.git\n url = git@h.example:a/b\n"
    oddities.see_gitmodules(text.encode())
    assert oddities.findings == []
