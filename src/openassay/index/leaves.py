"""The leaves of conditions, and the names of the planes that answer them."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from openassay.grading.dimensions import DISTINCT_BASE
from openassay.vocabulary.facts import Basis
from openassay.vocabulary.standard import Ask, LicenseIn, Standard, leaves


class Question(NamedTuple):
    """Whether the fact of this key is a yes on at least this basis."""

    key: str
    """`<probe>/<subject>`."""
    basis: Basis

    @property
    def proven(self) -> str:
        """The plane of the releases that answer yes on this basis, or to which the question does not apply."""
        return f"{self.key}@{self.basis}"

    @property
    def possible(self) -> str:
        """The plane of the releases that answer yes on any basis, or do not answer."""
        return f"{self.key}?"


class Membership(NamedTuple):
    """Whether the license of a component is one of these, and is given on at least this basis."""

    of: str
    basis: Basis
    members: frozenset[str]
    """License ids in lower case."""

    @property
    def name(self) -> str:
        """What the planes are called after: the component, and the members by their digest."""
        digest = hashlib.sha256("\n".join(sorted(self.members)).encode()).hexdigest()[:16]
        return f"license-in/{self.of}:{digest}@{self.basis}"

    @property
    def proven(self) -> str:
        """The plane of the releases whose license is one of these, or to which the question of a license does not apply."""
        return self.name

    @property
    def possible(self) -> str:
        """The plane of the releases whose license is one of these, or may be."""
        return f"{self.name}?"


Leaf = Question | Membership


BASE = Question(DISTINCT_BASE, Basis.DECLARED)
"""Whether a model was made from another: a dimension that the base model caps asks it besides."""


def question(ask: Ask) -> Question:
    """The leaf of a condition that asks."""
    return Question(f"{ask.probe}/{ask.of}", ask.basis)


def membership(condition: LicenseIn, standard: Standard) -> Membership:
    """The leaf of a condition that looks a license up in lists of its standard."""
    return Membership(condition.of, condition.basis, frozenset().union(*(standard.lists[name] for name in condition.lists)))


def leaves_of(standard: Standard) -> Iterator[Leaf]:
    """Yield every leaf that the conditions of a standard have; one may come more than once."""
    if any(dimension.capped_by_base for dimension in standard.dimensions):
        yield BASE
    for asked in standard.asked():
        for leaf in leaves(asked.requirement.that):
            if isinstance(leaf, Ask):
                yield question(leaf)
            elif isinstance(leaf, LicenseIn):
                yield membership(leaf, standard)
