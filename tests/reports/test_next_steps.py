from openassay.reports.next_steps import next_rung, path_to_next
from tests.assessments import document

DOCUMENT = document()
FACTS = {fact["key"]: fact for fact in DOCUMENT["facts"]}
GRADE = DOCUMENT["grades"][0]


def test_the_path_leads_to_the_first_rung_that_is_not_proven() -> None:
    path = path_to_next(GRADE, FACTS)
    assert path is not None
    assert (path.standard, path.rung) == ("small@1+r1", "high")
    assert [step.requirement for step in path.steps] == ["high/license", "high/card", "high/code"]


def test_what_is_not_here_need_not_be_licensed_before_it_is_published() -> None:
    path = path_to_next(GRADE, FACTS)
    assert path is not None
    assert "high/code-license" not in [step.requirement for step in path.steps]


def test_a_step_tells_what_stands_in_its_way() -> None:
    path = path_to_next(GRADE, FACTS)
    assert path is not None
    assert path.steps[2].because == "no file is inference code"


def test_there_is_nothing_above_the_top() -> None:
    assert next_rung(GRADE | {"level": "top"}) is None
    assert path_to_next(GRADE | {"level": "top"}, FACTS) is None
