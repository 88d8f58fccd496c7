"""Grades for people: a ladder as a ladder, dimensions as rows of open, partial, closed and unknown. At most 80 columns."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from click import style

from openassay.reports.columns import cells, fit, wrap
from openassay.reports.document import Document

WIDTH = 80
COLUMN = 26
MOST_CELLS = 18
"""Dimensions that are shown by name; of more, each group is one row of marks."""
PROVISIONAL = "provisional: our reading; the official text was not read in full"
LEGEND = "[x] open  [~] partial  [ ] closed  [?] unknown  [-] does not apply"


def show_grades(grades: list[Document]) -> Iterator[str]:
    """Yield the lines of all grades. The legend of marks stands once, below the last grade that needs it."""
    for grade in grades:
        yield from show_grade(grade)
    if any(grade["dimensions"] for grade in grades):
        yield style(f"  {LEGEND}", dim=True)
    if any("provisional" in say_standing(grade) for grade in grades):
        yield style(f"  {PROVISIONAL}", dim=True)


def show_grade(grade: Document) -> Iterator[str]:
    """Yield the lines of one grade: the verdict, the standard with its status, and what the verdict is made of."""
    reached = grade["level"] is not None or (grade["score"] is not None and grade["score"][0] != "0")
    title, verdict = fit(grade["title"], WIDTH).rstrip(), say_verdict(grade)
    shown = style(verdict, bold=True, fg="green" if reached else "yellow")
    if cells(title) + cells(verdict) + 2 <= WIDTH:
        yield style(f"{title}: ", bold=True) + shown
    else:
        yield from (style(title, bold=True), f"  {shown}")
    yield style(f"  {grade['standard']}, {say_standing(grade)}", dim=True)
    yield from _dimensions(grade) if not grade["rungs"] else _one_rung(grade) if len(grade["rungs"]) == 1 else _rungs(grade)


def say_standing(grade: Document) -> str:
    """Say where a standard stands; whatever its status, our reading is provisional while its text was not read in full."""
    provisional = grade["text"] != "read" and grade["status"] != "provisional"
    return f"{grade['status']}, provisional" if provisional else str(grade["status"])


def say_verdict(grade: Document) -> str:
    """Say in a few words what a grade came to, with both ends where they differ."""
    if not grade["rungs"]:
        return _say_score(grade)
    titles = {rung["id"]: str(rung["title"]) for rung in grade["rungs"]}
    level, ceiling = titles.get(grade["level"]), titles.get(grade["ceiling"])
    if len(titles) == 1:
        return "met" if level else "not met" if ceiling is None else "not shown, not ruled out"
    if level == ceiling:
        return level or "not met"
    return f"not shown; at most {ceiling}" if level is None else f"{level}; at most {ceiling}"


def _say_score(grade: Document) -> str:
    if grade["score"] is None:
        return "does not apply"
    low, high = (Fraction(end) for end in grade["score"])
    if grade["scheme"] == "tally":
        return f"{_span(points(low), points(high))} of {points(Fraction(grade['out_of']))} points"
    return f"{_span(*(f'{round(end * 100)}' for end in (low, high)))} %"


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def points(number: Fraction) -> str:
    """Write points for people: whole where they are whole, else with at most two decimals."""
    return str(number) if number.denominator == 1 else f"{float(number):.2f}".rstrip("0")


def _rungs(grade: Document) -> Iterator[str]:
    ids = [rung["id"] for rung in grade["rungs"]]
    level = ids.index(grade["level"]) if grade["level"] in ids else -1
    ceiling = ids.index(grade["ceiling"]) if grade["ceiling"] in ids else -1
    for place, rung in enumerate(grade["rungs"]):
        stood = place == level if grade["scheme"] == "gradient" else place <= level
        mark = "[x]" if stood else "[?]" if level < place <= ceiling else "[ ]"
        yield f"  {mark} {rung['title']}"


def _one_rung(grade: Document) -> Iterator[str]:
    """Show what a definition that is met or not still lacks: its requirements take the place of rungs."""
    names: dict[str, list[str]] = {}
    for finding in grade["findings"]:
        if not finding["should"]:
            names.setdefault(finding["verdict"], []).append(finding["requirement"].partition("/")[2])
    applying = sum(map(len, names.values())) - len(names.get("exempt", ()))
    if not applying:
        return
    yield f"  {len(names.get('met', ()))} of {applying} requirements are met"
    for mark, verdict in ((" ", "unmet"), ("?", "undecided")):
        if verdict in names:
            yield from wrap(", ".join(names[verdict]), WIDTH, f"  [{mark}] ", "      ")


def _dimensions(grade: Document) -> Iterator[str]:
    dimensions = grade["dimensions"]
    if len(dimensions) > MOST_CELLS:
        for group, members in groupby(dimensions, lambda dimension: str(dimension["group"])):
            marks = "".join(mark_of(dimension) for dimension in members).replace(" ", ".")
            count = f"{marks.count('x')} of {len(marks) - marks.count('-')}"
            unknown = f", {marks.count('?')} unknown" if "?" in marks else ""
            yield f"  {fit(group, 24)} {fit(marks, 24)} {count}{unknown}"
        return
    cells = [f"[{mark_of(dimension)}] {dimension['title']}" for dimension in dimensions]
    for start in range(0, len(cells), 3):
        yield "  " + "".join(fit(cell, COLUMN - 1) + " " for cell in cells[start : start + 3]).rstrip()


def mark_of(dimension: Document) -> str:
    """The mark of one dimension: x the best level, a space the last, ~ one between, ? not decided, - does not apply."""
    if dimension["score"] is None:
        return "-"
    low, high = dimension["score"]
    if low != high:
        return "?"
    return "x" if low == dimension["out_of"] else " " if low == "0" else "~"
