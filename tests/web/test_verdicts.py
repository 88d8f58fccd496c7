"""Verdicts for the page: rungs proven, possible and closed, and both ends of a grade."""

import copy

import pytest

from openassay.web.verdicts import ends_of, verdicts
from tests.web.shelves import example


def ladder(level: str | None, ceiling: str | None) -> list[tuple[str, str]]:
    """The rungs of MOF, highest first, with their states, for a release that stands there."""
    document = copy.deepcopy(example("placenames-open"))
    for grade in document["grades"]:
        if grade["standard"].startswith("mof@"):
            grade["level"], grade["ceiling"] = level, ceiling
    mof = next(verdict for verdict in verdicts(document) if verdict.id == "mof")
    return [(rung.id, rung.state) for rung in mof.rungs]


@pytest.mark.parametrize(
    ("level", "ceiling", "states"),
    [
        (None, None, ["closed", "closed", "closed"]),
        (None, "class-ii", ["closed", "possible", "possible"]),
        ("class-iii", "class-i", ["possible", "possible", "proven"]),
        ("class-i", "class-i", ["proven", "proven", "proven"]),
    ],
)
def test_a_rung_is_proven_possible_or_closed(level: str | None, ceiling: str | None, states: list[str]) -> None:
    assert ladder(level, ceiling) == list(zip(["class-i", "class-ii", "class-iii"], states, strict=True))


def test_the_three_standards_stand_first_and_in_their_order() -> None:
    document = copy.deepcopy(example("placenames-open"))
    document["grades"].reverse()
    document["grades"].insert(0, document["grades"][0] | {"standard": "aaa@1+r1"})
    assert [verdict.id for verdict in verdicts(document)] == ["g7", "mof", "osaid", "aaa"]


def test_what_is_in_the_way_leaves_recommendations_out_and_names_the_unmet_first() -> None:
    mof = next(verdict for verdict in verdicts(example("placenames-boastful")) if verdict.id == "mof")
    rung = mof.rungs[-1]
    kinds = [asked.verdict for asked in rung.in_the_way]
    assert kinds == sorted(kinds, key=lambda kind: kind != "unmet")
    assert kinds.count("unmet") == rung.count("unmet") == 4
    assert not any(asked.should for asked in rung.in_the_way)


@pytest.mark.parametrize(
    ("grade", "ends"),
    [
        ({"rungs": [], "scheme": "dimensions", "score": ["1/3", "1/2"], "out_of": "1"}, (33, 50)),
        ({"rungs": [], "scheme": "tally", "score": ["3", "5"], "out_of": "9"}, (33, 56)),
        ({"rungs": [], "scheme": "tally", "score": None, "out_of": "0"}, (0, 0)),
        ({"rungs": [{"id": "a"}, {"id": "b"}], "scheme": "ladder", "level": "a", "ceiling": "b", "score": None}, (50, 100)),
    ],
)
def test_the_lower_end_is_rounded_down_and_the_upper_up(grade: dict[str, object], ends: tuple[int, int]) -> None:
    assert ends_of(grade) == ends
