"""The impact of a rule, for people in at most 80 columns, and as a table for other programs."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from click import style

from openassay.reports.columns import cells, fit, wrap
from openassay.reports.document import Document
from openassay.reports.grades import points, say_verdict

WIDTH = 80
MOST = 10
"""Requirements, publishers and releases that are shown of each; `full` shows all."""
COLUMNS = (
    "release",
    "publisher",
    *(f"{when}_{what}" for when in ("before", "after") for what in ("level", "ceiling", "low", "high")),
    "by",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(document: Document) -> str:
    """Return the releases that move as CSV, one a line. What a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in document["releases"]:
        ends = [end for when in ("before", "after") for end in _ends(one[when])]
        row = (one["release"], one["publisher"], *ends, " ".join(one["by"]))
        table.writerow([f"'{value}" if value.startswith(_FORMULA) else value for value in row])
    return out.getvalue()


def _ends(grading: Mapping[str, Any]) -> tuple[str, ...]:
    return (grading["level"] or "", grading["ceiling"] or "", *(grading["score"] or ("", "")))


def render(document: Document, full: bool) -> str:
    """Return an impact for people. Of the releases only those that `document` lists can be shown."""
    return "\n".join(_lines(document, None if full else MOST)) + "\n"


def _lines(document: Document, most: int | None) -> Iterator[str]:
    moved, releases = document["moved"], document["index"]["releases"]
    yield style(f"{moved:,} of {releases:,} releases move", bold=True)
    yield from wrap(f"from {document['before']['standard']}", WIDTH, "  ", "    ")
    yield from wrap(f"to   {document['after']['standard']}", WIDTH, "  ", "    ")
    if document["unanswered"]:
        said = (
            f"Not known of any release: {', '.join(document['unanswered'])}. Where a question is new, audit the releases again."
        )
        yield from wrap(said, WIDTH, "  ", "    ")
    if not moved:
        return
    yield ""
    names = ("What is proven", "What is not ruled out")
    for name, counts in zip(names, (document["level"], document["ceiling"]), strict=True):
        yield f"  {name:22} {counts['down']:>9,} down {counts['up']:>9,} up"
    yield from _order(document["order"])
    yield from _counted("By requirement", [(_name(one), f"{one['moves']:,}") for one in document["requirements"]], most)
    publishers = [
        (one["publisher"] or "(publisher not known)", f"{one['moved']:,} of {one['releases']:,}")
        for one in document["publishers"]
    ]
    yield from _counted("By publisher", publishers, most)
    yield ""
    yield style("Releases", bold=True)
    for one in document["releases"][:most]:
        yield from _release(one, document)
    rest = moved - len(document["releases"][:most])
    if rest:
        yield style(f"  and {rest:,} more; --full lists them", dim=True)


def _order(order: Mapping[str, Any] | None) -> Iterator[str]:
    if order is None:
        return
    yield ""
    yield style("Order by what is proven", bold=True)
    moved = ", ".join(f"{count:,} by {places} or more" for places, count in order["moved_at_least"].items())
    most = f"at most {order['largest_fall']:,} down and {-order['largest_rise']:,} up"
    yield from wrap(f"Places moved: {moved}; {most}", WIDTH, "  ", "    ")
    pairs = order["pairs"]
    said = (
        f"Of {pairs['all']:,} pairs {pairs['swapped']:,} change places, {pairs['ties_made']:,} become tied,"
        f" {pairs['ties_broken']:,} are tied no longer"
    )
    yield from wrap(said, WIDTH, "  ", "    ")


def _name(requirement: Mapping[str, Any]) -> str:
    change = f" ({requirement['change']})" if requirement["change"] else ""
    return f"{requirement['requirement']}{change}"


def _counted(title: str, rows: Sequence[tuple[str, str]], most: int | None) -> Iterator[str]:
    yield ""
    yield style(title, bold=True)
    width = max(cells(number) for _, number in rows)
    for name, number in rows[:most]:
        yield f"  {' ' * (width - cells(number))}{number}  {fit(name, WIDTH - width - 4).rstrip()}"
    if len(rows) > len(rows[:most]):
        yield style(f"  and {len(rows) - len(rows[:most]):,} more; --full lists them", dim=True)


def _release(one: Mapping[str, Any], document: Document) -> Iterator[str]:
    yield f"  {fit(one['release'], WIDTH - 2).rstrip()}"
    was, now = (_say(one[when], document[when]["rungs"], document["scheme"]) for when in ("before", "after"))
    yield from wrap(f"{was} -> {now}", WIDTH, "    ", "      ")
    yield from wrap(f"by {', '.join(one['by'])}", WIDTH, "    ", "      ")


def _say(grading: Mapping[str, Any], rungs: Sequence[Mapping[str, str]], scheme: str) -> str:
    if not rungs:
        return _say_score(grading["score"], scheme)
    return say_verdict({**grading, "rungs": rungs, "scheme": scheme})


def _say_score(score: Sequence[str] | None, scheme: str) -> str:
    if score is None:
        return "does not apply"
    ends = [Fraction(end) for end in score]
    if scheme == "tally":
        low, high = (points(end) for end in ends)
        return f"{low} points" if low == high else f"{low} to {high} points"
    low, high = (f"{float(end * 100):.1f}" for end in ends)
    return f"{low} %" if low == high else f"{low} to {high} %"
