"""How an order changes when a rule does: two scores for each of many systems, and what became of their ranks and pairs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import comb


@dataclass(frozen=True, slots=True)
class Moved:
    """One system before and after, or several that have the same two scores."""

    name: str
    """Empty where it stands for several."""
    before: Fraction
    after: Fraction
    rank_before: int
    """1 and up; systems with equal scores share the better rank."""
    rank_after: int
    count: int = 1
    """How many systems it stands for."""

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
        return sum(one.count for one in self.systems if one.after < one.before)

    @property
    def rose(self) -> int:
        """Systems whose score rose."""
        return sum(one.count for one in self.systems if one.after > one.before)

    @property
    def stayed(self) -> int:
        """Systems whose score is the same."""
        return sum(one.count for one in self.systems if one.after == one.before)

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
        return sum(one.count for one in self.systems if abs(one.moved) >= places)


def drift(scores: Sequence[tuple[str, Fraction, Fraction]]) -> Drift:
    """Compare two orders of the same systems, given as name, score before and score after; the higher score stands first."""
    return _compare([(name, before, after, 1) for name, before, after in scores])


def drift_of_groups(groups: Iterable[tuple[Fraction, Fraction, int]]) -> Drift:
    """Compare two orders of many systems, given as score before, score after and how many systems have just these two."""
    return _compare([("", before, after, count) for before, after, count in groups])


def _compare(groups: Sequence[tuple[str, Fraction, Fraction, int]]) -> Drift:
    together: Counter[tuple[Fraction, Fraction]] = Counter()
    had: Counter[Fraction] = Counter()
    have: Counter[Fraction] = Counter()
    for _, before, after, count in groups:
        together[before, after] += count
        had[before] += count
        have[after] += count
    rank_before, rank_after = _ranks(had), _ranks(have)
    tied_before, tied_after, both = (sum(comb(count, 2) for count in one.values()) for one in (had, have, together))
    return Drift(
        systems=tuple(Moved(name, one, two, rank_before[one], rank_after[two], count) for name, one, two, count in groups),
        pairs=comb(sum(together.values()), 2),
        swapped=_swapped(together),
        ties_made=tied_after - both,
        ties_broken=tied_before - both,
        tied_both=both,
    )


def _ranks(scores: Counter[Fraction]) -> dict[Fraction, int]:
    ranks: dict[Fraction, int] = {}
    place = 1
    for score in sorted(scores, reverse=True):
        ranks[score] = place
        place += scores[score]
    return ranks


def _swapped(together: Counter[tuple[Fraction, Fraction]]) -> int:
    """Count pairs of which the lower one before is the higher one after.

    Scores go in by what they were, the lowest first; a Fenwick tree tells how many of those that are in are higher now.
    """
    places = {after: place for place, after in enumerate(sorted({after for _, after in together}, reverse=True), 1)}
    tree = [0] * (len(places) + 1)
    swapped = 0
    for _, group in groupby(sorted(together), key=lambda pair: pair[0]):
        pairs = list(group)
        for pair in pairs:
            higher, place = 0, places[pair[1]] - 1
            while place:
                higher += tree[place]
                place -= place & -place
            swapped += higher * together[pair]
        for pair in pairs:
            place = places[pair[1]]
            while place < len(tree):
                tree[place] += together[pair]
                place += place & -place
    return swapped
