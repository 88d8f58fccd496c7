from click import unstyle

from openassay.reports.next_steps import component_of, path_to
from openassay.reports.paths import render, to_document
from tests.assessments import document

DOCUMENT = document()
GRADE, SCORED = DOCUMENT["grades"]


def test_the_way_to_a_rung_holds_the_steps_of_the_rungs_below_it() -> None:
    path = path_to(DOCUMENT, GRADE, "high")
    assert [step.requirement for step in path.steps] == ["high/license", "high/card", "high/code"]
    top = path_to(DOCUMENT, GRADE, "top")
    assert {step.requirement for step in path.steps} <= {step.requirement for step in top.steps}


def test_steps_about_one_component_follow_each_other_and_publishing_comes_before_licensing() -> None:
    steps = path_to(DOCUMENT, GRADE, "top").steps
    components = [component_of(step) for step in steps]
    assert len(list(dict.fromkeys(components))) == sum(
        one != other for one, other in zip(components, ["", *components], strict=False)
    )


def test_a_step_tells_what_else_it_meets_and_what_is_reached_by_then() -> None:
    facts = GRADE["findings"][-1]["facts"]
    other = {**GRADE, "standard": "other@1+r1", "level": None, "findings": [], "rungs": [{"id": "one", "title": "One"}]}
    other["findings"] = [{"requirement": "one/x", "verdict": "unmet", "facts": facts, "remedy": "", "should": False}]
    path = path_to({**DOCUMENT, "grades": [GRADE, other]}, GRADE, "top")
    step = next(step for step in path.steps if set(facts) <= set(step.facts))
    assert step.verdicts == ("other:one/x",)
    assert "other:one" in [rung for one in path.steps for rung in one.unlocks]


def test_it_reads_well_and_no_line_is_too_long() -> None:
    path = path_to(DOCUMENT, GRADE, "top")
    said = unstyle(render(path, DOCUMENT))
    assert all(len(line) <= 80 for line in said.splitlines())
    assert f"the way to {path.title}" in " ".join(said.split())
    assert [f"{number}. " in said for number in range(1, len(path.steps) + 1)] == [True] * len(path.steps)


def test_the_document_has_the_same_steps_in_the_same_order() -> None:
    path = path_to(DOCUMENT, GRADE, "top")
    found = to_document(path, DOCUMENT)
    assert found["schema"] == "openassay/path/1"
    assert [step["requirement"] for step in found["steps"]] == [step.requirement for step in path.steps]
    assert found["to"]["rung"] == "top"


def test_where_nothing_stands_in_the_way_one_sentence_says_so() -> None:
    done = {**GRADE, "findings": [{**one, "verdict": "met"} for one in GRADE["findings"]]}
    path = path_to(DOCUMENT, done, "high")
    assert path.steps == ()
    assert "Nothing stands in the way" in unstyle(render(path, DOCUMENT))
