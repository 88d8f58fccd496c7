import yaml
from hypothesis import given
from hypothesis import strategies as st

from openassay.exchange.writing import write_entry
from tests.exchange.samples import quickly


@quickly
@given(st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=20)), st.lists(st.text(max_size=20), max_size=3))
def test_every_text_reads_as_it_was_and_nothing_is_written_raw(document: dict[str, str], remarks: list[str]) -> None:
    data = write_entry(document, remarks)
    assert yaml.safe_load(data) == document
    assert all(line.isprintable() for line in data.decode().split("\n"))


def test_texts_that_print_stand_as_they_are() -> None:
    assert write_entry({"name": "Möwe 海鸥"}, ["Größe: 1"]).decode() == "# Größe: 1\nname: Möwe 海鸥\n"


def test_keys_keep_their_order_and_texts_that_look_like_others_are_quoted() -> None:
    assert write_entry({"b": "2024-01-01", "a": None}).decode() == "b: '2024-01-01'\na: null\n"
