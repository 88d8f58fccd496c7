import pytest

from openassay.exchange.reading import bounded, child, items_of, pairs_of, read_entry, said_of, text_of
from openassay.vocabulary.findings import Unreadable


def test_null_is_nothing_and_a_text_that_looks_like_it_is_a_text() -> None:
    root = read_entry(b"a: ~\nb: null\nc:\nd: 'null'\ne: ''\n", "a.yml")
    assert [text_of(child(root, key)) for key in "abcdef"] == [None, None, None, "null", "", None]
    assert pairs_of(root) == {"d": "null", "e": ""}


def test_values_stay_as_they_are_written() -> None:
    assert pairs_of(read_entry(b"date: 2024-01-01\nyes: no\nsize: 1e3\n", "a.yml")) == {
        "date": "2024-01-01",
        "yes": "no",
        "size": "1e3",
    }


def test_a_text_is_a_list_of_one_and_null_an_empty_one() -> None:
    root = read_entry(b"a: x\nb: [x, y]\nc:\n", "a.yml")
    assert [[text_of(one) for one in items_of(child(root, key))] for key in "abcd"] == [["x"], ["x", "y"], [], []]
    assert said_of(root) == {"a": "x", "b": ("x", "y")}


def test_more_parts_than_any_entry_has_are_refused() -> None:
    parts = items_of(child(read_entry(b"a: [" + b"x, " * 201 + b"]", "a.yml"), "a"))
    assert bounded(parts[:200], "cells") == parts[:200]
    with pytest.raises(Unreadable, match="limit:entry-parts: line 1: more than 200 cells"):
        bounded(parts, "cells")
