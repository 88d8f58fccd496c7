"""Assessing one release: open it, take the inventory, read licenses, ask every question, judge under each standard."""

import time
from collections.abc import Callable, Iterable, Iterator

from openassay import __version__
from openassay.application.known import known
from openassay.application.worker import Fault, WorkerError, run_in_worker
from openassay.claims.holding import hold
from openassay.claims.reading import claims_in
from openassay.grading.conditions import Case
from openassay.grading.ladder import grade
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

    def __init__(self, message: str, undecidable: bool, detail: str = "") -> None:
        super().__init__(message)
        self.undecidable = undecidable
        """True where the release may be there but could not be read, False where the user named something wrong."""
        self.detail = detail
        """The traceback of a fault of ours; empty otherwise."""


def choose(names: Iterable[str]) -> list[Standard]:
    """Return the standards of these names, each once. Raises `NotAssessed`."""
    try:
        chosen = [find(name, known()) for name in names]
    except NoStandard as error:
        raise NotAssessed(str(error), undecidable=False) from error
    except (Refused, Unreadable) as error:
        raise NotAssessed(f"a standard is refused: {error}", undecidable=False) from error
    return list({standard.name: standard for standard in chosen}.values())


def assess(target: str, standards: Iterable[Standard], progress: Progress) -> bytes:
    """Assess what `target` names under some standards, and return the assessment document.

    The target is opened here, where the network may be used; it is read in a worker that is limited in time and memory.
    Raises `NotAssessed`.
    """
    try:
        snapshot = open_target(target)
    except TargetError as error:
        raise NotAssessed(str(error), error.undecidable) from error
    try:
        return run_in_worker(lambda tell: to_bytes(to_document(assess_snapshot(snapshot, standards, tell))), progress)
    except WorkerError as error:
        raise NotAssessed(str(error), undecidable=True, detail=error.detail) from error
    except (TargetError, Unreadable) as error:
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
    surveyed = survey(snapshot, "main", _now_and_then(progress))
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


def ask_everything(dossier: Dossier) -> Iterator[Fact]:
    """Ask every probe, in the order of their names. Raises `Fault` with the name of a probe that fails."""
    for name, probe in sorted(every_probe().items()):
        try:
            yield from probe.ask(dossier)
        except MemoryError:
            raise  # of the release, not of the probe
        except Exception as error:
            raise Fault(f"the probe '{name}' failed: {type(error).__name__}: {error}") from error
