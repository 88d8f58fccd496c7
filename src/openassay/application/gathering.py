"""Opening every place of a release, and the models that it was made from. Here the network may be used; nothing is judged here.

A place that cannot be reached does not stop the rest: it is an empty listing that is not complete, so that nothing is proven
absent, with the reason as a finding. An address that is wrong does stop it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from openassay.application.manifest import Manifest, is_manifest, read_manifest
from openassay.application.places import Place, Role, place_beside
from openassay.sources.opening import Access, TargetError, open_target, record_of
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Finding, Unreadable
from openassay.vocabulary.limits import LINEAGE, MANIFEST_SOURCES
from openassay.vocabulary.release import Entry, Snapshot


@dataclass(frozen=True, slots=True)
class Opened:
    """A place, opened."""

    place: Place
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Descent:
    """A model that something was made from, opened where it could be."""

    id: str
    name: str
    child: str
    relation: str
    snapshot: Snapshot | None
    stopped: str = ""
    """`unreached`, `cycle` or `limit` where it is not opened."""
    because: str = ""


@dataclass
class Gathered:
    """All that is read for one assessment."""

    name: str
    access: Access
    opened: list[Opened] = field(default_factory=list)
    lineage: list[Descent] = field(default_factory=list)
    manifest: Manifest | None = None
    followed: set[str] = field(default_factory=set)
    """Addresses that the release itself names and that were opened because the user said so."""

    def close(self) -> None:
        """Let go of everything."""
        for one in self.opened:
            one.snapshot.close()
        for descent in self.lineage:
            if descent.snapshot is not None:
                descent.snapshot.close()

    def follow(self, links: Iterable[dict[str, Any]]) -> bool:
        """Open the places that the release names, as the links of an assessment document tell; say whether there were any."""
        before = len(self.opened) + len(self.lineage)
        given = {one.place.address for one in self.opened}
        for link in links:
            address, role = str(link["address"]), str(link["role"])
            if address in given or address in self.followed or role == "paper" or len(self.opened) >= MANIFEST_SOURCES.value:
                continue
            self.followed.add(address)
            if role == Role.BASE:
                self._descend([(address, "release", "")])
            else:
                self._open(Place(f"link-{len(self.followed)}", address, Role(role)))
        self._descend(list(self._bases_of_places()))
        return len(self.opened) + len(self.lineage) > before

    def _open(self, place: Place) -> None:
        try:
            snapshot = open_target(place.address, self.access, place.select)
        except TargetError as error:
            snapshot = _Unreached(place.address, str(error))
        self.opened.append(Opened(place, snapshot))

    def _bases_of_places(self) -> Iterator[tuple[str, str, str]]:
        """The models that the Hub says the release was made from: address, what was made of it, how."""
        for one in self.opened:
            record = record_of(one.snapshot)
            if record is not None and record.kind == "model" and one.place.role in (Role.RELEASE, Role.WEIGHTS):
                yield from ((f"hf://{base}", "release", record.relation) for base in record.bases)

    def _descend(self, waiting: list[tuple[str, str, str]]) -> None:
        """Open the models that something was made from, those that they were made from, and so on to the limit."""
        line: dict[str, tuple[str, ...]] = {"release": tuple(self._own_names())}
        known = {(descent.name.lower(), descent.child) for descent in self.lineage}
        while waiting:
            address, child, relation = waiting.pop(0)
            name = address.removeprefix("hf://")
            if (name.lower(), child) in known:
                continue
            known.add((name.lower(), child))
            id_ = f"base-{len(self.lineage) + 1}"
            if name.lower() in line.get(child, ()):
                because = "It is said to be made, in the end, from itself."
                self.lineage.append(Descent(id_, name, child, relation, None, "cycle", because))
            elif len(self.lineage) >= LINEAGE.value:
                because = f"Only {LINEAGE.value} models are followed ({LINEAGE.code})."
                self.lineage.append(Descent(id_, name, child, relation, None, "limit", because))
                return
            else:
                waiting.extend(self._open_base(address, name, id_, child, relation))
                line[id_] = (*line.get(child, ()), name.lower())

    def _own_names(self) -> Iterator[str]:
        for one in self.opened:
            record = record_of(one.snapshot)
            if record is not None:
                yield record.id.lower()

    def _open_base(self, address: str, name: str, id_: str, child: str, relation: str) -> Iterator[tuple[str, str, str]]:
        """Open one base, and give those that it was made from itself."""
        try:
            snapshot = open_target(address, self.access)
        except TargetError as error:
            self.lineage.append(Descent(id_, name, child, relation, None, "unreached", str(error)))
            return
        self.lineage.append(Descent(id_, name, child, relation, snapshot))
        record = record_of(snapshot)
        if record is not None:
            yield from ((f"hf://{base}", id_, record.relation) for base in record.bases)


def gather(target: str, beside: Iterable[str], access: Access) -> Gathered:
    """Open a target, or all that a manifest names, and what was given beside it. Raises `TargetError`."""
    manifest = read_manifest(target, access.environment.get("HF_ENDPOINT", "")) if is_manifest(target) else None
    places = list(manifest.places) if manifest else [Place("main", target, Role.RELEASE)]
    places += [place_beside(number, address) for number, address in enumerate(beside, 1)]
    gathered = Gathered(manifest.name if manifest else "", access, manifest=manifest)
    alone = len(places) == 1
    try:
        for place in places:
            if place.role is Role.BASE:
                continue
            try:
                snapshot = open_target(place.address, access, place.select)
            except TargetError as error:
                if alone or not error.undecidable:
                    raise
                snapshot = _Unreached(place.address, str(error))
            gathered.opened.append(Opened(place, snapshot))
        gathered._descend([(place.address, "release", "") for place in places if place.role is Role.BASE])  # noqa: SLF001 - its maker
    except BaseException:
        gathered.close()
        raise
    if not gathered.name:
        gathered.name = gathered.opened[0].snapshot.locator
    return gathered


class _Unreached:
    """A place that could not be opened: nothing is listed, and that is not all."""

    revision = ""
    complete = False

    def __init__(self, locator: str, because: str) -> None:
        self.locator = locator
        self.findings = [Finding("unknown:not-fetched", "", "", because)]

    def walk(self) -> Iterator[tuple[Entry, Content | None]]:
        """Nothing."""
        return iter(())

    def reopen(self, path: str) -> Content:
        """Refuse: nothing is here."""
        raise Unreadable("unknown:not-fetched", f"{path} lies in a place that could not be opened")

    def close(self) -> None:
        """Do nothing."""
