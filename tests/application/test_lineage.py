"""Models that were made from others, through the stand-in for the Hub."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click import unstyle

from openassay.application import gathering
from openassay.application.assess import assess_gathered
from openassay.application.gathering import gather
from openassay.reports.document import to_document
from openassay.reports.terminal import render
from openassay.sources.opening import Access
from openassay.vocabulary.limits import Limit
from tests.application.chains import model, plant_chain
from tests.hub_standin import StandIn, serve


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with serve() as running:
        yield running


@pytest.fixture
def access(standin: StandIn, tmp_path: Path) -> Access:
    return Access({"HOME": str(tmp_path), "HF_ENDPOINT": standin.address, "OPENASSAY_LOOPBACK": "1"})


def followed(access: Access, address: str = "hf://o/one") -> dict[str, Any]:
    """The assessment of a model and of those that it was made from."""
    gathered = gather(address, (), access)
    try:
        before = to_document(assess_gathered(gathered, (), lambda _: None, date.today()))
        gathered.follow(before["links"])
        return to_document(assess_gathered(gathered, (), lambda _: None, date.today()))
    finally:
        gathered.close()


def unfollowed(access: Access, address: str = "hf://o/one") -> dict[str, Any]:
    """The assessment of a model alone."""
    gathered = gather(address, (), access)
    try:
        return to_document(assess_gathered(gathered, (), lambda _: None, date.today()))
    finally:
        gathered.close()


def edges(document: dict[str, Any]) -> dict[tuple[str, str], tuple[str, str]]:
    """For each edge, what was made and from what: the state of the base, and how the terms stand."""
    names = {one["id"]: one["name"] for one in document["lineage"]} | {"release": "release"}
    return {(names[one["child"]], one["name"]): (one["state"], one["flow"]) for one in document["lineage"]}


def answers(document: dict[str, Any]) -> dict[str, str]:
    return {fact["key"]: fact["answer"] for fact in document["facts"]}


def test_a_chain_of_five_with_a_conflict_a_gate_a_cycle_and_a_missing_link(standin: StandIn, access: Access) -> None:
    plant_chain(standin)
    document = followed(access)
    assert edges(document) == {
        ("release", "o/two"): ("read", "conflict-of-terms"),
        ("o/two", "o/three"): ("gated", "kept"),
        ("o/three", "o/four"): ("read", "undeclared"),
        ("o/four", "o/five"): ("read", "undeclared"),
        ("o/four", "o/one"): ("cycle", "unreachable"),
        ("o/four", "o/gone"): ("unreached", "unreachable"),
    }
    assert {finding["code"] for finding in document["findings"]} >= {
        "finding:conflict-of-terms", "finding:terms-undeclared", "finding:lineage-cycle", "finding:base-unreachable",
    }  # fmt: skip
    conflict = next(finding for finding in document["findings"] if finding["code"] == "finding:conflict-of-terms")
    assert conflict["path"] == "README.md"
    assert "no legal advice" in conflict["because"]
    assert "commercial use" in conflict["because"]
    assert all(len(line) <= 80 for line in unstyle(render(document)).splitlines())


def test_what_the_base_is_and_gives_follows_from_its_own_place(standin: StandIn, access: Access) -> None:
    plant_chain(standin)
    alone = unfollowed(access)
    document = followed(access)
    assert answers(alone)["published/base-weights"] == "unknown"
    assert answers(document)["published/base-weights"] == "yes"
    assert answers(document)["license-allows-commercial-use/base-weights"] != "yes"
    shown = next(one for one in document["components"] if one["component"] == "base-weights")
    assert {artifact["source"] for artifact in shown["artifacts"]} == {"base-1"}
    assert {row["expression"] for row in shown["licenses"]} == {"CC-BY-NC-4.0"}


def test_the_license_of_the_base_is_not_that_of_the_release(standin: StandIn, access: Access) -> None:
    standin.add(model("one", "", "o/two"), model("two", "mit"))
    document = followed(access)
    assert answers(document)["licensed/final-weights"] != "yes"
    assert edges(document) == {("release", "o/two"): ("read", "undeclared")}


@pytest.mark.parametrize(
    ("mine", "theirs", "flow", "within"),
    [
        ("apache-2.0", "cc-by-nc-4.0", "conflict-of-terms", "no"),
        ("cc-by-nc-4.0", "apache-2.0", "narrowed", "yes"),
        ("apache-2.0", "mit", "kept", "yes"),
        ("cc-by-nc-4.0", "cc-by-nc-4.0", "kept", "yes"),
    ],
)
def test_how_the_terms_stand_to_each_other_is_told(
    mine: str, theirs: str, flow: str, within: str, standin: StandIn, access: Access
) -> None:
    standin.add(model("one", mine, "o/two"), model("two", theirs))
    document = followed(access)
    assert edges(document)["release", "o/two"][1] == flow
    assert answers(document)["license-within-upstream/final-weights"] == within


def test_a_gated_base_is_gated_and_not_absent(standin: StandIn, access: Access) -> None:
    standin.add(model("one", "mit", "o/two"), model("two", "mit", gate="auto"))
    document = followed(access)
    assert edges(document)["release", "o/two"][0] == "gated"
    assert answers(document)["published/base-weights"] == "unknown"
    assert answers(document)["ungated/base-weights"] == "no"


def test_a_private_base_leaves_everything_about_it_unknown(standin: StandIn, access: Access) -> None:
    standin.add(model("one", "mit", "o/two"), model("two", "mit", private=True))
    document = followed(access)
    assert edges(document)["release", "o/two"] == ("unreached", "unreachable")
    assert answers(document)["published/base-weights"] == "unknown"
    assert "or it is private" in next(one["because"] for one in document["lineage"])


def test_of_a_base_that_is_a_data_set_by_mistake_nothing_is_read(standin: StandIn, access: Access) -> None:
    standin.add(model("one", "mit", "../etc", "not a name", "o/two"), model("two", "mit"))
    document = followed(access)
    assert ("release", "o/two") in edges(document)
    assert not any("etc/passwd" in line for line in standin.asked)


def test_a_model_that_names_itself_is_a_cycle_of_one(standin: StandIn, access: Access) -> None:
    standin.add(model("one", "mit", "o/one"))
    assert edges(followed(access)) == {("release", "o/one"): ("cycle", "unreachable")}


def test_an_endless_chain_ends_at_the_limit(standin: StandIn, access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "LINEAGE", Limit("lineage", 3, "models", "x"))
    standin.add(*(model(f"m{number}", "mit", f"o/m{number + 1}") for number in range(8)))
    document = followed(access, "hf://o/m0")
    assert [one["state"] for one in document["lineage"]] == ["read", "read", "read", "limit"]
    assert "limit:lineage" in document["lineage"][-1]["because"]


def test_nobody_is_followed_unasked(standin: StandIn, access: Access) -> None:
    plant_chain(standin)
    document = unfollowed(access)
    assert document["lineage"] == []
    assert [(link["role"], link["address"], link["followed"]) for link in document["links"]] == [("base", "hf://o/two", False)]
    assert not [line for line in standin.asked if "o/two" in line]
