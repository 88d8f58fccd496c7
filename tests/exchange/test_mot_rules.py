from collections import Counter

from openassay.exchange.mot_rules import OURS, mot_lists, mot_rules
from openassay.vocabulary.components import Component


def test_mot_has_seventeen_components_of_which_fourteen_are_required() -> None:
    rules = mot_rules()
    assert Counter((one.cls, one.required) for one in rules.components) == {
        (3, True): 6,
        (3, False): 1,
        (2, True): 4,
        (2, False): 1,
        (1, True): 4,
        (1, False): 1,
    }
    assert rules.components[0].name == "Datasets"


def test_each_of_its_components_is_one_or_two_of_ours_and_none_is_in_two() -> None:
    assert set(OURS) == {one.id for one in mot_rules().components}
    ours = Counter(component for components in OURS.values() for component in components)
    assert set(ours.values()) == {1}
    assert set(Component) - set(ours) == {
        Component.BASE_WEIGHTS,
        Component.INPUT_PROCESSING,
        Component.USAGE_POLICY,
        Component.SAFETY_EVALUATION,
    }


def test_its_lists_keep_their_oddities() -> None:
    lists = mot_lists()
    assert len(mot_rules().known) == 660
    assert len(lists["mot-open"]) == 226
    assert [len(lists[f"mot-{kind}"]) for kind in ("code", "data", "document")] == [19, 5, 8]
    assert "openmdw-1.0" in lists["mot-open"]
    assert "openmdw-1.1" not in lists["mot-open"]
    assert "pddl-1.0" in lists["mot-data"] - lists["mot-open"]
