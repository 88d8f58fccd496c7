"""Gradings: grades that assessments in the index were given later, under a standard that came or changed after them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openassay.index.segments import Segment, write_table


@dataclass(frozen=True, slots=True)
class Grading:
    """The grade of one assessment under one standard."""

    release: str
    seen_at: str
    digest: str
    """SHA-256 of the document whose facts were graded."""
    grade: Mapping[str, Any]
    """As a page has it (`openassay.index.page`)."""


def write_gradings(folder: Path, grades: Sequence[Grading], graded_at: str) -> Segment:
    """Write gradings to a file of their own, and let the disk have it."""
    import pyarrow as pa

    columns = {
        "release": [one.release for one in grades],
        "seen_at": [one.seen_at for one in grades],
        "digest": [one.digest for one in grades],
        "graded_at": [graded_at] * len(grades),
        "grade": [json.dumps(dict(one.grade), sort_keys=True, separators=(",", ":")) for one in grades],
    }
    return write_table(folder, pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}))
