"""The dossier: all that was read of a release, laid out for the probes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from openassay.vocabulary.components import Component, State
from openassay.vocabulary.facts import Basis, Evidence, Search
from openassay.vocabulary.findings import Finding
from openassay.vocabulary.licenses import Grant
from openassay.vocabulary.release import Artifact, EntryKind, Release
from openassay.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Holding:
    """What a release holds of one component."""

    component: Component
    state: State
    because: str
    artifacts: tuple[Artifact, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """Places that say so in words, such as the line of a README that names where the component lies."""
    rest: str = ""
    """Of a part: why what is missing here may be published elsewhere, as a sentence; empty where nothing says so."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The field that a model is for, which decides which components apply. `value` is None where the files do not show it."""

    value: str | None
    basis: Basis
    because: str


@dataclass(frozen=True, eq=False)
class Dossier:
    """Everything a probe may look at. Nothing in it opens a file by name.

    A dossier equals only itself, so that what is made of it can be kept beside it.
    """

    release: Release
    domain: Domain
    holdings: Mapping[Component, Holding]
    grants: tuple[Grant, ...]
    findings: tuple[Finding, ...]
    read_text: Callable[[Artifact], Text | None] = field(repr=False)

    def holding(self, component: Component) -> Holding:
        """Return what the release holds of `component`."""
        return self.holdings[component]

    def text(self, artifact: Artifact) -> Text | None:
        """Return the text of an artifact, or None where it is not text or could not be read."""
        return self.read_text(artifact)

    def search(self, looked_for: str, artifacts: Iterable[Artifact] | None = None) -> Search:
        """Describe a search through the given artifacts (all of them unless given), and whether it saw everything.

        A search among file names is complete when the listing is. A search in contents also needs every content to be here.
        """
        if artifacts is None:
            return Search(looked_for, len(self.release.artifacts), self.release.complete)
        searched = list(artifacts)
        readable = all(artifact.kind is EntryKind.FILE and artifact.sha256 for artifact in searched)
        return Search(looked_for, len(searched), self.release.complete and readable)


def evidence_of(artifact: Artifact) -> Evidence | None:
    """Cite an artifact as a whole, or None where its content was not read to the end."""
    if artifact.sha256 is None:
        return None
    return Evidence(artifact.source, artifact.path, artifact.sha256)


MOST_CITED = 12
"""Files cited for one answer; the component lists all of them."""


def cite(holding: Holding) -> tuple[Evidence, ...]:
    """Cite what a holding rests on: the places that speak of it, then its files; empty where nothing was read whole."""
    files = [evidence for artifact in holding.artifacts if (evidence := evidence_of(artifact))]
    return tuple([*holding.evidence, *files][:MOST_CITED])
