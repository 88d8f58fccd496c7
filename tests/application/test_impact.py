import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from openassay.application.impact import change_of, impact, standards_for, to_document
from openassay.application.standards import Mistaken, named
from openassay.index.plane_cache import FOLDER
from openassay.index.store import Index
from openassay.standards.catalogue import entries
from openassay.vocabulary.facts import Answer, Basis
from openassay.vocabulary.standard import AnyOf, Ask, Requirement, Standard
from tests.assessments import FACTS, SCORED, STANDARD
from tests.index.documents import document_of

CHANGED = replace(
    STANDARD,
    revision=2,
    rungs=(
        STANDARD.rungs[0],
        replace(
            STANDARD.rungs[1],
            require=(
                Requirement("code", AnyOf((STANDARD.rungs[1].require[0].that, Ask("published", "model-card", Basis.OBSERVED)))),
                *STANDARD.rungs[1].require[1:2],
                Requirement("talk", Ask("published", "data-card", Basis.DECLARED)),
            ),
        ),
    ),
)
RESCORED = replace(
    SCORED,
    revision=2,
    dimensions=(replace(SCORED.dimensions[0], weight=Fraction(2)), SCORED.dimensions[2]),
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.open(tmp_path / "index", create=True, writing=True) as opened:
        yield opened


def fill(index: Index, releases: int, standards: Sequence[Standard]) -> dict[str, list[dict[str, Any]]]:
    """Add releases with answers at random, some of them twice; return the grades that the judge gave each at last."""
    random = Random(5)
    grades = {}
    for day, count in (("2026-11-01", releases), ("2026-11-02", releases // 3)):
        documents = []
        for number in range(count):
            answers = {one.key: random.choice(list(Answer)) for one in FACTS}
            name = f"hf://owner-{number % 4}/model-{number}"
            data = document_of(name, answers, revision=f"{day}-{number}", standards=standards)
            documents.append((name, data))
            grades[name] = json.loads(data)["grades"]
        index.add(documents, day)
    return grades


def reached(grade: Mapping[str, Any]) -> dict[str, Any]:
    return {end: grade[end] for end in ("level", "ceiling", "score")}


@pytest.mark.parametrize(("before", "after"), [(STANDARD, CHANGED), (CHANGED, STANDARD), (SCORED, RESCORED)])
def test_the_impact_on_an_index_is_the_difference_that_the_judge_makes(index: Index, before: Standard, after: Standard) -> None:
    grades = fill(index, 60, (before, after))
    document = to_document(impact(index, before, after), index.mark)
    moved = {name: pair for name, pair in sorted(grades.items()) if reached(pair[0]) != reached(pair[1])}
    assert 0 < len(moved) < 60
    assert [one["release"] for one in document["releases"]] == list(moved)
    assert document["moved"] == len(moved)
    for one in document["releases"]:
        assert (one["before"], one["after"]) == tuple(map(reached, moved[one["release"]]))
    publishers = Counter(name.split("/")[2] for name in moved)
    assert document["publishers"] == [
        {"publisher": name, "moved": number, "releases": 15}
        for name, number in sorted(publishers.items(), key=lambda one: (-one[1], one[0]))
    ]
    assert {one["publisher"] for one in document["releases"]} == set(publishers)


def test_nothing_about_the_index_changes(index: Index) -> None:
    fill(index, 20, (STANDARD,))

    def digests() -> dict[str, str]:
        files = (path for path in index.folder.rglob("*") if path.is_file() and FOLDER not in path.parts)
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    rows, before = index.releases(), digests()
    with Index.open(index.folder) as reader:
        to_document(impact(reader, STANDARD, CHANGED), reader.mark)
    assert (index.releases(), digests()) == (rows, before)


def test_so_many_releases_are_listed_as_are_asked_for_and_all_are_counted(index: Index) -> None:
    fill(index, 30, (STANDARD,))
    found = impact(index, STANDARD, CHANGED)
    whole, short = (to_document(found, index.mark, most) for most in (None, 2))
    assert short["releases"] == whole["releases"][:2]
    assert {**short, "releases": []} == {**whole, "releases": []}


def test_a_question_that_decides_nothing_yet_is_named(index: Index) -> None:
    never = Requirement("never", Ask("energy-stated", "release", Basis.DECLARED))
    weak = Requirement("weak", Ask("published", "final-weights", Basis.OBSERVED))
    asking = replace(STANDARD, revision=2, rungs=(replace(STANDARD.rungs[0], require=(never, weak)),))
    index.add([("a", document_of()), ("b", document_of(answers={"published/final-weights": Answer.UNKNOWN}))], "2026-11-01")
    assert impact(index, STANDARD, asking).unanswered == ("energy-stated/release",)
    index.add([("a", document_of(answers={"published/final-weights": Answer.UNKNOWN}))], "2026-11-02")
    assert impact(index, STANDARD, asking).unanswered == ("energy-stated/release", "published/final-weights")


def test_standards_of_different_kinds_are_a_mistake_of_the_user(index: Index) -> None:
    with pytest.raises(Mistaken, match="their grades cannot be compared"):
        impact(index, STANDARD, SCORED)


def test_what_became_of_a_requirement_is_told() -> None:
    assert change_of("high/code", STANDARD, CHANGED) == "changed"
    assert change_of("high/license", STANDARD, CHANGED) == ""
    assert change_of("high/talk", STANDARD, CHANGED) == "new"
    assert change_of("high/card", STANDARD, CHANGED) == "gone"
    assert change_of("top", STANDARD, CHANGED) == "gone"
    assert change_of("weights", SCORED, RESCORED) == "changed"
    assert change_of("weights/open", SCORED, RESCORED) == ""
    assert change_of("high/license", STANDARD, replace(STANDARD, lists={"open": frozenset({"mit"})})) == "changed"


def write(folder: Path, name: str, **changes: str) -> Path:
    """The file of OSAID with some of its keys changed."""
    text = next(entry.data().decode() for entry in entries() if entry.id == "osaid")
    for key, value in changes.items():
        line = next(line for line in text.splitlines() if line.startswith(f"{key}: "))
        text = text.replace(line, f"{key}: {value}", 1)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_held_against_the_edition_of_the_catalogue_that_it_changes(tmp_path: Path) -> None:
    before, after = standards_for(str(write(tmp_path, "new.yaml", revision="9")), None)
    assert (before.name, after.name) == ("osaid@1.0+r1", "osaid@1.0+r9")


def test_a_new_edition_is_held_against_the_newest_one(tmp_path: Path) -> None:
    before, after = standards_for(str(write(tmp_path, "new.yaml", edition='"2.0"')), None)
    assert (before.name, after.name) == ("osaid@1.0+r1", "osaid@2.0+r1")


def test_what_it_is_held_against_can_be_named(tmp_path: Path) -> None:
    before, after = standards_for("mof/paper", "mof/strict")
    assert (before.variant, after.variant) == ("strict", "paper")
    first, second = write(tmp_path, "a.yaml", revision="8"), write(tmp_path, "b.yml", revision="9")
    assert [one.revision for one in standards_for(str(second), str(first))] == [8, 9]


def test_a_variant_of_a_file_is_held_against_the_same_variant(tmp_path: Path) -> None:
    text = next(entry.data().decode() for entry in entries() if entry.id == "mof")
    (tmp_path / "mof.yaml").write_text(text.replace("revision: 1\n", "revision: 9\n"), "utf-8")
    before, after = standards_for(f"{tmp_path / 'mof.yaml'}/paper", None)
    assert (before.name, after.name) == ("mof@1.0+r1/paper", "mof@1.0+r9/paper")


@pytest.mark.parametrize(
    ("new", "against", "told"),
    [
        ("mof", None, "would be compared with itself; say with --against"),
        ("mof@9", "mof", "no standard is called 'mof@9'"),
        ("none.yaml", None, r"none\.yaml: cannot be read"),
    ],
)
def test_what_cannot_be_compared_is_told_in_a_sentence(new: str, against: str | None, told: str) -> None:
    with pytest.raises(Mistaken, match=told):
        standards_for(new, against)


def test_a_file_that_is_no_standard_a_name_it_may_not_have_or_a_variant_it_has_not_are_told(tmp_path: Path) -> None:
    wrong = write(tmp_path, "wrong.yaml", scheme="staircase")
    with pytest.raises(Mistaken, match=r"wrong\.yaml is refused: .*staircase"):
        standards_for(str(wrong), None)
    with pytest.raises(Mistaken, match=r"refused:id-clash: .*give the new text a higher revision"):
        standards_for(str(write(tmp_path, "same.yaml", title="Another title")), None)
    with pytest.raises(Mistaken, match="there is no other standard 'ours'; say with --against"):
        standards_for(str(write(tmp_path, "ours.yaml", id="ours")), None)
    mof = Path(__file__).parents[2] / "src/openassay/standards/catalogue/mof/1.0/standard.yaml"
    with pytest.raises(Mistaken, match="mof has no variant 'lenient'; choose from mot, paper, strict"):
        standards_for(f"{mof}/lenient", None)


def of_cells(standard: Standard) -> Standard:
    """An edition of OSAI that asks for the cells of an entry, one fact each, instead of what shows them."""

    def asks(dimension: str, level: str) -> Ask:
        return Ask(f"{dimension}-{level}", "release", Basis.OBSERVED)

    return replace(
        standard,
        dimensions=tuple(
            replace(
                one,
                levels=tuple(replace(level, that=asks(one.id, level.id)) if level.that else level for level in one.levels),
            )
            for one in standard.dimensions
        ),
    )


def test_a_real_change_of_the_rules_is_replayed_to_the_last_figure(index: Index, shared: Path) -> None:
    truth = json.loads((shared / "truth/osai_rule_change.json").read_text("utf-8"))
    before, after = of_cells(named("osai@2025.02")), of_cells(named("osai@2026.03"))
    removed = {one.id for one in before.dimensions} - {one.id for one in after.dimensions}
    assert removed == set(truth["dims_removed"])
    documents = []
    for row in truth["systems"]:
        cells = {name.replace("_", "-"): grade for name, grade in row["grades"].items()}
        answers = {
            f"{name}-{level}/release": Answer.YES if grade == level else Answer.NO
            for name, grade in cells.items()
            for level in ("open", "partial")
        }
        documents.append((row["id"], document_of(row["id"], answers, standards=())))
    index.add(documents, "2026-03-13")
    found = impact(index, before, after)
    document = to_document(found, index.mark)
    order, pairs = document["order"], document["order"]["pairs"]
    assert {
        "systems": document["index"]["releases"],
        "pairs": pairs["all"],
        "moved_ge_1": order["moved_at_least"]["1"],
        "moved_ge_10": order["moved_at_least"]["10"],
        "moved_ge_20": order["moved_at_least"]["20"],
        "largest_fall": order["largest_fall"],
        "largest_rise": order["largest_rise"],
        "pairs_order_swapped": pairs["swapped"],
        "pairs_tie_made": pairs["ties_made"],
        "pairs_tie_broken": pairs["ties_broken"],
        "pairs_tied_both": pairs["tied_both"],
        "pairs_tie_made_or_broken": pairs["ties_made"] + pairs["ties_broken"],
        "pairs_tied_before": pairs["ties_broken"] + pairs["tied_both"],
        "pairs_tied_after": pairs["ties_made"] + pairs["tied_both"],
        "pairs_tied_before_or_after": pairs["ties_made"] + pairs["ties_broken"] + pairs["tied_both"],
        "scores_fell": document["level"]["down"],
        "scores_rose": document["level"]["up"],
        "scores_same": document["index"]["releases"] - document["moved"],
        "other_cells_changed_in_commit": sum("/" in one["requirement"] for one in document["requirements"]),
    } == truth["expected"]
    drift = found.drift
    assert drift is not None
    ranks = {(one.before, one.after): (one.rank_before, one.rank_after, one.moved) for one in drift.systems}
    scores = {one["release"]: (one["before"]["score"][0], one["after"]["score"][0]) for one in document["releases"]}
    for row in truth["systems"]:
        expect = row["expect"]
        points = [Fraction(str(expect[f"points_{when}"])) for when in ("before", "after")]
        pair = (points[0] / 14, points[1] / 12)
        assert scores.get(row["id"], (str(pair[0]),) * 2) == (str(pair[0]), str(pair[1]))
        assert ranks[pair] == (expect["rank_before"], expect["rank_after"], expect["moved"])
    assert {one["requirement"]: one["change"] for one in document["requirements"]} == dict.fromkeys(removed, "gone")
