import json
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from openassay.application.grade_mot import grade_mot, mot_grade
from openassay.application.standards import named
from openassay.exchange.mot_entry import Listed, MotEntry, Shared, read_mot
from openassay.exchange.mot_rules import mot_rules
from openassay.grading.mot_lens import Status
from openassay.vocabulary.grades import Verdict
from tests.exchange.samples import MOT, quickly

CLASSES = {None: 0, "class-iii": 3, "class-ii": 2, "class-i": 1}
SHA = "0" * 64
PLACE = "https://code.example/gull"
LICENSES = st.none() | st.sampled_from(
    [
        "Apache-2.0",
        "apache-2.0",
        "MIT OR Apache-2.0",
        "OpenMDW-1.1",
        "ODC-PDDL-1.0",
        "PDDL-1.0",
        "CC-BY-NC-4.0",
        "Undisclosed",
        "",
        "unlicensed",
    ]
)
NAMES = st.sampled_from([one.name for one in mot_rules().components] + ["Tokenizer", "model card"])
ENTRIES = st.builds(
    lambda components, license_: MotEntry(
        "a.yml", {"name": "a", "repository": PLACE}, {"distribution": Shared(license_)}, components
    ),
    st.lists(st.builds(Listed, NAMES, LICENSES, st.none(), st.none() | st.just(PLACE)), max_size=20).map(tuple),
    LICENSES,
)


def entry_of(*listed: Listed) -> MotEntry:
    """An entry that lists just these components."""
    return MotEntry("a.yml", {"name": "a", "repository": PLACE}, {}, listed)


def whys(entry: MotEntry) -> dict[str, str]:
    return {one.component: one.because for one in grade_mot(entry, SHA).differences}


@quickly
@given(ENTRIES)
def test_every_component_that_counts_for_one_of_the_two_only_is_explained(entry: MotEntry) -> None:
    report = grade_mot(entry, SHA)
    assert all(one.because.endswith(".") and len(one.because) > 30 for one in report.differences)
    assert all((one.mot is Status.INCLUDED) != (one.verdict is Verdict.MET) for one in report.differences)
    if not report.differences:
        assert report.mot.cls == CLASSES[report.strict.level]


def test_where_all_is_said_of_each_component_both_agree() -> None:
    entry = entry_of(*(Listed(one.name, "Apache-2.0") for one in mot_rules().components))
    report = grade_mot(entry, SHA)
    assert (report.mot.cls, report.strict.level, report.strict.ceiling, report.differences) == (1, "class-i", "class-i", ())


def test_each_oddity_of_mot_has_its_own_reason() -> None:
    assert "'Tokenizer' is no component of MOF" in whys(entry_of(Listed("Tokenizer", "MIT")))["Datasets"]
    assert "compares letter by letter" in whys(entry_of(Listed("Model card", "mit")))["Model card"]
    assert "no expression" in whys(entry_of(Listed("Model card", "MIT OR Apache-2.0")))["Model card"]
    assert "not on MOT's list" in whys(entry_of(Listed("Model card", "PDDL-1.0")))["Model card"]
    assert "is on MOT's list of open licenses" in whys(entry_of(Listed("Model card", "ODC-PDDL-1.0")))["Model card"]
    twice = (Listed("Model card", "unlicensed"), Listed("Model card", "MIT"))
    assert "only what is said last" in whys(entry_of(*twice))["Model card"]


def test_a_license_of_the_distribution_is_the_reason_where_it_need_not_reach() -> None:
    reasons = whys(read_mot(MOT.encode(), "gull.yml"))
    assert reasons.keys() == {"Model parameters (Final)", "Datasets"} | reasons.keys() - {"Model architecture"}
    entry = MotEntry("a", {"name": "a"}, {"distribution": Shared("MIT")}, (Listed("Model card"),))
    assert "license of the whole distribution, MIT, reach it" in whys(entry)["Model card"]


def test_another_reading_is_explained_by_what_it_asks() -> None:
    entry = entry_of(Listed("Datasets", "unlicensed"))
    assert [one.component for one in grade_mot(entry, SHA, named("mof/paper")).differences] == ["Datasets"]
    assert grade_mot(entry, SHA).differences == ()


def rows(shared: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared / "truth" / name).read_text("utf-8").splitlines()]


def parted(entry: MotEntry, row: dict[str, Any]) -> bool:
    """Whether our class or progress is not the one in the row."""
    mot = mot_grade(entry)
    progress = {str(cls): round(float(share), 2) for cls, share in mot.progress.items()}
    return (mot.cls, progress) != (row["mot_class"], row["progress"])


def of_row(row: dict[str, Any]) -> MotEntry:
    """The entry of a row of models, as far as the row tells it; a license that is inherited stands where it came from."""
    components = [
        {"name": one["name"]} | ({"license": one["license_as_typed"]} if one["license_from"] == "component" else {})
        for one in row["components"]
    ]
    release = {"name": row["name"], "license": row["global_licenses"], "components": components}
    return read_mot(yaml.safe_dump({"release": release}).encode(), row["file"])


def test_class_and_progress_of_every_real_entry_are_those_of_mot(shared: Path) -> None:
    found = rows(shared, "mot_models.jsonl")
    assert len(found) == 183
    assert [row["file"] for row in found if parted(of_row(row), row)] == []


def test_class_and_progress_of_every_oddity_are_those_of_mot(shared: Path) -> None:
    found = rows(shared, "mot_quirks.jsonl")
    entries = [read_mot(yaml.safe_dump({"release": row["release"]}).encode(), row["case"]) for row in found]
    assert len(found) == 26
    assert [row["case"] for entry, row in zip(entries, found, strict=True) if parted(entry, row)] == []


def test_every_difference_of_real_entries_and_oddities_is_explained(shared: Path) -> None:
    entries = [of_row(row) for row in rows(shared, "mot_models.jsonl")]
    entries += [
        read_mot(yaml.safe_dump({"release": row["release"]}).encode(), row["case"]) for row in rows(shared, "mot_quirks.jsonl")
    ]
    reports = [grade_mot(entry, SHA) for entry in entries]
    assert [
        report.entry.path for report in reports if report.mot.cls != CLASSES[report.strict.level] and not report.differences
    ] == []
