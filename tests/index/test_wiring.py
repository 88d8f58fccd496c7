"""Planes against the judge: every verdict, rung, level and score of random standards on random releases."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openassay.grading.schemes import grade
from openassay.index.circuit import Circuit
from openassay.index.leaves import leaves_of
from openassay.index.planes import make_planes, unpack, words_of
from openassay.index.scoring import WiredDimensions, parts_of, wire_dimensions
from openassay.index.sweep import Program
from openassay.index.wiring import WiredRungs, wire_rungs
from openassay.vocabulary.grades import DimensionGrade, Grade, Interval, Verdict
from openassay.vocabulary.standard import Scheme, Standard
from tests.index.random_standards import Releases, some_standard
from tests.index.tables import parts_of as table_parts

VERDICTS = {(1, 1): Verdict.MET, (0, 1): Verdict.UNDECIDED, (0, 0): Verdict.UNMET, (1, 0): Verdict.EXEMPT}
"""By proven and possible."""


class Planes:
    """What a standard comes to on planes, laid open row by row."""

    def __init__(self, standard: Standard, releases: Releases, cut: int) -> None:
        self.circuit = Circuit()
        self.standard = standard
        self.wired: WiredRungs | WiredDimensions = (
            wire_rungs(standard, self.circuit)
            if standard.scheme.climbs
            else wire_dimensions(standard, self.circuit, parts_of(standard))
        )
        program = Program(self.circuit, range(2, len(self.circuit.values)))
        planes = make_planes(leaves_of(standard), table_parts(releases, cut))
        found = program.run(planes, words_of(releases.rows))
        self.bits = {value: unpack(plane, releases.rows) for value, plane in found.items()}
        self.bits |= {constant: np.full(releases.rows, bool(constant)) for constant in (0, 1)}

    def _one_of(self, names: list[str], values: tuple[int, ...], row: int) -> str | None:
        found = [name for name, value in zip(names, values, strict=True) if self.bits[value][row]]
        assert len(found) < 2
        return found[0] if found else None

    def check(self, expected: Grade, row: int) -> None:
        verdicts = [
            (asked.path, VERDICTS[bool(self.bits[asked.wire.proven][row]), bool(self.bits[asked.wire.possible][row])])
            for asked in self.wired.asked
        ]
        assert verdicts == [(one.requirement, one.verdict) for one in expected.judgements]
        if isinstance(self.wired, WiredRungs):
            ids = [rung.id for rung in self.standard.rungs]
            ends = (self._one_of(ids, self.wired.level, row), self._one_of(ids, self.wired.ceiling, row))
            assert ends == (expected.level, expected.ceiling)
        else:
            self._check_dimensions(self.wired, expected.dimensions, row)
            assert self._score(self.wired, row) == expected.score

    def _check_dimensions(self, wired: WiredDimensions, expected: tuple[DimensionGrade, ...], row: int) -> None:
        for dimension, one in zip(self.standard.dimensions, expected, strict=True):
            ids, ends = [level.id for level in dimension.levels], wired.dimensions[dimension.id]
            assert (self._one_of(ids, ends.level, row), self._one_of(ids, ends.ceiling, row)) == (one.level, one.ceiling)
            assert bool(self.bits[ends.applies][row]) == (one.score is not None)

    def _score(self, wired: WiredDimensions, row: int) -> Interval | None:
        low, high, whole = (
            sum(int(self.bits[value][row]) << place for place, value in enumerate(digits))
            for digits in (wired.score.low, wired.score.high, wired.score.whole)
        )
        out_of = whole if self.standard.scheme is Scheme.DIMENSIONS else wired.score.parts
        return Interval(Fraction(low, out_of), Fraction(high, out_of)) if whole else None


@pytest.mark.parametrize("scheme", list(Scheme))
def test_planes_say_what_the_judge_says_of_every_release_one_by_one(scheme: Scheme) -> None:
    @settings(max_examples=60, deadline=None)
    @given(some_standard(scheme), st.integers(0, 2**32 - 1), st.integers(1, 140), st.integers(0, 70))
    def hold(standard: Standard, seed: int, rows: int, cut: int) -> None:
        releases = Releases(seed, rows)
        planes = Planes(standard, releases, cut)
        for row, case in enumerate(releases.cases()):
            planes.check(grade(standard, case), row)

    hold()
