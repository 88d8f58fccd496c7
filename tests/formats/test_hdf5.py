import struct
from collections.abc import Callable

import pytest
from hypothesis import given

from openassay.formats import hdf5
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive

_MAGIC = b"\x89HDF\r\n\x1a\n"


def _old(end: int) -> bytes:
    return (
        _MAGIC
        + bytes([0, 0, 0, 0, 0, 8, 8, 0])
        + struct.pack("<HHI", 4, 16, 0)
        + struct.pack("<4Q", 0, 2**64 - 1, end, 2**64 - 1)
    )


def _new(end: int, width: int = 8) -> bytes:
    return _MAGIC + bytes([2, width, 8, 0]) + struct.pack("<4QI", 0, 2**64 - 1, end, 48, 0)


@pytest.mark.parametrize("make", [_old, _new])
def test_the_size_that_it_must_have_is_read(make: Callable[[int], bytes]) -> None:
    whole = hdf5.read(Held(make(100).ljust(100, b"\0")))
    assert (whole.size, whole.remarks) == (100, ())
    cut = hdf5.read(Held(make(1000).ljust(100, b"\0")))
    assert [remark.code for remark in cut.remarks] == ["finding:truncated-weights"]


def test_addresses_of_another_width_tell_nothing() -> None:
    assert hdf5.read(Held(_new(5, width=4).ljust(100, b"\0"))).size is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "error:empty"),
        (b"x" * 99, "error:bad-header"),
        (_MAGIC, "error:truncated"),
        (_MAGIC + b"\x09" + bytes(90), "error:bad-header"),
    ],
)
def test_what_is_no_file_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        hdf5.read(Held(data))
    assert caught.value.code == code


@quickly
@given(damaged(_old(50), _new(50)))
def test_damaged_files_are_told(data: bytes) -> None:
    survive(hdf5.read, data)
