import io
import pickle
import pickletools
import struct
from collections import OrderedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats import pickles
from openassay.formats.pickle_names import is_benign, makes_code
from openassay.vocabulary import limits
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive
from tests.hostile.making import global_call


def told(data: bytes) -> list[str]:
    return [remark.code for remark in pickles.read(Held(data)).remarks]


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        pickles.read(Held(data))
    return caught.value.code


def _storage(key: str, values: int) -> bytes:
    return b"(X\x07\x00\x00\x00storagectorch\nFloatStorage\n" + _text(key) + _text("cpu") + _int(values) + b"tQ"


def _text(value: str) -> bytes:
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def _int(value: int) -> bytes:
    return b"J" + struct.pack("<i", value)


def _tensor(key: str, values: int, shape: tuple[int, ...]) -> bytes:
    sides = b"(" + b"".join(_int(side) for side in shape) + b"t"
    return b"ctorch._utils\n_rebuild_tensor_v2\n(" + _storage(key, values) + _int(0) + sides + sides + b"\x89}tR"


def _state(*tensors: bytes) -> bytes:
    items = b"".join(_text(f"w{number}") + tensor for number, tensor in enumerate(tensors))
    return b"\x80\x02ccollections\nOrderedDict\n)R(" + items + b"u."


CHECKPOINT = _state(_tensor("0", 6, (2, 3)), _tensor("1", 4, (4,)))
_LEGACY = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19." + b"\x80\x02M\xe9\x03." + b"\x80\x02}." + CHECKPOINT + b"\x80\x02]."
_BENIGN = [pickle.dumps({"a": [1, 2.5, "x", None, (b"y", {"z"})], "b": 1 << 200}, protocol) for protocol in range(6)]


@pytest.mark.parametrize("protocol", range(6))
def test_plain_values_of_every_protocol_are_read_without_a_word(protocol: int) -> None:
    value = {"a": [1, -2, 2.5, "x" * 300, None, True, (b"y" * 300, frozenset({1}))], "b": 1 << 3000, "c": bytearray(b"q")}
    header = pickles.read(Held(pickle.dumps(value, protocol)))
    assert header.remarks == ()
    assert set(header.globals) <= {"__builtin__.bytearray", "__builtin__.frozenset", "_codecs.encode", "builtins.bytearray"} | {
        "builtins.frozenset",
        "__builtin__.bytes",
    }


@pytest.mark.parametrize("protocol", range(6))
def test_an_ordered_dict_is_benign(protocol: int) -> None:
    header = pickles.read(Held(pickle.dumps(OrderedDict(a=OrderedDict(), b=OrderedDict()), protocol)))
    assert header.globals == ("collections.OrderedDict",)
    assert (header.foreign, header.remarks) == ((), ())


def test_a_checkpoint_is_counted() -> None:
    header = pickles.read(Held(CHECKPOINT))
    assert (header.tensors, header.parameters, header.dtypes) == (2, 10, (("F32", 10),))
    assert header.storages == (("0", 24), ("1", 16))
    assert header.remarks == ()


def test_two_views_of_one_tensor_are_counted_once() -> None:
    header = pickles.read(Held(_state(_tensor("0", 6, (2, 3)), _tensor("0", 6, (2, 3)))))
    assert (header.tensors, header.parameters) == (1, 6)


def test_the_old_form_of_checkpoints_is_known_by_its_number() -> None:
    values = b"".join(struct.pack("<Q", count) + bytes(range(4 * count)) for count in (6, 4))
    header = pickles.read(Held(_LEGACY + values))
    assert (header.legacy_torch, header.streams, header.parameters, header.remarks) == (True, 5, 10, ())
    short = pickles.read(Held(_LEGACY + values[:-1]))
    assert [remark.code for remark in short.remarks] == ["finding:truncated-weights"]


def test_the_old_form_with_constant_values_looks_empty() -> None:
    big = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19." + b"\x80\x02M\xe9\x03." + b"\x80\x02}."
    big += _state(_tensor("0", 1024, (1024,))) + b"\x80\x02]." + struct.pack("<Q", 1024) + bytes(4096)
    assert told(big) == ["finding:weights-look-empty"]


def test_every_foreign_name_is_told_by_its_name() -> None:
    header = pickles.read(Held(global_call("os", "system")))
    assert header.foreign == ("os.system",)
    assert "os.system" in header.remarks[0].because


def test_a_foreign_name_is_told_escaped_and_cut() -> None:
    header = pickles.read(Held(b"\x80\x02c" + b"a\x1b[31m\xe2\x80\xae" * 100 + b"\nx\n."))
    assert header.remarks[0].because.isprintable()
    assert len(header.remarks[0].because) < 2000


def test_a_name_from_the_memo_is_resolved_and_told_as_hidden() -> None:
    data = b"\x80\x04\x8c\x02os\x940\x8c\x06system\x940h\x00h\x01\x93)R."
    header = pickles.read(Held(data))
    assert header.foreign == ("os.system",)
    assert {remark.code for remark in header.remarks} == {"finding:pickle-calls", "finding:unresolved-global"}


def test_a_benign_name_from_the_memo_is_no_matter() -> None:
    data = b"\x80\x04\x8c\x0bcollections\x940\x8c\x0bOrderedDict\x940h\x00h\x01\x93)R."
    assert told(data) == []


def test_a_name_that_is_computed_is_unresolved() -> None:
    assert told(b"\x80\x04K\x01K\x02\x93.") == ["finding:unresolved-global"]


@pytest.mark.parametrize(
    "data",
    [
        b"\x80\x02K\x01K\x02K\x03s.",
        b"\x80\x02]K\x01K\x02s.",
        b"\x80\x02}K\x01a.",
        b"\x80\x02(K\x01K\x02K\x03u.",
        b"\x80\x020.",
        b"\x80\x02t.",
        b"\x80\x02K\x01}b.",
        b"\x80\x02(o.",
        b"\x80\x04]K\x01(K\x01\x90.",
    ],
)
def test_what_no_pickler_writes_is_malformed(data: bytes) -> None:
    assert told(data) == ["finding:malformed-pickle"]


def test_bytes_after_the_last_pickle_are_told() -> None:
    assert told(_BENIGN[2] + b"\xfe\xfe") == ["finding:trailing-bytes"]


def test_a_protocol_that_does_not_exist_is_refused() -> None:
    assert refused(b"\x80\x09N.") == "error:bad-pickle"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "error:empty"),
        (b"\x80\x02X\xff\xff\xff\x7f", "error:bad-pickle"),
        (b"\x80\x02X\x02\x00\x00\x00\xff\xfe.", "error:bad-pickle"),
        (b"\x80\x02M\x01", "error:truncated"),
        (b"\x80\x02K\x01", "error:truncated"),
        (b"\x80\x02S'open\n.", "error:bad-pickle"),
        (b"\xfe\xff\xfe", "unknown:opaque-file"),
    ],
)
def test_what_cannot_be_followed_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_line_that_does_not_end_is_refused() -> None:
    assert refused(b"\x80\x02V" + b"1" * 400_000) == "error:bad-pickle"


def test_too_many_names_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICKLE_GLOBALS", limits.PICKLE_GLOBALS._replace(value=2))
    data = b"\x80\x02" + b"".join(b"cos\nf%d\n" % number for number in range(4)) + b"."
    assert told(data) == ["finding:pickle-calls", "limit:pickle-globals"]


def test_too_many_opcodes_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICKLE_OPCODES", limits.PICKLE_OPCODES._replace(value=10))
    assert refused(b"\x80\x02" + b"N" * 20 + b".") == "limit:pickle-opcodes"


def test_what_the_memo_could_not_hold_is_unresolved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICKLE_MEMO", limits.PICKLE_MEMO._replace(value=0))
    data = b"\x80\x04\x8c\x02os\x940\x8c\x06system\x940h\x00h\x01\x93)R."
    assert told(data) == ["finding:unresolved-global"]


def test_names_of_torchscript_are_allowed_only_where_it_is_asked_for() -> None:
    data = b"\x80\x02c__torch__.net.Net\nNet\n)\x81."
    assert told(data) == ["finding:pickle-calls"]
    assert pickles.read(Held(data), script=True).remarks == ()


@pytest.mark.parametrize(
    ("module", "name", "benign"),
    [
        ("torch", "FloatStorage", True),
        ("torch", "bfloat16", True),
        ("torch", "load", False),
        ("torch._utils", "_rebuild_tensor_v2", True),
        ("torch._utils", "_import_dotted_name", False),
        ("numpy.core.multiarray", "_reconstruct", True),
        ("numpy._core.multiarray", "scalar", True),
        ("numpy.dtypes", "Float64DType", True),
        ("numpy", "float64", True),
        ("numpy", "load", False),
        ("builtins", "getattr", False),
        ("builtins", "set", True),
        ("collections", "OrderedDict.fromkeys", False),
        ("posix", "system", False),
    ],
)
def test_the_allow_list_is_what_it_says(module: str, name: str, benign: bool) -> None:
    assert is_benign(module, name) is benign


def test_names_that_carry_code_are_known() -> None:
    assert makes_code("types", "CodeType")
    assert makes_code("dill._dill", "_create_function")
    assert not makes_code("os", "system")


@pytest.mark.parametrize("data", [*_BENIGN[2:], CHECKPOINT, _LEGACY, b"cposix\nsystem\n(S'x'\ntR.", b"cos\nsystem\nq\0(U\1xtR."])
def test_a_pickle_is_known_by_its_beginning(data: bytes) -> None:
    assert pickles.begins_pickle(data)


_TEXTS = [
    b"",
    b"# Title\n",
    b"(c) 2024 Somebody\n",
    b"certifi\ncffi\nclick\n",
    b"I am a model\n",
    b"None\n",
    b"Very\nVast\n",
    b"{}",
]
_TEXTS += [b"FROM a\nRUN b\n", b"(C) Somebody in some year of ours, all rights. Reserved.\n", pickle.dumps([1, "a"], 0)]


@pytest.mark.parametrize("text", _TEXTS)
def test_a_text_is_not_taken_for_a_pickle_unless_it_would_call_something(text: bytes) -> None:
    assert not pickles.begins_pickle(text)


_LEAVES = st.none() | st.booleans() | st.integers() | st.text() | st.binary()


@quickly
@given(st.recursive(_LEAVES, lambda inner: st.lists(inner) | st.tuples(inner)))
def test_what_the_standard_library_pickles_is_followed_to_its_end(value: object) -> None:
    for protocol in (0, 2, 4):
        data = pickle.dumps(value, protocol)
        opcodes = sum(1 for _ in pickletools.genops(io.BytesIO(data)))
        header = pickles.read(Held(data))
        assert header.streams == 1
        assert not header.foreign
        assert opcodes > 0


@quickly
@given(damaged(CHECKPOINT, _LEGACY, global_call("os", "system"), *_BENIGN))
def test_damaged_files_are_told(data: bytes) -> None:
    survive(pickles.read, data)
    pickles.begins_pickle(data)


@quickly
@given(damaged(global_call("os", "system")))
def test_damage_never_makes_a_call_benign(data: bytes) -> None:
    header = survive(pickles.read, data)
    if header is not None and b"cos\nsystem\n" in data[:15]:
        assert header.remarks
