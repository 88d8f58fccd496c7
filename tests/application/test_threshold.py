import re
from dataclasses import replace

import pytest

from openassay.application.threshold import NoSuchThreshold, Threshold
from openassay.vocabulary.standard import Rung, Standard
from tests.assessments import STANDARD, document

DOCUMENT = document()


def reached(text: str) -> bool | None:
    return Threshold.parse(text).reached(DOCUMENT)


def test_a_rung_is_reached_missed_or_undecided() -> None:
    assert reached("small:low") is True
    assert reached("small:high") is False
    undecided = {"grades": [DOCUMENT["grades"][0] | {"ceiling": "top"}]}
    assert Threshold.parse("small:high").reached(undecided) is None


@pytest.mark.parametrize("name", ["small", "small@1", "small@1+r1"])
def test_the_standard_may_be_named_with_or_without_its_edition(name: str) -> None:
    assert reached(f"{name}:low") is True


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("small", "write it as"),
        (":low", "write it as"),
        ("big:low", "no grade under 'big'"),
        ("small:lo", "did you mean 'low'?"),
        ("small:zzz", "it has low, high, top"),
    ],
)
def test_a_threshold_that_names_nothing_is_told(text: str, message: str) -> None:
    with pytest.raises(NoSuchThreshold) as refused:
        reached(text)
    assert message in str(refused.value)


def test_a_score_is_reached_missed_or_undecided() -> None:
    assert reached("scored:1/2") is True
    assert reached("scored:1") is False
    assert reached("scored:2/3") is None


def test_a_least_score_is_a_fraction() -> None:
    with pytest.raises(NoSuchThreshold, match="write the least score as a fraction"):
        reached("scored:open")


def standard(name: str, *rungs: str) -> Standard:
    identity, _, variant = name.partition("/")
    built = tuple(Rung(rung, rung, "clause", ()) for rung in rungs)
    return replace(STANDARD, id=identity, variant=variant, rungs=built, variants=("plain", variant) if variant else ())


def test_a_threshold_is_held_against_the_standards_before_anything_is_read() -> None:
    chosen = [standard("small", "low", "high"), standard("large/strict", "only")]
    for fine in ("small:high", "small@1:low", "large@1+r1/strict:only"):
        Threshold.parse(fine).check(chosen)
    for wrong, message in (("small:hihg", "did you mean 'high'?"), ("none:low", "ask for it with --standard")):
        with pytest.raises(NoSuchThreshold, match=re.escape(message)):
            Threshold.parse(wrong).check(chosen)
