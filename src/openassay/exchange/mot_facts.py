"""What a MOT entry declares, as facts: that a component is there, and under which license. Nobody has looked.

A license that the entry gives for a component, or for all components of its type, is taken for that component's. One that it
gives for the whole distribution reaches what the entry places inside the distribution, and nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from openassay.exchange.mot_entry import Listed, MotEntry
from openassay.exchange.mot_licenses import Kind, Reading, read_license
from openassay.exchange.mot_rules import OURS, mot_rules
from openassay.grading.mot_lens import MotComponent
from openassay.licenses.expressions import parse
from openassay.vocabulary.components import Component
from openassay.vocabulary.expression import Expression
from openassay.vocabulary.facts import Answer, Basis, Evidence, Fact, Search
from openassay.vocabulary.findings import Lines, Unreadable

SOURCE = "entry"


@dataclass(frozen=True, slots=True)
class License:
    """The license that an entry gives for a component: as it is read, where it stands, and how far it reaches."""

    reading: Reading
    typed: str
    line: int
    reaches: bool = True
    """False for a license of the distribution where the entry does not place the component inside it."""


@dataclass(frozen=True)
class Declared:
    """What an entry declares: facts by key, and for our components the license expressions."""

    facts: dict[str, Fact]
    licenses: dict[str, tuple[Expression, ...]]


def declare(entry: MotEntry, sha256: str) -> Declared:
    """Return what an entry declares. `sha256` is that of its file, for the evidence."""
    facts: dict[str, Fact] = {}
    licenses: dict[str, tuple[Expression, ...]] = {}
    for component in mot_rules().components:
        listed = [one for one in entry.components if one.name == component.name]
        given = [license_of(one, component, entry) for one in listed]
        published = _published(listed, given, entry, sha256)
        licensed = _licensed(component, listed, given, entry, sha256)
        for ours in OURS[component.id]:
            for probe, fact in (("published", published), ("licensed", licensed)):
                facts[f"{probe}/{ours}"] = _about(fact, ours, probe)
            if expressions := tuple(_expressions(given)):
                licenses[ours] = expressions
    return Declared(facts, licenses)


def license_of(listed: Listed, component: MotComponent, entry: MotEntry) -> License | None:
    """Find the license that an entry gives for a component; None where it gives none."""
    if listed.license is not None:
        return License(read_license(listed.license, component.type), listed.license, listed.line("license"))
    for key in (component.type, "distribution"):
        shared = entry.shared.get(key)
        if shared and shared.name:
            inside = key == component.type or lies_inside(listed, entry)
            return License(read_license(shared.name, component.type), shared.name, shared.line, inside)
    return None


def lies_inside(listed: Listed, entry: MotEntry) -> bool:
    """Whether the entry places a component under its own repository or page."""
    place = (listed.component_path or "").lower().rstrip("/")
    roots = [root.lower().rstrip("/") for key in ("repository", "huggingface") if (root := entry.about.get(key, "").strip())]
    return any("://" in root and (place == root or place.startswith(f"{root}/")) for root in roots)


def _expressions(given: list[License | None]) -> Iterator[Expression]:
    for one in given:
        if one and one.reaches and one.reading.expression:
            try:
                yield parse(one.reading.expression)
            except Unreadable:
                continue


def _about(fact: Fact, component: Component, probe: str) -> Fact:
    return Fact(str(component), fact.answer, fact.because, fact.basis, fact.evidence, fact.search, probe)


def _published(listed: list[Listed], given: list[License | None], entry: MotEntry, sha256: str) -> Fact:
    absent = next((one for one in given if one and one.reading.kind is Kind.ABSENT), None)
    if absent:
        return _fact(Answer.NO, f"The entry lists it, and says '{absent.typed.strip()}'.", (_place(entry, absent.line, sha256),))
    if listed:
        return _fact(Answer.YES, "The entry lists it.", tuple(_place(entry, one.line(), sha256) for one in listed))
    return _fact(Answer.NO, "The entry does not list it.", (), Search("the components that the entry lists", 1, complete=True))


def _licensed(component: MotComponent, listed: list[Listed], given: list[License | None], entry: MotEntry, sha256: str) -> Fact:
    if not listed:
        return _fact(Answer.UNKNOWN, "The entry does not list the component.")
    for one in given:
        if one is None:
            return _fact(Answer.UNKNOWN, "The entry names no license for it.")
        place = (_place(entry, one.line, sha256),)
        if not one.reaches:
            because = f"The entry gives {one.typed.strip()} for the whole distribution, and does not place the component in it."
            return _fact(Answer.UNKNOWN, because, place)
        if one.reading.kind is Kind.UNLICENSED:
            return _fact(Answer.NO, "The entry says that it is unlicensed.", place)
        if one.reading.expression is None:
            return _fact(Answer.UNKNOWN, f"'{one.typed.strip()}' names no license for certain.", place)
    places = tuple(_place(entry, one.line, sha256) for one in given if one)
    return _fact(Answer.YES, f"The entry gives a license for {component.name}.", places)


def _fact(answer: Answer, because: str, evidence: tuple[Evidence, ...] = (), search: Search | None = None) -> Fact:
    return Fact("entry", answer, because, Basis.DECLARED, evidence, search)


def _place(entry: MotEntry, line: int, sha256: str) -> Evidence:
    return Evidence(SOURCE, entry.path, sha256, Lines(line, line))
