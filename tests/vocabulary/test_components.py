from openassay.vocabulary.components import Component, Family, nearest


def test_every_component_has_a_family_and_a_meaning() -> None:
    assert {component.family for component in Component} == set(Family)
    assert all(component.meaning.endswith(".") for component in Component)


def test_families_follow_the_names() -> None:
    assert Component.SUPPORTING_LIBRARIES.family is Family.CODE
    assert Component.TRAINING_METADATA.family is Family.DATA
    assert Component.USAGE_POLICY.family is Family.DOCUMENT
    assert Component.INPUT_PROCESSING.family is Family.INTERFACE


def test_a_misspelt_name_finds_its_neighbour() -> None:
    assert nearest("final-weigths", list(Component)) == "final-weights"
    assert nearest("qqqq", list(Component)) is None
