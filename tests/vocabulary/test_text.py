from hypothesis import given
from hypothesis import strategies as st

from openassay.vocabulary.findings import Lines
from openassay.vocabulary.text import QUOTE, Text, decode, shown


def text(body: str) -> Text:
    return Text("main", "README.md", "0" * 64, body)


def test_lines_end_at_any_line_end_and_count_from_one() -> None:
    read = text(decode(b"\xef\xbb\xbfone\r\ntwo\rthree\n"))
    assert read.lines == ["one", "two", "three", ""]
    assert read.line_at(read.body.index("two")) == 2


def test_evidence_quotes_what_stands_on_its_lines() -> None:
    read = text("one\n  two  \nthree")
    assert read.evidence(2).quote == "two"
    assert read.evidence(2, 3).lines == Lines(2, 3)
    assert read.evidence_at(0, len("one\n  two")).lines == Lines(1, 2)


def test_an_empty_line_has_no_quote() -> None:
    assert text("one\n\n").evidence(2).quote is None


@given(st.text(), st.integers(0, 50), st.integers(1, 50))
def test_a_quote_always_stands_on_the_lines_it_names(body: str, start: int, length: int) -> None:
    read = text(decode(body.encode("utf-8", "replace")))
    if start < len(read.body):
        evidence = read.evidence_at(start, min(start + length, len(read.body)))
        assert evidence.lines is not None
        first, last = evidence.lines
        assert (evidence.quote or "") in "\n".join(read.lines[first - 1 : last])
        assert len(evidence.quote or "") <= QUOTE


def test_what_would_disturb_a_terminal_is_shown_by_code_point() -> None:
    assert shown("a\x1b[31mb\u202ec\nd") == "a\\u001b[31mb\\u202ec\\u000ad"
    assert shown("x" * 100, 10) == "xxxxxxx..."


@given(st.text())
def test_what_is_shown_always_prints(body: str) -> None:
    assert shown(body).isprintable()
