"""One pass over a source: every path, its digest, its format, its typed header, and the text that will be read again.

A file of up to a mebibyte is read in one call; a larger one passes by in chunks, and its head and a block of each chunk stay.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from openassay.formats.header import inspect
from openassay.formats.recognise import recognise
from openassay.inventory.texts import Texts, is_text
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content, Distant, Held, Listed
from openassay.vocabulary.findings import Finding, Remark, Unreadable
from openassay.vocabulary.release import Artifact, Entry, EntryKind, Release, Snapshot, Source
from openassay.vocabulary.text import Text

PROSE = frozenset({"markdown", "rst", "html"})
"""Documents of which it is said that they were cut. Long plain text is data more often."""

AT_ONCE = 1 * limits.MIB
"""Files up to this size are read in one call."""

Progress = Callable[[int, int], None]
"""Told after each file: files and bytes read so far."""


@dataclass(frozen=True)
class Surveyed:
    """A source after the pass over it."""

    source: Source
    artifacts: tuple[Artifact, ...] = field(repr=False)
    findings: tuple[Finding, ...]
    texts: Texts = field(repr=False)
    digest: str
    """Of the listing, see `listing_digest`."""

    def read_text(self, artifact: Artifact) -> Text | None:
        """The text of an artifact of this source, or None where it is binary or cannot be read."""
        return self.texts.read(artifact)


def survey(snapshot: Snapshot, source_id: str, progress: Progress | None = None) -> Surveyed:
    """Pass once over a snapshot. What cannot be read becomes a finding with its path, and the pass goes on."""
    passing = _Pass(source_id, Texts(source_id, snapshot))
    done = 0
    for entry, content in snapshot.walk():
        passing.see(entry, content)
        if progress:
            done += entry.size or 0
            progress(len(passing.artifacts), done)
    artifacts = tuple(sorted(passing.artifacts, key=lambda artifact: artifact.path))
    digest = listing_digest(artifacts)
    source = Source(
        source_id,
        snapshot.locator,
        snapshot.revision or f"sha256:{digest}",
        snapshot.complete,
        files=sum(artifact.kind is EntryKind.FILE for artifact in artifacts),
        bytes=sum(artifact.size or 0 for artifact in artifacts if artifact.kind is EntryKind.FILE),
    )
    findings = [*passing.findings, *(replace(finding, source=source_id) for finding in snapshot.findings)]
    return Surveyed(source, artifacts, tuple(sorted(findings, key=_place)), passing.texts, digest)


def combine(name: str, surveyed: Sequence[Surveyed]) -> tuple[Release, Callable[[Artifact], Text | None]]:
    """The release that several sources make up, and the reader of its texts."""
    sources = sorted(surveyed, key=lambda one: one.source.id)
    by_id = {one.source.id: one for one in sources}
    digests = sorted(one.digest for one in sources)
    digest = digests[0] if len(digests) == 1 else sha256("\n".join(digests).encode()).hexdigest()
    artifacts = tuple(artifact for one in sources for artifact in one.artifacts)
    release = Release(name, f"sha256:{digest}", tuple(one.source for one in sources), artifacts)
    return release, lambda artifact: by_id[artifact.source].read_text(artifact)


def listing_digest(artifacts: Iterable[Artifact]) -> str:
    """SHA-256 over the canonical listing: JSON arrays of path, kind, size, digest and target, sorted by path.

    Sources that list the same paths with the same contents have the same digest, whoever opened them and in what order.
    """
    digest = sha256()
    lines: list[list[str | int | None]] = []
    for artifact in sorted(artifacts, key=lambda artifact: artifact.path):
        target = artifact.header.target if isinstance(artifact.header, Entry) else ""
        lines.append([artifact.path, artifact.kind, artifact.size, artifact.sha256, target])
        if len(lines) == 1000:
            digest.update(json.dumps(lines).encode())
            lines.clear()
    digest.update(json.dumps(lines).encode())
    return digest.hexdigest()


def _place(finding: Finding) -> tuple[str, str, str, tuple[int, int], str]:
    return finding.source, finding.path, finding.code, finding.lines or (0, 0), finding.because


class _Pass:
    """The state of one pass."""

    def __init__(self, source: str, texts: Texts) -> None:
        self.source = source
        self.texts = texts
        self.artifacts: list[Artifact] = []
        self.findings: list[Finding] = []

    def see(self, entry: Entry, content: Content | None) -> None:
        """Take one entry in."""
        if entry.kind is not EntryKind.FILE or content is None:
            self.artifacts.append(self._without_content(entry))
            return
        try:
            artifact = self._read(entry.path, content)
        except Unreadable as failure:
            self._find(failure.code, entry.path, failure.because)
            artifact = self._without_content(replace(entry, kind=EntryKind.UNREADABLE, because=failure.because))
        self.artifacts.append(artifact)

    def _find(self, code: str, path: str, because: str) -> None:
        self.findings.append(Finding(code, self.source, path, because))

    def _without_content(self, entry: Entry) -> Artifact:
        form = recognise(entry.path, b"", 0) if entry.kind is EntryKind.MISSING else "unknown"
        return Artifact(self.source, entry.path, entry.kind, entry.size, None, form, header=entry)

    def _read(self, path: str, content: Content) -> Artifact:
        size = content.size
        if isinstance(content, Listed):
            return Artifact(self.source, path, EntryKind.FILE, size, content.stated_sha256, recognise(path, b"", 0))
        if size <= AT_ONCE and not isinstance(content, Distant):
            data = content.read_at(0, AT_ONCE)
            reading = inspect(path, Held(data))
            digest: str | None = sha256(data).hexdigest()
            if is_text(data):
                self.texts.keep(path, data)
        else:
            reading = inspect(path, content)
            digest = content.stated_sha256 if isinstance(content, Distant) else self._digest(path, content, reading.remarks)
        if reading.format in PROSE and size > limits.DOCUMENT.value:
            self._find(limits.DOCUMENT.code, path, f"Only the first {limits.DOCUMENT.value:,} bytes are read for what they say.")
        self.findings.extend(Finding(remark.code, self.source, path, remark.because, remark.lines) for remark in reading.remarks)
        return Artifact(self.source, path, EntryKind.FILE, size, digest, reading.format, reading.header, reading.remarks)

    def _digest(self, path: str, content: Content, remarks: Sequence[Remark]) -> str | None:
        """The digest of a large file; None over the limit, where its reader has looked at parts of it."""
        empty = any(remark.code == "finding:weights-look-empty" for remark in remarks)
        if content.size > (limits.HASHED_EMPTY if empty else limits.HASHED_WHOLE).value:
            self._find("unknown:not-hashed", path, "The file is larger than what is read whole; only parts of it were looked at.")
            return None
        digest = sha256()
        for chunk in content.chunks():
            digest.update(chunk)
        return digest.hexdigest()
