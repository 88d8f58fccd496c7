"""MOT's way of grading, held against small rules of our own."""

from fractions import Fraction

from openassay.grading.mot_lens import MotComponent, MotRules, Status, grade_as_mot

DATA, CODE, CARD = (
    MotComponent(15, "Data", "data", 1, True),
    MotComponent(9, "Code", "code", 3, True),
    MotComponent(13, "Card", "document", 3, True),
)
REPORT, PAPER = MotComponent(11, "Report", "document", 3, True), MotComponent(21, "Paper", "document", 1, True)
TOOLS, EXTRA = MotComponent(8, "Tools", "code", 2, True), MotComponent(20, "Extra", "document", 3, False)
RULES = MotRules(
    (DATA, CODE, CARD, REPORT, PAPER, TOOLS, EXTRA),
    frozenset({"A", "B"}),
    frozenset({"A"}),
    {"code": frozenset({"A"}), "data": frozenset(), "document": frozenset()},
)
ALL = ["Data", "Code", "Card", "Report", "Paper", "Tools"]


def graded(names: list[str], **shared: str | None) -> tuple[int, list[Fraction | int]]:
    """The class and the progress of Class III, II and I, where all have the license A."""
    grade = grade_as_mot([(name, None) for name in names], shared or {"distribution": "A"}, RULES)
    return grade.cls, [grade.progress[cls] for cls in (3, 2, 1)]


def test_a_class_is_reached_when_all_that_it_and_those_below_ask_for_is_open() -> None:
    assert graded(ALL) == (1, [100, 100, 100])
    assert graded(["Code", "Card", "Report", "Tools"]) == (2, [100, 100, Fraction(400, 6)])
    assert graded(["Code", "Card", "Report"]) == (3, [100, 75, 0])


def test_above_a_class_that_is_not_whole_all_progress_is_none() -> None:
    assert graded(["Data", "Code", "Report", "Paper", "Tools"]) == (0, [Fraction(200, 3), 0, 0])


def test_a_paper_stands_for_the_report_but_no_report_for_the_paper() -> None:
    assert graded(["Data", "Code", "Card", "Paper", "Tools"]) == (1, [100, 100, 100])
    assert graded(["Data", "Code", "Card", "Report", "Tools"])[0] == 2
    grade = grade_as_mot([("Paper", "B")], {}, RULES)
    assert "Report" not in [one.name for one in grade.missing]


def test_a_name_that_is_not_known_is_taken_for_the_first_component() -> None:
    grade = grade_as_mot([("card", None), ("Token", "A")], {}, RULES)
    assert [(one.component, one.typed, one.status) for one in grade.resolved] == [(DATA, ("card", "Token"), Status.INCLUDED)]


def test_of_a_component_listed_twice_the_last_counts() -> None:
    assert grade_as_mot([("Code", "A"), ("Code", "B")], {}, RULES).status(CODE) is Status.INVALID
    assert grade_as_mot([("Code", "B"), ("Code", "A")], {}, RULES).status(CODE) is Status.INCLUDED


def test_a_license_is_its_own_then_that_of_its_type_then_that_of_the_distribution() -> None:
    shared = {"code": "B", "distribution": "A"}
    found = {
        one.component.name: (one.license, one.origin)
        for one in grade_as_mot([("Code", None), ("Card", None), ("Tools", "A")], shared, RULES).resolved
    }
    assert found == {"Code": ("B", "code"), "Card": ("A", "distribution"), "Tools": ("A", "component")}


def test_an_empty_license_field_stops_the_search() -> None:
    for text in ("", "0", "unlicensed"):
        assert grade_as_mot([("Code", text)], {"distribution": "A"}, RULES).status(CODE) is Status.UNLICENSED


def test_ids_are_compared_letter_by_letter_and_fitness_never_decides() -> None:
    assert grade_as_mot([("Code", "a")], {}, RULES).status(CODE) is Status.INVALID
    found = grade_as_mot([("Card", "A"), ("Code", "A")], {}, RULES).resolved
    assert [(one.status, one.fits) for one in found] == [(Status.INCLUDED, True), (Status.INCLUDED, False)]


def test_what_is_not_required_matters_nowhere() -> None:
    assert graded([*ALL, "Extra"]) == graded(ALL)
    assert grade_as_mot([], {}, RULES).status(EXTRA) is Status.MISSING
