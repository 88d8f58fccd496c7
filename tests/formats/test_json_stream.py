import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats import json_stream
from openassay.formats.json_stream import Broken, JsonStream
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import quickly


def stream(data: bytes, longest: int = 1 << 30, marks: int = 1 << 20) -> JsonStream:
    return JsonStream(Held(data), longest=longest, marks=marks, over="limit:notebook-file")


def value(reader: JsonStream) -> object:
    match reader.peek():
        case b"{":
            return {key: value(reader) for key in reader.members()}
        case b"[":
            return [value(reader) for _ in reader.items()]
        case b'"':
            return reader.text(1 << 20)
        case _:
            return reader.scalar()


@pytest.mark.parametrize("chunk", [1, 2, 7, 1 << 20])
def test_windows_do_not_matter(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "CHUNK", chunk)
    wanted = {"a\\": ['x\\"', {}, [], "é\u2028", {"b": [1, 2.5, True, None, ""]}], "\\\\": "\\"}
    data = json.dumps(wanted).encode()
    assert value(stream(data)) == wanted
    reader = stream(data + b" 1")
    reader.skip()
    assert (reader.scalar(), reader.peek()) == (1, b"")


def test_a_text_that_is_too_long_is_passed_over() -> None:
    reader = stream(b'["' + b"x" * 100 + b'", 1]')
    assert [reader.text(10) if number == 0 else reader.scalar() for number in reader.items()] == [None, 1]


def test_lines_are_counted() -> None:
    reader = stream(b'{\n"a":\n\n1}')
    for _ in reader.members():
        reader.scalar()
        assert reader.line == 4


@pytest.mark.parametrize("data", [b'"open', b"[1", b"[1 2]", b"{1: 2}", b'{"a" 1}', b"[}", b"", b'["\\x"]', b"[tru]"])
def test_what_is_no_json_is_broken(data: bytes) -> None:
    with pytest.raises(Broken):
        value(stream(data))


def test_bounds_are_kept() -> None:
    for reader in (stream(b"[" + b"1," * 100, longest=50), stream(b"[" + b"[]," * 100, marks=20)):
        with pytest.raises(Unreadable):
            reader.skip()


def test_a_text_of_nothing_but_escapes_costs_no_more_than_another() -> None:
    begin = time.process_time()
    stream(b'"' + b"\\n" * 2_000_000 + b'"').skip()
    assert time.process_time() - begin < 2


_LEAVES = st.none() | st.integers() | st.text()


@quickly
@given(st.recursive(_LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=9), inner)))
def test_any_json_is_read_or_passed_over(wanted: object) -> None:
    data = json.dumps(wanted, ensure_ascii=False).encode("utf-8", "surrogatepass")
    assert value(stream(data)) == wanted
    reader = stream(data + b" 7")
    reader.skip()
    assert reader.scalar() == 7
