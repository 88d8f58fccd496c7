import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openassay.exchange.osai_entry import Cell, OsaiEntry, read_osai, write_osai
from openassay.vocabulary.findings import Unreadable
from tests.exchange.samples import OSAI, quickly

TEXT = st.text(max_size=30)
FULL = st.text(min_size=1, max_size=30)
GRADES = st.sampled_from(["open", "partial", "closed", "", "maybe"])
CELLS = st.builds(Cell, grade=GRADES, links=st.lists(FULL).map(tuple), notes=TEXT)
SAID = st.dictionaries(st.sampled_from(["link", "type", "notes"]), TEXT | st.lists(TEXT).map(tuple))
ENTRIES = st.builds(
    OsaiEntry,
    path=st.just("a.yaml"),
    system=st.builds(lambda name, more: {"name": name} | more, FULL, SAID),
    org=SAID,
    cells=st.dictionaries(st.sampled_from(["weights_endmodel", "trainingcode", "paper", "licenses"]), CELLS),
)


@quickly
@given(ENTRIES)
def test_what_is_written_reads_as_the_same_entry(entry: OsaiEntry) -> None:
    assert read_osai(write_osai(entry), "b.yaml") == entry


def test_an_entry_is_read_with_its_cells_links_and_lines() -> None:
    entry = read_osai(OSAI.encode(), "gull.yaml")
    assert (entry.name, entry.about("type"), entry.about("basemodelname")) == ("Gull", "text, code", "")
    assert entry.org["link"] == ("https://seabird.example", "https://lab.example")
    assert entry.cells["datasources_basemodel"] == Cell("closed", (), "No data sources found.")
    assert len(entry.cells["weights_endmodel"].links) == 2
    assert entry.cells["weights_endmodel"].line == 25
    assert entry.cells["paper"] == Cell("", ("https://papers.example/1",), "")


def test_the_names_that_dimensions_had_are_read_under_those_of_today() -> None:
    text = "system: {name: x}\nllmdata: {class: open}\nrlweights: {class: partial}\nlicense: {class: closed}\n"
    cells = read_osai(text.encode(), "x.yaml").cells
    assert {name: cell.grade for name, cell in cells.items()} == {
        "datasources_basemodel": "open",
        "weights_endmodel": "partial",
        "licenses": "closed",
    }


def test_nothing_that_an_entry_says_is_lost_when_it_is_written_again() -> None:
    def said(data: bytes) -> object:
        loaded = yaml.load(data, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes texts, lists and mappings only
        return {part: {key: value for key, value in pairs.items() if value not in ("", "null")} for part, pairs in loaded.items()}

    assert said(write_osai(read_osai(OSAI.encode(), "gull.yaml"))) == said(OSAI.encode())


def test_an_entry_with_more_cells_than_any_real_one_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_osai(
            ("system: {name: x}\n" + "".join(f"a{number}: {{class: open}}\n" for number in range(200))).encode(), "bad.yaml"
        )
    assert refused.value.code == "limit:entry-parts"


@pytest.mark.parametrize("text", ["system: {link: x}\n", "org: {name: x}\n", "system: {name: [a, b]}\n"])
def test_an_entry_without_a_system_that_has_a_name_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="no mapping 'system' with a name"):
        read_osai(text.encode(), "bad.yaml")
