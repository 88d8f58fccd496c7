"""Who moves when a rule changes: two standards run over the planes of all releases, and what came of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from openassay.index.circuit import Circuit
from openassay.index.comparing import RungMoves, ScoreMoves, Shift, compare_dimensions, compare_rungs
from openassay.index.leaves import leaves_of
from openassay.index.planes import Numbers, bits_at, count, first_bits, numbers_at, pack, rows_in, words_of
from openassay.index.scoring import Score
from openassay.index.sweep import Plane, Program
from openassay.vocabulary.grades import Interval
from openassay.vocabulary.standard import Scheme, Standard

Rows = npt.NDArray[np.intp]

_LONGEST = 1 << 62
_FEW = 1 << 24
"""Combinations of numbers that fit into a machine word, and those of which each can have a count of its own."""


class Incomparable(ValueError):  # noqa: N818
    """Two standards whose grades cannot be held against each other; the message is for the user."""


class Grading(NamedTuple):
    """What a release came to: ids of rungs where the standard climbs, a score where it does not."""

    level: str | None = None
    ceiling: str | None = None
    score: Interval | None = None


class Counts(NamedTuple):
    """How many releases went down, and how many up."""

    down: int
    up: int


class Move(NamedTuple):
    """One release that moves."""

    row: int
    before: Grading
    after: Grading
    deciding: tuple[str, ...]
    """`<rung>/<requirement>` or `<dimension>/<level>`; the rung or dimension alone where it came, went or counts otherwise."""


@dataclass(frozen=True)
class Moves:
    """All that moves."""

    releases: int
    rows: Rows
    """The rows of the releases that move, in order."""
    level: Counts
    """By the lower end: the level, or what the score is at least."""
    ceiling: Counts
    """By the upper end."""
    deciding: Mapping[str, int]
    """For each requirement how many releases it moves, in the order of the standards; several may move one."""
    _by: Mapping[str, Plane]
    _read: "_Rungs | _Scores"

    def each(self, rows: Rows) -> Iterator[Move]:
        """Yield the moves of some rows."""
        before, after = self._read.gradings(rows)
        decided = {path: bits_at(plane, rows) for path, plane in self._by.items()}
        for place, row in enumerate(rows.tolist()):
            paths = tuple(path for path, bits in decided.items() if bits[place])
            yield Move(row, before[place], after[place], paths)

    def scores(self) -> "Iterator[tuple[Fraction, Fraction, int]]":
        """Yield each pair of least scores, before and after, with how many releases have it; none where the standards climb."""
        return self._read.pairs()


class Comparison:
    """Two standards, wired and ready to run. Raises `Incomparable` where their grades are of different kinds."""

    def __init__(self, before: Standard, after: Standard) -> None:
        if before.scheme is not after.scheme:
            raise Incomparable(
                f"{before.name} is a {before.scheme} and {after.name} a {after.scheme}; their grades cannot be compared"
            )
        self.before, self.after = before, after
        self.leaves = tuple(dict.fromkeys((*leaves_of(before), *leaves_of(after))))
        """What the planes must answer."""
        circuit = Circuit()
        compare = compare_rungs if after.scheme.climbs else compare_dimensions
        self._wired: RungMoves | ScoreMoves = compare(before, after, circuit)
        self.program = Program(circuit, self._outputs())

    def _outputs(self) -> Iterable[int]:
        wired = self._wired
        yield from wired.deciding.values()
        if isinstance(wired, RungMoves):
            yield from (*wired.level, *wired.ceiling)
            for one in (wired.before, wired.after):
                yield from (*one.level, *one.ceiling)
        else:
            yield wired.changed
            for score in (wired.before.score, wired.after.score):
                yield from (*score.low, *score.high, *score.whole)

    def run(self, planes: Mapping[str, Plane], releases: int) -> Moves:
        """Find who moves among so many releases. `planes` answers all of `leaves`."""
        values = self.program.run(planes, words_of(releases))
        wired = self._wired
        if isinstance(wired, RungMoves):
            return self._rungs(wired, values, releases)
        return self._scores(wired, values, releases)

    def _rungs(self, wired: RungMoves, values: dict[int, Plane], releases: int) -> Moves:
        there = first_bits(releases)
        moved = (
            values[wired.level.down] | values[wired.level.up] | values[wired.ceiling.down] | values[wired.ceiling.up]
        ) & there

        def counts(shift: Shift) -> Counts:
            return Counts(count(values[shift.down] & there), count(values[shift.up] & there))

        read = _Rungs(self.before, self.after, wired, values)
        return _moves(moved, (counts(wired.level), counts(wired.ceiling)), wired, values, releases, read)

    def _scores(self, wired: ScoreMoves, values: dict[int, Plane], releases: int) -> Moves:
        read = _Scores(self.before.scheme, wired, values, releases)
        rows = rows_in(values[wired.changed], releases)
        low, high = read.order(rows)
        moved = np.zeros(releases, np.bool_)
        moved[rows] = (low != 0) | (high != 0)
        counts = [Counts(int((order < 0).sum()), int((order > 0).sum())) for order in (low, high)]
        return _moves(pack(moved), (counts[0], counts[1]), wired, values, releases, read)


def _moves(
    moved: Plane,
    counts: tuple[Counts, Counts],
    wired: RungMoves | ScoreMoves,
    values: dict[int, Plane],
    releases: int,
    read: "_Rungs | _Scores",
) -> Moves:
    by = {path: values[value] & moved for path, value in wired.deciding.items()}
    deciding = {path: number for path, plane in by.items() if (number := count(plane))}
    return Moves(releases, rows_in(moved, releases), *counts, deciding, {path: by[path] for path in deciding}, read)


class _Rungs:
    """Reads levels and ceilings."""

    def __init__(self, before: Standard, after: Standard, wired: RungMoves, values: Mapping[int, Plane]) -> None:
        self._sides = [
            ([rung.id for rung in standard.rungs], [[values[one] for one in end] for end in (rungs.level, rungs.ceiling)])
            for standard, rungs in ((before, wired.before), (after, wired.after))
        ]

    def gradings(self, rows: Rows) -> tuple[list[Grading], list[Grading]]:
        before, after = (
            [Grading(*pair) for pair in zip(*(self._names(ids, end, rows) for end in ends), strict=True)]
            for ids, ends in self._sides
        )
        return before, after

    @staticmethod
    def _names(ids: Sequence[str], end: Sequence[Plane], rows: Rows) -> list[str | None]:
        places = np.zeros(len(rows), np.intp)
        for place, plane in enumerate(end, 1):
            places[bits_at(plane, rows)] = place
        names = [None, *ids]
        return [names[place] for place in places.tolist()]

    @staticmethod
    def pairs() -> Iterator[tuple[Fraction, Fraction, int]]:
        return iter(())


class _Scores:
    """Reads scores."""

    def __init__(self, scheme: Scheme, wired: ScoreMoves, values: Mapping[int, Plane], releases: int) -> None:
        self._mean = scheme is Scheme.DIMENSIONS
        self._values = values
        self._sides = (wired.before.score, wired.after.score)
        self._releases = releases

    def _numbers(self, digits: Sequence[int], rows: Rows) -> Numbers:
        return numbers_at([self._values[value] for value in digits], rows, self._releases)

    def order(self, rows: Rows) -> tuple[Numbers, Numbers]:
        """Say of each row whether the ends of the score after are lower, equal or higher, by the sign of a number.

        A score where nothing applies is lower than any other.
        """
        had, has = (self._numbers(score.whole, rows) for score in self._sides)
        longest = max(len(score.whole) for score in self._sides)
        ends = []
        for digits in (tuple(score.low for score in self._sides), tuple(score.high for score in self._sides)):
            before, after = (self._numbers(one, rows) for one in digits)
            if self._mean:
                if longest + max(map(len, digits)) > 62:  # too long for 64 bits: on with Python's own numbers
                    before, after = before.astype(object), after.astype(object)
                before, after = before * has, after * had
            order: Numbers = (after > before).astype(np.int8) - (after < before).astype(np.int8)
            order[(had == 0) & (has != 0)] = 1
            order[(had != 0) & (has == 0)] = -1
            ends.append(order)
        return ends[0], ends[1]

    def gradings(self, rows: Rows) -> tuple[list[Grading], list[Grading]]:
        before, after = ([Grading(score=score) for score in self._intervals(side, rows)] for side in self._sides)
        return before, after

    def _intervals(self, score: Score, rows: Rows) -> Iterator[Interval | None]:
        numbers = (self._numbers(digits, rows).tolist() for digits in (score.low, score.high, score.whole))
        for low, high, whole in zip(*numbers, strict=True):
            out_of = whole if self._mean else score.parts
            yield Interval(Fraction(low, out_of), Fraction(high, out_of)) if whole else None

    def pairs(self) -> Iterator[tuple[Fraction, Fraction, int]]:
        rows = np.arange(self._releases)
        columns = [self._numbers(digits, rows) for score in self._sides for digits in (score.low, score.whole)]
        for (low, had, after, has), number in _distinct(columns):
            if had and has:
                outs = (had, has) if self._mean else (self._sides[0].parts, self._sides[1].parts)
                yield Fraction(low, outs[0]), Fraction(after, outs[1]), number


def _distinct(columns: Sequence[Numbers]) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield each combination of numbers that a row has, with how many rows have it."""
    sizes = [int(column.max(initial=0)) + 1 for column in columns]
    if prod(sizes) >= _LONGEST:
        yield from Counter(zip(*(column.tolist() for column in columns), strict=True)).items()
        return
    keys = np.zeros(len(columns[0]), np.int64)
    for column, size in zip(columns, sizes, strict=True):
        keys = keys * size + column
    if prod(sizes) < _FEW:
        counts = np.bincount(keys)
        found = np.flatnonzero(counts)
        counts = counts[found]
    else:
        found, counts = np.unique(keys, return_counts=True)
    for key, number in zip(found.tolist(), counts.tolist(), strict=True):
        yield tuple(key // prod(sizes[place + 1 :]) % size for place, size in enumerate(sizes)), number
