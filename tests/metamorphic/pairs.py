"""Pairs of releases: one, and the same with something added that is no content, or with a part removed."""

import random
from collections.abc import Iterator
from typing import NamedTuple

from openassay.vocabulary.release import Entry
from tests.inventory.fakes import Tree
from tests.metamorphic.additions import ADDITIONS
from tests.metamorphic.comparing import Change, assess, assess_made, raised
from tests.metamorphic.releases import Made, make

NO_COMPONENTS = frozenset({"license", "data-license", "housekeeping"})


class Pair(NamedTuple):
    """Two releases, the second of which must not be graded higher."""

    number: int
    what: str
    made: Made
    changed: Tree
    change: Change = Change.EMPTY

    def rises(self) -> list[str]:
        """What is graded higher in the second."""
        return raised(assess_made(self.made.seed), assess(self.changed), self.change)


def added(number: int, seeds: int, first: int = 0) -> Pair:
    """The pair of a number, with an addition, on one of so many releases from the first on."""
    chance = random.Random(f"added {number}")
    addition = ADDITIONS[number % len(ADDITIONS)]
    made = make(first + chance.randrange(seeds))
    more = addition.make(made, chance)
    files: dict[str, bytes | str | Entry] = {**made.files, **more}
    what = f"{addition.name} ({', '.join(more) or 'nothing'})"
    return Pair(number, what, made, files, Change.BLIND if addition.blinds else Change.EMPTY)


def removed(number: int, seeds: int, first: int = 0) -> Pair:
    """The pair of a number, with one real component removed, from one of so many releases from the first on."""
    chance = random.Random(f"removed {number}")
    made = make(first + chance.randrange(seeds))
    part = chance.choice(sorted(set(made.parts) - NO_COMPONENTS))
    return Pair(number, f"without {part}", made, made.without(part).files, Change.LESS)


def every_pair(count: int, seeds: int) -> Iterator[Pair]:
    """So many pairs of additions, and a fifth as many, 200 at least, of removals."""
    for number in range(count):
        yield added(number, seeds)
    for number in range(max(200, count // 5)):
        yield removed(number, seeds)
