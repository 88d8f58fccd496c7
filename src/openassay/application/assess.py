"""Assessing one release: open it, take the inventory, read licenses, ask every question, judge under each standard."""

from collections.abc import Callable, Iterable

from openassay import __version__
from openassay.application.known import known
from openassay.application.worker import WorkerError, run_in_worker
from openassay.claims.holding import hold
from openassay.claims.reading import claims_in
from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.inventory.holdings import take_inventory
from openassay.inventory.spoken import spoken
from openassay.inventory.survey import combine, survey
from openassay.licenses.composition import compose
from openassay.licenses.grants import read_grants
from openassay.probes import every_probe
from openassay.reports.document import to_bytes, to_document
from openassay.sources.opening import TargetError, open_target
from openassay.standards.catalogue import NoStandard, find
from openassay.standards.document import Refused
from openassay.vocabulary.assessment import Assessment
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.release import Snapshot
from openassay.vocabulary.standard import Standard

Progress = Callable[[str], None]


class NotAssessed(Exception):  # noqa: N818
    """No assessment came of it; the message is one sentence for the user."""

    def __init__(self, message: str, undecidable: bool) -> None:
        super().__init__(message)
        self.undecidable = undecidable
        """True where the release may be there but could not be read, False where the user named something wrong."""


def assess(target: str, standards: Iterable[str], progress: Progress) -> bytes:
    """Assess what `target` names under the standards named, and return the assessment document.

    The target is opened here, where the network may be used; it is read in a worker that is limited in time and memory.
    Raises `NotAssessed`.
    """
    try:
        chosen = [find(name, known()) for name in standards]
        snapshot = open_target(target)
    except NoStandard as error:
        raise NotAssessed(str(error), undecidable=False) from error
    except (Refused, Unreadable) as error:
        raise NotAssessed(f"a standard is refused: {error}", undecidable=False) from error
    except TargetError as error:
        raise NotAssessed(str(error), error.undecidable) from error
    try:
        return run_in_worker(lambda tell: to_bytes(to_document(assess_snapshot(snapshot, chosen, tell))), progress)
    except WorkerError as error:
        raise NotAssessed(str(error), undecidable=True) from error
    finally:
        snapshot.close()


def assess_snapshot(snapshot: Snapshot, standards: Iterable[Standard], progress: Progress) -> Assessment:
    """Assess a source that is open."""
    dossier = read_dossier(snapshot, progress)
    facts = tuple(ask_everything(dossier))
    by_key = {fact.key: fact for fact in facts}
    documents = spoken(dossier).documents
    licenses = compose(dossier.holdings, dossier.grants)
    case = Case(by_key, licenses.expressions)
    held = hold(claims_in(documents), by_key)
    return Assessment(
        version=__version__,
        dossier=dossier,
        findings=(*dossier.findings, *(finding for document in documents for finding in document.findings)),
        licenses=licenses.shown,
        claims=held.claims,
        discrepancies=held.discrepancies,
        facts=facts,
        grades=tuple(grade(standard, case) for standard in standards),
    )


def read_dossier(snapshot: Snapshot, progress: Progress) -> Dossier:
    """Read all of a source that the probes will need."""
    surveyed = survey(snapshot, "main", lambda files, size: progress(f"{files:,} files, {size // 1_000_000:,} MB"))
    release, read_text = combine(snapshot.locator, [surveyed])
    inventory = take_inventory(release, read_text)
    grants, remarks = read_grants(release, inventory.holdings, read_text)
    return Dossier(
        release=release,
        domain=inventory.domain,
        holdings=inventory.holdings,
        grants=grants,
        findings=(*surveyed.findings, *inventory.findings, *remarks),
        read_text=read_text,
    )


def ask_everything(dossier: Dossier) -> Iterable[Fact]:
    """Ask every probe, in the order of their names."""
    for _, probe in sorted(every_probe().items()):
        yield from probe.ask(dossier)
