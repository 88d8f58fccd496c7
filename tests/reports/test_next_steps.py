from openassay.reports.next_steps import next_rung, path_to_next
from tests.assessments import document

DOCUMENT = document()
FACTS = {fact["key"]: fact for fact in DOCUMENT["facts"]}
GRADE, SCORED = DOCUMENT["grades"]


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


def test_a_step_says_that_a_license_is_only_declared() -> None:
    facts = {key: fact | {"answer": "yes", "basis": "declared", "because": "It is under MIT."} for key, fact in FACTS.items()}
    path = path_to_next(GRADE, facts)
    assert path is not None
    assert path.steps[0].because == "It is under MIT, which only declares it; the text itself is not there."


def test_there_is_nothing_above_the_top() -> None:
    assert next_rung(GRADE | {"level": "top"}) is None
    assert path_to_next(GRADE | {"level": "top"}, FACTS) is None


def test_the_path_to_a_higher_score_asks_for_the_level_just_above_the_proven_one() -> None:
    path = path_to_next(SCORED, FACTS)
    assert path is not None
    assert (path.rung, path.title) == ("", "a higher score under Scored standard")
    assert [step.requirement for step in path.steps] == ["card/open", "code/open"]
    closed = [one | {"level": "closed", "score": ["0", "1"]} if one["id"] == "code" else one for one in SCORED["dimensions"]]
    findings = [one | {"verdict": "undecided"} if one["requirement"].startswith("code/") else one for one in SCORED["findings"]]
    lower = path_to_next(SCORED | {"dimensions": closed, "findings": findings}, FACTS)
    assert lower is not None
    assert [step.requirement for step in lower.steps] == ["card/open", "code/partial"]


def test_there_is_nothing_above_the_best_score() -> None:
    best = [one | {"score": [one["out_of"]] * 2} for one in SCORED["dimensions"]]
    assert path_to_next(SCORED | {"dimensions": best}, FACTS) is None
