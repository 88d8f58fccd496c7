import pytest

from openassay.formats.encoding import decode_utf8, refuse_damaged
from openassay.vocabulary.findings import Unreadable


def test_utf8_is_decoded_without_its_mark() -> None:
    assert decode_utf8("\ufeffé\n".encode()) == "é\n"


@pytest.mark.parametrize(
    ("data", "because"),
    [(b"a\n\xff", "not UTF-8; see line 2"), (b"a\0", "NUL"), ("a".encode("utf-16"), "UTF-16"), ("a".encode("utf-32"), "UTF-16")],
)
def test_what_is_not_utf8_is_refused(data: bytes, because: str) -> None:
    with pytest.raises(Unreadable, match=because) as caught:
        decode_utf8(data)
    assert caught.value.code == "error:encoding"


@pytest.mark.parametrize("text", ["a\n\0", "a\n\ufffd"])
def test_damage_in_decoded_text_is_noticed(text: str) -> None:
    with pytest.raises(Unreadable, match="line 2"):
        refuse_damaged(text)
    refuse_damaged("plain é")
