from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.exchange.contradictions import Contradiction
from openassay.exchange.mot_contradictions import among_mot, identity, in_mot, sizes_in
from openassay.exchange.mot_entry import Listed, MotEntry, Shared
from openassay.vocabulary.findings import codes
from tests.exchange.samples import quickly

PAGE = "https://huggingface.co/seabird/gull-1b"
WHOLE = Listed("Model parameters (Final)", "CC-BY-4.0", "https://code.example/LICENSE", "https://code.example/weights")


def entry_of(*listed: Listed, path: str = "Gull-1B.yml", shared: str | None = None, **about: str) -> MotEntry:
    """An entry that is whole, with these components and what is given."""
    said = {"name": "Gull-1B", "type": "language", "repository": "https://code.example/gull"} | about
    return MotEntry(path, said, {"distribution": Shared(shared)} if shared else {}, listed or (WHOLE,))


def told(entry: MotEntry) -> dict[str, str]:
    """The codes that are told of an entry, but for those about missing addresses, with what each is about."""
    dull = ("component-nowhere", "license-nowhere", "license-unfit")
    found = {one.code.removeprefix("entry:"): one.about for one in in_mot(entry)}
    return {code: about for code, about in found.items() if code not in dull}


def test_of_an_entry_that_says_it_all_nothing_is_told() -> None:
    listed = Listed("Model card", "OpenMDW-1.0", "https://code.example/LICENSE", "https://code.example/card")
    assert list(in_mot(entry_of(listed, huggingface=PAGE))) == []


@pytest.mark.parametrize(
    ("license_", "code"),
    [
        ("Seabird Model License", "license-not-listed"),
        ("MIT license", "license-misspelt"),
        ("mit", "license-case"),
        ("arXiv non-exclusive license", "license-of-arxiv"),
        ("MIT License; Apache 2.0", "license-several"),
        ("https://code.example/LICENSE", "license-is-address"),
        ("Component not included", "license-says-absent"),
        ("Undisclosed", "license-placeholder"),
    ],
)
def test_a_license_field_that_mot_cannot_read_is_told_for_what_it_says(license_: str, code: str) -> None:
    entry = entry_of(Listed("Model card", license_, component_path="x"))
    assert told(entry) == {code: "Model card"}


def test_names_of_data_are_no_license() -> None:
    assert told(entry_of(Listed("Datasets", "seabird calls", component_path="x"))) == {"license-is-none": "Datasets"}


def test_what_is_misspelt_is_told_with_its_id() -> None:
    found = next(one for one in in_mot(entry_of(Listed("Model card", "Apache 2.0"))) if one.code == "entry:license-misspelt")
    assert found.better == "Apache-2.0"
    assert "MOT knows that license by its id only" in found.because


def test_a_license_that_is_inherited_is_told_for_documents_and_data_sets() -> None:
    entry = entry_of(Listed("Model card"), Listed("Datasets"), Listed("Training code"), shared="Apache-2.0")
    assert told(entry) == {"document-inherits": "Model card", "data-inherit": "Datasets"}
    nowhere = next(one for one in in_mot(entry) if one.code == "entry:license-nowhere")
    assert nowhere.of == ("Datasets", "Training code", "Model card")


def test_an_open_license_that_does_not_fit_the_type_is_told_as_arguable() -> None:
    found = list(in_mot(entry_of(Listed("Model card", "BSD-3-Clause", "x", "x"))))
    assert [(one.code, one.arguable) for one in found] == [("entry:license-unfit", True)]


def test_an_entry_without_a_place_or_a_type_or_with_a_name_of_a_test_is_told() -> None:
    entry = replace(entry_of(Listed("Model card", "CC-BY-4.0"), path="gull.yml"), about={"name": "Gull test"})
    assert told(entry) == dict.fromkeys(["file-name", "test-entry", "type-missing", "nowhere"], "")


def test_spaces_in_a_name_stand_as_hyphens_in_the_name_of_the_file() -> None:
    assert "file-name" not in told(entry_of(path="Gull-1B-XL.yml", name="Gull-1B XL"))
    assert "file-name" in told(entry_of(path="Gull-1B XL.yml", name="Gull-1B XL"))


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("seabird/gull-1b", "page-not-address"),
        ("https://code.example/seabird/gull-1b", "page-not-address"),
        ("https://huggingface.co/seabird/gull-1b - Hugging Face", "page-not-model"),
        ("https://huggingface.co/collections/seabird/gull", "page-not-model"),
        ("https://huggingface.co/papers/2501.00001", "page-not-model"),
        ("https://huggingface.co/seabird/gull-7b", "page-of-another"),
        ("https://huggingface.co/other/puffin-xyz", "page-of-another"),
        ("https://huggingface.co/other/gull-base", None),
        ("https://hf.co/seabird/Gull_1B/", None),
        ("", None),
    ],
)
def test_a_page_that_is_not_that_of_the_model_is_told(page: str, code: str | None) -> None:
    assert told(entry_of(huggingface=page)) == ({code: ""} if code else {})


def test_weights_are_told_that_are_open_nowhere_or_unlicensed_beside_their_page() -> None:
    weights = "Model parameters (Final)"
    assert told(entry_of(Listed(weights, "Apache-2.0"), repository="")) == {"nowhere": "", "weights-nowhere": weights}
    assert told(entry_of(Listed(weights, "unlicensed"), huggingface=PAGE)) == {"weights-unlicensed": weights}


def test_a_core_part_that_the_entry_calls_closed_is_told_unless_a_page_gives_it() -> None:
    closed = Listed("Model parameters (Final)", "Proprietary")
    assert told(entry_of(closed)) == {"closed-yet-listed": ""}
    assert told(entry_of(closed, huggingface=PAGE)) == {}
    assert told(entry_of(Listed("Model card", "Proprietary"))) == {}


def test_a_component_that_mof_does_not_have_or_that_stands_twice_is_told() -> None:
    found = {one.code: one for one in in_mot(entry_of(WHOLE, WHOLE, Listed("model card", "CC-BY-4.0")))}
    assert found["entry:component-twice"].about == "Model parameters (Final)"
    assert found["entry:component-unknown"].better == "Model card"


def among(*entries: MotEntry) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(one.path, one.code, one.of) for one in among_mot(entries)}


def test_entries_with_one_page_or_one_name_are_told_with_each_other() -> None:
    one, other = (
        entry_of(path="a.yml", huggingface=PAGE),
        entry_of(path="b.yml", huggingface=PAGE.upper().replace("HTTPS", "https")),
    )
    assert among(one) == set()
    assert among(one, other) == {
        ("a.yml", "entry:page-shared", ("b.yml",)),
        ("b.yml", "entry:page-shared", ("a.yml",)),
        ("a.yml", "entry:same-model", ("b.yml",)),
        ("b.yml", "entry:same-model", ("a.yml",)),
    }
    assert among(one, entry_of(path="c.yml", name="Puffin")) == set()


def test_the_producer_before_a_name_is_no_part_of_it() -> None:
    assert identity(entry_of(name="Seabird-Gull-1B", producer="Seabird")) == identity(entry_of(name="gull 1b"))
    assert identity(entry_of(name="Gull-R+")) != identity(entry_of(name="Gull-R"))
    assert identity(entry_of(name="SeabirdGPT", producer="Seabird")) != identity(entry_of(name="PuffinGPT", producer="Puffin"))


def test_the_sizes_in_a_name_are_read_with_their_unit() -> None:
    assert sizes_in("Gull-1.5B-v2") == {(1.5, "b")}
    assert sizes_in("gull-220m") == {(220.0, "m")}
    assert sizes_in("Gull-v2-chat") == set()


LICENSES = st.none() | st.text(max_size=20) | st.sampled_from(["MIT", "Apache 2.0", "arXiv licence", "a; b", "Proprietary"])
ANY = st.builds(
    lambda listed, page, shared: entry_of(*listed, huggingface=page, shared=shared),
    st.lists(st.builds(Listed, st.sampled_from(["Datasets", "Model card", "x"]), LICENSES), max_size=5),
    st.text(max_size=30),
    LICENSES,
)


@quickly
@given(ANY)
def test_whatever_an_entry_says_each_finding_is_a_sentence_under_a_known_code(entry: MotEntry) -> None:
    check(in_mot(entry))


def check(found: Iterable[Contradiction]) -> None:
    for one in found:
        assert one.code in codes()
        assert one.because[0].isupper() or one.because[0] in "'0123456789"
        assert one.because.endswith(".")
        assert one.line >= 0
