"""Wiring a standard into a circuit: each requirement and rung becomes planes, with the meaning that the judge gives them.

A condition has four outcomes and so two planes. `proven` is met or exempt, `possible` is met or undecided: a met one is in both,
an unmet one in neither, an undecided one only possible, an exempt one only proven.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from openassay.index.circuit import EVERYWHERE, NOWHERE, Circuit
from openassay.index.leaves import Leaf, membership, question
from openassay.vocabulary.standard import All, AnyOf, Ask, AtLeast, CannotSee, Condition, LicenseIn, Scheme, Standard


class Wire(NamedTuple):
    """The two values of one condition."""

    proven: int
    possible: int


UNDECIDED = Wire(NOWHERE, EVERYWHERE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement as wired."""

    path: str
    wire: Wire
    should: bool = False


@dataclass(frozen=True, slots=True)
class WiredRungs:
    """A ladder or gradient: for each rung the releases whose level it is, and those whose ceiling it is."""

    asked: tuple[Asked, ...]
    level: tuple[int, ...]
    ceiling: tuple[int, ...]


def wire_condition(condition: Condition, standard: Standard, circuit: Circuit) -> Wire:
    """Wire one condition of a standard."""
    match condition:
        case Ask():
            return _leaf(question(condition), circuit)
        case LicenseIn():
            return _leaf(membership(condition, standard), circuit)
        case All(of=operands):
            return _all([wire_condition(operand, standard, circuit) for operand in operands], circuit)
        case AnyOf(of=operands):
            return _at_least(1, [wire_condition(operand, standard, circuit) for operand in operands], circuit)
        case AtLeast(n=n, of=operands):
            return _at_least(n, [wire_condition(operand, standard, circuit) for operand in operands], circuit)
        case CannotSee():
            return UNDECIDED


def _leaf(leaf: Leaf, circuit: Circuit) -> Wire:
    return Wire(circuit.input(leaf.proven), circuit.input(leaf.possible))


def _all(wires: Sequence[Wire], circuit: Circuit) -> Wire:
    """Possible where no operand is unmet and not all are exempt."""
    some_possible = circuit.any_of(wire.possible for wire in wires)
    return Wire(circuit.all_of(wire.proven for wire in wires), circuit.both(_none_unmet(wires, circuit), some_possible))


def _at_least(number: int, wires: Sequence[Wire], circuit: Circuit) -> Wire:
    """So many are met, or all that apply; and so with those that are not ruled out."""
    met = circuit.at_least(number, [circuit.both(*wire) for wire in wires])
    possible = circuit.at_least(number, [wire.possible for wire in wires])
    if number == 1:
        return Wire(circuit.either(met, circuit.all_of(wire.proven for wire in wires)), possible)
    whole = _all(wires, circuit)
    return Wire(circuit.either(met, whole.proven), circuit.either(possible, whole.possible))


def _none_unmet(wires: Sequence[Wire], circuit: Circuit) -> int:
    return circuit.all_of(circuit.either(*wire) for wire in wires)


def wire_rungs(standard: Standard, circuit: Circuit) -> WiredRungs:
    """Wire a standard whose scheme climbs."""
    asked: list[Asked] = []
    level, ceiling = [], []
    proven = possible = EVERYWHERE
    for rung in standard.rungs:
        here = [Asked(f"{rung.id}/{one.id}", wire_condition(one.that, standard, circuit), one.should) for one in rung.require]
        asked += here
        deciding = [one.wire for one in here if not one.should]
        all_proven, none_unmet = circuit.all_of(wire.proven for wire in deciding), _none_unmet(deciding, circuit)
        applies = circuit.any_of(circuit.either(wire.possible, circuit.invert(wire.proven)) for wire in deciding)
        if standard.scheme is Scheme.LADDER:
            all_proven = proven = circuit.both(proven, all_proven)
            none_unmet = possible = circuit.both(possible, none_unmet)
        level.append(circuit.both(all_proven, applies))
        ceiling.append(circuit.both(none_unmet, applies))
    return WiredRungs(tuple(asked), only_highest(level, circuit), only_highest(ceiling, circuit))


def only_highest(values: Sequence[int], circuit: Circuit) -> tuple[int, ...]:
    """Leave each release only in the last of these planes that it is in."""
    found, above = [], NOWHERE
    for value in reversed(values):
        found.append(circuit.without(value, above))
        above = circuit.either(above, value)
    return tuple(reversed(found))
