import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.exchange.osai_contradictions import among_osai, base_of, in_osai
from openassay.exchange.osai_entry import Cell, OsaiEntry
from openassay.exchange.osai_notes import affirms, denies
from openassay.vocabulary.findings import codes
from tests.exchange.samples import quickly

HUB = "https://huggingface.co"


def entry_of(name: str = "Gull", system: dict[str, str] | None = None, /, **cells: tuple[str, str] | Cell) -> OsaiEntry:
    """An entry with these cells: grade and note of each."""
    about = {"name": name, "endmodelname": "Gull-1B"} | (system or {})
    return OsaiEntry(
        f"{name}.yaml",
        about,
        {},
        {key: cell if isinstance(cell, Cell) else Cell(cell[0], (), cell[1]) for key, cell in cells.items()},
    )


def told(entry: OsaiEntry) -> dict[str, str]:
    return {one.about: one.code.removeprefix("entry:") for one in in_osai(entry)}


@pytest.mark.parametrize(
    ("note", "denied", "affirmed"),
    [
        ("No preprint found.", True, False),
        ("No information about sources provided.", True, False),
        ("Weights not made available.", True, False),
        ("Training data nowhere disclosed.", True, False),
        ("No training code made available. Some tools available.", False, False),
        ("No code, but demos available.", False, False),
        ("Weights made available on a hub.", False, True),
        ("Some weights made available.", False, False),
        ("Gated model available.", False, False),
        ("Weights formerly available, now taken down.", False, False),
        ("Trained on calls, but details are not disclosed.", False, False),
        ("", False, False),
    ],
)
def test_a_note_denies_or_affirms_only_where_it_says_nothing_else(note: str, denied: bool, affirmed: bool) -> None:
    assert (denies(note), affirms(note)) == (denied, affirmed)


@pytest.mark.parametrize(
    ("dimension", "grade", "note", "code"),
    [
        ("weights_basemodel", "open", "No base model weights found.", "note-denies-grade"),
        ("weights_endmodel", "closed", "Weights published on a hub.", "note-denies-grade"),
        ("weights_endmodel", "closed", "Download requires signing a form.", "note-denies-grade"),
        ("weights_endmodel", "partial", "Weights available on a hub.", "note-denies-grade"),
        ("weights_endmodel", "partial", "Weights provided as binaries.", "outside-the-rule"),
        ("weights_endmodel", "partial", "Gated model available on a hub.", None),
        ("weights_endmodel", "partial", "Weights offered as a delta.", None),
        ("weights_endmodel", "closed", "Model made available, now taken down.", None),
        ("trainingcode", "closed", "Training code published on a forge.", "note-denies-grade"),
        ("trainingcode", "open", "Training code available. Tuning script not made available.", "note-denies-grade"),
        ("trainingcode", "open", "Some training code is there.", "extent"),
        ("trainingcode", "partial", "Repository only offers inference.", "inference-only"),
        ("trainingcode", "partial", "Demo is released, training code is not.", "inference-only"),
        ("trainingcode", "open", "Trained using an open framework.", "framework-only"),
        ("trainingcode", "open", "Fork of a framework, with scripts.", None),
        ("trainingcode", "closed", "Repo exists, but does not contain training code.", None),
        ("code", "closed", "Some documentation provided.", "note-denies-grade"),
        ("code", "closed", "No code, so no documentation.", None),
        ("datasources_endmodel", "closed", "Dataset for the end model published.", "note-denies-grade"),
        ("datasources_endmodel", "closed", "Only a small data set published.", None),
        ("datasources_endmodel", "open", "Data are listed, though not always with their share.", "extent"),
        ("modelcard", "open", "Model card provides partial insight.", "note-denies-grade"),
        ("modelcard", "closed", "Model card provides the requisite detail.", "note-denies-grade"),
        ("modelcard", "closed", "Model card contains usage instructions.", None),
        ("hardware_architecture", "open", "Architecture sketched in a blog.", "extent"),
        ("hardware_architecture", "open", "Architecture described in detail.", None),
        ("preprint", "open", "Report tells of the architecture but nothing on data.", "extent"),
        ("preprint", "partial", "Release-by-blogpost, with detail.", "extent"),
        ("preprint", "closed", "Release-by-blogpost.", None),
        ("paper", "open", "Paper submitted to a conference.", "submitted-only"),
        ("paper", "open", "Paper submitted and accepted.", None),
        ("paper", "partial", "Published as a poster.", "poster"),
        ("paper", "partial", "No peer-reviewed paper found.", "note-denies-grade"),
        ("datasheet", "partial", "No datasheet found for the base model.", None),
        ("datasheet", "open", "No datasheet found.", "note-denies-grade"),
        ("paper", "maybe", "Paper published.", "grade-unknown"),
    ],
)
def test_a_cell_is_held_against_its_note_and_its_rule(dimension: str, grade: str, note: str, code: str | None) -> None:
    assert told(entry_of(**{dimension: (grade, note)})) == ({dimension: code} if code else {})


@pytest.mark.parametrize(
    ("grade", "note", "code"),
    [
        ("open", "CC-BY-4.0, an OSI-approved license.", "not-osi-approved"),
        ("open", "Apache-2.0, an OSI-approved license.", None),
        ("partial", "A bespoke license, not an OSI-approved license.", "note-denies-grade"),
        ("closed", "A bespoke license, not an OSI-approved license.", None),
        ("partial", "weights as cc-by-nc-4.0", "noncommercial"),
        ("partial", "Weights: CC-BY-NC-4.0. Code: MIT. Data: Apache-2.0.", None),
        ("partial", "Weights: MIT. Code: not released. Data: not specified.", "one-part-by-note"),
        ("partial", "Weights: MIT. Code: MIT. Data: not specified.", None),
        ("closed", "Weights: unknown. Code: MIT. Data: CC-BY-4.0.", "note-denies-grade"),
        ("closed", "Weights: MIT. Code: not released. Data: not disclosed.", None),
    ],
)
def test_the_licenses_are_held_against_the_note(grade: str, note: str, code: str | None) -> None:
    assert told(entry_of(licenses=(grade, note))) == ({"licenses": code} if code else {})


CLOSED = dict.fromkeys(("trainingcode", "datasources_basemodel", "datasources_endmodel"), ("closed", ""))


def test_the_licenses_are_held_against_the_other_cells() -> None:
    system = {"endmodellicense": "Apache-2.0"}
    assert told(entry_of("Gull", system, licenses=("open", "Apache-2.0"), **CLOSED)) == {"licenses": "one-part-by-cells"}
    other = CLOSED | {"trainingcode": ("partial", "")}
    assert told(entry_of("Gull", system, licenses=("open", "Apache-2.0"), **other)) == {}
    modified = entry_of("Gull", {"endmodellicense": "Modified MIT"}, licenses=("partial", "Modified MIT license"), **CLOSED)
    assert told(modified) == {"licenses": "one-part-by-note"}


def test_a_license_that_the_head_and_the_note_name_apart_is_told() -> None:
    entry = entry_of("Gull", {"endmodellicense": "Custom license"}, licenses=("partial", "weights as apache 2"))
    assert told(entry) == {"licenses": "cells-disagree"}


def test_an_open_grade_beside_weights_for_no_commerce_is_told() -> None:
    entry = entry_of(licenses=("open", "Gull License"), weights_endmodel=("open", "Only under CC-BY-NC"))
    assert told(entry) == {"licenses": "note-denies-grade"}


def test_cells_of_one_entry_are_held_against_each_other() -> None:
    assert told(entry_of(trainingcode=("partial", "Broadly described."), code=("closed", "No explicit code is there."))) == {
        "trainingcode": "cells-disagree"
    }
    assert told(
        entry_of(code=("open", "Documentation of usage and inference."), trainingcode=("closed", "No training code found."))
    ) == {"code": "note-denies-grade"}
    gated = "Requires signing a form."
    assert told(entry_of(weights_basemodel=("partial", gated), weights_endmodel=("closed", gated))) == {
        "weights_endmodel": "same-note-two-grades"
    }
    assert told(entry_of(weights_basemodel=("closed", "Published."), weights_endmodel=("open", "Published."))) == {
        "weights_basemodel": "same-note-two-grades"
    }


def test_one_model_with_two_grades_and_no_end_model_is_told() -> None:
    cells = {"weights_basemodel": ("open", ""), "weights_endmodel": ("closed", "")}
    assert told(entry_of("Gull", {"endmodelname": ""}, **cells)) == {"weights_endmodel": "not-mirrored"}
    assert told(entry_of(**cells)) == {}


def test_a_card_or_weights_of_somebody_else_are_told_where_they_are_wrong() -> None:
    card, weights = Cell("open", (f"{HUB}/other/puffin",)), Cell("open", (f"{HUB}/seabird/gull-1b",))
    assert told(entry_of(modelcard=card, weights_endmodel=weights)) == {"modelcard": "link-of-another"}
    assert told(entry_of(modelcard=weights, weights_endmodel=card)) == {"weights_endmodel": "link-of-another"}
    data = Cell("open", (f"{HUB}/datasets/gull-data",))
    assert told(entry_of(modelcard=weights, weights_endmodel=data)) == {}


def among(*entries: OsaiEntry) -> dict[tuple[str, str], str]:
    own = [one for entry in entries for one in in_osai(entry)]
    return {(one.path, one.about): one.code.removeprefix("entry:") for one in among_osai(entries, own)}


def made_from(base: str, name: str, grade: str) -> OsaiEntry:
    return entry_of(name, {"basemodelname": base}, weights_basemodel=(grade, ""))


def test_a_base_that_is_graded_apart_from_all_others_is_told() -> None:
    kin = [made_from(f"Tern-2-{size}B", f"t{size}", "partial") for size in (7, 13, 70)]
    odd = made_from("Tern-2-34B-Base", "odd", "open")
    assert among(*kin, odd) == {("odd.yaml", "weights_basemodel"): "base-graded-apart"}
    assert among(*kin[:2], odd) == {}
    assert among(*kin, made_from("Tern-3-7B", "new", "open")) == {}


def test_the_note_is_quoted_as_far_as_it_is_shown() -> None:
    found = next(iter(in_osai(entry_of(paper=("partial", "No peer-reviewed paper\x1b found.")))))
    assert found.quote == "No peer-reviewed paper\\u001b found."


def test_the_base_of_a_model_that_is_its_own_is_none() -> None:
    assert base_of(made_from("Gull-1B", "a", "open")) == ""
    assert base_of(made_from("unknown", "a", "open")) == ""
    assert base_of(made_from("Meta-Tern-2-70B", "a", "open")) == "tern-2"


def test_the_same_sentence_with_another_grade_than_in_two_entries_is_told_once() -> None:
    said = "Collection of calls is outlined in a paper."
    entries = [entry_of(name, datasheet=(grade, said)) for name, grade in (("a", "partial"), ("b", "partial"), ("c", "open"))]
    assert among(*entries) == {("c.yaml", "datasheet"): "same-note-two-grades"}
    denied = [
        entry_of(name, paper=(grade, "No peer-reviewed paper of it found."))
        for name, grade in (("a", "closed"), ("b", "closed"), ("c", "open"))
    ]
    assert among(*denied) == {}


def test_a_note_that_is_too_long_is_cut_and_said_so_and_costs_little() -> None:
    began = time.perf_counter()
    for text in (
        "a-" * 200_000,
        "weights: " * 100_000,
        "not " + " " * 500_000,
        "requires " * 100_000,
        "using the " + "a " * 100_000,
    ):
        found = list(
            in_osai(entry_of(**dict.fromkeys(("trainingcode", "weights_endmodel", "licenses", "preprint"), ("open", text))))
        )
        assert sum(one.code == "limit:entry-text" for one in found) == 4
    assert time.perf_counter() - began < 5


CELLS = st.dictionaries(
    st.sampled_from(["trainingcode", "licenses", "weights_endmodel", "weights_basemodel", "paper", "modelcard"]),
    st.builds(
        Cell,
        st.sampled_from(["open", "partial", "closed", ""]),
        st.just(()),
        st.text(max_size=60) | st.sampled_from(["Weights: MIT.", "No code found.", "Some code."]),
    ),
)


@quickly
@given(CELLS)
def test_whatever_an_entry_says_each_finding_is_a_sentence_under_a_known_code(cells: dict[str, Cell]) -> None:
    for one in in_osai(OsaiEntry("a.yaml", {"name": "a"}, {}, cells)):
        assert one.code in codes()
        assert one.because.endswith(".")
