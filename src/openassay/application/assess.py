"""Assessing one release: open it, take the inventory, read licenses, ask every question, judge under each standard."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from openassay import __version__
from openassay.application.base_grades import RELEASE, grade_ancestors, worst
from openassay.application.gathering import Gathered, Opened, gather
from openassay.application.lineage import describe
from openassay.application.links import named_bases, propose
from openassay.application.places import Place, Role
from openassay.application.reading import read_release
from openassay.application.shelves import every_name, find_standard
from openassay.application.vouching import set_aside, vouch
from openassay.application.worker import Fault, WorkerError, run_in_worker
from openassay.claims.contradictions import find_contradictions
from openassay.claims.holding import hold
from openassay.claims.reading import said_in
from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.inventory.spoken import spoken
from openassay.licenses.composition import compose
from openassay.probes import every_probe
from openassay.reports.document import to_bytes, to_document
from openassay.sources.opening import Access, TargetError
from openassay.standards.catalogue import NoStandard
from openassay.standards.document import Refused
from openassay.vocabulary.assessment import Assessment
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import RELEASE_MEMORY, RELEASE_SECONDS
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


def choose(names: Iterable[str], every: bool = False) -> list[Standard]:
    """Return the standards of these names, or in files at these paths, each once; with `every`, all others after them.

    Raises `NotAssessed`.
    """
    try:
        chosen = [find_standard(name) for name in dict.fromkeys([*names, *(every_name() if every else ())])]
    except NoStandard as error:
        raise NotAssessed(str(error), undecidable=False) from error
    except Refused as error:
        raise NotAssessed(f"a standard is refused: {error.in_one_line()}", undecidable=False) from error
    except Unreadable as error:
        raise NotAssessed(f"a standard is refused: {error.because} ({error.code})", undecidable=False) from error
    by_name: dict[str, Standard] = {}
    for standard in chosen:
        if by_name.setdefault(standard.name, standard).sha256 != standard.sha256:
            raise NotAssessed(
                f"refused:id-clash: two texts are given as {standard.name}; raise the revision of one", undecidable=False
            )
    return list(by_name.values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an assessment is to be made, beside its target and standards."""

    beside: tuple[str, ...] = ()
    """Addresses of other places that the release lives in."""
    follow: bool = False
    """Go to the places that the release itself names, and to the models it was made from."""
    offline: bool = False
    today: date = field(default_factory=date.today)
    """The day by which the ignores of a manifest are judged."""
    seconds: float = RELEASE_SECONDS.value
    memory: int = RELEASE_MEMORY.value
    """Bounds of the worker that reads it."""


def assess(target: str, standards: Iterable[Standard], progress: Progress, wanted: Wanted | None = None) -> bytes:
    """Assess what `target` names under some standards, and return the assessment document.

    All places are opened here, where the network may be used; they are read in a worker that is limited in time and memory, and
    that asks this process for what lies elsewhere. Raises `NotAssessed`.
    """
    wanted = wanted or Wanted()
    try:
        gathered = gather(target, wanted.beside, Access(offline=wanted.offline))
    except TargetError as error:
        raise NotAssessed(str(error), error.undecidable) from error
    try:
        data = _assess_in_worker(gathered, standards, progress, wanted)
        if wanted.follow and gathered.follow(json.loads(data)["links"]):
            data = _assess_in_worker(gathered, standards, progress, wanted)
        return data
    except WorkerError as error:
        raise NotAssessed(str(error), undecidable=True, detail=error.detail) from error
    except (TargetError, Unreadable) as error:
        raise NotAssessed(str(error), undecidable=True) from error
    finally:
        gathered.close()


def _assess_in_worker(gathered: Gathered, standards: Iterable[Standard], progress: Progress, wanted: Wanted) -> bytes:
    def task(tell: Progress) -> bytes:
        return to_bytes(to_document(assess_gathered(gathered, standards, tell, wanted.today)))

    courier = gathered.access.courier
    return run_in_worker(task, progress, seconds=wanted.seconds, memory=wanted.memory, elsewhere=courier)


def assess_snapshot(snapshot: Snapshot, standards: Iterable[Standard], progress: Progress) -> Assessment:
    """Assess one source that is open."""
    return assess_gathered(_alone(snapshot), standards, progress, date.today())


def assess_gathered(gathered: Gathered, standards: Iterable[Standard], progress: Progress, today: date) -> Assessment:
    """Assess all that was opened."""
    reading = read_release(gathered, progress)
    dossier = reading.dossier
    facts, unheard = vouch(ask_everything(dossier), gathered.manifest, reading.declared)
    by_key = {fact.key: fact for fact in facts}
    documents = spoken(dossier).documents
    licenses = compose(dossier.holdings, dossier.grants)
    standards = list(standards)
    scores = grade_ancestors(gathered.lineage, reading.ancestors, standards, ask_everything)
    bases = worst([scores.get(descent.id, {}) for descent in gathered.lineage if descent.child == RELEASE])
    case = Case(by_key, licenses.expressions, bases)
    stated = said_in(documents)
    held = hold(stated.claims, by_key)
    cards = {name.lower(): evidence for name, evidence in named_bases(dossier).items()}
    own = licenses.components.get(Component.FINAL_WEIGHTS)
    lineage, flows = describe(gathered.lineage, reading.ancestors, own, cards, scores)
    shown = (finding for document in documents for finding in document.findings)
    said = (*dossier.findings, *shown, *find_contradictions(stated), *unheard, *flows)
    heard, ignored = set_aside(said, gathered.manifest.ignores if gathered.manifest else (), today)
    return Assessment(
        version=__version__,
        dossier=dossier,
        findings=heard,
        licenses=licenses.shown,
        claims=held.claims,
        discrepancies=held.discrepancies,
        facts=facts,
        grades=tuple(grade(standard, case) for standard in standards),
        links=propose(dossier, gathered.followed),
        lineage=lineage,
        ignored=ignored,
    )


def read_dossier(snapshot: Snapshot, progress: Progress) -> Dossier:
    """Read all of one source that the probes will need."""
    return read_release(_alone(snapshot), progress).dossier


def _alone(snapshot: Snapshot) -> Gathered:
    return Gathered(snapshot.locator, Access(), [Opened(Place("main", snapshot.locator, Role.RELEASE), snapshot)])


def ask_everything(dossier: Dossier) -> Iterator[Fact]:
    """Ask every probe, in the order of their names. Raises `Fault` with the name of a probe that fails."""
    for name, probe in sorted(every_probe().items()):
        try:
            yield from probe.ask(dossier)
        except MemoryError:
            raise  # of the release, not of the probe
        except Exception as error:
            raise Fault(f"the probe '{name}' failed: {type(error).__name__}: {error}") from error
