"""Reading all places of a release into one dossier. It runs in the worker."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from openassay.application.gathering import Gathered
from openassay.application.hub_statements import apply_statements
from openassay.application.lineage import Read, apply_base, read_ancestors
from openassay.application.merging import take_whole_inventory
from openassay.application.places import Role
from openassay.application.vouching import apply_declared
from openassay.inventory.survey import combine, survey
from openassay.licenses.grants import read_grants
from openassay.sources.opening import record_of
from openassay.vocabulary.components import Component, Family
from openassay.vocabulary.dossier import Dossier, Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.licenses import Grant
from openassay.vocabulary.release import Artifact
from openassay.vocabulary.text import Text

Progress = Callable[[str], None]
_WEIGHTS = frozenset(component for component in Component if component.value.endswith("-weights"))
_OF_DATA = frozenset((
    Component.PRETRAINING_DATA, Component.POST_TRAINING_DATA, Component.EVALUATION_DATA, Component.DATA_CARD,
))  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """A dossier, and what beside it the assessment needs."""

    dossier: Dossier
    declared: dict[Component, tuple[Evidence, ...]] = field(default_factory=dict)
    ancestors: dict[str, Read] = field(default_factory=dict)


def read_release(gathered: Gathered, progress: Progress) -> Reading:
    """Read all that the probes will need."""
    tell = _now_and_then(progress)
    surveyed = [(one.place.role, survey(one.snapshot, one.place.id, tell)) for one in gathered.opened]
    release, read_text = combine(gathered.name, [one for _, one in surveyed])
    inventory = take_whole_inventory(gathered.name, surveyed)
    records = {one.place.id: record for one in gathered.opened if (record := record_of(one.snapshot))}
    holdings = apply_statements(inventory.holdings, records)
    holdings, declared = apply_declared(holdings, [one.place for one in gathered.opened], release.artifacts)
    grants, remarks = read_grants(release, holdings, read_text)
    if len(surveyed) > 1:
        grants = _within_their_sources(grants, holdings, {one.source.id: role for role, one in surveyed})
    ancestors = read_ancestors(gathered.lineage, tell)
    holdings, grants = apply_base(holdings, grants, ancestors)
    dossier = Dossier(
        release=release,
        domain=inventory.domain,
        holdings=holdings,
        grants=grants,
        findings=(*(finding for _, one in surveyed for finding in one.findings), *inventory.findings, *remarks),
        read_text=_reader(read_text, ancestors),
    )
    return Reading(dossier, declared, ancestors)


def _within_their_sources(
    grants: tuple[Grant, ...], holdings: dict[Component, Holding], roles: dict[str, Role]
) -> tuple[Grant, ...]:
    """The grants, each kept to its own source: what lies in another place is licensed there, unless words speak of it alone."""
    kept = []
    for grant in grants:
        covers = tuple(component for component in grant.covers if _reaches(grant, holdings.get(component), roles[grant.source]))
        kept.append(grant if covers == grant.covers else replace(grant, covers=covers))
    return tuple(kept)


def _reaches(grant: Grant, held: Holding | None, role: Role) -> bool:
    if held is None or not held.artifacts:
        return not role.is_data or held is None or held.component in _OF_DATA
    if any(artifact.source == grant.source for artifact in held.artifacts):
        return True
    if role.is_data and held.component not in _OF_DATA:
        return False
    alike = _WEIGHTS if held.component in _WEIGHTS else _OF_DATA if held.component.family is Family.DATA else frozenset()
    return set(grant.covers) <= alike


def _reader(read_text: Callable[[Artifact], Text | None], ancestors: dict[str, Read]) -> Callable[[Artifact], Text | None]:
    def read(artifact: Artifact) -> Text | None:
        one = ancestors.get(artifact.source)
        return one.dossier.text(artifact) if one else read_text(artifact)

    return read


def _now_and_then(progress: Progress) -> Callable[[int, int], None]:
    """Tell how far a survey is, ten times a second at most: to tell of each of a million files takes longer than to read them."""
    due = 0.0

    def tell(files: int, size: int) -> None:
        nonlocal due
        now = time.monotonic()
        if now >= due:
            due = now + 0.1
            progress(f"{files:,} files, {size // 1_000_000:,} MB")

    return tell
