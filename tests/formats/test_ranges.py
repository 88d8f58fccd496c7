import pytest

from openassay.formats.ranges import Cursor, Range
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable


def test_a_range_shows_only_its_part() -> None:
    part = Range(Held(b"0123456789"), 2, 5)
    assert (part.size, part.read_at(0, 100), part.read_at(3, 1), part.read_at(5, 1)) == (5, b"23456", b"5", b"")
    assert b"".join(part.chunks()) == b"23456"


def test_a_range_ends_with_its_content() -> None:
    assert Range(Held(b"0123"), 2, 50).size == 2
    assert Range(Held(b"0123"), 9, 5).size == 0


@pytest.mark.parametrize("window", [1, 3, 64])
def test_a_cursor_reads_forward_whatever_its_window(window: int) -> None:
    cursor = Cursor(Held(bytes(range(20))), window=window)
    assert cursor.number("<H") == 0x0100
    assert cursor.take(3) == b"\2\3\4"
    cursor.skip(5)
    assert (cursor.take(2), cursor.position) == (b"\x0a\x0b", 12)


def test_a_cursor_refuses_to_pass_the_end() -> None:
    cursor = Cursor(Held(b"abc"), code="error:bad-header")
    for step in (lambda: cursor.take(4), lambda: cursor.skip(4), lambda: cursor.skip(-1), lambda: cursor.number("<Q")):
        with pytest.raises(Unreadable) as caught:
            step()
        assert caught.value.code == "error:bad-header"
    assert cursor.take(3) == b"abc"


@pytest.mark.parametrize("window", [8, 16, 1 << 16])
def test_texts_are_stepped_over(window: int) -> None:
    texts = b"".join(len(text).to_bytes(8, "little") + text for text in (b"a" * 50, b"", b"bb"))
    cursor = Cursor(Held(texts + b"!"), window=window)
    cursor.skip_texts(3, "<Q")
    assert cursor.take(1) == b"!"


def test_texts_past_the_end_are_refused() -> None:
    with pytest.raises(Unreadable):
        Cursor(Held((1 << 40).to_bytes(8, "little"))).skip_texts(1, "<Q")
