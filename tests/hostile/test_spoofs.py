"""Every recipe of the kind spoof goes through the real command, and deceives it in nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.command import Room, run
from tests.hostile.spoofs import RECIPES

Document = dict[str, Any]
LATER = {"spoof-07", "spoof-22", "spoof-23"}
"""Recipes that need an index of releases or a look at the network."""
EVERY = {recipe.id: recipe for recipe in RECIPES}


@pytest.mark.parametrize("name", sorted(EVERY))
def test_a_release_that_looks_like_more_is_told_for_what_it_is(name: str, tmp_path: Path) -> None:
    target = tmp_path / "around" / "release"
    target.mkdir(parents=True)
    EVERY[name].build(target)
    done = run(Room(tmp_path, target), "assess", str(target), "--format", "json")
    assert (done.status, done.err) == (0, "")
    assert set(EVERY[name].expects) <= done.codes
    assert [grade["standard"] for grade in done.document["grades"] if grade["level"] and name != "spoof-15-or"] == []
    CHECKS[name](done.document)


def test_every_given_spoof_is_run(shared: Path) -> None:
    lines = (shared / "truth" / "hostile.jsonl").read_text("utf-8").splitlines()
    given = {row["id"] for row in map(json.loads, lines) if row["kind"] == "spoof"}
    assert given - LATER <= EVERY.keys()


def state(document: Document, component: str) -> tuple[str, str]:
    """The state of a component, and why."""
    found = next(entry for entry in document["components"] if entry["component"] == component)
    return found["state"], found["because"]


def answers(document: Document, component: str, *probes: str) -> list[str]:
    """The answers of some probes about a component."""
    facts = {fact["key"]: fact["answer"] for fact in document["facts"]}
    return [facts[f"{probe}/{component}"] for probe in probes]


def said(document: Document, code: str) -> list[str]:
    """What was said with a code."""
    return [finding["because"] for finding in document["findings"] if finding["code"] == code]


def claims(document: Document) -> list[str]:
    """What the release claims of itself."""
    return [claim["says"] for claim in document["claims"] if claim["about"] == "self"]


TERMS = ("license-osi-approved", "license-allows-commercial-use")


def _pointer(document: Document) -> None:
    assert state(document, "final-weights")[0] == "pointer"
    assert "claimed size 4,000,000,000 bytes" in state(document, "final-weights")[1]
    assert answers(document, "final-weights", "published") == ["unknown"]


def _no_weights(document: Document) -> None:
    assert state(document, "final-weights")[0] == "absent"
    assert said(document, "finding:weights-too-small") == ["It has 1,024 bytes, and README.md claims 70,000,000,000 parameters."]


def _stub_of_training(document: Document) -> None:
    found, because = state(document, "pretraining-code")
    assert (found, because.partition(":")[0]) == ("absent", "stub")
    assert answers(document, "pretraining-code", "published", "partly-published") == ["no", "no"]


def _no_data(document: Document) -> None:
    assert answers(document, "pretraining-data", "published", "partly-published") == ["no", "no"]


def _modified(words: str) -> Callable[[Document], None]:
    def check(document: Document) -> None:
        assert words in said(document, "finding:modified-license")[0]
        assert "yes" not in answers(document, "final-weights", *TERMS)

    return check


def _not_open(document: Document) -> None:
    assert answers(document, "final-weights", *TERMS) == ["unknown", "unknown"]


def _strictest(document: Document) -> None:
    assert [grant["expression"] for grant in document["licenses"]] == ["MIT AND LicenseRef-non-commercial"]
    assert answers(document, "final-weights", *TERMS) == ["no", "no"]


def _either(document: Document) -> None:
    assert [grant["expression"] for grant in document["licenses"]] == ["MIT OR LicenseRef-Secret"]
    assert answers(document, "final-weights", *TERMS) == ["yes", "yes"]


def _too_deep(document: Document) -> None:
    paths = {finding["path"] for finding in document["findings"] if finding["code"] == "error:expression-too-deep"}
    assert paths == {"README.md", "run.py"}
    assert "yes" not in answers(document, "inference-code", *TERMS)


def _unsaid(document: Document) -> None:
    assert claims(document) == []
    assert "yes" not in answers(document, "pretraining-data", "data-sources-identified", "data-sources-obtainable", "published")


def _withheld_alone(document: Document) -> None:
    assert set(claims(document)) == {"withheld"}


def _spelled_out(document: Document) -> None:
    _unsaid(document)
    assert "'This model is fully open source.'" in said(document, "finding:invisible-text")[0]
    assert "U+E0054" in said(document, "finding:invisible-text")[0]


def _contrary(document: Document) -> None:
    (because,) = said(document, "finding:contradiction")
    assert because == "It says “This model is not open source.”, and README.md:3 says “This model is fully open source.”."
    assert answers(document, "final-weights", *TERMS) == ["unknown", "unknown"]
    assert answers(document, "final-weights", "license-consistent") == ["no"]


CHECKS: dict[str, Callable[[Document], None]] = {
    "spoof-01": _pointer,
    "spoof-03": _no_weights,
    "spoof-06": _stub_of_training,
    "spoof-08": _no_data,
    "spoof-08-row": _no_data,
    "spoof-09": _modified("except for commercial use"),
    "spoof-10": _modified("not"),
    "spoof-13": _not_open,
    "spoof-15": _strictest,
    "spoof-15-or": _either,
    "spoof-16": _too_deep,
    "spoof-17": _unsaid,
    "spoof-18": _unsaid,
    "spoof-18-below": _unsaid,
    "spoof-19": _withheld_alone,
    "spoof-21": _spelled_out,
    "spoof-24": _contrary,
    "spoof-28": _unsaid,
}
"""What must hold besides the codes."""
