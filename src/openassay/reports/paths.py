"""The cheapest way to a rung: what is to be done, by component, and what each step gives under the other standards."""

from collections.abc import Iterator
from itertools import groupby

from click import style

from openassay.reports.columns import wrap
from openassay.reports.document import Document
from openassay.reports.next_steps import Path, Step, component_of

WIDTH = 80
SCHEMA = "openassay/path/1"
_MOST = 4


def to_document(path: Path, document: Document) -> Document:
    """The path as plain JSON values."""
    return {
        "schema": SCHEMA,
        "openassay": document["openassay"],
        "release": {"name": document["release"]["name"], "digest": document["release"]["digest"]},
        "to": {"standard": path.standard, "rung": path.rung, "title": path.title},
        "steps": [
            {
                "component": component_of(step),
                "requirement": step.requirement,
                "verdict": step.verdict,
                "remedy": step.remedy,
                "because": step.because,
                "effort": step.effort,
                "facts": list(step.facts),
                "also_meets": list(step.verdicts),
                "unlocks": list(step.unlocks),
            }
            for step in path.steps
        ],
    }


def render(path: Path, document: Document) -> str:
    """Show the path to a person, the cheapest component first."""
    lines = list(wrap(f"{document['release']['name']}: the way to {path.title} ({path.standard})", WIDTH))
    if not path.steps:
        lines.append("Nothing stands in the way: the rung is reached, or only what no file can show is missing.")
    number = 0
    for component, group in groupby(path.steps, key=component_of):
        lines.append(style(component, bold=True))
        for step in group:
            number += 1
            lines += _step(number, step)
    return "\n".join(lines) + "\n"


def _step(number: int, step: Step) -> Iterator[str]:
    yield from wrap(step.remedy or step.requirement, WIDTH, f"  {number}. ", "     ")
    if step.because:
        word = "unknown" if step.verdict == "undecided" else "now"
        yield from (style(line, dim=True) for line in wrap(f"{word}: {step.because}", WIDTH, "     ", "     "))
    if step.verdicts:
        more = f" and {len(step.verdicts) - _MOST} more" if len(step.verdicts) > _MOST else ""
        told = f"also meets {', '.join(step.verdicts[:_MOST])}{more}"
        yield from (style(line, dim=True) for line in wrap(told, WIDTH, "     ", "     "))
    if step.unlocks:
        yield from wrap(f"with the steps before it this reaches {', '.join(step.unlocks)}", WIDTH, "     ", "     ")
