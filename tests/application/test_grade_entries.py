from pathlib import Path

import pytest

from openassay.application.grade_entries import grade_entries
from openassay.application.index_files import read_entries
from openassay.application.standards import Mistaken
from openassay.exchange.mot_rules import mot_rules
from tests.exchange.samples import MOT, OSAI


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gull.yml").write_text(MOT, "utf-8")
    (tmp_path / "gull.yaml").write_text(OSAI, "utf-8")
    (tmp_path / "bad.yml").write_text("- a\n", "utf-8")
    return tmp_path


def test_each_entry_is_graded_under_those_standards_that_fit_its_index(folder: Path) -> None:
    document = grade_entries(*read_entries([folder]), ["mof/paper", "osai@2025.02", "mof"])
    names = {one["index"]: [grade["standard"] for grade in one["grades"]] for one in document["entries"]}
    assert names == {"mot": ["mof@1.0+r1/paper", "mof@1.0+r1"], "osai": ["osai@2025.02+r1"]}
    assert [(Path(bad["path"]).name, bad["code"]) for bad in document["refused"]] == [("bad.yml", "error:bad-entry")]


def test_without_a_standard_each_index_has_its_usual_one(folder: Path) -> None:
    document = grade_entries(*read_entries([folder]), [])
    assert {grade["standard"] for one in document["entries"] for grade in one["grades"]} == {"mof@1.0+r1", "osai@2026.04+r1"}


def test_a_standard_that_fits_no_entry_is_told_with_one_that_would(folder: Path) -> None:
    with pytest.raises(Mistaken, match=r"gull\.yml: what such an entry declares cannot be graded under osai@2026\.04\+r1; try"):
        grade_entries(*read_entries([folder / "gull.yml"]), ["osai"])


def test_an_entry_of_mot_is_graded_under_another_ladder_by_what_it_declares(folder: Path) -> None:
    listed = "".join(f"  - {{name: {one.name}, license: MIT}}\n" for one in mot_rules().components)
    (folder / "all.yml").write_text(f"release:\n  name: All\n  components:\n{listed}", "utf-8")
    grade = grade_entries(*read_entries([folder / "all.yml"]), ["g7"])["entries"][0]["grades"][0]
    assert (grade["level"], grade["ceiling"]) == ("open-source-open-data", "open-source-open-data")
    assert grade["differences"] == []
