"""The impact of a rule: a whole index re-graded under a changed standard. Nothing about the index changes."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from openassay.application.standards import Mistaken, named
from openassay.grading.drift import Drift, drift_of_groups
from openassay.index.leaves import Question, leaves_of
from openassay.index.moves import Comparison, Grading, Incomparable, Move, Moves
from openassay.index.plane_cache import PlaneCache, Releases
from openassay.index.planes import undecided
from openassay.index.store import Index
from openassay.index.stored import Stored
from openassay.vocabulary.standard import LicenseIn, Standard, leaves

SCHEMA = "openassay/impact/1"
STEPS = (1, 10, 20)
"""Numbers of places for which it is told how many releases moved by so many or more."""


@dataclass(frozen=True)
class Impact:
    """What a change does to the releases of an index."""

    before: Standard
    after: Standard
    moves: Moves
    releases: Releases
    unanswered: tuple[str, ...]
    """Facts that the standard after asks for and that are unknown of every release, or rest on too little."""

    @property
    def drift(self) -> Drift | None:
        """How the order of all releases by their least score changes; None where the standards have rungs."""
        return None if self.after.scheme.climbs else drift_of_groups(self.moves.scores())

    def moved(self, most: int | None = None) -> Iterator[tuple[str, str, Move]]:
        """Yield name, publisher and move of the releases that move, by name; of so many at most."""
        rows = self.releases.by_name(self.moves.rows)[:most]
        yield from zip(self.releases.names(rows), self.releases.publishers(rows), self.moves.each(rows), strict=True)


def standards_for(new: str, against: str | None) -> tuple[Standard, Standard]:
    """Return the standard before and the one after. Raises `Mistaken`.

    `new` and `against` are names, such as `mof@1.0/paper`, or paths, `<path>.yaml` or `<path>.yaml/<variant>`. Without `against`
    it is held against what the shelves have of its id: the same edition and variant where there is one.
    """
    after = named(new)
    before = named(against) if against is not None else _standing(after)
    if before is None:
        raise Mistaken(f"there is no other standard '{after.id}'; say with --against what it is to be compared with")
    if before.name == after.name:
        raise Mistaken(f"'{new}' would be compared with itself; say with --against what it is to be compared with")
    return before, after


def _standing(after: Standard) -> Standard | None:
    variant = f"/{after.variant}" if after.variant else ""
    for name in (f"{after.id}@{after.edition}{variant}", f"{after.id}@{after.edition}", f"{after.id}{variant}", after.id):
        with suppress(Mistaken):
            return named(name)
    return None


def impact(index: Index, before: Standard, after: Standard) -> Impact:
    """Grade every release of an index, as it was seen last, under both standards, and find those that move.

    Raises `Mistaken` where the two cannot be compared, `Unusable` where the index cannot be read.
    """
    try:
        comparison = Comparison(before, after)
    except Incomparable as error:
        raise Mistaken(str(error)) from error
    cache = PlaneCache(Stored(index))
    releases = cache.releases
    planes = cache.planes(comparison.leaves)
    questions = sorted({leaf for leaf in leaves_of(after) if isinstance(leaf, Question)})
    unanswered = tuple(dict.fromkeys(leaf.key for leaf in questions if undecided(leaf, planes, len(releases))))
    return Impact(before, after, comparison.run(planes, len(releases)), releases, unanswered)


def to_document(found: Impact, mark: str, most: int | None = None) -> dict[str, Any]:
    """Return an impact as values, with at most so many of the releases that move."""
    moves = found.moves
    return {
        "schema": SCHEMA,
        "index": {"mark": mark, "releases": moves.releases},
        "before": _about(found.before),
        "after": _about(found.after),
        "scheme": found.after.scheme,
        "moved": len(moves.rows),
        "level": moves.level._asdict(),
        "ceiling": moves.ceiling._asdict(),
        "requirements": [
            {"requirement": path, "moves": number, "change": change_of(path, found.before, found.after)}
            for path, number in moves.deciding.items()
        ],
        "publishers": [
            {"publisher": name, "moved": moved, "releases": releases}
            for name, moved, releases in found.releases.by_publisher(moves.rows)
        ],
        "order": _order(found.drift),
        "unanswered": list(found.unanswered),
        "releases": [
            {
                "release": name,
                "publisher": publisher,
                "before": _grading(move.before),
                "after": _grading(move.after),
                "by": list(move.deciding),
            }
            for name, publisher, move in found.moved(most)
        ],
    }


def change_of(path: str, before: Standard, after: Standard) -> str:
    """Say what became of a requirement, rung or dimension: `new`, `gone`, `changed`, or empty where it is the same."""
    had, has = _asked(before), _asked(after)
    if path not in had or path not in has:
        return "new" if path in has else "gone"
    return "" if had[path] == has[path] else "changed"


def _asked(standard: Standard) -> dict[str, Any]:
    """All that may decide, by its path, with what it depends on besides facts."""
    found: dict[str, Any] = {rung.id: "" for rung in standard.rungs}
    for dimension in standard.dimensions:
        levels = tuple((level.id, level.value) for level in dimension.levels)
        found[dimension.id] = (levels, dimension.weight, dimension.mean_with, dimension.mirror, dimension.capped_by_base)
    for asked in standard.asked():
        that = asked.requirement.that
        lists = [standard.lists[name] for leaf in leaves(that) if isinstance(leaf, LicenseIn) for name in leaf.lists]
        found[asked.path] = (that, lists, asked.requirement.should)
    return found


def _about(standard: Standard) -> dict[str, Any]:
    return {
        "standard": standard.name,
        "title": standard.title,
        "rungs": [{"id": rung.id, "title": rung.title} for rung in standard.rungs],
    }


def _grading(grading: Grading) -> dict[str, Any]:
    score = [str(end) for end in grading.score] if grading.score else None
    return {"level": grading.level, "ceiling": grading.ceiling, "score": score}


def _order(drift: Drift | None) -> dict[str, Any] | None:
    if drift is None:
        return None
    return {
        "moved_at_least": {str(places): drift.moved_at_least(places) for places in STEPS},
        "largest_fall": drift.largest_fall,
        "largest_rise": drift.largest_rise,
        "scores_fallen": drift.fell,
        "scores_risen": drift.rose,
        "scores_same": drift.stayed,
        "pairs": {
            "all": drift.pairs,
            "swapped": drift.swapped,
            "ties_made": drift.ties_made,
            "ties_broken": drift.ties_broken,
            "tied_both": drift.tied_both,
        },
    }
