import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats.protobuf import Field, Fields
from openassay.vocabulary import limits
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import quickly
from tests.hostile.making import message, scalar


def walked(data: bytes) -> list[Field]:
    return list(Fields(Held(data)).walk(0, len(data)))


def test_fields_of_every_type_are_walked() -> None:
    data = scalar(1, 300) + message(2, "text") + b"\x19" + (7).to_bytes(8, "little") + b"\x25" + (9).to_bytes(4, "little")
    assert walked(data) == [Field(1, 300, -1), Field(2, 4, 5), Field(3, 7, -1), Field(4, 9, -1)]


def test_a_text_is_cut_to_what_is_kept() -> None:
    data = message(1, "é" * 5000)
    fields = Fields(Held(data))
    (field,) = fields.walk(0, len(data))
    assert len(fields.text(field).encode()) <= limits.STRING_KEPT.value


def test_too_many_fields_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PROTOBUF_FIELDS", limits.PROTOBUF_FIELDS._replace(value=3))
    with pytest.raises(Unreadable) as caught:
        walked(scalar(1, 1) * 4)
    assert caught.value.code == "limit:protobuf-fields"


def test_a_field_longer_than_its_message_is_refused() -> None:
    data = message(1, message(2, "text")[:-1]) + b"more"
    fields = Fields(Held(data))
    outer = next(fields.walk(0, len(data)))
    with pytest.raises(Unreadable):
        list(fields.walk(outer.start, outer.value))


@quickly
@given(st.lists(st.tuples(st.integers(1, 1 << 28), st.integers(0, 2**64 - 1) | st.binary(max_size=300)), max_size=20))
def test_what_was_written_is_walked_back(parts: list[tuple[int, int | bytes]]) -> None:
    data = b"".join(scalar(number, value) if isinstance(value, int) else message(number, value) for number, value in parts)
    fields = Fields(Held(data))
    found = [(field.number, fields.data(field) if field.is_bytes else field.value) for field in fields.walk(0, len(data))]
    assert found == parts
