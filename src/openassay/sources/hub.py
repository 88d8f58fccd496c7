"""A repository of the Hub as a source: its listing at one commit, its small files, and the headers of its large ones.

First the revision becomes a commit; what is known of that commit never changes, so a second run at a commit asks nothing. A gate
is what the Hub says of it, not what a card writes about it, and what lies behind it is there and not absent.
"""

import json
from collections.abc import Iterator

from openassay.sources import names
from openassay.sources.access import Access
from openassay.sources.fetch_cache import FetchCache
from openassay.sources.hub_client import HubClient, Repository
from openassay.sources.hub_plan import Part, make_plan
from openassay.sources.hub_reader import BLOCK, HubReader
from openassay.sources.hub_record import HubFile, HubRecord
from openassay.sources.oddities import TOO_DEEP, Oddities
from openassay.sources.remote_address import HubAddress
from openassay.sources.target_error import TargetError
from openassay.vocabulary.content import CHUNK, Content, Distant, Held, Listed
from openassay.vocabulary.findings import Finding, Unreadable
from openassay.vocabulary.limits import HUB_DATA, HUB_FILES, HUB_HEADS, TREE_DEPTH, TREE_FILES
from openassay.vocabulary.release import Entry, EntryKind

_SHA = frozenset("0123456789abcdef")


def open_hub(address: HubAddress, access: Access) -> "HubSnapshot":
    """Look a repository up, in the cache where its commit is given, and open it. Raises `TargetError`."""
    cache = FetchCache(access.environment, "hub")
    client = None if access.is_offline else HubClient(access)
    host = client.endpoint if client else access.environment.get("HF_ENDPOINT", "").rstrip("/") or _own_endpoint()
    asked = Repository(address.kind, address.id, address.revision)
    record = _kept(cache, host, asked, offline=client is None)
    if record is None:
        if client is None:
            said = f"{address.locator} is not in the cache, and nothing is fetched offline; run once without --offline."
            raise TargetError(said, undecidable=True)
        try:
            record = client.look_up(asked)
        except TargetError:
            client.close()
            raise
        cache.keep(_record_key(host, asked, record.sha), record.to_bytes())
        cache.keep(_latest_key(host, asked), record.sha.encode())
    return HubSnapshot(address, record, cache, client, access, host)


class HubSnapshot:
    """One commit of a repository of the Hub."""

    def __init__(
        self, address: HubAddress, record: HubRecord, cache: FetchCache, client: HubClient | None, access: Access, host: str
    ) -> None:
        self.locator = address.locator
        self.record = record
        """What the Hub says of the repository as a whole: its gate, its branches, its base models."""
        self._oddities = Oddities()
        self.findings = self._oddities.findings
        self._client = client
        self._complete = True
        self._plan = make_plan(record.files)
        self._courier = access.courier
        self._place = access.courier.add(HubReader(record, self._plan, cache, client, host).bring)

    @property
    def revision(self) -> str:
        """`git:` and the 40 hex digits of the commit."""
        return f"git:{self.record.sha}"

    @property
    def complete(self) -> bool:
        """False once a limit was reached; files that are not read stand in the listing all the same."""
        return self._complete

    @property
    def requests(self) -> int:
        """Requests made so far by this process."""
        return self._client.meter.requests if self._client else 0

    @property
    def fetched(self) -> int:
        """Bytes fetched so far by this process."""
        return self._client.meter.bytes if self._client else 0

    def walk(self) -> Iterator[tuple[Entry, Content | None]]:
        """Every file once, sorted by the bytes of its path. What is not read is `MISSING`, with the reason."""
        for number, file in enumerate(self.record.files):
            if number >= TREE_FILES.value:
                self._cut(TREE_FILES.code, "", f"There are more than {TREE_FILES.value:,} files; the rest is not read.")
                break
            path = self._oddities.see(_raw(file))
            if path is None:
                self._complete = False
            elif file.path.count("/") > TREE_DEPTH.value:
                self._cut(TREE_DEPTH.code, path, TOO_DEEP)
            else:
                yield self._step(path, file)
        self._oddities.finish()
        for because in json.loads(self._courier.bring(self._place, "", 0, 0)):
            self.findings.append(Finding("finding:cache-corrupt", "", "", because))

    def reopen(self, path: str) -> Content:
        """The content of one file again. Raises `Unreadable`."""
        wanted = names.raw(path)
        for file in self.record.files:
            if _raw(file) == wanted and self._plan[file.path] in (Part.WHOLE, Part.START):
                return self._content(file)
        raise Unreadable("error:unreadable", "No such file was fetched.")

    def close(self) -> None:
        """Let go of all connections."""
        if self._client is not None:
            self._client.close()

    def _step(self, path: str, file: HubFile) -> tuple[Entry, Content | None]:
        if self._plan[file.path] is Part.LISTED:
            return Entry(path, EntryKind.FILE, file.size), OnlyListed(file)
        if self._plan[file.path] is Part.NOTHING:
            because = (
                f"Of one repository {HUB_FILES.value} small files, and of {HUB_HEADS.value} large ones the start, are fetched."
            )
            return Entry(path, EntryKind.MISSING, file.size, because=because), None
        try:
            content = self._content(file)
        except Unreadable as error:
            self._oddities.note(error.code, path, f"{error.because[:1].upper()}{error.because[1:]}.")
            return Entry(path, EntryKind.MISSING, file.size, because=error.because), None
        return Entry(path, EntryKind.FILE, file.size), content

    def _content(self, file: HubFile) -> Content:
        """A file's content, of which what its reader needs first is here. Raises `Unreadable`."""
        if self._plan[file.path] is Part.WHOLE:
            return Held(self._courier.bring(self._place, file.path, 0, file.size))
        start = StartOfFile(self, file)
        head = start.read_at(0, min(BLOCK, file.size))
        if file.path.endswith(".safetensors"):  # a shard whose header cannot be fetched must not look like a broken one
            length = int.from_bytes(head[:8], "little")
            if length <= file.size:
                start.read_at(8, length)
        return start

    def _cut(self, code: str, path: str, because: str) -> None:
        self._complete = False
        self._oddities.note(code, path, because)

    def bring(self, path: str, offset: int, length: int) -> bytes:
        """Bytes of one file, wherever this runs. Raises `Unreadable`."""
        return self._courier.bring(self._place, path, offset, length)


class StartOfFile(Distant):
    """A large file, of which little is fetched, a block at a time."""

    def __init__(self, snapshot: HubSnapshot, file: HubFile) -> None:
        self._snapshot = snapshot
        self._file = file

    @property
    def size(self) -> int:
        """Length in bytes, as the listing has it."""
        return self._file.size

    @property
    def stated_sha256(self) -> str | None:
        """The digest of the whole, as the Hub states it, which stores large files under it; None of others."""
        return self._file.lfs

    def read_at(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`. Raises `Unreadable`."""
        return self._snapshot.bring(self._file.path, offset, length)

    def chunks(self) -> Iterator[bytes]:
        """All bytes once, in order. Raises `Unreadable` where that is more than is fetched."""
        for at in range(0, self.size, CHUNK):
            yield self.read_at(at, CHUNK)


class OnlyListed(Listed):
    """A large file of data of which nothing is fetched."""

    def __init__(self, file: HubFile) -> None:
        self._file = file

    @property
    def size(self) -> int:
        """Length in bytes, as the listing has it."""
        return self._file.size

    @property
    def stated_sha256(self) -> str | None:
        """The digest of the whole, as the Hub states it."""
        return self._file.lfs

    def read_at(self, _offset: int, _length: int) -> bytes:
        """Refuse."""
        raise Unreadable(HUB_DATA.code, f"of one repository the start of {HUB_DATA.value} files of data is fetched")

    def chunks(self) -> Iterator[bytes]:
        """Refuse."""
        yield self.read_at(0, self.size)


def _raw(file: HubFile) -> bytes:
    return file.path.encode("utf-8", "surrogatepass")


def _own_endpoint() -> str:
    try:
        from huggingface_hub import constants
    except ImportError:
        return ""
    return str(constants.ENDPOINT)


def _kept(cache: FetchCache, host: str, asked: Repository, *, offline: bool) -> HubRecord | None:
    """The record of a commit from the cache; offline also of the commit that a branch stood at when it was last asked for."""
    sha = asked.revision if asked.revision and len(asked.revision) == 40 and set(asked.revision) <= _SHA else None
    if sha is None and offline and (latest := cache.find(_latest_key(host, asked))) is not None:
        sha = latest.decode("ascii", "replace")
    data = cache.find(_record_key(host, asked, sha)) if sha else None
    try:
        return HubRecord.from_bytes(data) if data is not None else None
    except (ValueError, TypeError, KeyError):
        return None


def _record_key(host: str, asked: Repository, sha: str) -> str:
    return f"record {host} {asked.kind} {asked.id} {sha}"


def _latest_key(host: str, asked: Repository) -> str:
    return f"latest {host} {asked.kind} {asked.id} {asked.revision or ''}"
