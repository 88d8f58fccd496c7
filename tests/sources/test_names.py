import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.sources import names


@given(st.binary(max_size=60))
def test_any_bytes_come_back_from_what_is_shown(raw: bytes) -> None:
    assert names.raw(names.shown(raw)) == raw


@given(st.text(max_size=60))
def test_any_text_is_shown_as_something_that_json_and_a_terminal_can_take(text: str) -> None:
    shown = names.shown(text.encode("utf-8", "surrogatepass"))
    assert json.loads(json.dumps(shown).encode("utf-8")) == shown
    shown.encode("utf-8")
    assert not any(ord(character) < 32 or ord(character) == 127 for character in shown)


@given(st.text(max_size=200))
def test_any_text_can_be_taken_back(text: str) -> None:
    assert isinstance(names.raw(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")), bytes)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"README.md", "README.md"),
        ("模型说明.md".encode(), "模型说明.md"),
        (b"a\xffb", r"a\xffb"),
        (rb"a\xffb", r"a\\xffb"),
        (b"line\nend", r"line\x0aend"),
        (b"\x1b[31mred", r"\x1b[31mred"),
        ("txt.\u202egpj".encode(), r"txt.\u202egpj"),
        ("\u0085\U000e0041".encode(), r"\u0085\U000e0041"),
    ],
)
def test_only_what_could_harm_is_escaped(raw: bytes, shown: str) -> None:
    assert names.shown(raw) == shown


@pytest.mark.parametrize("name", [".git", ".GIT", ".Git ", ".git.", ".g\u200cit", "git~1", "GIT~1", ".git::$INDEX_ALLOCATION"])
def test_every_name_that_a_file_system_takes_for_dotgit_is_recognised(name: str) -> None:
    assert names.is_dotgit(name)


@pytest.mark.parametrize("name", [".gitignore", ".gitattributes", "git", "git~10", ".gitx", "a.git"])
def test_names_that_only_look_like_dotgit_are_not(name: str) -> None:
    assert not names.is_dotgit(name)


@pytest.mark.parametrize(
    ("path", "target", "leaves"),
    [
        ("a/b", "../c", False),
        ("a/b", "../../c", True),
        ("a/b", "/etc/passwd", True),
        ("b", "..", True),
        ("a/b/c", "../x/../../d", False),
        ("b", "./c/../d", False),
        ("b", "c/../../b", True),
    ],
)
def test_a_link_is_judged_by_where_its_names_lead(path: str, target: str, leaves: bool) -> None:
    assert names.leaves(path, target) is leaves


def test_names_that_differ_in_case_or_accents_fold_to_one() -> None:
    assert names.folded("LICENSE") == names.folded("license")
    assert names.folded("LIC\u00c9NSE") == names.folded("lice\u0301nse")
    assert names.folded("cafe\u0301") == names.folded("caf\u00e9")
    assert names.folded("LICENSE") != names.folded("LICENCE")


def test_a_long_name_in_a_message_is_cut_and_counted() -> None:
    assert names.brief("x" * 500, 10) == "'xxxxxxxxxx...' (500 characters)"
    assert names.brief("a\x1b\udcff") == r"'a\x1b\xff'"


def test_a_password_in_an_address_is_not_repeated() -> None:
    assert names.brief("https://me:secret@example.org/o/n@v1") == "'https://...@example.org/o/n@v1'"
    assert names.brief("https://example.org/o/n@v1") == "'https://example.org/o/n@v1'"
    assert names.brief("me@example.org") == "'me@example.org'"
