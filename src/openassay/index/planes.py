"""Making planes: the answers of all releases to one question, two bits each.

| answer | proven | possible |
|---|---|---|
| yes, on the basis that is asked for or a better one | 1 | 1 |
| yes, on a weaker basis; unknown; nobody asked | 0 | 1 |
| no | 0 | 0 |
| not-applicable | 1 | 0 |
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from openassay.grading.conditions import UNNAMED
from openassay.index.answers import Answers, Bytes
from openassay.index.leaves import Leaf, Membership, Question
from openassay.index.sweep import Plane
from openassay.licenses.expressions import parse
from openassay.vocabulary.expression import LicenseId, holds
from openassay.vocabulary.facts import Basis

NO_BIT, YES_BIT = 1, 2
"""A code's lowest bits: set for no and not-applicable, set for yes and not-applicable."""


def words_of(rows: int) -> int:
    """How many words a plane of so many rows has."""
    return -(-rows // 64)


def pack(bits: npt.NDArray[Any]) -> Plane:
    """Make a plane of one number for each row; 0 is no bit."""
    packed = np.zeros(words_of(len(bits)) * 8, np.uint8)
    packed[: -(-len(bits) // 8)] = np.packbits(bits, bitorder="little")
    return packed.view(np.uint64)


def unpack(plane: Plane, rows: int) -> npt.NDArray[np.bool_]:
    """Return one truth value for each row of a plane."""
    return np.unpackbits(plane.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def rows_in(plane: Plane, rows: int) -> npt.NDArray[np.intp]:
    """Return the rows whose bit is set, in order."""
    return np.flatnonzero(unpack(plane, rows))


def bits_at(plane: Plane, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    """Return the truth values of some rows of a plane."""
    octets = plane.view(np.uint8)
    if len(rows) * 8 > len(octets):
        return unpack(plane, len(octets) * 8)[rows]
    shifted: Bytes = octets[rows >> 3] >> (rows & 7).astype(np.uint8)
    return (shifted & 1).view(np.bool_)


def first_bits(rows: int) -> Plane:
    """Return the plane in which just the first so many rows are set."""
    plane = np.full(words_of(rows), ~np.uint64(0))
    if rows % 64:
        plane[-1] = (1 << rows % 64) - 1
    return plane


def count(plane: Plane) -> int:
    """Return how many bits of a plane are set."""
    return int(np.bitwise_count(plane).sum())


def make_planes(leaves: Iterable[Leaf], answers: Answers) -> Iterator[tuple[str, Plane]]:
    """Yield every plane that answers these leaves, with its name."""
    asked: dict[str, set[Basis]] = defaultdict(set)
    members: dict[str, list[Membership]] = defaultdict(list)
    for leaf in leaves:
        if isinstance(leaf, Question):
            asked[leaf.key].add(leaf.basis)
        else:
            members[leaf.of].append(leaf)
    for key, codes in answers.codes(asked):
        yield Question(key, Basis.DECLARED).possible, ~pack(codes & NO_BIT)
        for basis in sorted(asked[key]):
            yield Question(key, basis).proven, pack(_proven(codes, basis))
    for of, memberships in sorted(members.items()):
        yield from _license_planes(of, memberships, answers)


def _proven(codes: Bytes, basis: Basis) -> npt.NDArray[Any]:
    """A yes on a basis that is good enough, or not-applicable on any."""
    if basis is Basis.DECLARED:
        return codes & YES_BIT
    best = 4 * list(Basis).index(basis) + YES_BIT
    good: npt.NDArray[np.bool_] = ((codes >= best) & (codes & YES_BIT).astype(np.bool_)) | (
        (codes & (YES_BIT | NO_BIT)) == (YES_BIT | NO_BIT)
    )
    return good


def _license_planes(of: str, memberships: Sequence[Membership], answers: Answers) -> Iterator[tuple[str, Plane]]:
    """Where a component has a license, the lists decide; where its grants conflict, only what every reading says."""
    consistent, licensed = f"license-consistent/{of}", f"licensed/{of}"
    codes = dict(answers.codes((consistent, licensed)))
    conflict = pack((codes[consistent] & (NO_BIT | YES_BIT)) == NO_BIT)
    possible = ~pack(codes[licensed] & NO_BIT)
    licenses = answers.licenses(of)
    for membership in memberships:
        proven = pack(_proven(codes[licensed], membership.basis))
        met = proven & possible
        readings = np.array([readings_of(text, membership.members) for text in licenses.texts], np.uint8) @ _FLAGS
        found = np.take(readings, licenses.places, mode="clip")
        every, some_out, all_out = (pack(found & flag) for flag in _FLAGS)
        yield membership.proven, proven & ~met | met & every & ~conflict
        yield membership.possible, possible & ~(met & (conflict & all_out | ~conflict & some_out))


_FLAGS = np.array((1, 2, 4), np.uint8)


def readings_of(text: str, members: frozenset[str]) -> tuple[bool, bool, bool]:
    """Say of the expressions of a component, one a line: every one is in the lists; one is outside; every one is outside.

    An expression with a license that nobody could name may be neither. Where there is no expression, nothing is true.
    """

    def is_member(license_id: LicenseId) -> bool | None:
        name = license_id.id.lower()
        return name in members or (None if name.startswith(UNNAMED) else False)

    found = [holds(parse(line), is_member) for line in text.splitlines()]
    everywhere = bool(found)
    return (
        everywhere and all(one is True for one in found),
        any(one is False for one in found),
        everywhere and all(one is False for one in found),
    )
