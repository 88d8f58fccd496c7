import struct

import pytest
from hypothesis import given

from openassay.formats import npz
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive
from tests.hostile.archives import zipped
from tests.hostile.making import global_call


def array(descr: str, shape: str, values: bytes, version: int = 1) -> bytes:
    text = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    length = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + length + text + values


GOOD = array("'<f4'", "(2, 3)", bytes(range(24)))


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        npz.read_npy(Held(data))
    return caught.value.code


@pytest.mark.parametrize("version", [1, 2, 3])
def test_type_and_shape_are_read(version: int) -> None:
    header = npz.read_npy(Held(array("'<f4'", "(2, 3)", bytes(range(24)), version)))
    assert header.arrays == (npz.Array("", "F32", (2, 3)),)
    assert (header.parameters, header.remarks) == (6, ())


@pytest.mark.parametrize(
    ("descr", "shape", "size", "dtype", "values"),
    [
        ("'|u1'", "(5,)", 5, "U8", 5),
        ("'<f8'", "()", 8, "F64", 1),
        ("'<U3'", "(2,)", 24, "OTHER", 2),
        ("'<M8[ns]'", "(2,)", 16, "OTHER", 2),
        ("[('a', '<f4'), ('b', '<i4')]", "(2,)", 16, "STRUCTURE", 2),
        ("'<i8'", "(3L,)", 24, "I64", 3),
    ],
)
def test_other_types_are_read(descr: str, shape: str, size: int, dtype: str, values: int) -> None:
    header = npz.read_npy(Held(array(descr, shape, bytes(range(size)))))
    assert (header.arrays[0].dtype, header.arrays[0].values, header.remarks) == (dtype, values, ())


def test_an_array_of_objects_is_told_as_the_pickle_that_it_is() -> None:
    calls = npz.read_npy(Held(array("'|O'", "(1,)", global_call("os", "system"))))
    assert [remark.code for remark in calls.remarks] == ["finding:pickle-calls"]
    plain = npz.read_npy(Held(array("'|O'", "(1,)", b"\x80\x02N.")))
    assert [remark.code for remark in plain.remarks] == ["finding:pickled-array"]
    broken = npz.read_npy(Held(array("'|O'", "(1,)", b"\xff")))
    assert [remark.code for remark in broken.remarks] == ["unknown:opaque-file"]
    assert calls.parameters == 0


def test_missing_and_constant_values_are_told() -> None:
    short = npz.read_npy(Held(array("'<f4'", "(2, 3)", bytes(23))))
    assert [remark.code for remark in short.remarks] == ["finding:truncated-weights"]
    empty = npz.read_npy(Held(array("'<f4'", "(1024,)", bytes(4096))))
    assert [remark.code for remark in empty.remarks] == ["finding:weights-look-empty"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "error:empty"),
        (b"\x93NUMPX\1\0", "error:bad-header"),
        (b"\x93NUMPY\1", "error:truncated"),
        (b"\x93NUMPY\x09\0aaaaaa", "error:bad-header"),
        (b"\x93NUMPY\2\0\xff\xff\xff\xffaa", "error:header-too-long"),
        (GOOD[:20], "error:truncated"),
        (array("'<f4'", "(2, x)", b""), "error:bad-header"),
        (array("'<f4'", "(2 3)", b""), "error:bad-header"),
        (array("'<f4'", "(" + "1" * 1000 + "x)", b""), "error:bad-header"),
        (array("'<f4', 'y': 2", "2", b""), "error:bad-header"),
        (array("'##'", "(2,)", b""), "error:bad-header"),
        (array("'<f4'", "(4294967296, 4294967296)", b""), "error:overflow"),
    ],
)
def test_what_is_no_array_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_every_array_of_a_zip_is_read() -> None:
    header = npz.read_npz(Held(zipped({"a.npy": GOOD, "b.npy": array("'|i1'", "(4,)", b"1234"), "notes.txt": b""})))
    assert header.arrays == (npz.Array("a", "F32", (2, 3)), npz.Array("b", "I8", (4,)))
    assert (header.parameters, header.remarks) == (10, ())


def test_a_broken_array_in_a_zip_is_told_by_its_name() -> None:
    header = npz.read_npz(Held(zipped({"bad.npy": b"no array", "good.npy": GOOD})))
    assert len(header.arrays) == 1
    assert [(remark.code, "bad" in remark.because) for remark in header.remarks] == [("error:bad-header", True)]


def test_only_so_many_arrays_are_looked_at() -> None:
    header = npz.read_npz(Held(zipped({f"{number}.npy": GOOD for number in range(1001)})))
    assert (len(header.arrays), header.remarks[0].code) == (1000, "limit:archive-members")


@quickly
@given(damaged(GOOD, array("'|O'", "(1,)", b"\x80\x02N.")))
def test_damaged_arrays_are_told(data: bytes) -> None:
    survive(npz.read_npy, data)
    survive(npz.read_npz, data)
