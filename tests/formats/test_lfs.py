import pytest
from hypothesis import given

from openassay.formats import lfs
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive

GOOD = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0a" * 32 + b"\nsize 4976698672\n"


@pytest.mark.parametrize("data", [GOOD, GOOD.replace(b"\n", b"\r\n").replace(b"v1\r\n", b"v1\n")])
def test_a_pointer_claims_a_digest_and_a_size(data: bytes) -> None:
    assert lfs.read(Held(data)) == lfs.LfsPointer("0a" * 32, 4976698672)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "error:empty"),
        (GOOD.replace(b"size", b"sise"), "error:bad-header"),
        (GOOD.replace(b"0a", b"0g"), "error:bad-header"),
        (GOOD + b"x" * 1000, "error:bad-header"),
        (b"# " + GOOD, "error:bad-header"),
    ],
)
def test_what_is_no_pointer_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        lfs.read(Held(data))
    assert caught.value.code == code


@quickly
@given(damaged(GOOD))
def test_damaged_pointers_are_told(data: bytes) -> None:
    survive(lfs.read, data)
