import pytest
from hypothesis import given

from openassay.formats import saved_model
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive
from tests.hostile.making import message, scalar

GOOD = scalar(1, 1) + message(2, message(1, message(4, "serve") + message(5, "2.15.0")) + message(2, b"\x0a\x00"))


def test_version_tags_and_writer_are_read() -> None:
    header = saved_model.read(Held(GOOD))
    assert header == saved_model.SavedModelHeader(1, 1, ("serve",), "2.15.0")


@pytest.mark.parametrize(("data", "code"), [(b"", "error:empty"), (scalar(1, 1), "error:bad-header")])
def test_what_is_no_model_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        saved_model.read(Held(data))
    assert caught.value.code == code


@quickly
@given(damaged(GOOD))
def test_damaged_models_are_told(data: bytes) -> None:
    survive(saved_model.read, data)
