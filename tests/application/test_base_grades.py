"""Releases that a standard holds down to the model that they were made from."""

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from openassay.application.assess import assess_gathered, choose
from openassay.application.base_grades import scores_in, worst
from openassay.application.gathering import gather
from openassay.application.regrading import case_of
from openassay.grading.schemes import grade
from openassay.reports.document import grade_document, to_document
from openassay.sources.opening import Access
from openassay.vocabulary.grades import Interval
from tests.application.chains import model
from tests.conftest import ROOT
from tests.hub_standin import StandIn, serve

LICENSE = "weights-license"
NONE = (Fraction(0), Fraction(0))


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with serve() as running:
        yield running


@pytest.fixture
def access(standin: StandIn, tmp_path: Path) -> Access:
    return Access({"HOME": str(tmp_path), "HF_ENDPOINT": standin.address, "OPENASSAY_LOOPBACK": "1"})


def assessed(access: Access, *, follow: bool) -> dict[str, Any]:
    gathered = gather("hf://o/one", (), access)
    standards = choose(["aa-openness", "mof"])
    try:
        found = to_document(assess_gathered(gathered, standards, lambda _: None, date.today()))
        if follow and gathered.follow(found["links"]):
            found = to_document(assess_gathered(gathered, standards, lambda _: None, date.today()))
        return found
    finally:
        gathered.close()


def score(document: dict[str, Any], dimension: str = LICENSE) -> tuple[Fraction, Fraction]:
    dimensions = document["grades"][0]["dimensions"]
    low, high = next(one["score"] for one in dimensions if one["id"] == dimension)
    return Fraction(low), Fraction(high)


def test_a_free_license_on_a_base_with_limits_is_held_down_to_the_base(standin: StandIn, access: Access) -> None:
    standin.add(model("one", "apache-2.0", "o/two"), model("two", "cc-by-nc-4.0"))
    alone, followed = assessed(access, follow=False), assessed(access, follow=True)
    assert score(alone)[0] == 0  # nobody graded the base, so nothing is proven
    assert score(alone)[1] > score(followed)[1]
    assert score(followed) == NONE


def test_a_free_base_gives_the_proof_that_was_missing(standin: StandIn, access: Access) -> None:
    standin.add(model("one", "mit", "o/two"), model("two", "mit"))
    alone, followed = assessed(access, follow=False), assessed(access, follow=True)
    assert score(alone, "weights-access")[0] == 0
    assert score(followed, "weights-access")[0] > 0


def test_of_several_bases_the_worst_counts_and_one_that_is_not_reached_proves_nothing(standin: StandIn, access: Access) -> None:
    standin.add(model("one", "mit", "o/two", "o/gone", relation="merge"), model("two", "mit"))
    assert score(assessed(access, follow=True), "weights-access")[0] == 0
    standin.add(model("gone", "cc-by-nc-4.0"))
    assert score(assessed(access, follow=True))[1] == 0


def test_a_base_is_itself_held_down_to_what_it_was_made_from(standin: StandIn, access: Access) -> None:
    standin.add(model("one", "mit", "o/two"), model("two", "mit", "o/three"), model("three", "cc-by-nc-4.0"))
    document = assessed(access, follow=True)
    scores = {one["name"]: one["scores"]["aa-openness@2025-12+r1"][LICENSE] for one in document["lineage"]}
    assert scores == {"o/two": ["0", "0"], "o/three": ["0", "0"]}
    assert score(document) == NONE


def test_the_document_holds_what_its_grades_were_judged_on(standin: StandIn, access: Access) -> None:
    standin.add(model("one", "mit", "o/two"), model("two", "mit"))
    document = assessed(access, follow=True)
    schema = json.loads((ROOT / "src/openassay/reports/assessment.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(document)
    standard = choose(["aa-openness"])[0]
    assert grade_document(grade(standard, case_of(document))) == document["grades"][0]
    assert scores_in(document)[standard.name]
    assert "mof" not in " ".join(scores_in(document))


def test_only_what_all_bases_were_graded_on_is_compared() -> None:
    one = {"s": {"a": Interval(Fraction(1), Fraction(2)), "b": Interval(Fraction(0), Fraction(0))}}
    other = {"s": {"a": Interval(Fraction(0), Fraction(3))}, "t": {}}
    assert worst([one, other]) == {"s": {"a": Interval(Fraction(0), Fraction(2))}}
    assert worst([one, {}]) == {}
    assert worst([]) == {}
