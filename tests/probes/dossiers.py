"""Dossiers of small releases that are made up for a test."""

from collections.abc import Mapping

from openassay.application.assess import read_dossier
from openassay.probes import Probe
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Domain, Dossier, Holding
from openassay.vocabulary.facts import Answer, Basis, Fact
from openassay.vocabulary.release import Artifact, Release, Source
from tests.inventory.fakes import Planted


def dossier_of(files: Mapping[str, bytes | str], *, complete: bool = True) -> Dossier:
    """Read a release of these files as openassay does."""
    return read_dossier(Planted(files, complete=complete), lambda message: None)


def dossier_with(*holdings: Holding, complete: bool = True) -> Dossier:
    """Make a dossier that holds just this; every other component is absent."""
    artifacts: tuple[Artifact, ...] = tuple(artifact for holding in holdings for artifact in holding.artifacts)
    source = Source("main", "made-up", "sha256:" + "0" * 64, complete, len(artifacts), 0)
    held = {component: Holding(component, State.ABSENT, "nothing of it was found") for component in Component}
    held |= {holding.component: holding for holding in holdings}
    return Dossier(
        release=Release("made-up", "sha256:" + "0" * 64, (source,), artifacts),
        domain=Domain("text", Basis.OBSERVED, "a test says so"),
        holdings=held,
        grants=(),
        findings=(),
        read_text=lambda artifact: None,
    )


def answers(probe: Probe, dossier: Dossier) -> dict[str, Answer]:
    """Ask a probe and give its answers by subject."""
    return {fact.subject: fact.answer for fact in probe.ask(dossier)}


def fact_of(probe: Probe, dossier: Dossier, subject: str) -> Fact:
    """Ask a probe and give its fact about one subject."""
    return next(fact for fact in probe.ask(dossier) if fact.subject == subject)
