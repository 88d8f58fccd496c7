"""Compressed bytes, let out a chunk at a time and counted, so that a bomb is noticed before it is large."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from openassay.vocabulary import limits
from openassay.vocabulary.content import CHUNK, Content
from openassay.vocabulary.findings import Unreadable

_XZ_MEMORY = 80 * limits.MIB
"""What the strongest preset of xz needs to be read, and a little more."""


class Meter:
    """Counts bytes in and out over everything that is let out of one archive. Raises `Unreadable` when it is too much."""

    __slots__ = ("consumed", "limit", "produced")

    def __init__(self, limit: limits.Limit = limits.ARCHIVE_INFLATED) -> None:
        self.limit = limit
        self.consumed = 0
        self.produced = 0

    def count(self, produced: int) -> None:
        """Add `produced` bytes, and judge the sums."""
        self.produced += produced
        if self.produced > self.limit.value:
            raise Unreadable(self.limit.code, f"more than {self.limit.value} bytes come out of it")
        if self.produced > limits.RATIO_FROM.value and self.produced > self.consumed * limits.ARCHIVE_RATIO.value:
            raise Unreadable(limits.ARCHIVE_RATIO.code, f"{self.consumed} bytes in became more than {self.produced} bytes out")


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def inflate(chunks: Iterable[bytes], compression: str, meter: Meter) -> Iterator[bytes]:
    """Let out what `chunks` hold. `compression` is `deflate` (raw), `gzip`, `bzip2` or `xz`; each chunk out is at most `CHUNK`.

    Several gzip, bzip2 or xz streams that follow each other are one; zeros after the last one are padding. Raises `Unreadable`
    `error:bad-stream` or `error:truncated`, `unknown:compression`, and what the meter raises.
    """
    decoder = _decoder(compression)
    for chunk in chunks:
        meter.consumed += len(chunk)
        pending, more = chunk, bool(chunk)
        while more:
            if decoder.eof:
                pending = pending.lstrip(b"\0")
                if not pending:
                    break
                if compression == "deflate":
                    raise Unreadable("error:bad-stream", "bytes follow the end of the compressed stream")
                decoder = _decoder(compression)
            data = _step(decoder, pending)
            if data:
                meter.count(len(data))
                yield data
            pending = decoder.unused_data if decoder.eof else _left(decoder)
            more = bool(pending) or (len(data) == CHUNK and not decoder.eof)
    if not decoder.eof:
        raise Unreadable("error:truncated", "the compressed stream ends before its content does")


def _decoder(compression: str) -> _Decoder:
    match compression:
        case "deflate":
            return zlib.decompressobj(-zlib.MAX_WBITS)
        case "gzip":
            return zlib.decompressobj(zlib.MAX_WBITS | 16)
        case "bzip2":
            return bz2.BZ2Decompressor()
        case "xz":
            return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
        case _:
            raise Unreadable("unknown:compression", f"{compression} is not read")


def _step(decoder: _Decoder, data: bytes) -> bytes:
    try:
        return decoder.decompress(data, CHUNK)
    except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError) as error:
        raise Unreadable("error:bad-stream", f"the compressed stream is broken: {error}") from None


def _left(decoder: _Decoder) -> bytes:
    """What zlib gives back unread; bz2 and lzma keep it inside."""
    return getattr(decoder, "unconsumed_tail", b"")


class Inflated:
    """Content that comes out of a stream. Its first `MEMBER_KEPT` bytes can be read at random; the rest only in order.

    `begin` starts the stream; where `again` is true it may be started more than once.
    """

    __slots__ = ("_again", "_begin", "_head", "_passed", "_stream", "size")

    def __init__(self, size: int, begin: Callable[[], Iterator[bytes]], *, again: bool) -> None:
        self.size = size
        self._begin = begin
        self._again = again
        self._head = bytearray()
        self._stream: Iterator[bytes] | None = None
        self._passed = 0

    def read_at(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`. Raises `Unreadable` `limit:member-kept` past what is kept."""
        end = min(offset + length, self.size)
        if end > limits.MEMBER_KEPT.value:
            raise Unreadable(limits.MEMBER_KEPT.code, "it is compressed, and this part of it can only be passed over in order")
        while len(self._head) < end:
            if next(self._forward(), None) is None:
                break
        return bytes(self._head[offset:end])

    def chunks(self) -> Iterator[bytes]:
        """All bytes once, in order. A second time only while they are all kept, or where the stream can begin again."""
        if self._passed > len(self._head):
            if not self._again:
                raise Unreadable(limits.MEMBER_KEPT.code, "it is compressed, and its content was passed over already")
            self._stream, self._passed = None, 0
            self._head.clear()
        if self._head:
            yield bytes(self._head)
        yield from self._forward()

    def exhaust(self) -> None:
        """Pass over what was not read yet."""
        for _ in self._forward():
            pass

    def _forward(self) -> Iterator[bytes]:
        if self._stream is None:
            self._stream = self._begin()
        for chunk in self._stream:
            room = limits.MEMBER_KEPT.value - len(self._head)
            if room > 0 and self._passed == len(self._head):
                self._head += chunk[:room]
            self._passed += len(chunk)
            yield chunk


def compressed(content: Content) -> Iterator[bytes]:
    """The bytes of `content` in order, in steps small enough that one step cannot inflate to much more than a chunk at a time."""
    for offset in range(0, content.size, 1 << 16):
        yield content.read_at(offset, 1 << 16)
