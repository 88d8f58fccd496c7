import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openassay.exchange.mot_entry import ABOUT, Listed, MotEntry, Shared, read_mot, write_mot
from openassay.vocabulary.findings import Unreadable
from tests.exchange.samples import MOT, quickly

TEXT = st.text(max_size=30)
LISTED = st.builds(Listed, name=TEXT, license=st.none() | TEXT, license_path=st.none() | TEXT, component_path=st.none() | TEXT)
ENTRIES = st.builds(
    MotEntry,
    path=st.just("a.yml"),
    about=st.dictionaries(st.sampled_from(ABOUT), TEXT).map(lambda about: about | {"name": "n" + about.get("name", "")}),
    shared=st.dictionaries(
        st.sampled_from(["distribution", "code", "data", "document"]), st.builds(Shared, st.none() | TEXT, st.none() | TEXT)
    ),
    components=st.lists(LISTED, max_size=4).map(tuple),
)


@quickly
@given(ENTRIES)
def test_what_is_written_reads_as_the_same_entry(entry: MotEntry) -> None:
    assert read_mot(write_mot(entry), "b.yml") == entry


def test_an_entry_is_read_with_the_lines_of_what_it_says() -> None:
    entry = read_mot(MOT.encode(), "gull.yml")
    assert (entry.name, entry.line("name"), entry.line("origin")) == ("Gull-1B", 6, 1)
    assert entry.shared == {"distribution": Shared("Apache-2.0", ""), "document": Shared("CC-BY-4.0")}
    assert [one.name for one in entry.components][-2:] == ["Research paper", "Tokenizer"]
    weights = entry.components[1]
    assert (weights.license, weights.line("license"), weights.line()) == ("apache-2.0", 27, 26)
    assert entry.components[5].license is None
    assert entry.components[3].description == "Two lines: one, and two"


def test_nothing_that_an_entry_says_is_lost_when_it_is_written_again() -> None:
    def said(data: bytes) -> object:
        return yaml.load(data, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes texts, lists and mappings only

    text = MOT.replace("      license: ~\n", "").replace("  type:", "  ours: kept\n  type:")
    after = said(write_mot(read_mot(text.encode(), "gull.yml")))
    before = said(text.encode())
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    before["release"]["license"]["document"]["path"] = "null"
    assert after == before


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("- a\n", "it is no mapping of keys to values"),
        ("release: 1\n", "it has no mapping 'release'"),
        ("release: {producer: x}\n", "line 1: the release has no name"),
        ("release:\n  name: x\n  components:\n    - license: MIT\n", "line 4: a component has no name"),
        ("release: {name: x\n", "line 2: "),
        ("release: &a {name: x, components: [*a]}\n", "line 1: the alias 'a' stands for nothing that is complete"),
        ("release: {name: x}\nrelease: {name: y}\n", "line 2: the key 'release' stands twice"),
        ("release: {name: !!python/name:os.system x}\n", "line 1: the tag 'tag:yaml.org,2002:python/name:os.system' is not read"),
        ("release: !mine {name: x}\n", "line 1: the tag '!mine' is not read"),
        ("release: {name: x}\n---\nrelease: {name: y}\n", "line 2: the file must hold one document"),
    ],
)
def test_what_is_no_entry_is_refused_whole_with_its_line(text: str, because: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_mot(text.encode(), "bad.yml")
    assert refused.value.code == "error:bad-entry"
    assert refused.value.because.startswith(because)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("release: {name: x, components: " + "[" * 40 + "]" * 40 + "}\n", "limit:yaml-depth"),
        ("a: &a x\nb: [" + "*a, " * 200 + "]\nrelease: {name: x}\n", "limit:yaml-aliases"),
        ("release:\n  name: x\n  components:\n" + "  - {name: Model card}\n" * 201, "limit:entry-parts"),
        ("release: {name: x}\n#" + "x" * (1 << 20), "limit:standard-file"),
    ],
)
def test_a_hostile_file_runs_into_a_limit(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_mot(text.encode(), "bad.yml")
    assert refused.value.code == code
