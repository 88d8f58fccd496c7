"""A text is the same words however it is laid out."""

from hypothesis import given
from hypothesis import strategies as st

from openassay.licenses.words import read_words, word_hash


def words(text: str) -> list[str]:
    return read_words(text).words


def test_layout_marks_and_addresses_are_left_out() -> None:
    assert words("# The **Licence**,\n > see <https://a.org/b> or [here](http://c.org).") == [
        "the",
        "license",
        "see",
        "or",
        "here",
    ]


def test_numbers_of_lists_are_left_out_at_the_start_of_a_line_alone() -> None:
    assert words("1. use\n(b) copy\n2.1 modify\n iv. sell\nin 14 days") == ["use", "copy", "modify", "sell", "in", "14", "days"]


def test_versions_stay_whole() -> None:
    assert words("Llama 3.1 and Apache-2.0") == ["llama", "3.1", "and", "apache", "2.0"]


def test_html_tags_are_left_out_and_other_angle_brackets_are_not() -> None:
    assert words("<p class='x'>use</p> <for research only>") == ["use", "for", "research", "only"]


def test_east_asian_text_is_taken_sign_by_sign() -> None:
    assert words("非商业use") == ["非", "商", "业", "use"]


def test_offsets_lead_back_to_the_text() -> None:
    read = read_words("The  **Software**\nis free")
    assert read.passage(1, 3) == "Software** is"


def test_a_look_alike_letter_is_another_word() -> None:
    assert word_hash("software") != word_hash("sоftware")


@given(st.text(max_size=300))
def test_every_word_stands_where_its_offsets_say(text: str) -> None:
    read = read_words(text)
    for word, start, end in zip(read.words, read.starts, read.ends, strict=True):
        assert text[start:end]
        assert word
