"""One inventory of several places: what each is there for decides where one is believed before another.

All places but those of data are looked at together, as one release. A place of data is looked at by itself, and gives data and
what describes them. What a place gives beside what it is there for counts where no other place gives it: the toy weights in a
repository of code do not stand beside the real ones.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from openassay.application.places import Role
from openassay.inventory.holdings import Inventory, take_inventory
from openassay.inventory.survey import Surveyed, combine
from openassay.vocabulary.components import Component, Family, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.release import Artifact, Release
from openassay.vocabulary.text import Text

ReadText = Callable[[Artifact], Text | None]

_BEST_FIRST = (
    State.PUBLISHED,
    State.PARTIAL,
    State.GATED,
    State.POINTER,
    State.REFERENCED,
    State.UNKNOWN,
    State.ABSENT,
    State.NOT_APPLICABLE,
)
_TRAINING = (Component.PRETRAINING_DATA, Component.POST_TRAINING_DATA)
_DATA = (*_TRAINING, Component.EVALUATION_DATA)
_WEIGHTS = tuple(component for component in Component if component.value.endswith("-weights"))
_CODE = tuple(component for component in Component if component.family is Family.CODE)
_BESIDE: Mapping[Role, frozenset[Component]] = {
    Role.CODE: frozenset((*_WEIGHTS, *_DATA)),
    Role.WEIGHTS: frozenset(_DATA),
    Role.DOCUMENTS: frozenset((*_WEIGHTS, *_DATA, *_CODE)),
}
"""For a role, the components that a place of it gives only where no other place does."""


def take_whole_inventory(name: str, surveyed: Sequence[tuple[Role, Surveyed]]) -> Inventory:
    """The inventory of all places of a release."""
    together = [one for role, one in surveyed if not role.is_data] or [one for _, one in surveyed]
    release, read_text = combine(name, together)
    inventory = take_inventory(release, read_text)
    roles = {one.source.id: role for role, one in surveyed}
    stray = _stray(inventory.holdings.values(), roles)
    if stray:
        kept = tuple(artifact for artifact in release.artifacts if (artifact.source, artifact.path) not in stray)
        inventory = take_inventory(replace(release, artifacts=kept), read_text)
    beside = frozenset(source for source, role in roles.items() if not _BESIDE.get(role, frozenset()).isdisjoint(_DATA))
    for role, one in surveyed:
        if role.is_data and one not in together:
            inventory = _with_data(inventory, role, *combine(name, [one]), beside)
    return inventory


def _stray(holdings: Iterable[Holding], roles: Mapping[str, Role]) -> set[tuple[str, str]]:
    """Files that do not count, since they lie beside what their place is there for and another place gives the thing."""
    found: set[tuple[str, str]] = set()
    for holding in holdings:
        beside = [artifact for artifact in holding.artifacts if holding.component in _BESIDE.get(roles[artifact.source], ())]
        if len(beside) < len(holding.artifacts):
            found.update((artifact.source, artifact.path) for artifact in beside)
    return found


def _with_data(inventory: Inventory, role: Role, release: Release, read_text: ReadText, beside: frozenset[str]) -> Inventory:
    """The inventory with what one place of data gives. `beside` are places that are there for something else."""
    given = take_inventory(release, read_text)
    holdings = dict(inventory.holdings)
    for component in (*_DATA, Component.DATA_CARD):
        held = given.holdings[component]
        meant = _meant(component, role, holdings)
        if held.state not in (State.ABSENT, State.UNKNOWN):
            holdings[meant] = _without(holdings[meant], beside)
        holdings[meant] = _better(holdings[meant], replace(held, component=meant))
    return replace(inventory, holdings=holdings, findings=tuple(sorted({*inventory.findings, *given.findings})))


def _meant(component: Component, role: Role, holdings: Mapping[Component, Holding]) -> Component:
    """Which data those of a place are: as its role says; without a word, those of the last stage of training."""
    if component not in _DATA:
        return component
    if role is not Role.DATA:
        return Component(role.value)
    tuned = holdings[Component.BASE_WEIGHTS].state in (State.REFERENCED, State.PUBLISHED, State.PARTIAL, State.GATED)
    return Component.POST_TRAINING_DATA if tuned and component in _TRAINING else component


def _without(holding: Holding, beside: frozenset[str]) -> Holding:
    """A holding that is only named, without the samples of it that lie in places which are there for something else."""
    if holding.state is not State.REFERENCED:
        return holding
    return replace(holding, artifacts=tuple(artifact for artifact in holding.artifacts if artifact.source not in beside))


def _better(one: Holding, other: Holding) -> Holding:
    """The holding in the better state; where both are equal, both together."""
    ranks = _BEST_FIRST.index(one.state), _BEST_FIRST.index(other.state)
    if ranks[0] != ranks[1]:
        return one if ranks[0] < ranks[1] else other
    if not other.artifacts and not other.evidence:
        return one
    artifacts = {(artifact.source, artifact.path): artifact for artifact in (*one.artifacts, *other.artifacts)}
    because = other.because if not one.artifacts else one.because
    evidence = tuple(sorted({*one.evidence, *other.evidence}))
    return replace(one, because=because, artifacts=tuple(artifacts[key] for key in sorted(artifacts)), evidence=evidence)
