import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.index.answers import Answers
from openassay.index.columns import code_of
from openassay.index.leaves import Membership, Question
from openassay.index.planes import bits_at, count, first_bits, make_planes, pack, readings_of, rows_in, unpack
from openassay.vocabulary.facts import Answer, Basis
from tests.index.tables import TablePart, table_of


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
    answers = Answers([TablePart(table_of({"a/release": column}))])
    for least in Basis:
        question = Question("a/release", least)
        planes = {name: unpack(plane, len(said)).tolist() for name, plane in make_planes([question], answers)}
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
    answers = Answers([TablePart(table_of({"a/release": np.zeros(3, np.uint8)}))])
    planes = dict(make_planes([question], answers))
    assert unpack(planes[question.proven], 3).tolist() == [False] * 3
    assert unpack(planes[question.possible], 3).tolist() == [True] * 3


def test_lists_with_other_members_are_other_planes() -> None:
    one, other = (Membership("final-weights", Basis.OBSERVED, frozenset(ids)) for ids in (("mit",), ("mit", "isc")))
    assert len({one.proven, one.possible, other.proven, other.possible}) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (False, False, False)),
        ("MIT", (True, False, False)),
        ("Zlib", (False, True, True)),
        ("MIT\nZlib", (False, True, False)),
        ("MIT OR Zlib", (True, False, False)),
        ("MIT AND Zlib", (False, True, True)),
        ("LicenseRef-unknown-1a2b", (False, False, False)),
        ("LicenseRef-unknown-1a2b AND Zlib", (False, True, True)),
        ("Zlib\nLicenseRef-unknown-1a2b", (False, True, False)),
    ],
)
def test_the_readings_of_a_component_are_all_in_or_one_or_all_out(text: str, expected: tuple[bool, bool, bool]) -> None:
    assert readings_of(text, frozenset({"mit"})) == expected
