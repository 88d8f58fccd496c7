"""Wiring a standard that scores: the level of each dimension, and the score as binary digits, exact.

Every number is a whole multiple of one part of a point, so that sums of planes come to the same fractions as the judge's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from openassay.index.circuit import EVERYWHERE, NOWHERE, Circuit
from openassay.index.leaves import BASE
from openassay.index.wiring import Asked, Wire, wire_condition
from openassay.vocabulary.standard import Dimension, Standard


class Ends(NamedTuple):
    """One dimension: for each of its levels, best first, the releases that have proven it, and those whose ceiling it is."""

    level: tuple[int, ...]
    ceiling: tuple[int, ...]
    applies: int


@dataclass(frozen=True, slots=True)
class Score:
    """The binary digits of three sums, the lowest first. Each is a multiple of one `parts`-th."""

    low: tuple[int, ...]
    high: tuple[int, ...]
    whole: tuple[int, ...]
    """The weights of the dimensions that apply; nothing where none does."""
    parts: int


@dataclass(frozen=True, slots=True)
class WiredDimensions:
    """All dimensions and what they come to."""

    asked: tuple[Asked, ...]
    dimensions: dict[str, Ends]
    score: Score


def wire_dimensions(standard: Standard, circuit: Circuit, parts: int) -> WiredDimensions:
    """Wire a standard that scores. `parts` is what `parts_of` says, or a multiple of it."""
    asked: list[Asked] = []
    own: dict[str, Ends] = {}
    for dimension in standard.dimensions:
        here = [
            Asked(f"{dimension.id}/{level.id}", wire_condition(level.that, standard, circuit))
            for level in dimension.levels
            if level.that is not None
        ]
        asked += here
        own[dimension.id] = _capped(dimension, _ends([one.wire for one in here], circuit), circuit)
    ends = {one.id: _mirrored(one, own, standard, circuit) for one in standard.dimensions}
    return WiredDimensions(tuple(asked), ends, _score(standard, ends, circuit, parts))


def _ends(wires: Sequence[Wire], circuit: Circuit) -> Ends:
    """The best level that is met and the best that is not ruled out; below them all is the last, which asks for nothing."""
    exempt = circuit.all_of(circuit.without(*wire) for wire in wires)
    applies = circuit.invert(exempt)
    met = _first([*(circuit.both(*wire) for wire in wires), applies], circuit)
    return Ends(met, _first([*(wire.possible for wire in wires), applies], circuit), applies)


def _first(values: Iterable[int], circuit: Circuit) -> tuple[int, ...]:
    """Leave each release only in the first of these planes that it is in."""
    found, before = [], NOWHERE
    for value in values:
        found.append(circuit.without(value, before))
        before = circuit.either(before, value)
    return tuple(found)


def _capped(dimension: Dimension, ends: Ends, circuit: Circuit) -> Ends:
    """An index grades no base models: where there is one, nothing better than the last level is proven."""
    if not dimension.capped_by_base:
        return ends
    distinct = circuit.invert(circuit.without(circuit.input(BASE.proven), circuit.input(BASE.possible)))
    *better, _ = ends.level
    last = circuit.without(ends.applies, circuit.any_of(circuit.without(level, distinct) for level in better))
    return Ends((*(circuit.without(level, distinct) for level in better), last), ends.ceiling, ends.applies)


def _mirrored(dimension: Dimension, own: dict[str, Ends], standard: Standard, circuit: Circuit) -> Ends:
    """Where it does not apply, the dimension that stands for it gives the level, found by its id."""
    ends = own[dimension.id]
    other = next((one for one in standard.dimensions if one.id == dimension.mirror), None)
    if other is None:
        return ends
    theirs = own[other.id]
    instead = circuit.without(theirs.applies, ends.applies)
    at = {level.id: place for place, level in enumerate(dimension.levels)}
    taken = [at.get(level.id, len(dimension.levels) - 1) for level in other.levels]

    def joined(mine: Sequence[int], their: Sequence[int]) -> tuple[int, ...]:
        found = list(mine)
        for place, value in zip(taken, their, strict=True):
            found[place] = circuit.either(found[place], circuit.both(value, instead))
        return tuple(found)

    applies = circuit.either(ends.applies, theirs.applies)
    return Ends(joined(ends.level, theirs.level), joined(ends.ceiling, theirs.ceiling), applies)


def parts_of(standard: Standard) -> int:
    """Into how many parts a point must be cut so that every level of every dimension is a whole number of them."""
    found = 1
    for group in groups_of(standard):
        for dimension in group:
            for share in range(1, len(group) + 1):
                weight = dimension.weight / share
                found = lcm(found, weight.denominator, *((level.value * weight).denominator for level in dimension.levels))
    return found


def groups_of(standard: Standard) -> list[list[Dimension]]:
    """The dimensions that count as one together."""
    groups: dict[str, list[Dimension]] = {}
    for dimension in standard.dimensions:
        groups.setdefault(dimension.mean_with or dimension.id, []).append(dimension)
    return list(groups.values())


def _score(standard: Standard, ends: dict[str, Ends], circuit: Circuit, parts: int) -> Score:
    low, high, whole = _Sum(circuit), _Sum(circuit), _Sum(circuit)
    for group in groups_of(standard):
        for dimension in group:
            one = ends[dimension.id]
            others = [ends[other.id].applies for other in group if other is not dimension]
            shares = [(_just(beside, others, circuit), dimension.weight / (beside + 1)) for beside in range(len(group))]
            worth = [_whole(level.value * weight * parts) for _, weight in shares for level in dimension.levels]
            low.add(worth, [circuit.both(where, value) for where, _ in shares for value in one.level])
            high.add(worth, [circuit.both(where, value) for where, _ in shares for value in one.ceiling])
            whole.add([_whole(weight * parts) for _, weight in shares], [circuit.both(where, one.applies) for where, _ in shares])
    return Score(low.digits, high.digits, whole.digits, parts)


class _Sum:
    """A number that each release has, and that grows."""

    def __init__(self, circuit: Circuit) -> None:
        self.digits: tuple[int, ...] = ()
        self._circuit = circuit
        self._most = 0

    def add(self, worth: Sequence[int], where: Sequence[int]) -> None:
        """Add a number that has these values on these planes, no two of which overlap, and is 0 elsewhere."""
        most = max(worth, default=0)
        planes = list(zip(worth, where, strict=True))
        more = [
            self._circuit.any_of(plane for value, plane in planes if value >> place & 1) for place in range(most.bit_length())
        ]
        self._most += most
        self.digits = self._circuit.add(self.digits, more)[: self._most.bit_length()]


def _just(number: int, values: Sequence[int], circuit: Circuit) -> int:
    """Bits that are in just so many of these planes."""
    enough = circuit.at_least(number, values) if number else EVERYWHERE
    return circuit.without(enough, circuit.at_least(number + 1, values))


def _whole(number: Fraction) -> int:
    if number.denominator != 1 or number < 0:
        raise ValueError(f"{number} is no whole number of parts")
    return number.numerator
