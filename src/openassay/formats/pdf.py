"""PDF: recognised, never opened. Its text stays unread, and that is said."""

from dataclasses import dataclass

from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable


@dataclass(frozen=True, slots=True)
class PdfHeader:
    """The version that a PDF says it follows."""

    version: str
    remarks: tuple[Remark, ...] = (Remark("unknown:pdf", "the text of a PDF is not read"),)


def read(content: Content) -> PdfHeader:
    """Read the version. Raises `Unreadable`: `error:empty`, `error:bad-header`."""
    if not content.size:
        raise Unreadable("error:empty", "the file has no content")
    head = content.read_at(0, 16)
    if not head.startswith(b"%PDF-"):
        raise Unreadable("error:bad-header", "it does not begin as a PDF does")
    return PdfHeader(head[5:8].decode("ascii", "replace"))
