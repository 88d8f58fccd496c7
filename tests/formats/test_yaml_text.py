import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats import yaml_text
from openassay.formats.yaml_text import Ambiguous, read
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly

_PIECES = [
    *("a", "b: ", "- ", "  ", "\n", "\n  ", "\n    ", ": ", ":", "[", "]", "{", "}", ", ", "#", '"x"', "'y'", '"', "'", "|", ">"),
    *("|-\n", "&a ", "*a ", "!t ", "!!str ", "? ", "---", "...", "no", "1", "1.5", "~", "@", "`", "%", "key: v\n", "é", "日本"),
    *(
        "=",
        "<<: ",
        "\t",
        "http://x:8",
        "a#b",
        "\\",
        "x:y",
        "{a: b}",
        "\u00a0",
        "\u2028",
        "\U0001f600",
        "|#",
        "a: &x b\n",
        "c: *x\n",
    ),
]
_APART = ["no", "Yes", "on", "OFF", "y", "1:30:00", "1e3", "1.5e3", "0x1F", "0o17", "017", "08", "1_000", ".inf", ".NaN", "0b11"]
_APART += ["2024-01-01", "2024-01-01T00:00:00Z"]
_TEXTS = ["'no'", '"1:30"', "!!str no", "nothing", "Norway", "1.2.3", "apache-2.0", "1e", "v1", "12:99", "no way"]
_ALIKE = {"0": 0, "-12": -12, "+3": 3, "1.": 1.0, ".5": 0.5, "True": True, "~": None, "": None, "1.0e+3": 1000.0}


def refused(source: str | bytes, **more: int) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(source, **more)
    return caught.value


def test_values_and_the_lines_of_outer_keys_are_read() -> None:
    found = read("# head\na: text\nb:\n  - 1\n  - x: -2.5\nc: {d: true, e: null}\nf: 'yes'\n")
    assert found.data == {"a": "text", "b": [1, {"x": -2.5}], "c": {"d": True, "e": None}, "f": "yes"}
    assert [found.line_of(key) for key in "abcfx"] == [2, 3, 6, 7, None]


@pytest.mark.parametrize("text", _APART)
def test_what_versions_of_yaml_read_apart_stays_as_written_and_is_marked(text: str) -> None:
    data = read(f"a: {text}").data
    assert isinstance(data, dict)
    assert data["a"] == text
    assert isinstance(data["a"], Ambiguous)


@pytest.mark.parametrize("text", _TEXTS)
def test_texts_are_plain_texts(text: str) -> None:
    data = read(f"a: {text}").data
    assert isinstance(data, dict)
    assert type(data["a"]) is str


@pytest.mark.parametrize(("text", "value"), _ALIKE.items())
def test_what_they_read_alike_is_a_value(text: str, value: object) -> None:
    assert read(f"a: {text}").data == {"a": value}


def test_a_number_too_large_for_a_float_stays_text() -> None:
    assert read("a: 1.0e+999").data == {"a": "1.0e+999"}


def test_keys_are_text_as_written() -> None:
    assert read("1: a\ntrue: b\n<<: {c: d}\n").data == {"1": "a", "true": "b", "<<": {"c": "d"}}


def test_aliases_stand_for_what_they_name() -> None:
    assert read("a: &x [1]\nb: *x\nc: &y z\nd: *y\n").data == {"a": [1], "b": [1], "c": "z", "d": "z"}
    assert read("&k a: 1\nb: *k\n").data == {"a": 1, "b": "a"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\na: 2", "error:duplicate-key"),
        ("a: !!python/object:os.system x", "error:bad-yaml"),
        ("a: !include x", "error:bad-yaml"),
        ("a: !t {b: c}", "error:bad-yaml"),
        ("!t a: b", "error:bad-yaml"),
        ("? [a]\n: b", "error:bad-yaml"),
        ("a: &x b\n*x : c", "error:bad-yaml"),
        ("a: *x", "error:bad-yaml"),
        ("a: b\n---\nc: d", "error:bad-yaml"),
        ("a: [", "error:bad-yaml"),
        ("a: \x01", "error:bad-yaml"),
        ('a: "\\UFFFFFFFF"', "error:bad-yaml"),
        ('a: "\\ud800"', "error:encoding"),
        ("a: \ufffd", "error:encoding"),
        ("a: \0", "error:encoding"),
        ("a: &x [*x]", "error:alias-cycle"),
        ("a: &x {b: [*x]}", "error:alias-cycle"),
    ],
)
def test_what_is_not_read_is_refused(text: str, code: str) -> None:
    assert refused(text).code == code


@pytest.mark.parametrize("data", ["a: é".encode("utf-16"), "a: é".encode("latin-1"), b"a: \0"])
def test_bytes_must_be_utf8(data: bytes) -> None:
    assert refused(data).code == "error:encoding"


def test_the_line_of_a_fault_is_told() -> None:
    assert "line 3" in refused("a: 1\nb: 2\na: 3").because
    assert "line 2" in refused("a: 1\nb: [").because or "line 3" in refused("a: 1\nb: [").because


def test_aliases_are_counted_and_written_out_in_thought() -> None:
    assert refused("a: &x 1\nb: *x", aliases=0).code == "limit:yaml-aliases"
    laughs = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
    assert refused(laughs).code == "limit:yaml-values"


_DEEP = ["[" * 100_000, "[\n" * 100_000, "- " * 100_000, "{a: " * 60_000, "a: x?\nb: " + "[" * 100_000]


@pytest.mark.parametrize("text", _DEEP, ids=range(len(_DEEP)))
def test_deep_nests_are_refused(text: str) -> None:
    assert refused(text).code == "error:too-deep"


def test_a_text_that_is_too_long_is_refused_unread() -> None:
    assert refused("a" * 100, longest=99).code == "error:too-big"


def _outcome(text: str, *, fast: bool) -> object:
    builder = yaml_text._Builder(limits.YAML_ALIASES.value)
    try:
        for event in yaml_text._events(text, fast=fast):
            builder.take(event)
    except Unreadable as error:
        return error.code
    return repr(builder.root), builder.lines


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without its fast parser here")
@quickly
@given(st.lists(st.sampled_from(_PIECES), max_size=14))
def test_both_parsers_give_one_result(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert _outcome(text, fast=True) == _outcome(text, fast=False)


@quickly
@given(damaged(b"a: &x [1, 'two', {b: 3}]\nc: |\n  text\n  more\nd: *x\n", "é: [日本, ~]\n".encode()))
def test_damaged_texts_are_told(data: bytes) -> None:
    for source in (data, data.decode("utf-8", "replace")):
        try:
            read(source)
        except Unreadable as error:
            code = error.code
        else:
            continue
        assert code
