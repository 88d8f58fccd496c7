"""An assessment: all that openassay says of one release. Every report and export is made from it alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openassay.vocabulary.claims import Discrepancy, HeldClaim
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Evidence, Fact
from openassay.vocabulary.findings import Finding
from openassay.vocabulary.grades import Grade, Interval


@dataclass(frozen=True, slots=True)
class Link:
    """A place that a release names and that may hold a part of it. Nobody goes there unless the person who runs this says so."""

    address: str
    """As it can be given for a target; of a paper, where it stands."""
    role: str
    """What it is said to hold: `code`, `weights`, `data`, `base`, `paper`."""
    evidence: Evidence
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A model that the release was made from, or that one of those was made from."""

    id: str
    """`base-<n>`: what evidence from it names as its source."""
    name: str
    child: str
    """The id of what was made from it; `release` for the release itself."""
    relation: str
    """`finetune`, `adapter`, `merge`, `quantized`; empty where nobody says."""
    state: str
    """`read`, `gated`, `unreached`, `cycle`, `limit`."""
    because: str
    locator: str
    revision: str
    licenses: tuple[str, ...]
    """The expressions that stand for its weights."""
    flow: str
    """How its terms stand to those of what was made from it: `kept`, `narrowed`, `conflict-of-terms`, `undeclared`,
    `not-settled`, `unreachable`. An indicator, never legal advice."""
    flow_because: str
    scores: Mapping[str, Mapping[str, Interval]] = field(default_factory=dict)
    """What it comes to itself under the standards that hold a release down to its base, by dimension."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that the person who runs this chose not to hear of, and why."""

    finding: Finding
    reason: str
    expires: str
    """The last day, `YYYY-MM-DD`."""


@dataclass(frozen=True)
class Assessment:
    """A dossier, the facts that were found in it, and the grades that the facts came to."""

    version: str
    dossier: Dossier
    findings: tuple[Finding, ...]
    """All that was remarked on: while reading, and in what the documents say."""
    licenses: dict[str, tuple[tuple[str, str], ...]]
    """For each component, the expressions that stand for it with the ids of their grants."""
    claims: tuple[HeldClaim, ...]
    discrepancies: tuple[Discrepancy, ...]
    facts: tuple[Fact, ...]
    grades: tuple[Grade, ...]
    links: tuple[Link, ...] = ()
    lineage: tuple[Ancestor, ...] = ()
    ignored: tuple[Ignored, ...] = ()
