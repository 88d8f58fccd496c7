"""The bytes of one repository on the Hub: small files whole, of large ones blocks as they are asked for, all by way of the cache.

A file that was fetched whole is held against the digest in the listing before anyone sees it, and again when it comes from the
cache. A part of a file cannot be; it is kept apart for each host, so that one that lies spoils nothing for another.
"""

import hashlib
import json
from collections.abc import Iterator

from openassay.sources.fetch_cache import FetchCache
from openassay.sources.hub_client import HubClient
from openassay.sources.hub_plan import Part, is_open_to_all
from openassay.sources.hub_record import HubFile, HubRecord
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import HUB_HEAD, KIB

BLOCK = 32 * KIB
"""What of a large file is fetched at once, at least: the header of most shards fits in."""
_TOGETHER = 8
"""Missing blocks that lie side by side are fetched in one request."""


class HubReader:
    """Reads files of one record. Used in the process that may ask the network."""

    def __init__(self, record: HubRecord, plan: dict[str, Part], cache: FetchCache, client: HubClient | None, host: str) -> None:
        """`client` is None offline."""
        self._record = record
        self._files = {file.path: file for file in record.files}
        self._plan = plan
        self._cache = cache
        self._client = client
        self._host = host
        self._blocks: dict[str, dict[int, bytes]] = {}
        self._shut = bool(record.gate) and (client is None or client.token is None)

    def bring(self, path: str, offset: int, length: int) -> bytes:
        """Bytes of one file; of the path "" what was found wrong with the cache, as JSON. Raises `Unreadable`."""
        if not path:
            return json.dumps([finding.because for finding in self._cache.findings]).encode()
        file = self._files[path]
        if not file.size:
            return b""
        if self._plan[path] is Part.WHOLE:
            return self._whole(file)[offset : offset + length]
        return self._part(file, offset, min(length, file.size - offset))

    def _whole(self, file: HubFile) -> bytes:
        key = f"file {file.digest}"
        kept = self._cache.find(key)
        if kept is not None and _is(file, kept):
            return kept
        data = self._fetch(file, None)
        if not _is(file, data):
            raise Unreadable("error:not-as-promised", "its digest is not the one in the listing")
        self._cache.keep(key, data)
        return data

    def _part(self, file: HubFile, offset: int, length: int) -> bytes:
        if length <= 0:
            return b""
        first, last = offset // BLOCK, (offset + length - 1) // BLOCK
        blocks = self._blocks.setdefault(file.path, {})
        if (len(blocks.keys() | set(range(first, min(last, first + 10_000) + 1)))) * BLOCK > HUB_HEAD.value:
            raise Unreadable(HUB_HEAD.code, f"more than {HUB_HEAD.value:,} bytes of one large file are not fetched")
        for at in range(first, last + 1):
            if at not in blocks and (kept := self._cache.find(self._key(file, at))) is not None:
                blocks[at] = kept
        for begin, end in _runs([at for at in range(first, last + 1) if at not in blocks]):
            data = self._fetch(file, (begin * BLOCK, min(end * BLOCK, file.size)))
            for at in range(begin, end):
                blocks[at] = data[(at - begin) * BLOCK : (at - begin + 1) * BLOCK]
                self._cache.keep(self._key(file, at), blocks[at])
        whole = b"".join(blocks[at] for at in range(first, last + 1))
        return whole[offset - first * BLOCK : offset - first * BLOCK + length]

    def _key(self, file: HubFile, block: int) -> str:
        return f"part {self._host} {file.digest} {file.size} {block}"

    def _fetch(self, file: HubFile, span: tuple[int, int] | None) -> bytes:
        if self._client is None:
            raise Unreadable("unknown:offline", "it is not in the cache, and nothing is fetched offline")
        if self._shut and not is_open_to_all(file.path):
            raise Unreadable("unknown:gated", "the Hub gives it only to those who were let in")
        try:
            return self._client.fetch(self._record, file.path, span, file.size)
        except Unreadable as error:
            self._shut = self._shut or error.code == "unknown:gated"  # the rest is as shut, and need not be asked for
            raise


def _is(file: HubFile, data: bytes) -> bool:
    """Whether bytes are the content that the listing promises."""
    if len(data) != file.size:
        return False
    if file.lfs:
        return hashlib.sha256(data).hexdigest() == file.lfs
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest() == file.blob  # noqa: S324 - git's own naming


def _runs(blocks: list[int]) -> Iterator[tuple[int, int]]:
    """Blocks that lie side by side, as (first, one past the last)."""
    begin = 0
    for at in range(1, len(blocks) + 1):
        if at == len(blocks) or blocks[at] != blocks[at - 1] + 1 or at - begin == _TOGETHER * 4:
            yield blocks[begin], blocks[at - 1] + 1
            begin = at
