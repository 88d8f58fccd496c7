"""The inventory of a release: the state of every component, the domain, and what deserves to be said on the way."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from openassay.inventory.code import Shelf
from openassay.inventory.code_roles import hold_code_roles
from openassay.inventory.data import Stage, find_data, hold_data
from openassay.inventory.documents import hold_documents
from openassay.inventory.domain import find_domain, profile_of
from openassay.inventory.gates import find_gates
from openassay.inventory.input_processing import hold_input_processing
from openassay.inventory.layout import Layout
from openassay.inventory.libraries import hold_libraries
from openassay.inventory.mentions import mentions
from openassay.inventory.profiles import Profile
from openassay.inventory.results import hold_results
from openassay.inventory.samples import hold_samples
from openassay.inventory.second_stage import named_bases, signs_of_second_stage
from openassay.inventory.several import find_several
from openassay.inventory.training import find_training
from openassay.inventory.training_code import hold_training
from openassay.inventory.training_metadata import hold_metadata
from openassay.inventory.unaccounted import Accounts
from openassay.inventory.visible import visible
from openassay.inventory.weights import find_weights, hold_final, hold_others
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Domain, Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.findings import Finding
from openassay.vocabulary.release import Artifact, Release
from openassay.vocabulary.text import Text


@dataclass(frozen=True)
class Inventory:
    """What a release holds."""

    domain: Domain
    holdings: dict[Component, Holding]
    """Every component of the closed list, in its order."""
    findings: tuple[Finding, ...]
    """What the inventory found beside what the survey did, sorted."""


def take_inventory(release: Release, read_text: Callable[[Artifact], Text | None]) -> Inventory:
    """Say of each component in what state the release holds it, and why."""
    layout = Layout(release, read_text)
    shelf = Shelf(layout)
    domain = find_domain(layout, shelf)
    profile = profile_of(domain)
    named = mentions(shelf)
    code = find_training(shelf)
    weights = find_weights(layout, named)
    data = find_data(layout)
    gates = find_gates(layout)
    held_sets = [*weights.final, *weights.pointers]
    bases = named_bases(layout)
    tunes_only = bool(code.later.loops) and not code.first.loops
    trained = frozenset(
        (place.artifact.source, place.artifact.path) for stage in (code.first, code.later) for place in stage.places
    )
    accounts = Accounts(shelf, trained)
    holdings = [
        *hold_training(shelf, code),
        *hold_code_roles(shelf, accounts, _runs_in_library(layout), _architectures(shelf)),
        hold_libraries(layout),
        *hold_data(layout, data, named, Stage.UNSAID if tunes_only and not bases else Stage.LATER if tunes_only else Stage.FIRST),
        hold_final(layout, weights, named, gates),
        *hold_others(layout, weights, bases),
        hold_metadata(shelf, code, weights.training_state),
        *hold_documents(
            layout, named, frozenset(place.artifact.folder for one in held_sets for place in one.places if place.artifact.folder)
        ),
        hold_results(layout),
        hold_samples(layout, domain.value),
        hold_input_processing(shelf, named, accounts, profile.substitutes.get(Component.INPUT_PROCESSING) if profile else None),
    ]
    by_component = {held.component: held for held in holdings}
    _drop_second_stage(layout, by_component)
    _apply_profile(profile, by_component)
    several = find_several(layout, held_sets)
    found = [*weights.findings, *data.findings, *([several] if several else [])]
    ordered = {component: by_component[component] for component in Component}
    return Inventory(domain, ordered, tuple(sorted(found, key=lambda finding: (finding.source, finding.path, finding.code))))


def _without_use(profile: Profile | None) -> dict[Component, str]:
    """The components that have no place in the domain, and why."""
    return profile.not_applicable if profile else {}


_LIBRARY_RUNS = re.compile(
    r"\.from_pretrained\(|\bpipeline\(|\bhub\.load\(|\bvllm serve\b|\.generate\(|\bSentenceTransformer\(|\bollama run\b"
    r"|\bLLM\(model="
)


def _runs_in_library(layout: Layout) -> list[Evidence]:
    """Lines of documents that load the model with a library."""
    return [
        text.evidence_at(match.start(), match.end())
        for text in layout.documents
        for match in _LIBRARY_RUNS.finditer(visible(text.body))
    ]


def _architectures(shelf: Shelf) -> list[Evidence]:
    """Lines of configurations that name the class of a library."""
    found = []
    for file in shelf.files(frozenset({"json"})):
        if file.place.name == "config.json":
            match = re.search(r'"architectures"\s*:|"model_type"\s*:', file.body)
            text = file.text if match else None
            if match and text:
                found.append(text.evidence_at(match.start(), match.end()))
    return found


def _drop_second_stage(layout: Layout, holdings: dict[Component, Holding]) -> None:
    """Post-training has no place where a complete search finds no sign of a second stage."""
    pair = (Component.POST_TRAINING_CODE, Component.POST_TRAINING_DATA)
    blank = (State.ABSENT, State.UNKNOWN)
    if any(holdings[component].state not in blank or holdings[component].artifacts for component in pair):
        return
    base = holdings[Component.BASE_WEIGHTS].state
    if base in (State.REFERENCED, State.PUBLISHED, State.PARTIAL) or signs_of_second_stage(layout):
        return
    unread = [holdings[component].because for component in pair if holdings[component].state is State.UNKNOWN]
    for component in pair:
        because = "Nothing in the release shows a second stage of training."
        state = State.UNKNOWN if unread else State.NOT_APPLICABLE
        because = f"Whether there was a second stage of training is not known. {unread[0]}" if unread else because
        holdings[component] = replace(holdings[component], state=state, because=because)


def _apply_profile(profile: Profile | None, holdings: dict[Component, Holding]) -> None:
    """Components that have no place in the domain, whatever lies there."""
    for component, why in _without_use(profile).items():
        holdings[component] = replace(holdings[component], state=State.NOT_APPLICABLE, because=f"{why[0].upper()}{why[1:]}.")
