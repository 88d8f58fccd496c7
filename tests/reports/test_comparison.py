from copy import deepcopy
from typing import Any

from click import unstyle

from openassay.reports.comparison import compare, render
from tests.assessments import document

OLD = document()


def changed(**answers: str) -> dict[str, Any]:
    """The assessment with other answers; of keys the slash is written as two underscores, a hyphen as one."""
    new = deepcopy(OLD)
    wanted = {key.replace("__", "/").replace("_", "-"): answer for key, answer in answers.items()}
    for fact in new["facts"]:
        if fact["key"] in wanted:
            fact["answer"] = wanted.pop(fact["key"])
            fact["because"] = f"it is {fact['answer']} now"
    assert not wanted
    return new


def key_of(answer: str) -> str:
    """A fact with this answer."""
    return str(next(fact["key"] for fact in OLD["facts"] if fact["answer"] == answer))


def turned(before: str, after: str) -> str:
    """The direction of a fact that went from one answer to another."""
    new = deepcopy(OLD)
    key = key_of(before)
    next(fact for fact in new["facts"] if fact["key"] == key)["answer"] = after
    return str(next(fact["direction"] for fact in compare(OLD, new)["facts"] if fact["key"] == key))


def test_a_release_held_against_itself_differs_in_nothing() -> None:
    found = compare(OLD, OLD)
    assert (found["facts"], found["components"]) == ([], [])
    assert {grade["direction"] for grade in found["grades"]} == {"same"}
    said = unstyle(render(found))
    assert "Both hold the same files." in said
    assert said.endswith("No fact differs.\n")


def test_a_yes_rose_and_a_lost_yes_fell() -> None:
    assert (turned("no", "yes"), turned("unknown", "yes")) == ("rose", "rose")
    assert (turned("yes", "no"), turned("yes", "unknown")) == ("fell", "fell")


def test_a_no_that_is_not_known_any_more_has_not_risen() -> None:
    assert turned("no", "unknown") == "opened"
    assert turned("unknown", "no") == "closed"
    assert turned("no", "not-applicable") == "changed"


def test_a_requirement_that_turned_is_told_with_the_fact_that_turned_it() -> None:
    new = changed()
    grade = new["grades"][0]
    finding = next(one for one in grade["findings"] if one["verdict"] == "unmet")
    finding["verdict"] = "met"
    key = finding["facts"][0]
    next(fact for fact in new["facts"] if fact["key"] == key).update(answer="yes", because="It is here now.")
    found = compare(OLD, new)
    turn = found["grades"][0]["requirements"][0]
    assert (turn["requirement"], turn["direction"], turn["facts"]) == (finding["requirement"], "rose", [key])
    said = unstyle(render(found))
    assert f"{finding['requirement']}: unmet -> met" in said
    assert f"by {key}: " in said
    assert "It is here now." in " ".join(said.split())


def test_a_grade_that_rose_is_told_with_both_levels() -> None:
    new = changed()
    new["grades"][0]["level"] = "high"
    new["grades"][0]["ceiling"] = "high"
    found = compare(OLD, new)
    assert found["grades"][0]["direction"] == "rose"
    back = compare(new, OLD)
    assert back["grades"][0]["direction"] == "fell"
    assert "-> high" in unstyle(render(found))


def test_a_component_whose_state_or_license_changed_is_told() -> None:
    new = changed()
    new["components"][0]["state"] = "gated"
    found = compare(OLD, new)
    assert found["components"][0]["after"]["state"] == "gated"
    assert "-> gated" in unstyle(render(found))


def test_a_grade_or_fact_of_one_side_alone_is_no_fault() -> None:
    new = changed()
    new["grades"] = []
    new["facts"] = new["facts"][1:]
    found = compare(OLD, new)
    assert found["grades"] == []
    gone = next(fact for fact in found["facts"] if fact["key"] == OLD["facts"][0]["key"])
    assert (gone["after"], gone["direction"]) == (None, "fell" if gone["before"] == "yes" else "changed")


def test_long_lists_are_cut_unless_everything_is_wanted_and_no_line_is_too_long() -> None:
    new = changed()
    for fact in new["facts"]:
        fact["answer"] = "unknown" if fact["answer"] == "no" else fact["answer"]
    many = deepcopy(new)
    for number in range(30):
        many["facts"].append({**OLD["facts"][0], "key": f"asked/{number:02}", "answer": "no", "because": "word " * 40})
    found = compare(OLD, many)
    short, full = (unstyle(render(found, full)) for full in (False, True))
    assert "more (--full)" in short
    assert "more (--full)" not in full
    assert full.count("asked/") == 30
    assert all(len(line) <= 80 for line in (short + full).splitlines())
