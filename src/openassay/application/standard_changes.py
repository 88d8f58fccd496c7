"""What changed between two standards, or two editions or variants of one, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from openassay.application.standard_page import say_condition
from openassay.application.standards import named
from openassay.standards.strictness import Change, compare_conditions, list_changes
from openassay.vocabulary.standard import Asked, Dimension, Requirement, Scheme, Standard

_MOST = 6
"""Licenses of a list that are named; of more, the rest is counted."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed."""

    where: str
    """`<rung>/<requirement>`, `<dimension>/<level>`, a rung, a dimension, `list <name>`, or a key of the standard."""
    change: Change
    says: str
    before: tuple[str, ...] = ()
    """What was asked, in words, one line for each leaf; empty where nothing was."""
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two standards, and all that changed between them."""

    before: Standard
    after: Standard
    differences: tuple[Difference, ...]

    def count(self, change: Change) -> int:
        """How many differences are of one kind."""
        return sum(one.change is change for one in self.differences)


def compare_named(before: str, after: str) -> Iterator[Comparison]:
    """Compare two standards by their names, then every other variant that both have, where more than in the default changed.

    Raises `Mistaken`.
    """
    first = compare_standards(named(before), named(after))
    yield first
    if "/" in before.rpartition(".yaml")[2] or "/" in after.rpartition(".yaml")[2]:
        return
    for variant in first.before.variants[1:]:
        if variant in first.after.variants:
            other = compare_standards(named(f"{before}/{variant}"), named(f"{after}/{variant}"))
            if more := tuple(one for one in other.differences if one not in first.differences):
                yield Comparison(other.before, other.after, more)


def compare_standards(before: Standard, after: Standard) -> Comparison:
    """Compare two standards, each as one variant of it stands."""
    found = [*_heads(before, after), *_lists(before, after)]
    if before.scheme.climbs is not after.scheme.climbs:
        says = f"was a {before.scheme}, is a {after.scheme}: what the two ask cannot be set side by side"
        return Comparison(before, after, (*found, Difference("scheme", Change.OTHER, says)))
    if before.scheme is not after.scheme:
        found.append(Difference("scheme", Change.OTHER, f"was a {before.scheme}, is a {after.scheme}"))
    found += [*_rungs(before, after), *_dimensions(before, after)] if before.scheme.climbs else _dimensions(before, after)
    return Comparison(before, after, (*found, *_requirements(before, after)))


def _heads(before: Standard, after: Standard) -> Iterator[Difference]:
    for key in ("title", "publisher", "source", "status", "text", "note"):
        was, now = str(getattr(before, key)), str(getattr(after, key))
        if was != now:
            yield Difference(key, Change.SAME, f"is now: {now}" if now else "is gone", (was,) if was else ())
    for variant in after.variants:
        if variant not in before.variants:
            yield Difference(f"variant {variant}", Change.SAME, "is new")
    for variant in before.variants:
        if variant not in after.variants:
            yield Difference(f"variant {variant}", Change.SAME, "is gone")


def _lists(before: Standard, after: Standard) -> Iterator[Difference]:
    for name, gained, lost in list_changes(before.lists, after.lists):
        change = Change.OTHER if gained and lost else Change.LOOSER if gained else Change.STRICTER
        said = [f"{word} {_count(ids)}" for word, ids in (("now takes", gained), ("no longer takes", lost)) if ids]
        yield Difference(f"list {name}", change, "; ".join(said))


def _count(ids: list[str]) -> str:
    more = f" and {len(ids) - _MOST} more" if len(ids) > _MOST else ""
    return f"{len(ids)} {'license' if len(ids) == 1 else 'licenses'}: {', '.join(ids[:_MOST])}{more}"


def _rungs(before: Standard, after: Standard) -> Iterator[Difference]:
    was, now = {rung.id: rung for rung in before.rungs}, {rung.id: rung for rung in after.rungs}
    for id_, rung in was.items():
        if id_ not in now:
            yield Difference(id_, Change.OTHER, f"is gone, the rung '{rung.title}'")
    for place, rung in enumerate(after.rungs):
        if rung.id not in was:
            stands = f"above {after.rungs[place - 1].id}" if place else "below all others"
            yield Difference(rung.id, Change.OTHER, f"is new, the rung '{rung.title}' {stands}")
        elif (rung.title, rung.clause) != (was[rung.id].title, was[rung.id].clause):
            yield Difference(rung.id, Change.SAME, "has another title or clause", *_texts(was[rung.id], rung))
    kept = [id_ for id_ in was if id_ in now]
    if kept != [id_ for id_ in now if id_ in was]:
        yield Difference("rungs", Change.OTHER, f"the order is now {', '.join(now)}")


def _texts(before: object, after: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    first, second = (tuple(str(getattr(one, key)) for key in ("title", "clause")) for one in (before, after))
    return first, second


def _dimensions(before: Standard, after: Standard) -> Iterator[Difference]:
    was, now = ({one.id: one for one in standard.dimensions} for standard in (before, after))
    for id_, one in was.items():
        if id_ not in now:
            yield Difference(id_, Change.OTHER, f"is gone, the dimension '{one.title}'", (one.clause,))
    for id_, one in now.items():
        if id_ not in was:
            yield Difference(id_, Change.OTHER, f"is new, the dimension '{one.title}'", after=(one.clause,))
            continue
        if (one.title, one.clause) != (was[id_].title, was[id_].clause):
            yield Difference(id_, Change.SAME, "has another title or clause", *_texts(was[id_], one))
        yield from (Difference(id_, Change.OTHER, said) for said in _worth(was[id_], one, after.scheme))


def _worth(was: Dimension, now: Dimension, scheme: Scheme) -> Iterator[str]:
    """Say how the part changed that a dimension has in the score."""
    if was.best != now.best and scheme is Scheme.TALLY:
        yield f"is worth {now.best} points, was worth {was.best}"
    if was.weight != now.weight:
        yield f"weighs {now.weight}, weighed {was.weight}"
    values = {level.id: level.value for level in was.levels}
    for level in now.levels:
        if scheme is not Scheme.TALLY and values.get(level.id, level.value) != level.value:
            yield f"the level {level.id} is worth {level.value}, was worth {values[level.id]}"
    for key, words in (("group", "is in the group"), ("mean_with", "is averaged with"), ("mirror", "does as")):
        one, other = getattr(was, key), getattr(now, key)
        if one != other:
            yield f"{words} {other or 'none'}, before: {one or 'none'}"
    if was.capped_by_base != now.capped_by_base:
        yield (
            "is held down to the base model's level" if now.capped_by_base else "is no longer held down to the base model's level"
        )


def _requirements(before: Standard, after: Standard) -> Iterator[Difference]:
    dimensions = [{one.id for one in standard.dimensions} for standard in (before, after)]
    alone = dimensions[0] ^ dimensions[1]  # what such a one asks for comes and goes with it
    was, now = (
        {asked.path: asked for asked in standard.asked() if asked.path.partition("/")[0] not in alone}
        for standard in (before, after)
    )
    gone = {path: asked for path, asked in was.items() if path not in now}
    for path, asked in now.items():
        earlier = was.get(path) or _moved(asked, gone)
        if earlier is None:
            change = Change.SAME if asked.requirement.should else Change.STRICTER
            yield Difference(path, change, _said(asked.requirement, "is new"), after=_words(asked.requirement))
            continue
        gone.pop(earlier.path, None)
        if earlier.path != path:
            yield Difference(path, _shift(earlier.path, path, before, after), f"was {earlier.path}")
        yield from _changed(path, earlier.requirement, asked.requirement, before, after)
    for path, asked in gone.items():
        change = Change.SAME if asked.requirement.should else Change.LOOSER
        yield Difference(path, change, _said(asked.requirement, "is asked no longer"), before=_words(asked.requirement))


def _said(requirement: Requirement, what: str) -> str:
    return f"{what}, a recommendation" if requirement.should else what


def _words(requirement: Requirement) -> tuple[str, ...]:
    return tuple(say_condition(requirement.that))


def _moved(asked: Asked, gone: dict[str, Asked]) -> Asked | None:
    """Find what a requirement was before it went to another rung or got another name."""
    here, _, name = asked.path.partition("/")
    named_so = [one for path, one in gone.items() if path.partition("/")[2] == name and not name.isdigit()]
    meant_so = [
        one for path, one in gone.items() if one.requirement.that == asked.requirement.that and path.partition("/")[0] == here
    ]
    both = [one for one in named_so if one.requirement.that == asked.requirement.that]
    return next(iter([*meant_so, *both]), None)


def _shift(path_before: str, path: str, before: Standard, after: Standard) -> Change:
    """Say what it does to move a requirement to another rung: to ask for it lower down is stricter."""
    was, now = path_before.partition("/")[0], path.partition("/")[0]
    if was == now:
        return Change.SAME
    for order in ([rung.id for rung in standard.rungs] for standard in (before, after)):
        if was in order and now in order:
            return Change.STRICTER if order.index(now) < order.index(was) else Change.LOOSER
    return Change.OTHER


def _changed(path: str, was: Requirement, now: Requirement, before: Standard, after: Standard) -> Iterator[Difference]:
    if was.should != now.should:
        change, says = (Change.LOOSER, "is now a recommendation") if now.should else (Change.STRICTER, "was a recommendation")
        yield Difference(path, change, says)
    change = compare_conditions(was.that, now.that, before.lists, after.lists)
    if change is not Change.SAME or was.that != now.that:
        if now.should and was.should:
            change = Change.SAME
        says = "says the same in another way" if change is Change.SAME else f"is {_HOW[change]}"
        if _words(was) == _words(now) and change is not Change.SAME:
            says += ", by its license lists"
        yield Difference(path, change, says, _words(was), _words(now))
    if was.remedy != now.remedy:
        yield Difference(path, Change.SAME, "has another remedy", (was.remedy,), (now.remedy,))


_HOW = {Change.STRICTER: "stricter", Change.LOOSER: "looser", Change.OTHER: "different", Change.SAME: "the same"}


def say_comparisons(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """Yield the lines that tell of comparisons, the ones that decide first."""
    for number, comparison in enumerate(comparisons):
        if number:
            yield ""
        yield f"From {comparison.before.name} to {comparison.after.name}"
        counts = [f"{comparison.count(change)} {word}" for change, word in _COUNTED if comparison.count(change)]
        yield f"  {', '.join(counts)}" if counts else "  nothing changed"
        for change, word in _COUNTED:
            for one in comparison.differences:
                if one.change is change:
                    yield ""
                    yield f"{word}: {one.where} {one.says}"
                    yield from _side_by_side(one.before, one.after)


def _side_by_side(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    """Yield what is gone with a minus, what is new with a plus, and between them what stayed; nothing where all stayed."""
    if before == after:
        return
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (f"    {line}" for line in before[start:end])
        else:
            yield from (f"  - {line}" for line in before[start:end])
            yield from (f"  + {line}" for line in after[first:last])


_COUNTED = (
    (Change.STRICTER, "stricter"),
    (Change.LOOSER, "looser"),
    (Change.OTHER, "otherwise"),
    (Change.SAME, "in words only"),
)


def to_document(comparisons: Iterable[Comparison]) -> list[dict[str, object]]:
    """Lay comparisons out as plain JSON values."""
    return [
        {
            "before": comparison.before.name,
            "after": comparison.after.name,
            "differences": [
                {"where": one.where, "change": one.change, "says": one.says, "before": list(one.before), "after": list(one.after)}
                for one in comparison.differences
            ],
        }
        for comparison in comparisons
    ]
