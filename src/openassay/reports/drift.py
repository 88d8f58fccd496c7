"""What the change from one edition to another does to many systems: as values, and for people in at most 80 columns."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from click import style

from openassay.grading.drift import Drift, Moved
from openassay.reports.columns import fit, wrap
from openassay.reports.document import Document

SCHEMA = "openassay/drift/1"
MOST = 10
STEPS = (1, 10, 20)
"""Numbers of places for which it is told how many systems moved by so many or more."""


def to_document(names: tuple[str, str], dimensions: tuple[Sequence[str], Sequence[str]], cells: int, drift: Drift) -> Document:
    """Return a change as values. `dimensions` are those dropped and those added, `cells` those whose level differs."""
    return {
        "schema": SCHEMA,
        "before": names[0],
        "after": names[1],
        "dimensions_dropped": list(dimensions[0]),
        "dimensions_added": list(dimensions[1]),
        "cells_changed": cells,
        "systems": [_moved(one) for one in drift.systems],
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
            "tied_before": drift.ties_broken + drift.tied_both,
            "tied_after": drift.ties_made + drift.tied_both,
        },
    }


def _moved(one: Moved) -> Document:
    return {
        "name": one.name,
        "score_before": str(one.before),
        "score_after": str(one.after),
        "rank_before": one.rank_before,
        "rank_after": one.rank_after,
        "moved": one.moved,
    }


def render(document: Document, full: bool) -> str:
    """Return a change for people: its sum, and those that moved most, or all with `full`."""
    return "\n".join(_lines(document, full)) + "\n"


def _lines(document: Document, full: bool) -> Iterator[str]:
    systems = document["systems"]
    yield style(f"From {document['before']} to {document['after']}: {len(systems)} systems", bold=True)
    for name, what in (("dimensions_dropped", "Dropped"), ("dimensions_added", "Added")):
        if document[name]:
            yield from wrap(f"{what}: {', '.join(document[name])}", 80, "  ", "    ")
    yield f"  Scores: {document['scores_fallen']} fall, {document['scores_risen']} rise, {document['scores_same']} stay"
    moved = ", ".join(f"{count} by at least {places}" for places, count in document["moved_at_least"].items())
    yield f"  Ranks: {moved}"
    yield f"  Most places down {document['largest_fall']}, most up {-document['largest_rise']}"
    pairs = document["pairs"]
    yield from wrap(
        f"Of {pairs['all']} pairs, {pairs['swapped']} change places, {pairs['ties_made']} become tied,"
        f" {pairs['ties_broken']} are tied no longer",
        80,
        "  ",
        "    ",
    )
    ordered = sorted(systems, key=lambda one: (-abs(one["moved"]), one["name"]))
    shown = [one for one in ordered if one["moved"]][: None if full else MOST]
    if shown:
        yield ""
        yield style(f"  {fit('moved', 7)} {fit('rank', 12)} {fit('score', 16)} system", dim=True)
    for one in shown:
        rank = f"{one['rank_before']} to {one['rank_after']}"
        score = f"{_percent(one['score_before'])} to {_percent(one['score_after'])} %"
        arrow = f"down {one['moved']}" if one["moved"] > 0 else f"up {-one['moved']}"
        yield f"  {fit(arrow, 7)} {fit(rank, 12)} {fit(score, 16)} {fit(one['name'], 38).rstrip()}"
    rest = sum(1 for one in ordered if one["moved"]) - len(shown)
    if rest:
        yield style(f"  and {rest} more; --full lists them", dim=True)


def _percent(score: str) -> str:
    return f"{float(Fraction(score) * 100):.1f}"
