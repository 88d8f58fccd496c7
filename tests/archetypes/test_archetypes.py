"""The Open Source AI Definition on archetypes of releases, graded from their files by the whole assessment."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openassay.application.assess import assess, choose
from openassay.reports.document import Document
from tests.archetypes.releases import (
    FAIL,
    PASS,
    WITH_ANOTHER_LICENSE,
    Files,
    pipeline_with_instruction_stage,
    suite_with_data_listed,
    weights_under_community_license,
)
from tests.cli.releases import plant

TERMS = {"parameters-use", "parameters-modify", "parameters-share"}
STANDARDS = choose(["osaid@1.0"])


def graded(files: Files, folder: Path) -> Document:
    """Assess a release under the definition; the grade, as the document gives it."""
    document: dict[str, Any] = json.loads(assess(str(plant(folder / "release", files)), STANDARDS, lambda message: None))
    grade: Document = document["grades"][0]
    return grade


def standing(grade: Document, verdict: str) -> set[str]:
    """The requirements that came to a verdict."""
    return {one["requirement"].partition("/")[2] for one in grade["findings"] if one["verdict"] == verdict}


@pytest.mark.parametrize("release", PASS)
def test_who_releases_everything_meets_the_definition(release: Callable[[], Files], tmp_path: Path) -> None:
    assert graded(release(), tmp_path)["level"] == "open-source-ai"


@pytest.mark.parametrize("release", WITH_ANOTHER_LICENSE)
def test_who_limits_the_weights_would_meet_it_under_another_license(release: Callable[..., Files], tmp_path: Path) -> None:
    limited = graded(release(), tmp_path / "limited")
    assert (limited["level"], limited["ceiling"]) == (None, None)
    assert "parameters-use" in standing(limited, "unmet")
    assert standing(limited, "unmet") | standing(limited, "undecided") <= TERMS
    assert graded(release(open_weights=True), tmp_path / "open")["level"] == "open-source-ai"


@pytest.mark.parametrize("release", FAIL)
def test_who_keeps_data_and_training_back_does_not_meet_it(release: Callable[[], Files], tmp_path: Path) -> None:
    grade = graded(release(), tmp_path)
    assert (grade["level"], grade["ceiling"]) == (None, None)
    assert {"training-code", "data-processing-code", "data-description"} <= standing(grade, "unmet")
    assert "parameters" in standing(grade, "met")
    assert ("parameters-use" in standing(grade, "unmet")) == (release is weights_under_community_license)


@pytest.mark.parametrize(
    ("ending", "requirement"),
    [
        (".safetensors", "parameters"),
        ("pretrain.py", "training-code"),
        ("data/prepare_corpus.py", "data-processing-code"),
        ("evaluate.py", "evaluation-code"),
        ("generate.py", "inference-code"),
        ("network.py", "architecture-code"),
    ],
)
def test_one_kind_of_file_less_and_it_is_not_met(ending: str, requirement: str, tmp_path: Path) -> None:
    files = {path: data for path, data in suite_with_data_listed().items() if not path.endswith(ending)}
    grade = graded(files, tmp_path)
    assert grade["level"] is None
    assert requirement in standing(grade, "unmet") | standing(grade, "undecided")


def test_code_that_nobody_licenses_does_not_meet_it(tmp_path: Path) -> None:
    files = suite_with_data_listed()
    del files["LICENSE"]
    files["README.md"] = files["README.md"].replace(b"The code and the model weights are", b"The model weights are")
    grade = graded(files, tmp_path)
    assert grade["level"] is None
    assert "code-license" in standing(grade, "unmet") | standing(grade, "undecided")


def test_data_that_nobody_describes_do_not_meet_it(tmp_path: Path) -> None:
    files = suite_with_data_listed()
    files["README.md"] = b"# Linnet suite\n\nA language model. The code and the model weights are under the Apache License 2.0.\n"
    assert {"data-description", "pretraining-data-listing"} <= standing(graded(files, tmp_path), "unmet")


def test_a_second_stage_that_is_kept_back_does_not_meet_it(tmp_path: Path) -> None:
    files = pipeline_with_instruction_stage()
    del files["finetune/sft.py"], files["configs/sft.yaml"]
    grade = graded(files, tmp_path)
    assert (grade["level"], grade["ceiling"]) == (None, None)
    assert "training-code" in standing(grade, "unmet")
