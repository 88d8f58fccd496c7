import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats import front_matter
from openassay.vocabulary.findings import Lines, Unreadable
from tests.formats.damage import quickly

CARD = "---\nlicense: apache-2.0\nbase_model:\n- org/base\nlanguage: [en, no]\n---\n# Model\n"


def test_the_block_is_read_with_lines_of_the_whole_text() -> None:
    found = front_matter.read(CARD)
    assert found is not None
    assert (found.text("license"), found.texts("base_model"), found.texts("language")) == (
        "apache-2.0",
        ("org/base",),
        ("en", "no"),
    )
    assert (found.line_of("license"), found.line_of("base_model"), found.line_of("tags")) == (2, 3, None)
    assert found.body_line == 7
    assert found.remarks == ()


def test_lines_before_the_block_are_counted() -> None:
    found = front_matter.read("\n\n" + CARD)
    assert found is not None
    assert (found.line_of("license"), found.body_line) == (4, 9)
    assert CARD.split("\n")[6] == "# Model"


_NO_BLOCKS = ["", "# Title\n", "---\n", "---\nno end\n", "text\n---\na: b\n---\n", "----\na: b\n----\n"]
_NO_BLOCKS += ["---\n\nProse.\n\n---\n", "---\n- a\n---\n"]


@pytest.mark.parametrize("text", _NO_BLOCKS)
def test_what_is_no_block_is_none(text: str) -> None:
    assert front_matter.read(text) is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("license: no", True),
        ("license: 1.0", True),
        ("license: true", True),
        ("license: {a: b}", True),
        ("license: [mit, no]", True),
        ("license: [mit, apache-2.0]", False),
        ("license:", False),
        ("license: mit", False),
        ("license_name: 2024-01-01", True),
        ("library_name: [a]", True),
        ("language: no", False),
        ("language: [en, no]", False),
        ("datasets: 7", True),
        ("version: 1:30:00", False),
    ],
)
def test_fields_that_must_be_text_are_told_when_they_are_not(line: str, told: bool) -> None:
    found = front_matter.read(f"---\na: b\n{line}\n---\n")
    assert found is not None
    assert [remark.code for remark in found.remarks] == (["error:field-type"] if told else [])
    if told:
        assert found.remarks[0].lines == Lines(3, 3)
        assert "must be text" in found.remarks[0].because


def test_a_doubtful_license_is_not_given_as_text() -> None:
    found = front_matter.read("---\nlicense: no\n---\n")
    assert found is not None
    assert (found.text("license"), found.texts("license")) == (None, ("no",))


def test_a_long_block_is_over_the_limit_and_a_long_text_without_end_is_none() -> None:
    with pytest.raises(Unreadable) as caught:
        front_matter.read("---\n" + "a: b\n" * 20_000 + "---\n")
    assert caught.value.code == "limit:front-matter"
    assert front_matter.read("---\n" + "prose\n" * 20_000) is None


def test_a_block_that_is_broken_is_told_with_its_line() -> None:
    with pytest.raises(Unreadable) as caught:
        front_matter.read("---\na: b\nlicense: [mit](address)\n---\n")
    assert caught.value.code == "error:bad-yaml"
    assert "line 3" in caught.value.because


def test_no_alias_is_allowed() -> None:
    with pytest.raises(Unreadable) as caught:
        front_matter.read("---\na: &x b\nc: *x\n---\n")
    assert caught.value.code == "limit:yaml-aliases"


_PIECES = ["---\n", "a: b\n", "license: ", "no", "mit\n", "- ", "[", "\n", "é", "*a", "\0", "\ufffd"]


@quickly
@given(st.lists(st.sampled_from(_PIECES), max_size=12))
def test_any_text_is_read_or_told(pieces: list[str]) -> None:
    text = "---\n" + "".join(pieces)
    try:
        found = front_matter.read(text)
    except Unreadable as error:
        code = error.code
    else:
        assert found is None or 2 < found.body_line <= text.count("\n") + 2
        return
    assert code
