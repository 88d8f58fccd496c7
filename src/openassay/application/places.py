"""The places that a release lives in, as the person who runs openassay gives them: a target, others beside it, or a manifest."""

from dataclasses import dataclass
from enum import StrEnum

from openassay.sources.address import ArchiveAddress, FolderAddress, GitAddress, parse
from openassay.sources.remote_address import HubAddress
from openassay.sources.selection import split
from openassay.vocabulary.components import Component
from openassay.vocabulary.facts import Evidence


class Role(StrEnum):
    """What a place is there for."""

    RELEASE = "release"
    """Whatever it holds counts."""
    CODE = "code"
    WEIGHTS = "weights"
    DOCUMENTS = "documents"
    DATA = "data"
    """Data of the release's last stage of training, or of its only one."""
    PRETRAINING_DATA = "pretraining-data"
    POST_TRAINING_DATA = "post-training-data"
    EVALUATION_DATA = "evaluation-data"
    BASE = "base"
    """Another release, which this one was made from."""

    @property
    def is_data(self) -> bool:
        """Whether a place of this role gives nothing but data and what describes them."""
        return self in (Role.DATA, Role.PRETRAINING_DATA, Role.POST_TRAINING_DATA, Role.EVALUATION_DATA)


@dataclass(frozen=True, slots=True)
class Declared:
    """A component that a person says is in certain files."""

    component: Component
    patterns: tuple[str, ...]
    evidence: Evidence
    """The line that says so."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a release."""

    id: str
    """What evidence from it names as its source."""
    address: str
    role: Role
    select: tuple[str, ...] = ()
    declares: tuple[Declared, ...] = ()


def place_beside(number: int, address: str) -> Place:
    """A place that was given beside the target; its role follows from its address."""
    return Place(f"with-{number}", address, role_of(address))


def role_of(address: str, endpoint: str = "") -> Role:
    """The role that an address suggests. Raises `TargetError` where it cannot be read."""
    parsed = parse(split(address)[0], endpoint)
    if isinstance(parsed, HubAddress):
        return Role.DATA if parsed.kind == "dataset" else Role.WEIGHTS
    return Role.RELEASE if isinstance(parsed, FolderAddress | ArchiveAddress | GitAddress) else Role.CODE
