"""What changed between two standards, in words."""

import pytest

from openassay.application.standard_changes import Comparison, compare_named, compare_standards, say_comparisons, to_document
from openassay.application.standards import named
from openassay.standards.loading import load
from openassay.standards.strictness import Change
from openassay.vocabulary.standard import Standard
from tests.standards.test_loading import GOOD
from tests.standards.test_loading import KNOWN as LADDER_KNOWN
from tests.standards.test_schemes import DIMENSIONS, KNOWN, TALLY

MORE = """\
- id: high
  title: High
  clause: All of it.
  require:
  - {id: v, that: {ask: versioned, of: release}, remedy: Number it.}
"""


def ladder(*edits: tuple[str, str], more: str = "") -> Standard:
    text = GOOD
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return load((text + more).encode(), "small.yaml", LADDER_KNOWN)["strict"]


def scored(text: str, *edits: tuple[str, str]) -> Standard:
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return next(iter(load(text.encode(), "small.yaml", KNOWN).values()))


def told(before: Standard, after: Standard) -> list[tuple[str, str, str]]:
    return [(one.change.value, one.where, one.says) for one in compare_standards(before, after).differences]


LICENSE = "  - {id: l, that: {license-in: [osi, more], of: final-weights}}\n"


@pytest.mark.parametrize(
    ("after", "differences"),
    [
        (ladder(), []),
        (ladder((LICENSE, "")), [("looser", "low/l", "is asked no longer")]),
        (ladder((LICENSE, LICENSE.replace("more]", "more], basis: declared"))), [("looser", "low/l", "is looser")]),
        (
            ladder(("ids: [OpenMDW-1.0]", "ids: [OpenMDW-1.0, Own-1.0]")),
            [
                ("looser", "list more", "now takes 1 license: own-1.0"),
                ("looser", "low/l", "is looser, by its license lists"),
            ],
        ),
        (
            ladder(("ids: [OpenMDW-1.0]", "ids: [Own-1.0]")),
            [
                ("other", "list more", "now takes 1 license: own-1.0; no longer takes 1 license: openmdw-1.0"),
                ("other", "low/l", "is different, by its license lists"),
            ],
        ),
        (ladder(("nobody sees it, should: true", "nobody sees it")), [("stricter", "low/p", "was a recommendation")]),
        (ladder(("id: l, that", "id: terms, that")), [("same", "low/terms", "was low/l")]),
        (ladder(("title: Low", "title: Lower")), [("same", "low", "has another title or clause")]),
        (ladder(("status: draft", "status: withdrawn")), [("same", "status", "is now: withdrawn")]),
        (
            ladder(more=MORE),
            [("other", "high", "is new, the rung 'High' above low"), ("stricter", "high/v", "is new")],
        ),
        (
            ladder((LICENSE, ""), more=MORE + LICENSE),
            [
                ("other", "high", "is new, the rung 'High' above low"),
                ("stricter", "high/v", "is new"),
                ("looser", "high/l", "was low/l"),
            ],
        ),
    ],
)
def test_a_change_to_a_ladder_is_told(after: Standard, differences: list[tuple[str, str, str]]) -> None:
    assert told(ladder(), after) == differences


def test_a_change_told_backwards_is_the_opposite() -> None:
    after = ladder((LICENSE, ""), more=MORE + LICENSE)
    assert told(after, ladder()) == [
        ("other", "high", "is gone, the rung 'High'"),
        ("stricter", "low/l", "was high/l"),
        ("looser", "high/v", "is asked no longer"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "differences"),
    [
        (
            scored(DIMENSIONS),
            scored(DIMENSIONS, ("weight: 3/2", "weight: 2"), ("  cap: base\n", "")),
            [
                ("other", "weights", "weighs 2, weighed 3/2"),
                ("other", "weights", "is no longer held down to the base model's level"),
            ],
        ),
        (
            scored(DIMENSIONS),
            scored(DIMENSIONS, ("partial: 1/2", "partial: 1/3")),
            [("other", "paper", "the level partial is worth 1/3, was worth 1/2")],
        ),
        (
            scored(DIMENSIONS),
            scored(DIMENSIONS, ("- id: paper\n  title: Paper\n  clause: There is a paper.\n  cannot-see: nobody sees it\n", "")),
            [("other", "paper", "is gone, the dimension 'Paper'")],
        ),
        (
            scored(TALLY),
            scored(TALLY, ("    1: {that: {ask: published, of: final-weights}, remedy: Publish.}\n", "")),
            [("looser", "weights/1", "is asked no longer")],
        ),
        (
            scored(TALLY),
            scored(TALLY, ("mean-with: weights, ", "")),
            [("other", "card", "is averaged with none, before: weights")],
        ),
    ],
)
def test_a_change_to_a_score_is_told(before: Standard, after: Standard, differences: list[tuple[str, str, str]]) -> None:
    assert told(before, after) == differences


def test_a_ladder_and_a_score_are_not_set_side_by_side() -> None:
    assert told(ladder(), scored(DIMENSIONS))[-1][1:] == (
        "scheme",
        "was a ladder, is a dimensions: what the two ask cannot be set side by side",
    )


def test_variants_are_compared_where_they_tell_more() -> None:
    first, second = compare_named("osai@2025.02", "osai@2026.04")
    assert first.after.name == "osai@2026.04+r1"
    assert second.after.name == "osai@2026.04+r1/practice"
    assert not set(second.differences) & set(first.differences)
    assert len(list(compare_named("mof", "mof/paper"))) == 1


def test_what_decides_is_told_first_and_counted() -> None:
    lines = list(say_comparisons(compare_named("mof", "mof/paper")))
    assert lines[:5] == [
        "From mof@1.0+r1 to mof@1.0+r1/paper",
        "  2 looser",
        "",
        "looser: class-ii/evaluation-data-license is asked no longer",
        "  - the license of evaluation-data is in open",
    ]
    assert list(say_comparisons([compare_standards(named("g7"), named("g7"))]))[1] == "  nothing changed"


def test_what_stayed_stands_between_what_changed() -> None:
    lines = list(say_comparisons(compare_named("g7", "g7/lax")))
    at = lines.index("looser: weights-available/weights is looser")
    assert lines[at + 1 : at + 5] == [
        "  - published/final-weights is yes",
        "  + any of",
        "  +   published/final-weights is yes",
        "  +   released-on-request/final-weights is yes",
    ]


def test_it_is_given_as_plain_values() -> None:
    (document,) = to_document(compare_named("mof", "mof/paper"))
    assert (document["before"], document["after"]) == ("mof@1.0+r1", "mof@1.0+r1/paper")
    assert document["differences"] == [
        {"where": one.where, "change": "looser", "says": one.says, "before": list(one.before), "after": []}
        for one in compare_standards(named("mof"), named("mof/paper")).differences
    ]


def test_differences_are_counted_by_kind() -> None:
    comparison: Comparison = compare_standards(ladder(), ladder((LICENSE, ""), more=MORE))
    assert [comparison.count(change) for change in Change] == [1, 1, 0, 1]
