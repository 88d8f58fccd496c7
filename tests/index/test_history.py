from dataclasses import replace
from pathlib import Path

from openassay.application.regrading import regrade
from openassay.index.store import Index
from openassay.vocabulary.facts import Answer
from tests.assessments import STANDARD
from tests.index.documents import document_of

REVISED = replace(STANDARD, revision=2, rungs=STANDARD.rungs[1:])
GONE = {"published/final-weights": Answer.NO}


def index_at(folder: Path) -> Index:
    return Index.open(folder / "index", create=True, writing=True)


def test_a_grade_that_moves_between_revisions_moves_by_fact(tmp_path: Path) -> None:
    with index_at(tmp_path) as index:
        index.add([("a", document_of("a", revision="1" * 40, standards=(STANDARD,)))], "2026-11-01")
        index.add([("a", document_of("a", GONE, revision="2" * 40, standards=(STANDARD,)))], "2026-11-02")
        first, second = index.history("a")
    assert [change.cause for change in first.grades] == ["first"]
    assert second.because == "The release is at another revision: 1 fact is answered otherwise."
    assert [(fact.key, fact.before, fact.after) for fact in second.facts] == [("published/final-weights", "yes", "no")]
    (moved,) = second.grades
    assert moved.before is not None
    assert (moved.cause, moved.before.level, moved.after.level) == ("fact", "low", None)


def test_a_grade_that_moves_over_the_same_facts_moves_by_rule(tmp_path: Path) -> None:
    with index_at(tmp_path) as index:
        index.add([("a", document_of("a", standards=(STANDARD,)))], "2026-11-01")
        assert regrade(index, [REVISED], "2026-11-02").added == 1
        _, graded = index.history("a")
        row = index.row("a")
    assert (graded.at, graded.what, graded.facts) == ("2026-11-02", "graded", ())
    (moved,) = graded.grades
    assert (moved.cause, moved.after.standard, moved.after.level) == ("rule", "small@1+r2", None)
    assert row is not None
    assert [grade.standard for grade in row.grades] == ["small@1+r2"]


def test_where_both_changed_at_once_neither_is_blamed_alone(tmp_path: Path) -> None:
    with index_at(tmp_path) as index:
        index.add([("a", document_of("a", standards=(STANDARD,)))], "2026-11-01")
        index.add([("a", document_of("a", GONE, standards=(REVISED,)))], "2026-11-02")
        (moved,) = index.history("a")[1].grades
    assert moved.cause == "both"


def test_another_version_of_openassay_is_named_where_the_release_is_the_same(tmp_path: Path) -> None:
    with index_at(tmp_path) as index:
        index.add([("a", document_of("a", version="1"))], "2026-11-01")
        index.add([("a", document_of("a", GONE, version="2"))], "2026-11-02")
        event = index.history("a")[1]
    assert event.because == "The release is the same, read by openassay 2 instead of 1: 1 fact is answered otherwise."


def test_a_release_that_is_seen_again_unchanged_says_so(tmp_path: Path) -> None:
    with index_at(tmp_path) as index:
        for day in (1, 2):
            index.add([("a", document_of("a"))], f"2026-11-0{day}")
        event = index.history("a")[1]
        assert (event.because, event.grades, event.facts) == ("Nothing changed.", (), ())
        assert index.history("b") == ()
