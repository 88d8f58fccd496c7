"""A standard as grading sees it: one plain document, its options settled and its license lists filled in.

The conditions are a closed set. There is no `not`: questions are phrased so that yes is the open answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

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


class Scheme(StrEnum):
    """How the verdicts of a standard come to a grade."""

    LADDER = "ladder"
    """Rungs from the lowest up, each adding to those below it."""
    GRADIENT = "gradient"
    """Rungs that each stand alone: the highest that is met is the grade."""
    DIMENSIONS = "dimensions"
    """Each dimension has a level of its own, worth a part of one; the score is their mean."""
    TALLY = "tally"
    """Each dimension earns points; the score is their sum."""

    @property
    def climbs(self) -> bool:
        """True where the grade is a rung, False where it is a score."""
        return self in (Scheme.LADDER, Scheme.GRADIENT)


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
    """One level of a ladder, which adds to the rungs below it, or of a gradient, where it stands alone."""

    id: str
    title: str
    clause: str
    require: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a dimension, and what it asks for. The lowest asks for nothing: it is what is left."""

    id: str
    value: Fraction
    that: Condition | None = None
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that is scored by itself."""

    id: str
    title: str
    clause: str
    levels: tuple[Level, ...]
    """Best first; only the last has no condition."""
    group: str = ""
    weight: Fraction = Fraction(1)
    mean_with: str = ""
    """The dimension that it is averaged with, so that both together count once."""
    mirror: str = ""
    """The dimension whose level stands for this one where this one does not apply."""
    capped_by_base: bool = False
    """True where a model made from another cannot have a better level than that one."""

    @property
    def best(self) -> Fraction:
        """The value of the best level."""
        return self.levels[0].value


class Asked(NamedTuple):
    """A requirement where it stands: `<rung or dimension>/<requirement or level>`, with the title and clause above it."""

    path: str
    title: str
    clause: str
    requirement: Requirement


@dataclass(frozen=True, slots=True)
class Standard:
    """One variant of one revision of one edition of a standard. It has rungs or dimensions, as its scheme says."""

    id: str
    edition: str
    revision: int
    variant: str
    title: str
    publisher: str
    source: str
    status: Status
    text: TextRead
    scheme: Scheme
    lists: Mapping[str, frozenset[str]] = field(repr=False)
    rungs: tuple[Rung, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    variants: tuple[str, ...] = ()
    note: str = ""
    sha256: str = ""
    """Of the bytes of its text: of two texts under one name, which one it was."""

    @property
    def name(self) -> str:
        """`<id>@<edition>+r<revision>`, and `/<variant>` where it is not the default one."""
        base = f"{self.id}@{self.edition}+r{self.revision}"
        return base if self.variant in ("", self.variants[0] if self.variants else "") else f"{base}/{self.variant}"

    def asked(self) -> Iterator[Asked]:
        """Every requirement of every rung, and every level of every dimension that asks for something, in their order."""
        for rung in self.rungs:
            for requirement in rung.require:
                yield Asked(f"{rung.id}/{requirement.id}", rung.title, rung.clause, requirement)
        for dimension in self.dimensions:
            for level in dimension.levels:
                if level.that is not None:
                    requirement = Requirement(level.id, level.that, level.remedy)
                    yield Asked(f"{dimension.id}/{level.id}", dimension.title, dimension.clause, requirement)


def leaves(condition: Condition) -> Iterator[Ask | LicenseIn | CannotSee]:
    """Yield the leaves of a condition, in its order."""
    match condition:
        case All(of=operands) | AnyOf(of=operands) | AtLeast(of=operands):
            for operand in operands:
                yield from leaves(operand)
        case _:
            yield condition
