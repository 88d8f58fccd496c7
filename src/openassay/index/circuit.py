"""A circuit: bit operations over planes, each built once however often it is asked for.

A plane holds one bit for each release. A standard becomes a circuit whose inputs are planes of facts; two standards put into one
circuit share all that they have in common, so that a changed rule costs what is changed.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from functools import reduce
from typing import NamedTuple

NOWHERE, EVERYWHERE = 0, 1
"""The plane without a bit, and the one with every bit."""


class Gate(Enum):
    """What a value is made by."""

    CONSTANT = "constant"
    INPUT = "input"
    AND = "and"
    OR = "or"
    XOR = "xor"


class Made(NamedTuple):
    """One value: its gate, and the values that go in; of an input, its place among the inputs."""

    gate: Gate
    left: int
    right: int = 0


class Circuit:
    """Values by number, in an order in which each stands after those it is made of."""

    def __init__(self) -> None:
        self.values = [Made(Gate.CONSTANT, NOWHERE), Made(Gate.CONSTANT, EVERYWHERE)]
        self.inputs: dict[str, int] = {}
        """The value of each input, by the name of its plane."""
        self._known: dict[Made, int] = {}

    def input(self, plane: str) -> int:
        """Return the value that a plane gives."""
        if plane not in self.inputs:
            self.inputs[plane] = self._value(Made(Gate.INPUT, len(self.inputs)))
        return self.inputs[plane]

    def both(self, left: int, right: int) -> int:
        """Bits that are in both."""
        if NOWHERE in (left, right) or self._opposite(left, right):
            return NOWHERE
        if left in (EVERYWHERE, right):
            return right
        return left if right == EVERYWHERE else self._value(Made(Gate.AND, *sorted((left, right))))

    def either(self, left: int, right: int) -> int:
        """Bits that are in one of them or in both."""
        if EVERYWHERE in (left, right) or self._opposite(left, right):
            return EVERYWHERE
        if left in (NOWHERE, right):
            return right
        return left if right == NOWHERE else self._value(Made(Gate.OR, *sorted((left, right))))

    def differ(self, left: int, right: int) -> int:
        """Bits that are in just one of them."""
        if left == right:
            return NOWHERE
        if NOWHERE in (left, right):
            return left + right
        return self._value(Made(Gate.XOR, *sorted((left, right))))

    def invert(self, value: int) -> int:
        """Bits that are not in it."""
        if value in (NOWHERE, EVERYWHERE):
            return EVERYWHERE - value
        made = self.values[value]
        if made.gate is Gate.XOR and made.left == EVERYWHERE:
            return made.right
        return self.differ(EVERYWHERE, value)

    def all_of(self, values: Iterable[int]) -> int:
        """Bits that are in every one; every bit where there is none."""
        return reduce(self.both, values, EVERYWHERE)

    def any_of(self, values: Iterable[int]) -> int:
        """Bits that are in at least one."""
        return reduce(self.either, values, NOWHERE)

    def without(self, left: int, right: int) -> int:
        """Bits of the left one that are not in the right one."""
        return self.both(left, self.invert(right))

    def at_least(self, number: int, values: Sequence[int]) -> int:
        """Bits that are in at least so many of them."""
        reached = [EVERYWHERE, *[NOWHERE] * number]
        for value in values:
            for count in range(number, 0, -1):
                reached[count] = self.either(reached[count], self.both(reached[count - 1], value))
        return reached[number]

    def add(self, left: Sequence[int], right: Sequence[int]) -> tuple[int, ...]:
        """Add two numbers that each release has, given and returned as planes of their binary digits, the lowest first."""
        longest = max(len(left), len(right))
        carry, digits = NOWHERE, []
        for place in range(longest):
            one = left[place] if place < len(left) else NOWHERE
            other = right[place] if place < len(right) else NOWHERE
            uneven = self.differ(one, other)
            digits.append(self.differ(uneven, carry))
            carry = self.either(self.both(one, other), self.both(uneven, carry))
        return (*digits, carry) if carry != NOWHERE else tuple(digits)

    def _opposite(self, left: int, right: int) -> bool:
        return Made(Gate.XOR, EVERYWHERE, right) == self.values[left] or Made(Gate.XOR, EVERYWHERE, left) == self.values[right]

    def _value(self, made: Made) -> int:
        if made not in self._known:
            self._known[made] = len(self.values)
            self.values.append(made)
        return self._known[made]
