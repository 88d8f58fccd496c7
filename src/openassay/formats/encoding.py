"""Bytes to text, strictly: for formats where a wrong letter would be a wrong answer."""

from openassay.vocabulary.findings import Unreadable

_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def decode_utf8(data: bytes) -> str:
    """`data` as text, without a byte order mark. Raises `Unreadable` `error:encoding` where it is not UTF-8 or holds NUL."""
    if data.startswith(_MARKS):
        raise Unreadable("error:encoding", "the text is UTF-16 or UTF-32")
    if b"\0" in data:
        raise Unreadable("error:encoding", "the text holds NUL bytes")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable("error:encoding", f"the text is not UTF-8; see line {line}") from None


def refuse_damaged(text: str) -> None:
    """Raise `error:encoding` where decoded text shows that its bytes were not UTF-8 or held NUL."""
    for mark, because in (("\0", "the text holds NUL bytes"), ("\ufffd", "the text is not UTF-8")):
        at = text.find(mark)
        if at >= 0:
            raise Unreadable("error:encoding", f"{because}; see line {text.count(chr(10), 0, at) + 1}")
