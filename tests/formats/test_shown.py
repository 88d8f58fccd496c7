import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats.shown import brief, escape, keep
from openassay.vocabulary import limits
from tests.formats.damage import quickly


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 日本", "plain é 日本"),
        ("a\nb", "a\\x0ab"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\u202egnp", "\\u202egnp"),
        ("\u200b", "\\u200b"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_could_do_harm_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_a_brief_text_is_quoted_and_cut() -> None:
    assert brief("a") == "'a'"
    assert brief("a" * 500) == "'" + "a" * 120 + "...'"


@quickly
@given(st.text(max_size=3000))
def test_anything_can_be_shown_and_kept(text: str) -> None:
    assert escape(text).isprintable()
    assert len(keep(text).encode("utf-8", "surrogatepass")) <= limits.STRING_KEPT.value
    if len(text) < 1000:
        assert keep(text) == text
