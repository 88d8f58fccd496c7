from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.index import sweep
from openassay.index.circuit import EVERYWHERE, NOWHERE, Circuit
from openassay.index.planes import pack, unpack, words_of
from openassay.index.sweep import Plane, Program

NAMES = ("a", "b", "c", "d", "e")


def run(circuit: Circuit, outputs: Sequence[int], columns: dict[str, list[bool]]) -> dict[int, list[bool]]:
    rows = len(next(iter(columns.values())))
    planes: dict[str, Plane] = {name: pack(np.array(column)) for name, column in columns.items()}
    found = Program(circuit, outputs).run(planes, words_of(rows))
    return {value: unpack(plane, rows).tolist() for value, plane in found.items()}


@st.composite
def columns_of(draw: st.DrawFn) -> dict[str, list[bool]]:
    rows = draw(st.integers(1, 8))
    return {name: draw(st.lists(st.booleans(), min_size=rows, max_size=rows)) for name in NAMES}


@given(columns_of(), st.integers(1, 6))
def test_at_least_so_many_counts_row_by_row(columns: dict[str, list[bool]], number: int) -> None:
    circuit = Circuit()
    value = circuit.at_least(number, [circuit.input(name) for name in NAMES])
    expected = [sum(bits) >= number for bits in zip(*columns.values(), strict=True)]
    assert run(circuit, [value], columns)[value] == expected


@given(columns_of(), st.lists(st.sampled_from(NAMES), max_size=4), st.lists(st.sampled_from(NAMES), max_size=4))
def test_numbers_are_added_row_by_row(columns: dict[str, list[bool]], left: list[str], right: list[str]) -> None:
    circuit = Circuit()
    digits = circuit.add([circuit.input(name) for name in left], [circuit.input(name) for name in right])
    found = run(circuit, digits, columns)
    for row in range(len(columns["a"])):
        one, other = (sum(columns[name][row] << place for place, name in enumerate(names)) for names in (left, right))
        assert sum(found[digit][row] << place for place, digit in enumerate(digits)) == one + other


def test_what_is_the_same_is_one_value() -> None:
    circuit = Circuit()
    a, b = circuit.input("a"), circuit.input("b")
    assert circuit.both(a, b) == circuit.both(b, a)
    assert circuit.either(a, b) == circuit.either(b, a)
    assert circuit.invert(circuit.invert(a)) == a
    assert circuit.input("a") == a


def test_what_needs_no_operation_makes_none() -> None:
    circuit = Circuit()
    a = circuit.input("a")
    assert [circuit.both(a, NOWHERE), circuit.either(a, EVERYWHERE)] == [NOWHERE, EVERYWHERE]
    assert {circuit.both(a, EVERYWHERE), circuit.either(a, NOWHERE), circuit.both(a, a), circuit.either(a, a)} == {a}
    assert [circuit.differ(a, a), circuit.without(a, a), circuit.invert(EVERYWHERE)] == [NOWHERE] * 3
    assert [circuit.both(a, circuit.invert(a)), circuit.either(circuit.invert(a), a)] == [NOWHERE, EVERYWHERE]


def test_constants_and_planes_as_they_are_can_be_asked_for() -> None:
    circuit = Circuit()
    a = circuit.input("a")
    found = run(circuit, [NOWHERE, EVERYWHERE, a], {"a": [True, False]})
    assert found == {NOWHERE: [False, False], EVERYWHERE: [True, True], a: [True, False]}


def test_only_what_the_outputs_need_is_read_and_run() -> None:
    circuit = Circuit()
    a, b = circuit.input("a"), circuit.input("b")
    circuit.both(a, b)
    program = Program(circuit, [circuit.invert(a)])
    assert (program.inputs, program.steps) == (["a"], 1)


def test_planes_longer_than_a_block_are_run_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "BLOCK", 2)
    random = np.random.default_rng(1)
    columns = {name: (random.random(1_000) < 0.5).tolist() for name in "ab"}
    circuit = Circuit()
    value = circuit.differ(circuit.either(circuit.input("a"), circuit.input("b")), circuit.input("a"))
    expected = [other and not one for one, other in zip(columns["a"], columns["b"], strict=True)]
    assert run(circuit, [value], columns)[value] == expected
