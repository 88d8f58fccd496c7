"""Claims: what a release says of itself. A claim never raises a fact; it is held against the facts."""

from dataclasses import dataclass
from enum import StrEnum

from openassay.vocabulary.facts import Evidence


class About(StrEnum):
    """Of whom a statement speaks."""

    SELF = "self"
    COMPARATIVE = "comparative"
    """The release against others: "outperforms open-source chat models"."""
    OTHERS = "others"
    TITLE = "title"
    """The title of a work that is cited."""
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about openness, as it stands."""

    id: str
    """`claim:` and 8 hex digits of source, path and span."""
    says: str
    """What is claimed, from a closed list: `open-source`, `open-weights`, `fully-open`, `reproducible`, ..."""
    about: About
    hedge: str | None
    """The words that take part of it back ("will be", "partially", "for research"), or None."""
    language: str
    """ISO 639-1."""
    evidence: Evidence


class Standing(StrEnum):
    """How a claim stands against the facts that it entails."""

    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"
    """Nothing contradicts it, and not all that it entails is shown."""
    BORNE_OUT = "borne-out"
    NOT_HELD = "not-held"
    """It is about something else, or says nothing that a fact could show."""


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A claim, and how it stands."""

    claim: Claim
    standing: Standing
    facts: tuple[str, ...]
    """Keys of the facts against it, or of those that are missing for it."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A claim that the facts contradict."""

    id: str
    claim: str
    facts: tuple[str, ...]
    because: str
