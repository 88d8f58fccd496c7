"""Wiring two standards into one circuit, and what tells them apart: who moves, and by which requirement.

A release that loses a rung loses it by the requirements of that rung that stand in its way under the rule after; one that gains a
rung, by those that stood in its way under the rule before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, zip_longest
from math import lcm
from typing import NamedTuple

from openassay.index.circuit import NOWHERE, Circuit
from openassay.index.scoring import Ends, Score, WiredDimensions, groups_of, parts_of, wire_dimensions
from openassay.index.wiring import Asked, WiredRungs, wire_rungs
from openassay.vocabulary.standard import Dimension, Scheme, Standard


class Shift(NamedTuple):
    """The releases of which one end of the grade goes down, and those of which it goes up."""

    down: int
    up: int


@dataclass
class RungMoves:
    """Two ladders or gradients, wired."""

    before: WiredRungs
    after: WiredRungs
    level: Shift
    ceiling: Shift
    deciding: dict[str, int]
    """For each requirement, or rung that came or went, the releases that it moves."""


@dataclass
class ScoreMoves:
    """Two standards that score, wired. Who moves shows only when the scores are read."""

    before: WiredDimensions
    after: WiredDimensions
    changed: int
    """The releases of which a digit of a score differs. Others do not move."""
    deciding: dict[str, int] = field(default_factory=dict)
    """For each level of a dimension, or dimension that came, went or counts otherwise, the releases of which it changes the
    level; whether the score moves by it, the scores tell."""


def merged(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Put two orders into one: that of the second, and what only the first has behind what it stood behind there."""
    order = list(after)
    place = 0
    for name in before:
        if name not in order:
            order.insert(place, name)
        place = order.index(name) + 1
    return order


def compare_rungs(before: Standard, after: Standard, circuit: Circuit) -> RungMoves:
    """Wire two standards whose schemes climb."""
    wired = wire_rungs(before, circuit), wire_rungs(after, circuit)
    deciding: dict[str, int] = {}
    shifts: list[Shift] = []
    order = merged(*([rung.id for rung in standard.rungs] for standard in (before, after)))
    for of_level in (True, False):
        comparison = _End(order, before, after, wired, of_level, circuit)
        shifts.append(comparison.shift())
        for path, value in comparison.deciding().items():
            deciding[path] = circuit.either(deciding.get(path, NOWHERE), value)
    deciding = {path: value for path, value in deciding.items() if value != NOWHERE}
    return RungMoves(*wired, level=shifts[0], ceiling=shifts[1], deciding=deciding)


class _End:
    """One end of the grade, level or ceiling, under both standards."""

    def __init__(
        self,
        order: list[str],
        before: Standard,
        after: Standard,
        wired: tuple[WiredRungs, WiredRungs],
        of_level: bool,
        circuit: Circuit,
    ) -> None:
        self.order, self.circuit, self.wired, self.of_level = order, circuit, wired, of_level
        self.cumulative = after.scheme is Scheme.LADDER
        ends = [one.level if of_level else one.ceiling for one in wired]
        on = [
            dict(zip((rung.id for rung in standard.rungs), end, strict=True))
            for standard, end in zip((before, after), ends, strict=True)
        ]
        self.on_before, self.on_after = ([one.get(rung, NOWHERE) for rung in order] for one in on)
        self.up_to_before, self.up_to_after = (self._or_above(one) for one in (self.on_before, self.on_after))

    def _or_above(self, on: list[int]) -> list[int]:
        return list(accumulate(reversed(on), self.circuit.either))[::-1]

    def shift(self) -> Shift:
        """Who goes down and who goes up."""
        without, pairs = self.circuit.without, list(zip(self.up_to_before, self.up_to_after, strict=True))
        down = self.circuit.any_of(without(before, after) for before, after in pairs)
        return Shift(down, self.circuit.any_of(without(after, before) for before, after in pairs))

    def deciding(self) -> dict[str, int]:
        """By which requirement each release loses or gains a rung; by the rung itself where no requirement tells."""
        circuit = self.circuit
        found: dict[str, int] = {}
        moving: dict[str, int] = {}
        told = NOWHERE
        for place, rung in enumerate(self.order):
            held = self.up_to_before if self.cumulative else self.on_before
            holds = self.up_to_after if self.cumulative else self.on_after
            lost = circuit.without(held[place], self.up_to_after[place])
            gained = circuit.without(holds[place], self.up_to_before[place])
            moving[rung] = circuit.either(lost, gained)
            for wired, moved in zip(self.wired, (gained, lost), strict=True):
                for one in wired.asked:
                    if one.path.partition("/")[0] == rung and not one.should:
                        decides = circuit.both(moved, self._in_the_way(one))
                        found[one.path] = circuit.either(found.get(one.path, NOWHERE), decides)
                        told = circuit.either(told, decides)
        return found | {rung: circuit.without(moved, told) for rung, moved in moving.items()}

    def _in_the_way(self, one: Asked) -> int:
        wire = one.wire
        return self.circuit.invert(wire.proven if self.of_level else self.circuit.either(*wire))


def compare_dimensions(before: Standard, after: Standard, circuit: Circuit) -> ScoreMoves:
    """Wire two standards that score, in parts of a point that suit both."""
    parts = lcm(parts_of(before), parts_of(after))
    wired = wire_dimensions(before, circuit, parts), wire_dimensions(after, circuit, parts)
    moves = ScoreMoves(*wired, changed=_digits_differ(wired[0].score, wired[1].score, circuit))
    had, has = ({one.id: one for one in standard.dimensions} for standard in (before, after))
    together = [_partners(standard) for standard in (before, after)]
    for name in merged(list(had), list(has)):
        if name not in has or name not in had:
            moves.deciding[name] = (moves.before if name in had else moves.after).dimensions[name].applies
            continue
        was, now = moves.before.dimensions[name], moves.after.dimensions[name]
        moves.deciding |= _levels(had[name], has[name], was, now, circuit)
        if had[name].weight != has[name].weight or together[0][name] != together[1][name]:
            moves.deciding[name] = circuit.either(was.applies, now.applies)
        else:
            moves.deciding[name] = circuit.either(
                circuit.differ(was.applies, now.applies), _revalued(had[name], has[name], now, circuit)
            )
    moves.deciding = {path: value for path, value in moves.deciding.items() if value != NOWHERE}
    return moves


def _digits_differ(before: Score, after: Score, circuit: Circuit) -> int:
    pairs = [
        pair
        for one, other in ((before.low, after.low), (before.high, after.high), (before.whole, after.whole))
        for pair in zip_longest(one, other, fillvalue=NOWHERE)
    ]
    return circuit.any_of(circuit.differ(*pair) for pair in pairs)


def _partners(standard: Standard) -> dict[str, set[str]]:
    """For each dimension, those that count as one with it."""
    return {one.id: {other.id for other in group} for group in groups_of(standard) for one in group}


def _revalued(before: Dimension, after: Dimension, now: Ends, circuit: Circuit) -> int:
    """The releases of which an end is at a level that is worth more or less than it was."""
    worth = {level.id: level.value for level in before.levels}
    places = [place for place, level in enumerate(after.levels) if worth.get(level.id, level.value) != level.value]
    return circuit.any_of(end[place] for end in (now.level, now.ceiling) for place in places)


def _levels(before: Dimension, after: Dimension, was: Ends, now: Ends, circuit: Circuit) -> dict[str, int]:
    """For each level that asks for something, the releases of which an end comes down from it, or gets up to it."""
    names = [[level.id for level in one.levels] for one in (before, after)]
    order = merged(*names)
    asking = {level.id for one in (before, after) for level in one.levels if level.that is not None}
    found: dict[str, int] = {}
    for ends in ((was.level, now.level), (was.ceiling, now.ceiling)):
        reached = []
        for ids, values in zip(names, ends, strict=True):
            at = dict(zip(ids, values, strict=True))
            reached.append(list(accumulate([at.get(name, NOWHERE) for name in order], circuit.either)))
        for name, one, other in zip(order, *reached, strict=True):
            if name in asking:
                path = f"{before.id}/{name}"
                found[path] = circuit.either(found.get(path, NOWHERE), circuit.differ(one, other))
    return found
