"""Probes: one question each, one file each, found by walking this package.

A probe is a function that looks at a dossier and answers with facts. Its module's docstring is its manual page: what it asks,
why it matters, how it looks, how to answer yes. A new probe is a new file; nothing else is edited.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points
from typing import Literal

from openassay.vocabulary.components import RELEASE, Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact, unknown

HEADINGS = ("What it asks", "Why it matters", "How it looks", "How to answer yes")
"""The parts of a manual page, in their order."""

ENTRY_POINTS = "openassay.probes"
"""The entry-point group under which other packages offer modules with probes."""

Lifecycle = Literal["stable", "experimental", "deprecated"]


class PageMissing(Exception):  # noqa: N818 - it names the state of a module
    """A probe's module has no complete manual page."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A question, the subjects that it is asked about, and how it is answered."""

    name: str
    question: str
    subjects: tuple[str, ...]
    lifecycle: Lifecycle
    manual: str
    answer: Callable[[Dossier], Iterable[Fact]]

    def ask(self, dossier: Dossier) -> Iterator[Fact]:
        """Answer about every subject, in the order of the subjects; a subject left out is unknown."""
        answers = {fact.subject: replace(fact, probe=self.name) for fact in self.answer(dossier)}
        if strays := answers.keys() - set(self.subjects):
            raise ValueError(f"probe {self.name} answered about {sorted(strays)}, which it does not declare")
        for subject in self.subjects:
            yield answers.get(subject) or replace(unknown(subject, "the probe gave no answer"), probe=self.name)


def probe(
    question: str,
    of: Iterable[Component] = (),
    lifecycle: Lifecycle = "stable",
) -> Callable[[Callable[[Dossier], Iterable[Fact]]], Probe]:
    """Make a probe of a function. Its name is the function's, with hyphens; its manual page is its module's docstring.

    `of` names the components it is asked about; without it, the question is about the release as a whole.
    """

    def decorate(function: Callable[[Dossier], Iterable[Fact]]) -> Probe:
        manual = importlib.import_module(function.__module__).__doc__ or ""
        at = [manual.find(f"\n{heading}\n") for heading in HEADINGS]
        if -1 in at or at != sorted(at):
            raise PageMissing(f"{function.__module__}: the docstring needs the headings {', '.join(HEADINGS)}, in this order")
        subjects = tuple(component.value for component in of) or (RELEASE,)
        return Probe(function.__name__.replace("_", "-"), question, subjects, lifecycle, manual.strip(), function)

    return decorate


@cache
def every_probe() -> Mapping[str, Probe]:
    """All probes by name: those of this package, then those that other packages offer."""
    found: dict[str, Probe] = {}
    names = [f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__)]
    modules = [importlib.import_module(name) for name in sorted(names)]
    modules += [point.load() for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)]
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Probe):
                if value.name in found:
                    raise ValueError(f"two probes are called {value.name}; the second is in {module.__name__}")
                found[value.name] = value
    return found
