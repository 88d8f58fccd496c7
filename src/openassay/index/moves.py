"""Who moves when a rule changes: two standards run over the planes of all releases, and what came of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from openassay.index.circuit import Circuit
from openassay.index.comparing import RungMoves, ScoreMoves, Shift, compare_dimensions, compare_rungs
from openassay.index.leaves import leaves_of
from openassay.index.planes import bits_at, count, first_bits, pack, rows_in, words_of
from openassay.index.scoring import Score
from openassay.index.sweep import Plane, Program
from openassay.vocabulary.grades import Interval
from openassay.vocabulary.standard import Scheme, Standard

Rows = npt.NDArray[np.intp]


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
        return self._read.pairs(self.releases)


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
        read = _Scores(self.before.scheme, wired, values)
        counts = []
        moved = np.zeros(releases, np.bool_)
        for end in ("low", "high"):
            order = read.order(end, np.arange(releases))
            counts.append(Counts(int((order < 0).sum()), int((order > 0).sum())))
            moved |= order != 0
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
    def pairs(releases: int) -> Iterator[tuple[Fraction, Fraction, int]]:
        return iter(())


class _Scores:
    """Reads scores."""

    def __init__(self, scheme: Scheme, wired: ScoreMoves, values: Mapping[int, Plane]) -> None:
        self._mean = scheme is Scheme.DIMENSIONS
        self._values = values
        self._sides = (wired.before.score, wired.after.score)
        longest = max(len(score.low) + len(score.whole) + len(score.high) for score in self._sides)
        self._kind: Any = np.int64 if longest < 60 else object  # object: the numbers are Python's, of any length

    def _number(self, digits: Sequence[int], rows: Rows) -> npt.NDArray[Any]:
        number = np.zeros(len(rows), self._kind)
        for place, value in enumerate(digits):
            number += bits_at(self._values[value], rows).astype(self._kind) << place
        return number

    def _side(self, score: Score, rows: Rows) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
        low, high, whole = (self._number(digits, rows) for digits in (score.low, score.high, score.whole))
        return low, high, whole

    def order(self, end: str, rows: Rows) -> npt.NDArray[Any]:
        """Say of each row whether the score after is lower (-1), equal (0) or higher (1); where nothing applies it is lowest."""
        before, after = (self._number(getattr(score, end), rows) for score in self._sides)
        had, has = (self._number(score.whole, rows) for score in self._sides)
        one, other = (before * has, after * had) if self._mean else (before, after)
        found: npt.NDArray[Any] = np.sign(other - one)
        found[(had == 0) & (has != 0)] = 1
        found[(had != 0) & (has == 0)] = -1
        return found

    def gradings(self, rows: Rows) -> tuple[list[Grading], list[Grading]]:
        before, after = ([Grading(score=score) for score in self._intervals(side, rows)] for side in self._sides)
        return before, after

    def _intervals(self, score: Score, rows: Rows) -> Iterator[Interval | None]:
        for low, high, whole in zip(*(one.tolist() for one in self._side(score, rows)), strict=True):
            out_of = whole if self._mean else score.parts
            yield Interval(Fraction(low, out_of), Fraction(high, out_of)) if whole else None

    def pairs(self, releases: int) -> Iterator[tuple[Fraction, Fraction, int]]:
        rows = np.arange(releases)
        columns = [self._number(digits, rows) for score in self._sides for digits in (score.low, score.whole)]
        for (low, had, after, has), number in _distinct(columns):
            if had and has:
                outs = (had, has) if self._mean else (self._sides[0].parts, self._sides[1].parts)
                yield Fraction(low, outs[0]), Fraction(after, outs[1]), number


def _distinct(columns: Sequence[npt.NDArray[Any]]) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield each combination of numbers that a row has, with how many rows have it."""
    sizes = [int(column.max(initial=0)) + 1 for column in columns]
    if prod(sizes) >= 1 << 62:
        yield from Counter(zip(*(column.tolist() for column in columns), strict=True)).items()
        return
    keys = np.zeros(len(columns[0]), np.int64)
    for column, size in zip(columns, sizes, strict=True):
        keys = keys * size + column
    for key, number in zip(*(one.tolist() for one in np.unique(keys, return_counts=True)), strict=True):
        yield tuple(key // prod(sizes[place + 1 :]) % size for place, size in enumerate(sizes)), number
