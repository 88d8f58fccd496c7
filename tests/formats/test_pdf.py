import pytest

from openassay.formats import pdf
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable


def test_a_pdf_is_known_and_its_text_is_said_to_be_unread() -> None:
    header = pdf.read(Held(b"%PDF-1.7\n..."))
    assert header.version == "1.7"
    assert [remark.code for remark in header.remarks] == ["unknown:pdf"]


@pytest.mark.parametrize(("data", "code"), [(b"", "error:empty"), (b"%PS", "error:bad-header")])
def test_what_is_no_pdf_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        pdf.read(Held(data))
    assert caught.value.code == code
