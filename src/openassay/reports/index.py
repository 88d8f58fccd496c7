"""What an index holds, for people: lists of releases, the history of one, answers to questions. At most 80 columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from click import style

from openassay.reports.columns import cells, fit, fit_path, wrap

_WIDTH = 80
_WIDEST = 60
_FACTS = 8
_CAUSES = {
    "first": "",
    "fact": "by fact",
    "rule": "by rule",
    "both": "by fact and rule",
}


def render_rows(rows: Sequence[Mapping[str, Any]], total: int, more: str) -> str:
    """A list of releases, each with its license and grades; `more` is the cursor of the next page."""
    lines = [line for row in rows for line in _row(row)]
    lines.append(style(f"{len(rows):,} of {total:,} releases", dim=True))
    if more:
        lines.append(style(f"more: --cursor {more}", dim=True))
    return "\n".join(lines) + "\n"


def render_history(name: str, events: Iterable[Mapping[str, Any]], full: bool) -> str:
    """What became of a release: each event with what moved, from what to what, and why."""
    lines = [style(fit(name, _WIDTH).rstrip(), bold=True)]
    for event in events:
        lines += ["", f"{event['at']}  {event['what']} by openassay {event['version']}"]
        lines += wrap(event["revision"], _WIDTH, "  at ", "     ")
        lines += wrap(event["because"], _WIDTH, "  ", "  ")
        for change in event["grades"]:
            lines += wrap(_moved(change), _WIDTH, "    ", "      ")
        lines += _facts(event["facts"], full)
    return "\n".join(lines) + "\n"


def render_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table as wide as its values, each at most 60 columns."""
    shown = [["" if value is None else str(value) for value in row] for row in (columns, *rows)]
    widths = [min(max(map(cells, column)), _WIDEST) for column in zip(*shown, strict=True)]
    lines = ["  ".join(fit(value, width) for value, width in zip(row, widths, strict=True)).rstrip() for row in shown]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines) + f"\n{len(rows):,} row{'' if len(rows) == 1 else 's'}\n"


def say_grade(grade: Mapping[str, Any]) -> str:
    """A grade in a few words: the rung, or the score, with both ends where they differ."""
    low, high = (grade["level"], grade["ceiling"]) if grade["low"] is None else (grade["low"], grade["high"])
    if low == high:
        return low or "not met"
    return f"{low or 'not shown'}, at most {high}" if grade["low"] is None else f"{low} to {high}"


def _row(row: Mapping[str, Any]) -> Iterator[str]:
    license_ = fit(row["license"] or "no license found", 28).rstrip()
    width = _WIDTH - 1 - cells(license_)
    yield style(fit(fit_path(row["name"], width), width), bold=True) + f" {license_}"
    grades = "; ".join(f"{grade['family'].partition('@')[0]} {say_grade(grade)}" for grade in row["grades"])
    yield from wrap(grades or "not graded", _WIDTH, "  ", "  ")


def _moved(change: Mapping[str, Any]) -> str:
    before, after, cause = change["before"], change["after"], _CAUSES[change["cause"]]
    if before is None:
        return f"{after['standard']}: {say_grade(after)}"
    if say_grade(before) == say_grade(after):
        return f"{after['standard']}: {say_grade(after)}, as before"
    return f"{after['standard']}: {say_grade(before)} -> {say_grade(after)}, {cause}"


def _facts(facts: Sequence[Mapping[str, Any]], full: bool) -> Iterator[str]:
    for fact in facts if full else facts[:_FACTS]:
        yield from wrap(
            f"{fact['key']}: {fact['before'] or 'not asked'} -> {fact['after'] or 'not asked'}", _WIDTH, "    ", "      "
        )
    if not full and len(facts) > _FACTS:
        yield style(f"    and {len(facts) - _FACTS} more facts; --full lists them", dim=True)
