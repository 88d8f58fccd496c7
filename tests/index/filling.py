"""An index in which everything happened: two assessments of one release, a failure, grades given later, segments put together."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from openassay.index.gradings import Grading
from openassay.index.page import grade_line
from openassay.index.segments import Segment
from openassay.index.store import Index
from openassay.vocabulary.facts import Answer
from tests.assessments import STANDARD
from tests.index.documents import document_of


def fill(folder: Path, stop_after: int = 5) -> None:
    """Make the index, or what it is after some lines of its manifest."""
    steps: list[Callable[[Index], object]] = [
        lambda index: index.add([("a", document_of("a", revision="1" * 40)), ("b", document_of("b"))], "2026-11-01"),
        lambda index: index.add([("a", document_of("a", {"published/model-card": Answer.YES}, revision="2" * 40))], "2026-11-02"),
        lambda index: index.commit(
            Segment("", 0), {"audit": "x", "chunk": 0, "seen_at": "2026-11-02", "failed": [["c", "error:crashed", "It died."]]}
        ),
        lambda index: index.add_grades(_later(index), "2026-11-03"),
        lambda index: index.compact(),
    ]
    with Index.open(folder, create=True, writing=True) as index:
        for step in steps[:stop_after]:
            step(index)


def _later(index: Index) -> list[Grading]:
    revised = replace(STANDARD, revision=2, rungs=STANDARD.rungs[1:])
    document = json.loads(document_of("b", standards=(revised,)))
    return [Grading(*one, grade_line(document["grades"][0])) for one in index.current() if one[0] == "b"]
