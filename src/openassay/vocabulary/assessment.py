"""An assessment: all that openassay says of one release. Every report and export is made from it alone."""

from dataclasses import dataclass

from openassay.vocabulary.claims import Discrepancy, HeldClaim
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.findings import Finding
from openassay.vocabulary.grades import Grade


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
