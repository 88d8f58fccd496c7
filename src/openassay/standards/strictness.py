"""Whether one condition asks for more than another, found by trying every release that the two can tell apart.

Each leaf of a condition looks at one thing: a fact on some basis, the license of a component, or what cannot be seen. A release
is tried for each combination of those things; one condition is stricter where every release that meets it meets the other too.
What does not apply is left aside: conditions are compared for releases to which all of it applies.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import product

from openassay.vocabulary.facts import Basis
from openassay.vocabulary.standard import All, AnyOf, Ask, AtLeast, CannotSee, Condition, LicenseIn, leaves

Lists = Mapping[str, frozenset[str]]
_MOST = 50_000
"""Releases that are tried at most; conditions that need more cannot be compared."""
_NOTHING = -1
"""The rank of a fact that is not a yes; else it is the rank of its basis."""


class Change(StrEnum):
    """What a change does to what is asked."""

    STRICTER = "stricter"
    LOOSER = "looser"
    SAME = "same"
    """The words differ and the meaning does not."""
    OTHER = "other"
    """Some releases gain, others lose; or nobody can tell."""


def compare_conditions(before: Condition, after: Condition, lists_before: Lists, lists_after: Lists) -> Change:
    """Say whether a condition became stricter or looser. The lists are those that each may name."""
    both = [(leaf, lists) for condition, lists in ((before, lists_before), (after, lists_after)) for leaf in leaves(condition)]
    values = {thing: _values(thing, both) for thing in dict.fromkeys(_thing(leaf) for leaf, _ in both)}
    count = 1
    for one in values.values():
        count *= len(one)
    if count > _MOST:
        return _leaf_by_leaf(before, after, lists_before, lists_after)
    gains = loses = False
    for chosen in product(*values.values()):
        release = dict(zip(values, chosen, strict=True))
        was, now = _met(before, release, lists_before), _met(after, release, lists_after)
        gains, loses = gains or (now and not was), loses or (was and not now)
    return _CHANGES[gains, loses]


_CHANGES = {
    (False, False): Change.SAME,
    (True, False): Change.LOOSER,
    (False, True): Change.STRICTER,
    (True, True): Change.OTHER,
}


def _leaf_by_leaf(before: Condition, after: Condition, lists_before: Lists, lists_after: Lists) -> Change:
    """Compare two conditions of one shape by their leaves: as there is no `not`, what loosens each of them loosens the whole."""
    pairs = list(zip(leaves(before), leaves(after), strict=False))
    if _shape(before) != _shape(after) or any(_thing(one) != _thing(other) for one, other in pairs):
        return Change.OTHER
    changes = {compare_conditions(one, other, lists_before, lists_after) for one, other in pairs} - {Change.SAME}
    return Change.SAME if not changes else changes.pop() if len(changes) == 1 else Change.OTHER


def _shape(condition: Condition) -> object:
    match condition:
        case All(of=operands) | AnyOf(of=operands) | AtLeast(of=operands):
            return type(condition), getattr(condition, "n", 0), tuple(_shape(operand) for operand in operands)
        case _:
            return None


_Leaf = Ask | LicenseIn | CannotSee
_Thing = tuple[str, str]
_Value = tuple[int, str]
"""The rank of the basis on which a thing is so, and which license it is."""


def _thing(leaf: _Leaf) -> _Thing:
    """What a leaf looks at. What cannot be seen is one thing, however it is worded."""
    match leaf:
        case Ask(probe=probe, of=subject):
            return probe, subject
        case LicenseIn(of=subject):
            return "license", subject
        case CannotSee():
            return "", ""


def _values(thing: _Thing, both: list[tuple[_Leaf, Lists]]) -> list[_Value]:
    """All that can be so of one thing, as far as the leaves that look at it tell it apart."""
    looking = [(leaf, lists) for leaf, lists in both if _thing(leaf) == thing]
    ranks = sorted({leaf.basis.rank for leaf, _ in looking if not isinstance(leaf, CannotSee)} or {Basis.OBSERVED.rank})
    licenses = [""]
    asked = [(leaf, lists) for leaf, lists in looking if isinstance(leaf, LicenseIn)]
    if asked:
        kinds: dict[tuple[bool, ...], str] = {}
        for license_ in sorted({one for leaf, lists in asked for name in leaf.lists for one in lists[name]}):
            kinds.setdefault(tuple(_listed(license_, leaf, lists) for leaf, lists in asked), license_)
        licenses += kinds.values()
    return [(_NOTHING, ""), *((rank, license_) for rank in ranks for license_ in licenses)]


def _listed(license_: str, leaf: LicenseIn, lists: Lists) -> bool:
    return any(license_ in lists[name] for name in leaf.lists)


def _met(condition: Condition, release: Mapping[_Thing, _Value], lists: Lists) -> bool:
    match condition:
        case Ask():
            return release[_thing(condition)][0] >= condition.basis.rank
        case LicenseIn():
            rank, license_ = release[_thing(condition)]
            return rank >= condition.basis.rank and _listed(license_, condition, lists)
        case CannotSee():
            return release[_thing(condition)][0] > _NOTHING
        case All(of=operands):
            return all(_met(operand, release, lists) for operand in operands)
        case AnyOf(of=operands):
            return any(_met(operand, release, lists) for operand in operands)
        case AtLeast(n=n, of=operands):
            return sum(_met(operand, release, lists) for operand in operands) >= n


def list_changes(before: Lists, after: Lists) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each license list that both have and that changed: its name, what it takes now, what it takes no longer."""
    for name in sorted(before.keys() & after.keys()):
        if before[name] != after[name]:
            yield name, sorted(after[name] - before[name]), sorted(before[name] - after[name])
