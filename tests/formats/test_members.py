import pytest

from openassay.formats.members import Names, Notes, refuse_link, refuse_name, tidy


@pytest.mark.parametrize("name", ["a", "a/b.txt", "./a", "a//b", "..a", "a..", "a/...", "é", "dir\\file", "C", "c/:d"])
def test_plain_names_pass(name: str) -> None:
    assert refuse_name(name) is None


@pytest.mark.parametrize("name", ["/a", "\\a", "..", "a/../b", "a\\..\\b", "C:\\a", "c:a"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    refusal = refuse_name(name)
    assert refusal is not None
    assert refusal[0] == "finding:path-escape"


@pytest.mark.parametrize("name", ["", "a\0b", "a\nb", "\x1b[31m", "n" * 1025, "n/" * 3000])
def test_names_that_cannot_be_shown_are_refused(name: str) -> None:
    refusal = refuse_name(name)
    assert refusal is not None
    assert refusal[0] == "error:bad-name"


@pytest.mark.parametrize(
    ("name", "target", "inside"),
    [
        ("a", "b", True),
        ("a/b", "../c", True),
        ("./a/b", "../c", True),
        ("a/b", "../../c", False),
        ("a", "..", False),
        ("a", "b/../..", False),
        ("a", "/etc/passwd", False),
        ("a", "C:\\x", False),
        ("a", "", False),
        ("a/b", "..\\..\\c", False),
    ],
)
def test_links_must_stay_inside(name: str, target: str, inside: bool) -> None:
    assert (refuse_link(name, target) is None) is inside


def test_tidying_keeps_what_matters() -> None:
    assert tidy("./a//b/./c/") == "a/b/c"
    assert tidy("/a") == "/a"


def test_names_that_collide_are_noticed() -> None:
    names = Names()
    assert names.add("LICENSE") is None
    assert names.add("license") == "LICENSE"
    assert names.add("LICENSE") == "LICENSE"
    assert names.add("café") is None
    assert names.add("café") == "café"
    assert names.add("STRASSE") is None
    assert names.add("straße") == "STRASSE"


def test_what_lies_under_a_link_is_noticed() -> None:
    names = Names()
    assert not names.under_link("a/b")
    names.add_link("a")
    assert names.under_link("a/b/c")
    assert not names.under_link("a")
    assert not names.under_link("ab/c")


def test_notes_are_told_in_order_of_first_mention() -> None:
    notes = Notes()
    notes.add("error:x", "second reason", "b")
    notes.add("error:a", "first reason")
    notes.add("error:x", "second reason", "c")
    assert [remark.because for remark in notes.remarks()] == ["'b', 'c': second reason", "first reason"]
