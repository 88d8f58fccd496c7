"""Grades: what a standard says of a release, as an interval between what is proven and what is not ruled out."""

from dataclasses import dataclass
from enum import StrEnum


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
    """`<rung>/<requirement>`."""
    verdict: Verdict
    facts: tuple[str, ...]
    """Keys of the facts that decided it; where it is not met, those that stand in its way."""
    remedy: str
    should: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade under one standard.

    `level` is the highest rung that is proven, `ceiling` the highest that is not ruled out; None is below the lowest rung.
    The gap between them is exactly what is unknown.
    """

    standard: str
    title: str
    status: str
    scheme: str
    rungs: tuple[tuple[str, str], ...]
    """Id and title of each rung, lowest first."""
    level: str | None
    ceiling: str | None
    judgements: tuple[Judgement, ...]
