"""The page of a standard: where it stands, its rungs or dimensions with all that they ask, and what it cannot see."""

from collections.abc import Iterator

from openassay.vocabulary.facts import Basis
from openassay.vocabulary.standard import (
    All,
    AnyOf,
    Ask,
    AtLeast,
    CannotSee,
    Condition,
    Dimension,
    LicenseIn,
    Requirement,
    Rung,
    Scheme,
    Standard,
    leaves,
)

SCHEMES = {
    Scheme.LADDER: "a ladder: each rung adds to those below it",
    Scheme.GRADIENT: "a gradient: each rung stands alone, and the highest that is met is the grade",
    Scheme.DIMENSIONS: "dimensions: each has a level, and the score is their mean",
    Scheme.TALLY: "a tally: each dimension earns points, and the score is their sum",
}
"""What the schemes are, in words."""


def standard_page(standard: Standard) -> Iterator[str]:
    """Yield the lines of a standard's page."""
    yield f"{standard.title} ({standard.name})"
    yield ""
    yield f"Publisher: {standard.publisher}"
    yield f"Source: {standard.source}"
    yield f"Status: {standard.status}; of the official text: {standard.text}"
    yield f"Scheme: {SCHEMES[standard.scheme]}"
    if standard.variants:
        yield f"Variants: {', '.join(standard.variants)}; this is {standard.variant}"
    if standard.note:
        yield f"Note: {standard.note}"
    for rung in standard.rungs:
        yield from _rung(rung)
    for dimension in standard.dimensions:
        yield from _dimension(dimension, standard.scheme)


def _rung(rung: Rung) -> Iterator[str]:
    yield ""
    yield f"{rung.id}: {rung.title}"
    yield f"  {rung.clause}"
    for requirement in rung.require:
        yield f"  - {requirement.id}" + (" (recommended)" if requirement.should else "")
        yield from (f"      {line}" for line in say_condition(requirement.that))


def _dimension(dimension: Dimension, scheme: Scheme) -> Iterator[str]:
    marks = [f"group {dimension.group}"] if dimension.group else []
    if scheme is Scheme.TALLY:
        marks.append(f"{dimension.best} points" if dimension.best > 1 else "1 point")
    elif dimension.weight != 1:
        marks.append(f"weight {dimension.weight}")
    if dimension.mean_with:
        marks.append(f"averaged with {dimension.mean_with}")
    if dimension.mirror:
        marks.append(f"where it does not apply, as {dimension.mirror}")
    if dimension.capped_by_base:
        marks.append("at most what the base model has")
    yield ""
    yield f"{dimension.id}: {dimension.title}" + (f" ({', '.join(marks)})" if marks else "")
    yield f"  {dimension.clause}"
    for level in dimension.levels:
        if level.that is None:
            yield f"  - {level.id}: what is left"
        else:
            yield f"  - {level.id}"
            yield from (f"      {line}" for line in say_condition(level.that))


def requirement_page(requirement: Requirement) -> Iterator[str]:
    """Yield what a requirement asks for and what to do about it."""
    yield "A recommendation, which decides nothing. It asks:" if requirement.should else "It asks:"
    yield from (f"  {line}" for line in say_condition(requirement.that))
    if requirement.remedy:
        yield f"What to do: {requirement.remedy}"


def say_condition(condition: Condition) -> Iterator[str]:
    """Say a condition in words, one line for each leaf."""
    match condition:
        case Ask(probe=probe, of=subject, basis=basis):
            yield f"{probe}/{subject} is yes{say_basis(basis)}"
        case LicenseIn(lists=lists, of=subject, basis=basis):
            yield f"the license of {subject} is in {' or '.join(lists)}{say_basis(basis)}"
        case CannotSee(why=why):
            yield f"what files cannot show: {why}"
        case All(of=operands):
            yield "all of"
            yield from (f"  {line}" for operand in operands for line in say_condition(operand))
        case AnyOf(of=operands):
            yield "any of"
            yield from (f"  {line}" for operand in operands for line in say_condition(operand))
        case AtLeast(n=n, of=operands):
            yield f"at least {n} of"
            yield from (f"  {line}" for operand in operands for line in say_condition(operand))


def say_basis(basis: Basis) -> str:
    """Say on what a fact may rest, where that is less than what was observed, which goes without saying."""
    return "" if basis is Basis.OBSERVED else f", even if only {basis}"


def cannot_see(standard: Standard) -> dict[str, str]:
    """Return what a standard asks for that no file can show: the path of each such requirement, and why."""
    found: dict[str, str] = {}
    for asked in standard.asked():
        for leaf in leaves(asked.requirement.that):
            if isinstance(leaf, CannotSee):
                found.setdefault(asked.path, leaf.why)
    return found
