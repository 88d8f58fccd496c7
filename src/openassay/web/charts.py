"""Charts as SVG, drawn here: they print, need no script, and say in a title what they show."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from openassay.vocabulary.text import shown

_ROW, _LEFT, _BARS, _RIGHT = 34, 250, 420, 90


class Bar(NamedTuple):
    """One row: how many stand proven at this level, and of how many it is the highest that is not ruled out."""

    title: str
    proven: int
    ceiling: int
    bottom: bool = False
    """True for what is below the lowest rung."""


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """Two bars for each level: what is proven, and below it, thinner, what is not ruled out. The numbers stand behind."""
    most = max((max(row.proven, row.ceiling) for row in rows), default=0) or 1
    parts = []
    for place, row in enumerate(rows):
        top = place * _ROW + 4
        proven, ceiling = (max(count * _BARS // most, 2 if count else 0) for count in (row.proven, row.ceiling))
        parts.append(
            f'<text x="{_LEFT - 14}" y="{top + 15}" text-anchor="end">{escape(shown(row.title, 34))}</text>'
            f'<rect class="{"bar bottom" if row.bottom else "bar"}" x="{_LEFT}" y="{top}" width="{proven}" height="14"/>'
            f'<rect class="ceil" x="{_LEFT}" y="{top + 15}" width="{ceiling}" height="6"/>'
            f'<text x="{_LEFT + max(proven, ceiling) + 10}" y="{top + 15}">{row.proven}'
            f'<tspan class="soft"> / {row.ceiling}</tspan></text>'
        )
    height, width = len(rows) * _ROW + 4, _LEFT + _BARS + _RIGHT
    label = "; ".join(f"{row.title}: {row.proven} proven, {row.ceiling} at most" for row in rows)
    return Markup(  # noqa: S704 - every text in it is escaped above
        f'<svg class="chart" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"<title>{escape(title)}. {escape(shown(label, 600))}</title>{''.join(parts)}</svg>"
    )


class Point(NamedTuple):
    """One assessment: its day, and both ends of the grade as places on the ladder, 0 the bottom."""

    day: str
    level: int
    ceiling: int


def steps(title: str, points: Sequence[Point], rungs: Sequence[str]) -> Markup:
    """The course of a grade over its assessments: a line for what was proven, a band up to what was not ruled out."""
    width, left, row = 760, 210, 30
    height = row * (len(rungs) + 1) + 34
    across = (width - left - 30) / max(len(points), 1)

    def y(level: int) -> int:
        return (len(rungs) - level) * row + 16

    labels = [("not met", 0), *((name, place) for place, name in enumerate(rungs, 1))]
    parts = [
        f'<line class="axis" x1="{left}" x2="{width - 10}" y1="{y(place)}" y2="{y(place)}"/>'
        f'<text class="soft" x="{left - 12}" y="{y(place) + 5}" text-anchor="end">{escape(shown(name, 26))}</text>'
        for name, place in labels
    ]
    line = ""
    for place, point in enumerate(points):
        start, end = left + place * across, left + (place + 1) * across
        if point.ceiling > point.level:
            top, bottom = y(point.ceiling), y(point.level)
            parts.append(f'<rect class="ceil" x="{start:.0f}" y="{top}" width="{across:.0f}" height="{bottom - top}"/>')
        line += f"{'M' if not line else 'L'}{start:.0f} {y(point.level)}H{end:.0f}"
        if place in (0, len(points) - 1) or len(points) < 8:
            parts.append(f'<text class="soft" x="{start:.0f}" y="{height - 4}">{escape(point.day)}</text>')
    said = "; ".join(f"{point.day}: {labels[point.level][0]}" for point in points)
    return Markup(  # noqa: S704 - every text in it is escaped above
        f'<svg class="chart" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<title>{escape(title)}. {escape(shown(said, 600))}</title>{"".join(parts)}<path class="step" d="{line}"/></svg>'
    )
