"""A standard as grading sees it: one plain document, its options settled and its license lists filled in.

The conditions are a closed set. There is no `not`: questions are phrased so that yes is the open answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from openassay.vocabulary.facts import Basis


class Status(StrEnum):
    """Where a standard stands with its publisher, or with us."""

    ADOPTED = "adopted"
    DRAFT = "draft"
    PROPOSAL = "proposal"
    WITHDRAWN = "withdrawn"
    PROVISIONAL = "provisional"
    """Our reading is not yet held against the whole official text."""


class TextRead(StrEnum):
    """How much of the official text was read for our reading of it."""

    READ = "read"
    PARTLY = "partly"
    SECONDARY = "secondary"


@dataclass(frozen=True, slots=True)
class Ask:
    """Met when the fact `<probe>/<of>` is a yes on at least `basis`."""

    probe: str
    of: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class LicenseIn:
    """Met when a license is given for a component, on at least `basis`, and it stands in one of the lists."""

    lists: tuple[str, ...]
    of: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class All:
    """Met when every operand that applies is met."""

    of: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Met when one operand is met."""

    of: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Met when `n` operands are met, or all that apply where fewer than `n` do."""

    n: int
    of: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class CannotSee:
    """What only a person or an organisation can show. It is undecided, never failed."""

    why: str


Condition = Ask | LicenseIn | All | AnyOf | AtLeast | CannotSee


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a rung asks for."""

    id: str
    that: Condition
    remedy: str = ""
    should: bool = False
    """A recommendation: it is reported and never decides."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of a ladder. It adds to the rungs below it."""

    id: str
    title: str
    clause: str
    require: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """One variant of one revision of one edition of a standard."""

    id: str
    edition: str
    revision: int
    variant: str
    title: str
    publisher: str
    source: str
    status: Status
    text: TextRead
    scheme: str
    rungs: tuple[Rung, ...]
    lists: Mapping[str, frozenset[str]] = field(repr=False)
    variants: tuple[str, ...] = ()
    note: str = ""

    @property
    def name(self) -> str:
        """`<id>@<edition>+r<revision>`, and `/<variant>` where it is not the default one."""
        base = f"{self.id}@{self.edition}+r{self.revision}"
        return base if self.variant in ("", self.variants[0] if self.variants else "") else f"{base}/{self.variant}"
