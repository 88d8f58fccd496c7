"""The page of a standard in Markdown: our reading clause by clause, what it cannot see, its cases and its sources."""

import re
from collections.abc import Iterator
from itertools import groupby

from openassay.application.standard_changes import compare_standards
from openassay.application.standard_page import SCHEMES, cannot_see, say_basis
from openassay.application.standards import Edition
from openassay.standards.cases import ConformanceCase, Expected
from openassay.standards.strictness import Change
from openassay.vocabulary.standard import (
    All,
    AnyOf,
    Ask,
    AtLeast,
    CannotSee,
    Condition,
    Dimension,
    LicenseIn,
    Rung,
    Scheme,
    Standard,
    Status,
    TextRead,
)

_MOST = 40
"""Licenses of a list that are named; of more, the rest is counted."""
_STATUS = {
    Status.ADOPTED: "Adopted.",
    Status.DRAFT: "Draft.",
    Status.PROPOSAL: "A proposal, and no rule.",
    Status.WITHDRAWN: "Withdrawn by those who proposed it, and no rule.",
    Status.PROVISIONAL: "Provisional.",
}
_READ = {
    TextRead.READ: "The official text was read in full.",
    TextRead.PARTLY: "Of the official text a part was read; our reading may change when the rest is.",
    TextRead.SECONDARY: "The official text was not read, only other people's accounts of it; our reading may change when it is.",
}
_UNSAID = "What is asked must have been observed by openassay in the files, unless it says otherwise."
_PROBES = "../probes.md"


def reference_page(edition: Edition, index: str = "") -> Iterator[str]:
    """Yield the lines of the page of one edition. `index` is a link to the list of all standards, where there is one."""
    standard = next(iter(edition.variants.values()))
    yield f"# {standard.title}, {standard.edition}"
    yield ""
    yield f"> **{_STATUS[standard.status]}** {_READ[standard.text]}"
    if standard.note:
        yield ">"
        yield f"> {standard.note.strip()}"
    yield from _facts(standard, index)
    yield from _asked(standard)
    yield from _variants(standard, edition.variants)
    yield from _hidden(standard)
    yield from _lists(standard)
    yield from _cases(edition.cases)
    if edition.source:
        yield from ("", "## What this reading rests on", "", *_sunk(edition.source))


def _facts(standard: Standard, index: str) -> Iterator[str]:
    yield from ("", "| | |", "|---|---|")
    yield f"| name | `{standard.name}` |"
    yield f"| publisher | {_cell(standard.publisher)} |"
    yield f"| source | {_cell(standard.source)} |"
    yield f"| status | {standard.status}; of the official text: {standard.text} |"
    yield f"| kind | {SCHEMES[standard.scheme]} |"
    if standard.variants:
        first, *others = standard.variants
        yield f"| variants | `{first}` (the default), {', '.join(f'`{name}`' for name in others)} |"
    yield f"| SHA-256 of the text | `{standard.sha256[:16]}...` |"
    if index:
        yield from ("", f"[All standards]({index})")


def _cell(text: str) -> str:
    return text.strip().replace("|", "\\|")


def _asked(standard: Standard) -> Iterator[str]:
    yield from ("", "## Rungs" if standard.scheme.climbs else "## Dimensions", "")
    if standard.scheme.climbs:
        alone = standard.scheme is Scheme.GRADIENT
        yield ("Each stands alone; the highest that is met is the grade. " if alone else "From the lowest up. ") + _UNSAID
        for place, rung in enumerate(standard.rungs, 1):
            yield from _rung(place, rung)
    else:
        yield f"What a dimension asks for at each level, the best first. {_UNSAID}"
        for dimension in standard.dimensions:
            yield from _dimension(dimension, standard.scheme)


def _rung(place: int, rung: Rung) -> Iterator[str]:
    yield from ("", f"### {place}. {rung.title} (`{rung.id}`)", "", f"> {rung.clause.strip()}", "")
    for requirement in rung.require:
        should = ", a recommendation that decides nothing" if requirement.should else ""
        yield from _requirement(f"**{requirement.id}**{should}", requirement.that, requirement.remedy)


def _dimension(dimension: Dimension, scheme: Scheme) -> Iterator[str]:
    yield from ("", f"### {dimension.title} (`{dimension.id}`)", "", f"> {dimension.clause.strip()}", "")
    marks = [f"Group: {dimension.group}." if dimension.group else ""]
    if scheme is Scheme.TALLY:
        marks.append(f"Worth {dimension.best} {'point' if dimension.best == 1 else 'points'}.")
    elif dimension.weight != 1:
        marks.append(f"Weighs {dimension.weight}.")
    if dimension.mean_with:
        marks.append(f"Averaged with `{dimension.mean_with}`, so that both count once.")
    if dimension.mirror:
        marks.append(f"Where it does not apply, it does as `{dimension.mirror}`.")
    if dimension.capped_by_base:
        marks.append("A model made from another has at most that one's level.")
    yield from (" ".join(filter(None, marks)), "")
    for level in dimension.levels:
        if level.that is None:
            yield f"- **{level.id}**: what is left."
        else:
            yield from _requirement(f"**{level.id}**", level.that, level.remedy)


def _requirement(head: str, condition: Condition, remedy: str) -> Iterator[str]:
    first, *rest = _condition(condition)
    yield f"- {head}: {first}"
    yield from (f"  {line}" for line in rest)
    if remedy:
        yield f"  - *To meet it:* {remedy.strip()}"


def _condition(condition: Condition) -> Iterator[str]:
    """Say a condition: one leaf is one line, anything else a line and a list below it."""
    match condition:
        case Ask(probe=probe, of=subject, basis=basis):
            yield f"[{probe}]({_PROBES}#{probe}) of {subject}{say_basis(basis)}"
        case LicenseIn(lists=lists, of=subject, basis=basis):
            yield f"the license of {subject} is on {_joined(lists)}{say_basis(basis)}"
        case CannotSee(why=why):
            yield f"*cannot be seen in files:* {why.strip()}"
        case All(of=operands):
            yield "all of"
            yield from _operands(operands)
        case AnyOf(of=operands):
            yield "any of"
            yield from _operands(operands)
        case AtLeast(n=n, of=operands):
            yield f"at least {n} of"
            yield from _operands(operands)


def _joined(lists: tuple[str, ...]) -> str:
    return f"the list {lists[0]}" if len(lists) == 1 else f"one of the lists {', '.join(lists)}"


def _operands(operands: tuple[Condition, ...]) -> Iterator[str]:
    for operand in operands:
        first, *rest = _condition(operand)
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)


def _variants(standard: Standard, variants: dict[str, Standard]) -> Iterator[str]:
    others = {name: other for name, other in variants.items() if other is not standard}
    if not others:
        return
    yield from (
        "",
        "## Variants",
        "",
        f"What the text leaves open is settled by name. Against `{standard.variant}`, the default:",
        "",
    )
    for name, other in others.items():
        told = [one for one in compare_standards(standard, other).differences if one.change is not Change.SAME]
        yield f"- `{name}`, written `{standard.id}/{name}`:"
        yield from (f"  - {one.where} {one.says}." for one in told)
        if not told:
            yield "  - asks for the same."


def _hidden(standard: Standard) -> Iterator[str]:
    yield from ("", "## What it cannot see", "")
    hidden = cannot_see(standard)
    if not hidden:
        yield "Nothing that this standard asks for is out of sight of files; that what they say is true and complete always is."
        return
    yield "These stay undecided until a person or an organisation shows them; they never count as failed."
    yield ""
    yield from (f"- `{path}`: {why.strip()}" for path, why in hidden.items())


def _lists(standard: Standard) -> Iterator[str]:
    if standard.lists:
        yield from ("", "## License lists", "")
    for name, ids in standard.lists.items():
        some = ", ".join(sorted(ids)[:_MOST]) + (f" and {len(ids) - _MOST} more" if len(ids) > _MOST else "")
        yield f"- **{name}**, {len(ids)} ids: {some}"


def _cases(cases: tuple[ConformanceCase, ...]) -> Iterator[str]:
    if not cases:
        return
    yield from ("", "## Conformance cases", "")
    yield f"{len(cases)} cases hold this reading in place; a row with a number stands for that many."
    yield from ("", "| case | expected |", "|---|---|")
    for _, group in groupby(cases, key=lambda case: (case.path, case.line)):
        members = list(group)
        title = members[0].title.partition(": ")[0] if len(members) > 1 else members[0].title
        count = f" ({len(members)})" if len(members) > 1 else ""
        yield f"| {_cell(title)}{count} | {_cell(_expectation(members[0]))} |"


def _expectation(case: ConformanceCase) -> str:
    """Say what a case expects: once where it is the same of every variant."""
    said = {variant: _expected(expected) for variant, expected in case.expect.items()}
    if len(set(said.values())) == 1:
        return next(iter(said.values()))
    return "; ".join(f"{variant}: {words}" for variant, words in said.items())


def _expected(expected: Expected) -> str:
    parts = []
    if expected.rungs:
        parts.append(_span(*(end or "none" for end in expected.rungs)))
    if expected.score:
        parts.append(f"score {_span(*map(str, expected.score))}")
    parts += [f"{name} {_span(*(end or 'does not apply' for end in ends))}" for name, ends in expected.dimensions.items()]
    parts += [f"{path} {verdict}" for path, verdict in expected.verdicts.items()]
    return ", ".join(parts)


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _sunk(source: str) -> Iterator[str]:
    """The page of sources without its license and title, its headings one level further down."""
    body = re.sub(r"<!--.*?-->\n?", "", source, flags=re.DOTALL)
    body = re.sub(r"\A\s*# [^\n]*\n+", "", body)
    yield from re.sub(r"(?m)^(##+ )", r"#\1", body).rstrip().split("\n")
