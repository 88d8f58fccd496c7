import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats.streams import Inflated, Meter, compressed, inflate
from openassay.vocabulary import limits
from openassay.vocabulary.content import CHUNK, Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import quickly

_DATA = b"some text, again and again. " * 45_000


def _deflate(data: bytes) -> bytes:
    return zlib.compress(data)[2:-4]


_PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "deflate": _deflate,
}


def let_out(data: bytes, compression: str) -> bytes:
    return b"".join(inflate(compressed(Held(data)), compression, Meter()))


@pytest.mark.parametrize("compression", sorted(_PACK))
def test_what_was_compressed_comes_out_in_bounded_pieces(compression: str) -> None:
    pieces = list(inflate(compressed(Held(_PACK[compression](_DATA))), compression, Meter()))
    assert b"".join(pieces) == _DATA
    assert max(map(len, pieces)) <= CHUNK


@pytest.mark.parametrize("compression", ["gzip", "bzip2", "xz"])
def test_streams_that_follow_each_other_are_one_and_zeros_are_padding(compression: str) -> None:
    data = _PACK[compression](b"one") + _PACK[compression](b"two") + bytes(100)
    assert let_out(data, compression) == b"onetwo"


@pytest.mark.parametrize("compression", sorted(_PACK))
def test_a_cut_stream_is_truncated(compression: str) -> None:
    data = _PACK[compression](_DATA)
    with pytest.raises(Unreadable) as caught:
        let_out(data[: len(data) // 2], compression)
    assert caught.value.code in ("error:truncated", "error:bad-stream")


def test_bytes_after_a_raw_stream_are_refused() -> None:
    with pytest.raises(Unreadable, match="bytes follow"):
        let_out(_deflate(b"data") + b"more", "deflate")


def test_an_unknown_compression_is_told() -> None:
    with pytest.raises(Unreadable) as caught:
        let_out(b"data", "lzw")
    assert caught.value.code == "unknown:compression"


def test_the_meter_counts_everything_that_comes_out() -> None:
    meter = Meter(limits.ARCHIVE_INFLATED._replace(value=CHUNK))
    with pytest.raises(Unreadable) as caught:
        list(inflate(compressed(Held(gzip.compress(_DATA))), "gzip", meter))
    assert caught.value.code == "limit:archive-inflated"


def _inflated(*, again: bool) -> Inflated:
    def begin() -> Iterator[bytes]:
        yield from (b"abc", b"def", b"gh")

    return Inflated(8, begin, again=again)


@pytest.mark.parametrize("again", [True, False])
def test_inflated_content_is_read_at_random_and_in_order(again: bool) -> None:
    content = _inflated(again=again)
    assert content.read_at(4, 2) == b"ef"
    assert b"".join(content.chunks()) == b"abcdefgh"
    assert content.read_at(0, 100) == b"abcdefgh"
    assert b"".join(content.chunks()) == b"abcdefgh"


def test_what_is_not_kept_can_be_passed_over_once_or_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMBER_KEPT", limits.MEMBER_KEPT._replace(value=4))
    once, again = _inflated(again=False), _inflated(again=True)
    assert b"".join(once.chunks()) == b"".join(again.chunks()) == b"abcdefgh"
    assert b"".join(again.chunks()) == b"abcdefgh"
    assert once.read_at(1, 2) == b"bc"
    for read in (lambda: once.read_at(3, 4), lambda: list(once.chunks())):
        with pytest.raises(Unreadable) as caught:
            read()
        assert caught.value.code == "limit:member-kept"


def test_exhausting_passes_over_the_rest() -> None:
    content = _inflated(again=False)
    assert content.read_at(0, 1) == b"a"
    content.exhaust()
    assert content.read_at(7, 1) == b"h"


@quickly
@given(st.binary(max_size=300), st.sampled_from(sorted(_PACK)))
def test_random_bytes_are_refused_with_a_code(data: bytes, compression: str) -> None:
    try:
        let_out(data, compression)
    except Unreadable as error:
        code = error.code
    else:
        return
    assert code in ("error:bad-stream", "error:truncated")
