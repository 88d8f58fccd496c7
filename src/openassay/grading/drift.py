"""How an order changes when a rule does: two scores for each of many systems, and what became of their ranks and pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Moved:
    """One system before and after."""

    name: str
    before: Fraction
    after: Fraction
    rank_before: int
    """1 and up; systems with equal scores share the better rank."""
    rank_after: int

    @property
    def moved(self) -> int:
        """Places moved; positive is down."""
        return self.rank_after - self.rank_before


@dataclass(frozen=True, slots=True)
class Drift:
    """All systems, and what changed between them."""

    systems: tuple[Moved, ...]
    pairs: int
    swapped: int
    """Pairs in which one stood strictly above the other, and now stands strictly below it."""
    ties_made: int
    ties_broken: int
    tied_both: int

    @property
    def fell(self) -> int:
        """Systems whose score fell."""
        return sum(one.after < one.before for one in self.systems)

    @property
    def rose(self) -> int:
        """Systems whose score rose."""
        return sum(one.after > one.before for one in self.systems)

    @property
    def stayed(self) -> int:
        """Systems whose score is the same."""
        return len(self.systems) - self.fell - self.rose

    @property
    def largest_fall(self) -> int:
        """The most places that one system went down; 0 where none did."""
        return max((one.moved for one in self.systems), default=0)

    @property
    def largest_rise(self) -> int:
        """The most places that one system went up, as a negative number; 0 where none did."""
        return min((one.moved for one in self.systems), default=0)

    def moved_at_least(self, places: int) -> int:
        """How many systems moved by so many places or more, up or down."""
        return sum(abs(one.moved) >= places for one in self.systems)


def drift(scores: Sequence[tuple[str, Fraction, Fraction]]) -> Drift:
    """Compare two orders of the same systems, given as name, score before and score after; the higher score stands first."""
    ranks_before, ranks_after = _ranks([before for _, before, _ in scores]), _ranks([after for _, _, after in scores])
    systems = tuple(Moved(name, first, second, ranks_before[first], ranks_after[second]) for name, first, second in scores)
    swapped = made = broken = both = 0
    for one, other in combinations(systems, 2):
        was, now = _order(one.before, other.before), _order(one.after, other.after)
        swapped += was * now < 0
        made += was != 0 and now == 0
        broken += was == 0 and now != 0
        both += was == now == 0
    return Drift(systems, len(systems) * (len(systems) - 1) // 2, swapped, made, broken, both)


def _ranks(scores: Sequence[Fraction]) -> dict[Fraction, int]:
    ranks: dict[Fraction, int] = {}
    for place, score in enumerate(sorted(scores, reverse=True), 1):
        ranks.setdefault(score, place)
    return ranks


def _order(one: Fraction, other: Fraction) -> int:
    return (one > other) - (one < other)
