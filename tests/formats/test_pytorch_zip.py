import pytest
from hypothesis import given

from openassay.formats import pytorch_zip
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive
from tests.formats.test_pickles import CHECKPOINT
from tests.hostile.archives import zipped
from tests.hostile.making import global_call

_VALUES = {"m/data/0": bytes(range(24)), "m/data/1": bytes(range(16)), "m/version": b"3\n"}
GOOD = zipped({"m/data.pkl": CHECKPOINT, **_VALUES})


def told(data: bytes) -> list[str]:
    return [remark.code for remark in pytorch_zip.read(Held(data)).remarks]


def test_tensors_and_their_values_are_counted() -> None:
    header = pytorch_zip.read(Held(GOOD))
    assert (header.tensors, header.parameters, header.dtypes, header.value_bytes) == (2, 10, (("F32", 10),), 40)
    assert (header.script, header.foreign, header.remarks) == (False, (), ())


def test_a_call_in_the_pickle_is_told() -> None:
    assert "finding:pickle-calls" in told(zipped({"m/data.pkl": global_call("os", "system")}))


def test_values_that_are_missing_or_short_are_told() -> None:
    assert told(zipped({"m/data.pkl": CHECKPOINT, "m/data/0": bytes(range(24))})) == ["finding:truncated-weights"]
    assert told(zipped({"m/data.pkl": CHECKPOINT, **_VALUES, "m/data/1": b"short"})) == ["finding:truncated-weights"]


def test_values_that_are_all_zero_are_told() -> None:
    assert "finding:weights-look-empty" in told(zipped({"m/data.pkl": CHECKPOINT, **_VALUES, "m/data/0": bytes(4096)}))


def test_names_of_torchscript_are_benign_only_beside_its_code() -> None:
    pickled = b"\x80\x02c__torch__.net\nNet\n)\x81."
    script = zipped({"m/data.pkl": pickled, "m/code/net.py": b"", "m/constants.pkl": b"\x80\x02)."})
    header = pytorch_zip.read(Held(script))
    assert (header.script, header.foreign) == (True, ())
    assert told(zipped({"m/data.pkl": pickled})) == ["finding:pickle-calls"]


def test_a_pickle_that_cannot_be_read_is_told_and_the_rest_is_read() -> None:
    header = pytorch_zip.read(Held(zipped({"m/data.pkl": CHECKPOINT, **_VALUES, "m/extra.pkl": b"\x80\x02\xff"})))
    assert header.tensors == 2
    assert [remark.code for remark in header.remarks] == ["error:bad-pickle"]


def test_an_ambiguous_archive_gives_nothing_and_says_so() -> None:
    header = pytorch_zip.read(Held(GOOD + b"tail"))
    assert (header.tensors, [remark.code for remark in header.remarks]) == (0, ["finding:zip-ambiguous"])


def test_a_zip_without_a_pickle_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        pytorch_zip.read(Held(zipped({"a": b""})))
    assert caught.value.code == "error:bad-header"


@quickly
@given(damaged(GOOD))
def test_damaged_files_are_told(data: bytes) -> None:
    survive(pytorch_zip.read, data)
