"""Standards of every scheme and releases with every kind of answer, at random, for tests that hold planes against the judge."""

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from openassay.grading.conditions import Case
from openassay.grading.dimensions import DISTINCT_BASE
from openassay.licenses.expressions import parse
from openassay.vocabulary.facts import Answer, Basis, Evidence, Fact, Search
from openassay.vocabulary.standard import (
    All,
    AnyOf,
    Ask,
    AtLeast,
    CannotSee,
    Condition,
    Dimension,
    Level,
    LicenseIn,
    Requirement,
    Rung,
    Scheme,
    Standard,
    Status,
    TextRead,
)

PARTS = ("final-weights", "data-card")
PROBES = ("published", "ungated", "complete")
KEYS = (
    *(f"{probe}/{part}" for part in PARTS for probe in PROBES),
    *(f"{probe}/{part}" for part in PARTS for probe in ("licensed", "license-consistent")),
    DISTINCT_BASE,
)
LISTS = {"open": frozenset({"mit", "apache-2.0"}), "other": frozenset({"cc-by-4.0"})}
TEXTS = (
    "",
    "MIT",
    "LicenseRef-closed",
    "LicenseRef-unknown-1a2b",
    "MIT\nCC-BY-4.0",
    "MIT OR LicenseRef-closed",
    "Apache-2.0 AND LicenseRef-unknown-3c4d",
    "LicenseRef-closed\nLicenseRef-shut",
)
LONG = (Fraction(1, 1_000_003**2), Fraction(1, 1_000_003**4))
"""Weights with which products, and with the second also sums, are longer than a machine word."""
ANSWERS = (Answer.UNKNOWN, Answer.NO, Answer.YES, Answer.NOT_APPLICABLE)
"""By the two low bits of a code; the basis is above them."""
MISSING = 12
"""Stands in a draw for a fact that nobody stated; its code is 0."""

Codes = npt.NDArray[np.uint8]

_bases = st.sampled_from(list(Basis))
_leaves: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Ask, st.sampled_from(PROBES), st.sampled_from(PARTS), _bases),
    st.builds(LicenseIn, st.sampled_from([("open",), ("other",), ("open", "other")]), st.sampled_from(PARTS), _bases),
    st.just(CannotSee("nobody can")),
)


def _nodes(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    operands = st.lists(inner, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        st.builds(All, operands), st.builds(AnyOf, operands), st.builds(AtLeast, st.integers(min_value=1, max_value=4), operands)
    )


conditions = st.recursive(_leaves, _nodes, max_leaves=6)
_ids = st.permutations(["low", "middle", "high"]).flatmap(lambda ids: st.integers(1, 3).map(lambda most: ids[:most]))


@st.composite
def climbing(draw: st.DrawFn, scheme: Scheme) -> Standard:
    """A ladder or a gradient of up to three rungs, some of them in an unusual order."""
    rungs = []
    for id_ in draw(_ids):
        asked = draw(st.lists(st.tuples(conditions, st.booleans()), max_size=3))
        requirements = tuple(Requirement(f"r{place}", that, should=should) for place, (that, should) in enumerate(asked))
        rungs.append(Rung(id_, id_, "", requirements))
    return _standard(scheme, rungs=tuple(rungs))


@st.composite
def scoring(draw: st.DrawFn, scheme: Scheme) -> Standard:
    """Up to four dimensions, with levels, weights, caps, mirrors and means with each other."""
    names = draw(st.permutations(["a", "b", "c", "d"]))[: draw(st.integers(1, 4))]
    dimensions: list[Dimension] = []
    weights = [Fraction(1)] if scheme is Scheme.TALLY else [Fraction(1), Fraction(2), Fraction(1, 3), *LONG]
    for place, name in enumerate(names):
        others = [one for one in names if one != name]
        first = names[0] if place else ""
        dimensions.append(
            Dimension(
                id=name,
                title=name,
                clause="",
                levels=draw(_levels(scheme)),
                weight=draw(st.sampled_from(weights)),
                mean_with=draw(st.sampled_from(["", first])),
                mirror=draw(st.sampled_from(["", *others])),
                capped_by_base=draw(st.booleans()),
            )
        )
    return _standard(scheme, dimensions=tuple(dimensions))


@st.composite
def _levels(draw: st.DrawFn, scheme: Scheme) -> tuple[Level, ...]:
    if scheme is Scheme.TALLY:
        best = draw(st.integers(1, 4))
        values = {str(points): Fraction(points) for points in range(best, -1, -1)}
    else:
        values = {"open": Fraction(1), "partial": draw(st.sampled_from([Fraction(1, 2), Fraction(1, 4)])), "closed": Fraction(0)}
    ids = list(values)
    kept = [ids[0], *(id_ for id_ in ids[1:-1] if draw(st.booleans()))]
    return (*(Level(id_, values[id_], draw(conditions)) for id_ in kept), Level(ids[-1], values[ids[-1]]))


def _standard(scheme: Scheme, rungs: tuple[Rung, ...] = (), dimensions: tuple[Dimension, ...] = ()) -> Standard:
    return Standard(
        "test", "1", 1, "", "Test", "us", "", Status.DRAFT, TextRead.READ, scheme, LISTS, rungs=rungs, dimensions=dimensions
    )


SCHEMES: dict[Scheme, Callable[[Scheme], st.SearchStrategy[Standard]]] = {
    Scheme.LADDER: climbing,
    Scheme.GRADIENT: climbing,
    Scheme.DIMENSIONS: scoring,
    Scheme.TALLY: scoring,
}


def some_standard(scheme: Scheme) -> st.SearchStrategy[Standard]:
    """Standards of one scheme."""
    return SCHEMES[scheme](scheme)


class Releases:
    """Releases with random answers and licenses, as an index keeps them and as the judge takes them."""

    def __init__(self, seed: int, rows: int) -> None:
        random = np.random.default_rng(seed)
        self.rows = rows
        drawn = {key: random.integers(0, MISSING + 1, rows).astype(np.uint8) for key in KEYS}
        self._drawn = drawn
        self.codes: dict[str, Codes] = {
            key: np.where(codes == MISSING, 0, codes).astype(np.uint8) for key, codes in drawn.items()
        }
        self.texts = {f"license/{part}": [TEXTS[place] for place in random.integers(0, len(TEXTS), rows)] for part in PARTS}

    def case(self, row: int) -> Case:
        """One release as the judge takes it."""
        facts = {key: _fact(key, int(codes[row])) for key, codes in self._drawn.items() if codes[row] != MISSING}
        licenses = {
            column.partition("/")[2]: tuple(parse(line) for line in texts[row].splitlines())
            for column, texts in self.texts.items()
        }
        return Case(facts, licenses)

    def cases(self) -> Sequence[Case]:
        """All of them."""
        return [self.case(row) for row in range(self.rows)]


def _fact(key: str, code: int) -> Fact:
    probe, _, subject = key.partition("/")
    answer, basis = ANSWERS[code & 3], list(Basis)[code >> 2]
    evidence = (Evidence("main", "README.md", "0" * 64),) if answer is Answer.YES else ()
    return Fact(subject, answer, "Set by a test.", basis, evidence, Search("it", 1, complete=True), probe)
