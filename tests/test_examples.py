"""The two embedded examples, graded from their files by the real command."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT


def assessed(name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "openassay", "assess", str(ROOT / "examples" / name), "--format", "json"]
    done = subprocess.run(command, cwd=ROOT / "src", capture_output=True, text=True, check=True)
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def levels(document: dict[str, Any]) -> dict[str, str | None]:
    return {grade["standard"].partition("@")[0]: grade["level"] for grade in document["grades"]}


@pytest.fixture(scope="module")
def boastful() -> dict[str, Any]:
    return assessed("placenames-boastful")


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    return assessed("placenames-open")


def test_the_open_one_is_what_it_says(whole: dict[str, Any]) -> None:
    found = levels(whole)
    assert (found["g7"], found["mof"], found["osaid"]) == ("open-source-open-data", "class-ii", "open-source-ai")
    assert whole["discrepancies"] == []
    assert [finding for finding in whole["findings"] if finding["code"].startswith("error:")] == []


def test_what_the_open_one_lacks_is_told(whole: dict[str, Any]) -> None:
    unmet = {
        finding["requirement"]
        for grade in whole["grades"]
        for finding in grade["findings"]
        if finding["verdict"] == "unmet" and not finding["should"] and grade["standard"].startswith("mof@")
    }
    assert unmet == {"class-i/research-paper"}


def test_the_boastful_one_is_not_what_it_says(boastful: dict[str, Any]) -> None:
    found = levels(boastful)
    assert (found["mof"], found["osaid"]) == (None, None)
    assert found["g7"] in (None, "weights-available")
    against = {claim["says"] for claim in boastful["claims"] if claim["standing"] == "contradicted"}
    assert {"fully-open", "reproducible"} <= against


def test_the_limits_of_its_own_license_are_found(boastful: dict[str, Any]) -> None:
    grant = next(one for one in boastful["licenses"] if one["path"] == "MODEL_LICENSE.txt" and "final-weights" in one["covers"])
    limits = {name for name, term in grant["terms"].items() if term["answer"] in ("yes", "no", "conditional") and term["lines"]}
    assert {"commercial_use", "use_restrictions", "user_limits", "naming_duty"} <= limits
    assert grant["terms"]["commercial_use"]["answer"] == "no"


def test_empty_places_are_no_components(boastful: dict[str, Any]) -> None:
    states = {component["component"]: component["state"] for component in boastful["components"]}
    assert states["pretraining-code"] == states["pretraining-data"] == "absent"
    assert states["final-weights"] == "published"
