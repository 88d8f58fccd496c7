"""Making planes: the answers of all releases to one question, two bits each.

| answer | proven | possible |
|---|---|---|
| yes, on the basis that is asked for or a better one | 1 | 1 |
| yes, on a weaker basis; unknown; nobody asked | 0 | 1 |
| no | 0 | 0 |
| not-applicable | 1 | 0 |
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from openassay.grading.conditions import UNNAMED
from openassay.index.answers import Bytes, Part, codes_of, flags_of
from openassay.index.columns import LICENSE
from openassay.index.leaves import Leaf, Membership, Question
from openassay.index.sweep import Plane
from openassay.licenses.expressions import parse
from openassay.vocabulary.expression import LicenseId, holds
from openassay.vocabulary.facts import Basis

Bits = npt.NDArray[np.bool_]
Numbers = npt.NDArray[Any]
"""Whole numbers."""

_MOST_THREADS = 4
_ROWS_AT_ONCE = 100_000
_VALUES_AT_ONCE = 4_000_000
"""Rows and values that a thread reads in one go, where parts are small: some 20 MB while they are decoded."""
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


def unpack(plane: Plane, rows: int) -> Bits:
    """Return one truth value for each row of a plane."""
    return np.unpackbits(plane.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def rows_in(plane: Plane, rows: int) -> npt.NDArray[np.intp]:
    """Return the rows whose bit is set, in order."""
    return np.flatnonzero(unpack(plane, rows))


def bits_at(plane: Plane, rows: npt.NDArray[np.intp]) -> Bits:
    """Return the truth values of some rows of a plane."""
    octets = plane.view(np.uint8)
    if len(rows) * 8 > len(octets):
        return unpack(plane, len(octets) * 8)[rows]
    shifted: Bytes = octets[rows >> 3] >> (rows & 7).astype(np.uint8)
    return (shifted & 1).view(np.bool_)


def numbers_at(digits: Sequence[Plane], rows: npt.NDArray[np.intp], releases: int) -> Numbers:
    """Return the numbers of some rows. Planes are their binary digits, the lowest first; long numbers are Python's own."""
    kind = np.int64 if len(digits) < 63 else object
    numbers: Numbers = np.zeros(len(rows), kind)
    for first in range(0, len(digits), 8):
        octets = np.zeros(len(rows), np.uint8)
        for place, plane in enumerate(digits[first : first + 8]):
            bits = unpack(plane, releases) if len(rows) == releases else bits_at(plane, rows)
            octets |= bits.view(np.uint8) << place
        numbers += octets.astype(kind) << first
    return numbers


def first_bits(rows: int) -> Plane:
    """Return the plane in which just the first so many rows are set."""
    plane = np.full(words_of(rows), ~np.uint64(0))
    if rows % 64:
        plane[-1] = (1 << rows % 64) - 1
    return plane


def count(plane: Plane) -> int:
    """Return how many bits of a plane are set."""
    return int(np.bitwise_count(plane).sum())


def undecided(leaf: Leaf, planes: Mapping[str, Plane], rows: int) -> bool:
    """Whether a leaf is undecided of every one of so many releases."""
    return count(planes[leaf.possible]) == rows and not planes[leaf.proven].any()


class _Topic(NamedTuple):
    """Leaves that are answered from the same columns."""

    columns: tuple[str, ...]
    leaves: tuple[Leaf, ...]


def make_planes(leaves: Iterable[Leaf], parts: Iterable[Part]) -> dict[str, Plane]:
    """Make every plane that answers these leaves, by name. The rows of the parts stand one after the other."""
    topics = _topics(leaves)
    with ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1)) as workers:
        made = list(workers.map(lambda group: _pack(topics, group), _groups(parts)))
    names = {name for topic in topics for leaf in topic.leaves for name in (leaf.proven, leaf.possible)}
    return {name: _joined([(rows, packed[name]) for rows, packed in made]) for name in sorted(names)}


def _topics(leaves: Iterable[Leaf]) -> list[_Topic]:
    about: dict[tuple[str, ...], list[Leaf]] = {}
    for leaf in dict.fromkeys(leaves):
        if isinstance(leaf, Question):
            columns: tuple[str, ...] = (leaf.key,)
        else:
            columns = (f"licensed/{leaf.of}", f"license-consistent/{leaf.of}", f"{LICENSE}{leaf.of}")
        about.setdefault(columns, []).append(leaf)
    return [_Topic(columns, tuple(found)) for columns, found in sorted(about.items())]


def _groups(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Neighbours together, up to so many rows: many small arrays cost more than one large one."""
    group: list[Part] = []
    rows = 0
    for part in parts:
        if group and rows + part.rows > _ROWS_AT_ONCE:
            yield group
            group, rows = [], 0
        group.append(part)
        rows += part.rows
    if group:
        yield group


def _pack(topics: Sequence[_Topic], parts: Sequence[Part]) -> tuple[int, dict[str, Bytes]]:
    """Read some parts, some columns at a time. Return how many rows they have, and each plane of them as bytes."""
    packed: dict[str, Bytes] = {}
    rows = sum(part.rows for part in parts)
    with ExitStack() as stack:
        readers = [stack.enter_context(part.open()) for part in parts]
        step = max(1, _VALUES_AT_ONCE // max(rows, 1))
        for start in range(0, len(topics), step):
            lot = topics[start : start + step]
            wanted = dict.fromkeys(name for topic in lot for name in topic.columns)
            tables = [reader.read([name for name in wanted if name in reader.columns]) for reader in readers]
            table = pa.concat_tables(tables, promote_options="default") if len(tables) > 1 else tables[0]
            for topic in lot:
                answer = _answer if len(topic.columns) == 1 else _answer_licenses
                packed |= {name: np.packbits(bits, bitorder="little") for name, bits in answer(topic, table, rows)}
    return rows, packed


def _joined(parts: Sequence[tuple[int, Bytes]]) -> Plane:
    """Put planes one after the other, to the bit."""
    joined = np.zeros(words_of(sum(rows for rows, _ in parts)) * 8 + 1, np.uint8)
    first = 0
    for rows, packed in parts:
        at, shift = divmod(first, 8)
        joined[at : at + len(packed)] |= packed << shift if shift else packed
        if shift:
            joined[at + 1 : at + 1 + len(packed)] |= packed >> (8 - shift)
        first += rows
    return joined[:-1].view(np.uint64)


def _answer(topic: _Topic, table: Any, rows: int) -> Iterator[tuple[str, Bits]]:
    codes = codes_of(table, topic.columns[0], rows)
    possible = (codes & NO_BIT) == 0
    for leaf in topic.leaves:
        yield leaf.proven, _proven(codes, leaf.basis)
        yield leaf.possible, possible


def _proven(codes: Bytes, basis: Basis) -> Bits:
    """A yes on a basis that is good enough, or not-applicable on any."""
    said: Bits = (codes & YES_BIT).astype(np.bool_)
    if basis is Basis.DECLARED:
        return said
    best = 4 * list(Basis).index(basis) + YES_BIT
    exempt: Bits = (codes & (YES_BIT | NO_BIT)) == (YES_BIT | NO_BIT)
    return (said & (codes >= best)) | exempt


def _answer_licenses(topic: _Topic, table: Any, rows: int) -> Iterator[tuple[str, Bits]]:
    """Where a component has a license, the lists decide; where its grants conflict, only what every reading says."""
    licensed, consistent, texts = topic.columns
    codes = codes_of(table, licensed, rows)
    conflict = (codes_of(table, consistent, rows) & (NO_BIT | YES_BIT)) == NO_BIT
    possible = (codes & NO_BIT) == 0
    for leaf in topic.leaves:
        if isinstance(leaf, Membership):
            flags = flags_of(table, texts, rows, partial(readings_of, members=leaf.members))
            every_in, some_out, all_out = ((flags & flag).astype(np.bool_) for flag in (EVERY_IN, SOME_OUT, ALL_OUT))
            proven = _proven(codes, leaf.basis)
            met = proven & possible
            yield leaf.proven, (proven & ~met) | (met & every_in & ~conflict)
            yield leaf.possible, possible & ~(met & ((conflict & all_out) | (~conflict & some_out)))


EVERY_IN, SOME_OUT, ALL_OUT = 1, 2, 4
"""What may be said of the expressions of a component: every one is in the lists, one is outside, every one is outside."""


@lru_cache(maxsize=4_096)
def readings_of(text: str, members: frozenset[str]) -> int:
    """Say of the expressions of a component, one a line, what holds of EVERY_IN, SOME_OUT and ALL_OUT.

    An expression with a license that nobody could name may be neither in nor out. Where there is no expression, nothing holds.
    """

    def is_member(license_id: LicenseId) -> bool | None:
        name = license_id.id.lower()
        return name in members or (None if name.startswith(UNNAMED) else False)

    found = [holds(parse(line), is_member) for line in text.splitlines()]
    if not found:
        return 0
    every_in, all_out = (all(one is wanted for one in found) for wanted in (True, False))
    return EVERY_IN * every_in + SOME_OUT * (False in found) + ALL_OUT * all_out
