"""Running a circuit over planes, some thousand words at a time, so that what is in between stays in the processor's cache."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from openassay.index.circuit import EVERYWHERE, NOWHERE, Circuit, Gate

Plane = npt.NDArray[np.uint64]
"""One bit for each release, 64 in a word, the lowest bit first."""

BLOCK = 8_192
"""Words that are worked on at a time: half a million releases, 64 KiB a plane."""

_DOES: dict[Gate, Callable[..., Any]] = {Gate.AND: np.bitwise_and, Gate.OR: np.bitwise_or, Gate.XOR: np.bitwise_xor}


class Program:
    """The values of a circuit that some outputs need, in order, each with a place to stand in.

    Places are used again as soon as nothing needs what stands in them.
    """

    def __init__(self, circuit: Circuit, outputs: Iterable[int]) -> None:
        self.outputs = sorted(set(outputs))
        needed = _needed(circuit, self.outputs)
        names = {value: plane for plane, value in circuit.inputs.items()}
        self.inputs = [names[value] for value in needed if circuit.values[value].gate is Gate.INPUT]
        """The planes that are read, in the order in which they must be given."""
        places = {NOWHERE: 0, EVERYWHERE: 1}
        places |= {circuit.inputs[plane]: 2 + place for place, plane in enumerate(self.inputs)}
        self._kept = {value: 2 + len(self.inputs) + place for place, value in enumerate(self.outputs)}
        self._steps: list[tuple[Callable[..., Any], int, int, int]] = []
        self._places = self._assign(circuit, needed, places)

    def _assign(self, circuit: Circuit, needed: list[int], places: dict[int, int]) -> int:
        """Give each value its place and write down the steps; return how many places there are."""
        last_use = {}
        for value in needed:
            made = circuit.values[value]
            if made.gate in _DOES:
                last_use[made.left] = last_use[made.right] = value
        free: list[int] = []
        count = 2 + len(self.inputs) + len(self.outputs)
        for value in needed:
            made = circuit.values[value]
            if made.gate not in _DOES:
                continue
            left, right = places[made.left], places[made.right]
            ending = (used for used in {made.left, made.right} if last_use[used] == value)
            free += [places[used] for used in ending if circuit.values[used].gate in _DOES and used not in self._kept]
            if value in self._kept:
                places[value] = self._kept[value]
            elif free:
                places[value] = free.pop()
            else:
                places[value] = count
                count += 1
            self._steps.append((_DOES[made.gate], left, right, places[value]))
        for value in self.outputs:
            if circuit.values[value].gate not in _DOES:  # a constant, or a plane as it is
                self._steps.append((np.bitwise_or, places[value], places[value], self._kept[value]))
        return count

    @property
    def steps(self) -> int:
        """How many operations on planes the program takes."""
        return len(self._steps)

    def run(self, planes: Mapping[str, Plane], words: int) -> dict[int, Plane]:
        """Return the plane of each output. `planes` holds every plane of `inputs`, of so many words each."""
        given = [planes[name] for name in self.inputs]
        results = np.empty((len(self.outputs), words), np.uint64)
        scratch = np.empty((self._places - len(given) - len(self.outputs), min(BLOCK, words)), np.uint64)
        scratch[0], scratch[1] = 0, ~np.uint64(0)
        for start in range(0, words, BLOCK):
            end = min(start + BLOCK, words)
            size = end - start
            cells = [scratch[0, :size], scratch[1, :size], *(plane[start:end] for plane in given)]
            cells += [row[start:end] for row in results]
            cells += [row[:size] for row in scratch[2:]]
            for does, left, right, into in self._steps:
                does(cells[left], cells[right], cells[into])
        return dict(zip(self.outputs, results, strict=True))


def _needed(circuit: Circuit, outputs: Iterable[int]) -> list[int]:
    """The values that lead to the outputs, in the circuit's order."""
    marked = set[int]()
    waiting = list(outputs)
    while waiting:
        value = waiting.pop()
        if value in marked:
            continue
        marked.add(value)
        made = circuit.values[value]
        if made.gate in _DOES:
            waiting += (made.left, made.right)
    return sorted(marked)
