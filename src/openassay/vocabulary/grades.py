"""Grades: what a standard says of a release, as an interval between what is proven and what is not ruled out."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Verdict(StrEnum):
    """What a requirement came to."""

    MET = "met"
    UNMET = "unmet"
    UNDECIDED = "undecided"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One requirement, judged."""

    requirement: str
    """`<rung>/<requirement>`, or `<dimension>/<level>`."""
    verdict: Verdict
    facts: tuple[str, ...]
    """Keys of the facts that decided it; where it is not met, those that stand in its way."""
    remedy: str
    should: bool = False


class Interval(NamedTuple):
    """What is proven, and what is not ruled out. Both are exact."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class DimensionGrade:
    """The level under one dimension. All but the first four are None where it does not apply to the release."""

    id: str
    title: str
    group: str
    out_of: Fraction
    """What its best level is worth."""
    level: str | None
    ceiling: str | None
    score: Interval | None


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade under one standard.

    With rungs, `level` is the highest that is proven and `ceiling` the highest that is not ruled out; None is below the lowest
    rung. With dimensions, `score` is what they come to, out of `out_of`. The gap between the two ends is exactly what is unknown.
    """

    standard: str
    title: str
    status: str
    text: str
    """How much of the official text was read for our reading: `read`, `partly` or `secondary`."""
    note: str
    """What must be said beside the grade, such as that it is no legal advice; empty where there is nothing."""
    sha256: str
    """Of the standard's text."""
    scheme: str
    judgements: tuple[Judgement, ...]
    rungs: tuple[tuple[str, str], ...] = ()
    """Id and title of each rung, lowest first."""
    level: str | None = None
    ceiling: str | None = None
    dimensions: tuple[DimensionGrade, ...] = ()
    score: Interval | None = None
    """None where there are no dimensions, or none of them applies."""
    out_of: Fraction | None = None
