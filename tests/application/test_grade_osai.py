import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openassay.application.grade_osai import compare_editions, edition, grade_osai
from openassay.application.standards import Mistaken
from openassay.exchange.osai_entry import Cell, OsaiEntry, read_osai
from openassay.reports.drift import to_document
from openassay.vocabulary.grades import Interval
from tests.exchange.samples import OSAI


def entry_of(name: str, cells: dict[str, str]) -> OsaiEntry:
    return OsaiEntry(f"{name}.yaml", {"name": name}, {}, {key: Cell(grade) for key, grade in cells.items()})


def test_an_entry_is_graded_from_its_cells_and_an_empty_one_is_left_open() -> None:
    found = grade_osai(read_osai(OSAI.encode(), "gull.yaml"), edition("osai"))
    assert found.standard == "osai@2026.04+r1"
    by_id = {one.id: (one.level, one.ceiling) for one in found.dimensions}
    assert by_id["weights-endmodel"] == ("open", "open")
    assert by_id["datasources-basemodel"] == ("closed", "closed")
    assert by_id["paper"] == ("closed", "open")
    assert found.score == Interval(Fraction(1, 12), Fraction(11, 12))


@pytest.mark.parametrize("name", ["2025.02", "osai@2025.02", "osai-2025.02", "osai@2025.02+r1"])
def test_an_edition_goes_by_several_names(name: str) -> None:
    assert edition(name).name == "osai@2025.02+r1"


def test_what_is_no_edition_is_told_with_those_that_there_are() -> None:
    with pytest.raises(Mistaken, match=r"'mof' is no edition of osai; choose from osai@ouc-2023, .*osai@2026\.04"):
        edition("mof")


def test_the_oldest_edition_is_graded_under_its_own_names() -> None:
    found = grade_osai(entry_of("a", {"licenses": "open", "trainingcode": "partial"}), edition("ouc-2023"))
    assert {one.id: one.level for one in found.dimensions if one.score and one.score.low} == {
        "license": "open",
        "opencode": "partial",
    }


def test_two_editions_are_compared_over_many_systems() -> None:
    systems = [
        entry_of("a", {"package": "open", "api": "open", "paper": "closed"}),
        entry_of("b", {"package": "closed", "api": "closed", "paper": "open"}),
    ]
    change = compare_editions(systems, edition("2025.02"), edition("2026.03"))
    assert (set(change.dropped), change.added, change.cells_changed) == ({"package", "api"}, (), 0)
    assert [(one.name, one.rank_before, one.rank_after) for one in change.drift.systems] == [("a", 1, 2), ("b", 2, 1)]
    assert (change.drift.pairs, change.drift.swapped) == (1, 1)


def test_the_cells_of_real_entries_give_the_scores_of_the_index(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "truth/osai.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 116
    standard = edition("2026.04")
    for row in rows:
        points = Fraction(str(row["points"]))
        assert grade_osai(entry_of(row["system"], row["grades"]), standard).score == Interval(points / 12, points / 12), row[
            "file"
        ]
        assert round(float(points / 12), 4) == round(row["score"], 4)


def test_a_real_change_of_the_rules_is_replayed_to_the_last_figure(shared: Path) -> None:
    truth: dict[str, Any] = json.loads((shared / "truth/osai_rule_change.json").read_text("utf-8"))
    systems = [entry_of(row["id"], row["grades"]) for row in truth["systems"]]
    change = compare_editions(systems, edition("2025.02"), edition("2026.03"))
    assert sorted(change.dropped) == sorted(truth["dims_removed"])
    document = to_document(
        (change.before.name, change.after.name), (change.dropped, change.added), change.cells_changed, change.drift
    )
    pairs, moved = document["pairs"], document["moved_at_least"]
    assert {
        "systems": len(document["systems"]),
        "pairs": pairs["all"],
        "moved_ge_1": moved["1"],
        "moved_ge_10": moved["10"],
        "moved_ge_20": moved["20"],
        "largest_fall": document["largest_fall"],
        "largest_rise": document["largest_rise"],
        "pairs_order_swapped": pairs["swapped"],
        "pairs_tie_made": pairs["ties_made"],
        "pairs_tie_broken": pairs["ties_broken"],
        "pairs_tied_both": pairs["tied_both"],
        "pairs_tie_made_or_broken": pairs["ties_made"] + pairs["ties_broken"],
        "pairs_tied_before": pairs["tied_before"],
        "pairs_tied_after": pairs["tied_after"],
        "pairs_tied_before_or_after": pairs["ties_made"] + pairs["ties_broken"] + pairs["tied_both"],
        "scores_fell": document["scores_fallen"],
        "scores_rose": document["scores_risen"],
        "scores_same": document["scores_same"],
        "other_cells_changed_in_commit": document["cells_changed"],
    } == truth["expected"]
    by_id = {one.name: one for one in change.drift.systems}
    for row in truth["systems"]:
        one, expect = by_id[row["id"]], row["expect"]
        assert (one.rank_before, one.rank_after, one.moved) == (expect["rank_before"], expect["rank_after"], expect["moved"])
