from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.index import planes as planes_module
from openassay.index.columns import code_of
from openassay.index.leaves import Leaf, Membership, Question
from openassay.index.planes import (
    ALL_OUT,
    EVERY_IN,
    SOME_OUT,
    bits_at,
    count,
    first_bits,
    make_planes,
    pack,
    readings_of,
    rows_in,
    unpack,
)
from openassay.vocabulary.facts import Answer, Basis
from tests.index.random_standards import KEYS, LISTS, PARTS, Releases
from tests.index.tables import TablePart, parts_of, table_of


@given(st.lists(st.booleans(), max_size=200))
def test_bits_come_back_as_they_were_put_in(bits: list[bool]) -> None:
    plane = pack(np.array(bits, np.bool_))
    rows = [row for row, bit in enumerate(bits) if bit]
    assert unpack(plane, len(bits)).tolist() == bits
    assert rows_in(plane, len(bits)).tolist() == rows
    assert count(plane) == len(rows)


@given(st.lists(st.booleans(), min_size=1, max_size=2_000), st.data())
def test_bits_of_few_and_of_many_rows_are_those_of_the_plane(bits: list[bool], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, len(bits) - 1), max_size=300))
    found = bits_at(pack(np.array(bits, np.bool_)), np.array(rows, np.intp))
    assert found.tolist() == [bits[row] for row in rows]


@pytest.mark.parametrize("rows", [0, 1, 63, 64, 65, 128, 200])
def test_the_first_bits_are_so_many(rows: int) -> None:
    plane = first_bits(rows)
    assert count(plane) == rows
    assert len(plane) == -(-rows // 64)


def test_an_answer_becomes_two_bits_by_the_basis_that_is_asked_for() -> None:
    said = [(answer, basis) for answer in Answer for basis in Basis]
    column = np.array([code_of(answer, basis) for answer, basis in said], np.uint8)
    parts = [TablePart(table_of({"a/release": column}))]
    for least in Basis:
        question = Question("a/release", least)
        planes = {name: unpack(plane, len(said)).tolist() for name, plane in make_planes([question], parts).items()}
        for place, (answer, basis) in enumerate(said):
            expected = {
                Answer.YES: (basis.rank >= least.rank, True),
                Answer.NO: (False, False),
                Answer.UNKNOWN: (False, True),
                Answer.NOT_APPLICABLE: (True, False),
            }[answer]
            assert (planes[question.proven][place], planes[question.possible][place]) == expected, (answer, basis, least)


def test_a_question_that_no_part_has_a_column_for_is_unknown_of_all() -> None:
    question = Question("never-asked/release", Basis.DECLARED)
    parts = [TablePart(table_of({"a/release": np.zeros(3, np.uint8)}))]
    planes = make_planes([question], parts)
    assert unpack(planes[question.proven], 3).tolist() == [False] * 3
    assert unpack(planes[question.possible], 3).tolist() == [True] * 3


def test_lists_with_other_members_are_other_planes() -> None:
    one, other = (Membership("final-weights", Basis.OBSERVED, frozenset(ids)) for ids in (("mit",), ("mit", "isc")))
    assert len({one.proven, one.possible, other.proven, other.possible}) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("MIT", EVERY_IN),
        ("Zlib", SOME_OUT | ALL_OUT),
        ("MIT\nZlib", SOME_OUT),
        ("MIT OR Zlib", EVERY_IN),
        ("MIT AND Zlib", SOME_OUT | ALL_OUT),
        ("LicenseRef-unknown-1a2b", 0),
        ("LicenseRef-unknown-1a2b AND Zlib", SOME_OUT | ALL_OUT),
        ("Zlib\nLicenseRef-unknown-1a2b", SOME_OUT),
    ],
)
def test_the_readings_of_a_component_are_all_in_or_one_or_all_out(text: str, expected: int) -> None:
    assert readings_of(text, frozenset({"mit"})) == expected


def test_parts_are_read_some_columns_at_a_time_and_joined_to_the_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    releases = Releases(3, 300)
    leaves = [Question(key, Basis.OBSERVED) for key in KEYS]
    leaves_too = [Membership(part, Basis.ATTESTED, LISTS["open"]) for part in PARTS]
    whole = make_planes([*leaves, *leaves_too], parts_of(releases))
    monkeypatch.setattr(planes_module, "_VALUES_AT_ONCE", 700)
    (table,) = (part.read(sorted(part.columns)) for part in parts_of(releases))
    cuts = [0, 1, 9, 16, 16, 100, 237, 300]
    parts = [TablePart(table.slice(first, last - first)) for first, last in pairwise(cuts)]
    monkeypatch.setattr(planes_module, "_ROWS_AT_ONCE", 110)
    pieces = make_planes([*leaves, *leaves_too], parts)
    assert whole.keys() == pieces.keys()
    assert all((whole[name] == pieces[name]).all() for name in whole)


def test_parts_that_are_read_together_may_have_different_columns() -> None:
    asked = [Question(f"{probe}/release", Basis.OBSERVED) for probe in "ab"]
    licensed = Membership("final-weights", Basis.OBSERVED, frozenset({"mit"}))
    yes = [code_of(Answer.YES, Basis.OBSERVED)]
    license_ = {"licensed/final-weights": yes, "license/final-weights": ["MIT"]}
    columns: list[dict[str, Any]] = [{"a/release": yes}, {"b/release": yes}, license_, {"c/release": yes}]
    found = make_planes([*asked, licensed], [TablePart(table_of(one)) for one in columns])
    leaves: list[Leaf] = [*asked, licensed]
    rows = [unpack(found[leaf.proven], 4).tolist() for leaf in leaves]
    assert rows == [[True, False, False, False], [False, True, False, False], [False, False, True, False]]
